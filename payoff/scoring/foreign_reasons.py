"""Why a stranger's model is refused or failed: codes inside the sandbox, words outside it."""

from __future__ import annotations

from collections.abc import Mapping

from payoff.core.message import Message, say
from payoff.scoring.foreign_model import REASON_SHOWN, shorten_name

Value = str | int | float


class Refusal(Exception):  # noqa: N818 - what the checks answer, not a fault of theirs
    """Raised inside the sandbox, where no text for people is made: a code of REASONS and the values its text needs."""

    def __init__(self, code: str, **values: Value) -> None:
        self.code, self.values = code, values
        super().__init__(code)


REASONS: Mapping[str, Message] = {
    "not_onnx": say("This is not an ONNX model, or it is cut short. Export it again with skl2onnx, onnxmltools or torch.onnx."),
    "ort_format": say("This is a model in the runtime's own binary format, which cannot be checked. Use the .onnx file it was made from."),
    "ir_version": say("The file is of ONNX format version {version}; {low} to {high} are read. Export it again with one of these."),
    "opset": say("The model uses operator set {version}; {low} to {high} are read. Export it again with target_opset={high}."),
    "functions": say("The model brings functions of its own, which are not run. Export it with its functions written out (inlined)."),
    "training": say("The model holds a training graph. Export it for inference only."),
    "too_many_nodes": say("The graph has {count:,} nodes; at most {most:,} are run."),
    "too_many_inputs": say("The model asks for {count:,} inputs; at most {most:,} can be mapped."),
    "nested_graph": say(
        "The operator {operator} holds a graph of its own (a loop or a branch), which could run for ever. Export the model without it."
    ),
    "foreign_domain": say(
        "The operator {operator} belongs to {domain}, which needs a library from somebody else. Only standard ONNX operators are run."
    ),
    "unknown_operator": say("The operator {operator} is not one of the standard's. Export the model with standard operators."),
    "refused_operator": say("The operator {operator} is not run: it draws at random or decodes pictures, so no score could be checked."),
    "external_data": say("The model keeps weights in another file ({tensor}). Export it with all weights inside the .onnx file."),
    "sparse_tensor": say("The model holds a sparse tensor that unfolds to {count:,} numbers; at most {most:,} are unfolded."),
    "huge_tensor": say("The operator {operator} would fill {count:,} numbers; at most {most:,} are allowed."),
    "input_type": say("The input {input} is of type {type}; numbers, true/false and text can come from a table."),
    "input_shape": say("The input {input} has {rank} dimensions; a table fills one value, or one row of values, per row."),
    "no_inputs": say("The model asks for nothing: it would answer the same for every row."),
    "cannot_open": say("The runtime cannot open the model: {reason}"),
    "cannot_run": say("The model failed on these rows: {reason}"),
    "memory": say("The model asked for more memory than the {megabytes:,} MB it may use."),
    "row_count": say("The output {output} holds {found:,} answers for {rows:,} rows."),
    "too_many_answers": say("The model answers {count:,} numbers per row; at most {most:,} are read."),
    "no_numbers": say("The model answers with no number per row, so there is no probability to decide by."),
}


def read_reason(code: object, values: object) -> Message:
    """The text for a code and its values as they came out of the sandbox, which may send anything."""
    if isinstance(code, str) and code in REASONS and isinstance(values, dict):
        known = {str(name): _plain(value) for name, value in values.items()}
        try:
            return Message(REASONS[code].template, known)
        except (KeyError, ValueError, IndexError):
            pass
    return say("The process that ran the model answered with something that is no answer.")


def _plain(value: object) -> Value:
    return value if isinstance(value, int | float) else shorten_name(str(value), REASON_SHOWN)
