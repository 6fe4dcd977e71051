"""A stranger's ONNX model, checked and run in a sandbox: rows as tensors in, numbers per row out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from payoff.core.message import say
from payoff.core.value import Array
from payoff.scoring.foreign_answer import MOST_ANSWERS
from payoff.scoring.foreign_model import MOST_BYTES, ForeignModel, ForeignModelError, ModelInput, ModelOutput
from payoff.scoring.foreign_reasons import read_reason
from payoff.scoring.sandbox import Sandbox, SandboxError, open_sandbox
from payoff.scoring.sandbox_limits import Limits
from payoff.scoring.sandbox_wire import Parcel


@dataclass(frozen=True, eq=False)
class Tensor:
    """What fills one input: values (rows, width) of its numpy type, or codes into `words` where it takes text."""

    name: str
    type: str
    values: npt.NDArray[Any]
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class AnswerColumn:
    """One number per row that the model answers; its names are a stranger's text."""

    output: str
    label: str
    """The class, or the place within the output; empty where the output is one number per row."""
    whole: bool
    """Whether it comes in whole numbers, as a class does."""


@dataclass(frozen=True, eq=False)
class Answered:
    """What a model answered: `numbers` (rows, columns)."""

    columns: tuple[AnswerColumn, ...]
    numbers: Array


class ForeignScorer:
    """A model open in a sandbox."""

    def __init__(self, sandbox: Sandbox, model: ForeignModel) -> None:
        self._sandbox, self.model = sandbox, model

    def score(self, tensors: Sequence[Tensor], rows: int) -> Answered:
        """The model's answers to `rows` rows; ForeignModelError where it fails, crashes, or takes too much."""
        said = [{"name": t.name, "type": t.type, "shape": t.values.shape, "words": list(t.words)} for t in tensors]
        bodies = [np.ascontiguousarray(t.values).data.cast("B") for t in tensors]
        head = {"step": "score", "rows": rows, "tensors": said}
        answer = _ask(self._sandbox, head, bodies, most=rows * MOST_ANSWERS * 8)
        try:
            columns = tuple(AnswerColumn(str(c["output"]), str(c["label"]), bool(c["whole"])) for c in answer.head["columns"])
            numbers = np.frombuffer(answer.bodies[0], dtype=np.float64).reshape(rows, len(columns))
        except (KeyError, TypeError, ValueError, IndexError):
            raise ForeignModelError(read_reason(None, None)) from None
        return Answered(columns, numbers)


@contextmanager
def open_foreign(content: bytes, name: str, limits: Limits | None = None) -> Iterator[ForeignScorer]:
    """Check `content` and open it in a sandbox of its own; ForeignModelError says why it is refused."""
    if len(content) > MOST_BYTES:
        raise ForeignModelError(
            say("The model has {size:,} MB; at most {most:,} MB are taken.", size=len(content) >> 20, most=MOST_BYTES >> 20)
        )
    try:
        with open_sandbox(limits) as sandbox:
            answer = _ask(sandbox, {"step": "open"}, [content], most=0)
            yield ForeignScorer(sandbox, _read_model(answer.head, content, name))
    except SandboxError as error:
        raise ForeignModelError(error.args[0]) from None


def describe_foreign(content: bytes, name: str, limits: Limits | None = None) -> ForeignModel:
    """What the model in `content` is, once it has passed every check; ForeignModelError says why it is refused."""
    with open_foreign(content, name, limits) as scorer:
        return scorer.model


def _ask(sandbox: Sandbox, head: Mapping[str, Any], bodies: Sequence[bytes | memoryview], *, most: int) -> Parcel:
    try:
        answer = sandbox.ask(head, bodies, most=most)
    except SandboxError as error:
        raise ForeignModelError(error.args[0]) from None
    if "refused" in answer.head:
        raise ForeignModelError(read_reason(answer.head["refused"], answer.head.get("values")))
    return answer


def _read_model(said: Mapping[str, Any], content: bytes, name: str) -> ForeignModel:
    try:
        return ForeignModel(
            name=name,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            producer=str(said["producer"]),
            ir_version=int(said["ir_version"]),
            opsets={str(domain): int(version) for domain, version in said["opsets"].items()},
            operators={str(operator): int(count) for operator, count in said["operators"].items()},
            inputs=tuple(ModelInput(**item) for item in said["inputs"]),
            outputs=tuple(ModelOutput(**item) for item in said["outputs"]),
            classes=tuple(map(str, said["classes"])),
            guards=tuple(map(str, said["guards"])),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise ForeignModelError(read_reason(None, None)) from None
