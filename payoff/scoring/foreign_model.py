"""A stranger's ONNX model as it describes itself: what it asks for, what it answers, and what it is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

MOST_BYTES = 256 << 20
"""The largest model taken."""

NAME_SHOWN = 120
REASON_SHOWN = 300

SlotKind = Literal["number", "whole", "yes_no", "text"]


class ForeignModelError(ValueError):
    """A stranger's model is refused or failed; the message says why and what to do."""


@dataclass(frozen=True)
class ModelInput:
    """One tensor the model asks for; `name` is a stranger's text."""

    name: str
    kind: SlotKind
    type: str
    """"float32", "int64", "string" …"""
    width: int | None
    """Values per row; None where the model leaves it open."""
    flat: bool
    """Whether the tensor is (rows,) rather than (rows, width)."""


@dataclass(frozen=True)
class ModelOutput:
    """One thing the model answers; `name` is a stranger's text."""

    name: str
    type: str
    """"tensor(float)", "seq(map(int64,tensor(float)))" …, as the runtime says it."""


@dataclass(frozen=True)
class ForeignModel:
    """What a model that passed every check says about itself. All its text is a stranger's."""

    name: str
    """Of the file."""
    size: int
    sha256: str
    producer: str
    ir_version: int
    opsets: Mapping[str, int]
    operators: Mapping[str, int]
    """How often each operator occurs."""
    inputs: tuple[ModelInput, ...]
    outputs: tuple[ModelOutput, ...]
    classes: tuple[str, ...]
    """The class labels written into the graph, in the order of the probabilities; empty where it has none."""
    guards: tuple[str, ...]
    """What the system holds the process to that runs it."""


def shorten_name(text: str, most: int = NAME_SHOWN) -> str:
    """A stranger's text cut to the `most` characters that are shown."""
    return text if len(text) <= most else text[: most - 1] + "…"
