"""What both exported graphs share: one float32 input, one probability, a sigmoid at the end, opsets old enough to travel."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

from payoff import __version__
from payoff.domains.manifest import FEATURES

OUTPUT = "probability"
ROWS = "rows"
"""The one dimension that is open."""

OPSETS = (helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 1))
IR_VERSION = 8
"""With these opsets every provider package in use can open the graph; onnxruntime-openvino lags behind the others."""


def constant(name: str, values: npt.ArrayLike, dtype: npt.DTypeLike) -> onnx.TensorProto:
    """An initializer called `name`."""
    return numpy_helper.from_array(np.asarray(values, dtype=dtype), name)


def build_model(
    nodes: Sequence[onnx.NodeProto], constants: Sequence[onnx.TensorProto], features: int, *, columns: Sequence[str] = ()
) -> bytes:
    """The checked model of `nodes` from `features` (n, features) float32 to OUTPUT (n,) float32, serialised.

    `columns` names intermediate results of shape (n, 1) whose shape ONNX cannot infer; OpenVINO refuses an unknown rank.
    """
    graph = helper.make_graph(
        list(nodes),
        "payoff",
        [helper.make_tensor_value_info(FEATURES, TensorProto.FLOAT, [ROWS, features])],
        [helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, [ROWS])],
        list(constants),
        value_info=[helper.make_tensor_value_info(name, TensorProto.FLOAT, [ROWS, 1]) for name in columns],
    )
    producer = {"producer_name": "payoff", "producer_version": __version__}
    model = helper.make_model(graph, opset_imports=list(OPSETS), ir_version=IR_VERSION, **producer)
    onnx.checker.check_model(model, full_check=True)
    return model.SerializeToString(deterministic=True)


def read_thresholds(model: bytes) -> dict[int, npt.NDArray[np.float32]]:
    """Where the trees of `model` cut each feature, by feature position; empty when it has no trees."""
    found: dict[int, set[float]] = {}
    for node in onnx.load_from_string(model).graph.node:
        values = {a.name: a for a in node.attribute}
        if "nodes_values" not in values:
            continue
        modes = values["nodes_modes"].strings
        for feature, mode, cut in zip(values["nodes_featureids"].ints, modes, values["nodes_values"].floats, strict=True):
            if mode != b"LEAF":
                found.setdefault(feature, set()).add(cut)
    return {feature: np.array(sorted(cuts), dtype=np.float32) for feature, cuts in found.items()}
