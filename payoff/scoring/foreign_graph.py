"""The check of a stranger's graph before the runtime sees it; runs inside the sandbox, since reading it is a risk too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import prod
from typing import Any

import onnx
from google.protobuf.message import DecodeError
from onnx import AttributeProto, GraphProto, ModelProto, NodeProto, TensorProto, numpy_helper

from payoff.scoring.foreign_model import shorten_name
from payoff.scoring.foreign_reasons import Refusal

STANDARD = {"": "ai.onnx", "ai.onnx": "ai.onnx", "ai.onnx.ml": "ai.onnx.ml"}
"""Domains whose operators are run, and what they are called."""

OPSETS = {"ai.onnx": (7, 26), "ai.onnx.ml": (1, 5)}
"""What onnxruntime 1.31 runs, by domain."""
IR_VERSIONS = (3, 13)

MOST_NODES = 20_000
MOST_INPUTS = 2_000
MOST_NUMBERS = 50_000_000
"""Numbers that one operator or sparse tensor may be told to fill."""

REFUSED = frozenset({"RandomNormal", "RandomNormalLike", "RandomUniform", "RandomUniformLike", "Multinomial", "Bernoulli", "ImageDecoder"})

SIZED_BY = {"ConstantOfShape": 0, "Expand": 1, "Tile": 1}
"""Operators whose answer is as large as the numbers in one of their inputs say, and which input that is."""

_MOST_DIMENSIONS = 64


def check_graph(content: bytes) -> ModelProto:
    """The model in `content`; Refusal where it is not a plain graph of standard operators with all its weights inside."""
    if content[4:8] == b"ORTM":
        raise Refusal("ort_format")
    model = ModelProto()
    try:
        model.ParseFromString(content)
    except (DecodeError, RuntimeError):
        raise Refusal("not_onnx") from None
    if not model.graph.node or not model.graph.output or not model.opset_import:
        raise Refusal("not_onnx")
    _check_model(model)
    _check_nodes(model)
    for tensor in _tensors(model.graph):
        if tensor.external_data or tensor.data_location == TensorProto.EXTERNAL:
            raise Refusal("external_data", tensor=shorten_name(tensor.name))
    _check_sizes(model.graph)
    return model


def wanted_inputs(graph: GraphProto) -> list[onnx.ValueInfoProto]:
    """The inputs that rows must fill: those without a weight of their name."""
    filled = {tensor.name for tensor in graph.initializer}
    return [value for value in graph.input if value.name not in filled]


def free_batch(graph: GraphProto) -> None:
    """Let the model take any number of rows: many exports write down the one or two rows they were tried on."""
    for value in wanted_inputs(graph):
        dimensions = value.type.tensor_type.shape.dim
        if dimensions:
            dimensions[0].Clear()
            dimensions[0].dim_param = "rows"
    del graph.value_info[:]
    for value in graph.output:
        value.type.tensor_type.ClearField("shape") if value.type.HasField("tensor_type") else None


def read_classes(graph: GraphProto) -> list[str]:
    """The class labels that the graph writes down, those of its last classifier or map; empty where there are none."""
    for node in reversed(graph.node):
        for attribute in node.attribute:
            if attribute.name.startswith("classlabels_") and (attribute.ints or attribute.strings):
                labels: Iterable[Any] = attribute.ints or (text.decode("utf-8", "replace") for text in attribute.strings)
                return [shorten_name(str(label)) for label in list(labels)[:_MOST_DIMENSIONS]]
    return []


def count_operators(graph: GraphProto) -> dict[str, int]:
    """How often each operator occurs, by name."""
    counts: dict[str, int] = {}
    for node in graph.node:
        counts[node.op_type] = counts.get(node.op_type, 0) + 1
    return dict(sorted(counts.items()))


def used_opsets(model: ModelProto) -> dict[str, int]:
    """The version of each operator set that a node belongs to, by the set's full name."""
    used = {STANDARD.get(node.domain, node.domain) for node in model.graph.node}
    versions = {STANDARD.get(item.domain, item.domain): item.version for item in model.opset_import}
    return {domain: versions[domain] for domain in sorted(used) if domain in versions}


def _check_model(model: ModelProto) -> None:
    if not IR_VERSIONS[0] <= model.ir_version <= IR_VERSIONS[1]:
        raise Refusal("ir_version", version=model.ir_version, low=IR_VERSIONS[0], high=IR_VERSIONS[1])
    if model.functions:
        raise Refusal("functions")
    if model.training_info:
        raise Refusal("training")
    if len(model.graph.node) > MOST_NODES:
        raise Refusal("too_many_nodes", count=len(model.graph.node), most=MOST_NODES)


def _check_nodes(model: ModelProto) -> None:
    for node in model.graph.node:
        _check_node(node)
    for domain, version in used_opsets(model).items():
        low, high = OPSETS[domain]
        if not low <= version <= high:
            raise Refusal("opset", version=version, low=low, high=high)
    # What no node uses is not needed, and the runtime need not look for its library.
    needed = [item for item in model.opset_import if item.domain in STANDARD]
    del model.opset_import[:]
    model.opset_import.extend(needed)


def _check_node(node: NodeProto) -> None:
    name = shorten_name(node.op_type)
    if node.domain not in STANDARD:
        raise Refusal("foreign_domain", operator=name, domain=shorten_name(node.domain))
    if any(attribute.HasField("g") or attribute.graphs or attribute.type in _GRAPHS for attribute in node.attribute):
        raise Refusal("nested_graph", operator=name)
    if node.op_type in REFUSED:
        raise Refusal("refused_operator", operator=name)
    if not onnx.defs.has(node.op_type, STANDARD[node.domain].removesuffix("ai.onnx")):
        raise Refusal("unknown_operator", operator=name)


_GRAPHS = {AttributeProto.GRAPH, AttributeProto.GRAPHS}


def _tensors(graph: GraphProto) -> Iterator[TensorProto]:
    """Every tensor written into the graph, sparse ones' parts too; Refusal where a sparse one unfolds to too much."""
    yield from graph.initializer
    sparse = list(graph.sparse_initializer)
    for node in graph.node:
        for attribute in node.attribute:
            if attribute.HasField("t"):
                yield attribute.t
            yield from attribute.tensors
            sparse += [attribute.sparse_tensor] if attribute.HasField("sparse_tensor") else []
            sparse += attribute.sparse_tensors
    for tensor in sparse:
        count = prod(max(size, 0) for size in tensor.dims)
        if count > MOST_NUMBERS:
            raise Refusal("sparse_tensor", count=count, most=MOST_NUMBERS)
        yield from (tensor.values, tensor.indices)


def _check_sizes(graph: GraphProto) -> None:
    """Refuse operators that are told in so many words to fill more than anybody needs; the rest is for the memory limit."""
    constants = {tensor.name: tensor for tensor in graph.initializer}
    for node in graph.node:
        if node.op_type == "Constant" and node.attribute and node.attribute[0].HasField("t"):
            constants[node.output[0]] = node.attribute[0].t
    for node in graph.node:
        count = _told_size(node, constants)
        if count > MOST_NUMBERS:
            raise Refusal("huge_tensor", operator=node.op_type, count=count, most=MOST_NUMBERS)


def _told_size(node: NodeProto, constants: dict[str, TensorProto]) -> int:
    """Numbers that `node` must fill, as far as constants tell; 0 where they do not."""
    if node.op_type == "Range" and len(node.input) == 3 and all(name in constants for name in node.input):
        ends = [_numbers(constants[name]) for name in node.input]
        if all(len(end) == 1 for end in ends) and ends[2][0]:
            return max(0, int((ends[1][0] - ends[0][0]) / ends[2][0]))
    place = SIZED_BY.get(node.op_type)
    if place is None or place >= len(node.input) or node.input[place] not in constants:
        return 0
    return int(prod(max(int(size), 0) for size in _numbers(constants[node.input[place]])))


def _numbers(tensor: TensorProto) -> list[Any]:
    if prod(tensor.dims) > _MOST_DIMENSIONS:
        return []
    try:
        return [value for value in numpy_helper.to_array(tensor).ravel().tolist() if isinstance(value, int | float)]
    except (TypeError, ValueError):
        raise Refusal("not_onnx") from None
