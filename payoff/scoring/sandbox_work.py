"""The two things a sandbox does with a stranger's model: open it and say what it is, and run it on rows."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime as ort
from onnx import TensorProto, ValueInfoProto
from onnx.helper import tensor_dtype_to_np_dtype

from payoff.scoring import foreign_graph as graph
from payoff.scoring.foreign_answer import read_answers
from payoff.scoring.foreign_model import REASON_SHOWN, SlotKind, shorten_name
from payoff.scoring.foreign_reasons import Refusal
from payoff.scoring.runtime_errors import RUNTIME_ERRORS, last_line
from payoff.scoring.sandbox_wire import Parcel

KINDS: dict[str, SlotKind] = {
    "float16": "number", "float32": "number", "float64": "number", "int8": "whole", "int16": "whole", "int32": "whole", "int64": "whole",
    "uint8": "whole", "uint16": "whole", "uint32": "whole", "uint64": "whole", "bool": "yes_no", "string": "text",
}  # fmt: skip
"""What a column must be to fill an input of a numpy type."""

_QUIET = 4
"""Log nothing below fatal: what fails is raised and told by us."""

_OUT_OF_MEMORY = ("bad allocation", "bad_alloc", "Failed to allocate memory")

Said = tuple[dict[str, Any], list[Any]]
"""The head and the bodies of an answer."""


class Work:
    """One model, once it is open."""

    def __init__(self, guards: tuple[str, ...]) -> None:
        self._guards = guards
        self._session: ort.InferenceSession | None = None

    def open(self, parcel: Parcel) -> Said:
        """Check and open the model in the first body; what it is."""
        content = parcel.bodies[0]
        model = graph.check_graph(content)
        inputs = [_describe_input(value) for value in graph.wanted_inputs(model.graph)]
        _check_inputs(inputs)
        graph.free_batch(model.graph)
        try:
            self._session = ort.InferenceSession(model.SerializeToString(), _options(), providers=["CPUExecutionProvider"])
        except RUNTIME_ERRORS as error:
            raise _refusal("cannot_open", error) from None
        return {
            "producer": shorten_name(f"{model.producer_name} {model.producer_version}".strip()),
            "ir_version": model.ir_version,
            "opsets": graph.used_opsets(model),
            "operators": graph.count_operators(model.graph),
            "inputs": inputs,
            "outputs": [{"name": output.name, "type": output.type} for output in self._session.get_outputs()],
            "classes": graph.read_classes(model.graph),
            "guards": list(self._guards),
        }, []

    def score(self, parcel: Parcel) -> Said:
        """Run the open model on the tensors of `parcel`; what it answers as float64 (rows, k)."""
        if self._session is None:
            raise Refusal("no_numbers")
        tensors = {said["name"]: _read_tensor(said, body) for said, body in zip(parcel.head["tensors"], parcel.bodies, strict=True)}
        names = [output.name for output in self._session.get_outputs()]
        try:
            values = self._session.run(names, tensors)
        except RUNTIME_ERRORS as error:
            raise _refusal("cannot_run", error) from None
        columns, numbers = read_answers(values, names, int(parcel.head["rows"]))
        return {"columns": columns}, [np.ascontiguousarray(numbers).data]


def _options() -> ort.SessionOptions:
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = _QUIET
    options.enable_cpu_mem_arena = False
    options.add_session_config_entry("session.load_model_format", "ONNX")
    return options


def _describe_input(value: ValueInfoProto) -> dict[str, Any]:
    name = shorten_name(value.name)
    if not value.type.HasField("tensor_type"):
        raise Refusal("input_type", input=name, type=value.type.WhichOneof("value") or "unknown")
    tensor = value.type.tensor_type
    kind = _type_name(tensor.elem_type)
    if kind not in KINDS:
        raise Refusal("input_type", input=name, type=kind)
    sizes = [item.dim_value if item.HasField("dim_value") and item.dim_value > 0 else None for item in tensor.shape.dim]
    if tensor.HasField("shape") and len(sizes) not in (1, 2):
        raise Refusal("input_shape", input=name, rank=len(sizes))
    flat = len(sizes) == 1
    return {"name": value.name, "kind": KINDS[kind], "type": kind, "width": 1 if flat else sizes[1] if sizes else None, "flat": flat}


def _type_name(element: int) -> str:
    if element == TensorProto.STRING:
        return "string"
    try:
        return str(tensor_dtype_to_np_dtype(element))
    except (KeyError, TypeError):
        return str(element)


def _check_inputs(inputs: list[dict[str, Any]]) -> None:
    if not inputs:
        raise Refusal("no_inputs")
    count = sum(item["width"] or 1 for item in inputs)
    if count > graph.MOST_INPUTS:
        raise Refusal("too_many_inputs", count=count, most=graph.MOST_INPUTS)


def _read_tensor(said: dict[str, Any], body: bytes) -> npt.NDArray[Any]:
    """Numbers as they are; text as codes (int32) into the words of `said`."""
    if said["type"] != "string":
        return np.frombuffer(body, dtype=said["type"]).reshape(said["shape"])
    words = np.array([*said["words"], ""], dtype=object)
    return words[np.frombuffer(body, dtype=np.int32)].reshape(said["shape"])


def _refusal(code: str, error: Exception) -> Refusal | MemoryError:
    """Why the runtime gave up; running out of memory has many words there."""
    text = str(error)
    if any(words in text for words in _OUT_OF_MEMORY):
        return MemoryError()
    return Refusal(code, reason=shorten_name(last_line(error), REASON_SHOWN))
