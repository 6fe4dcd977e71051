"""Rows of a file as the tensors that a stranger's model asks for, and the rows that cannot fill them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from payoff.core.message import Message, say
from payoff.core.value import Array
from payoff.scoring.foreign_model import ForeignModel
from payoff.scoring.foreign_scorer import Tensor
from payoff.workflow.wiring import Slot, Wire, Wiring, is_words

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Filled:
    """What rows (n,) fill: a tensor per input, and for each row the reason why it cannot be scored, where there is one."""

    tensors: tuple[Tensor, ...]
    unfit: dict[int, Message]
    """By place among the rows; such rows stand in the tensors as zeros."""


def fill_tensors(model: ForeignModel, slots: Sequence[Slot], wiring: Wiring, *, table: pa.Table, cells: pa.Table) -> Filled:
    """Tensors for the rows of `table`, whose text is taken from `cells`, the same rows as written."""
    unfit: dict[int, Message] = {}
    tensors = []
    for at, item in enumerate(model.inputs):
        pairs = [(slot, wire) for slot, wire in zip(slots, wiring, strict=True) if slot.input == at]
        if item.kind == "text":
            tensors.append(_fill_text(item.name, [wire for _, wire in pairs], cells, flat=item.flat))
            continue
        columns = [_fill_number(slot, wire, table, item.type, unfit=unfit) for slot, wire in pairs]
        tensors.append(Tensor(item.name, item.type, _shape(columns, np.dtype(item.type), flat=item.flat)))
    return Filled(tuple(tensors), unfit)


def _fill_text(name: str, wires: Sequence[Wire], cells: pa.Table, *, flat: bool) -> Tensor:
    """Codes into one list of words; -1, an empty cell, is the empty text at its end."""
    arrays = [pc.cast(cells.column(wire.column), pa.string()) for wire in wires]
    words = pc.unique(pa.chunked_array([chunk for array in arrays for chunk in array.chunks], pa.string())).drop_null()
    columns = [pc.fill_null(pc.index_in(array, value_set=words), -1).to_numpy() for array in arrays]
    return Tensor(name, "string", _shape(columns, np.dtype(np.int32), flat=flat), tuple(words.to_pylist()))


def _fill_number(slot: Slot, wire: Wire, table: pa.Table, kind: str, *, unfit: dict[int, Message]) -> Array:
    numbers = read_numbers(table.column(wire.column), wire)
    if slot.kind == "number":
        return numbers
    limits = (0.0, 1.0) if slot.kind == "yes_no" else (float(np.iinfo(kind).min), float(np.iinfo(kind).max))
    wrong = np.isnan(numbers) | (numbers != np.floor(numbers)) | (numbers < limits[0]) | (numbers > limits[1])
    for row in np.flatnonzero(wrong):
        unfit.setdefault(int(row), _say_unfit(wire, numbers[row]))
    return np.where(wrong, 0.0, numbers)


def read_numbers(column: pa.ChunkedArray, wire: Wire) -> Array:
    """A column (n,) as numbers: yes is 1 and no is 0, words by their codes, NaN where there is none."""
    if not is_words(column.type):
        return pc.cast(column, pa.float64(), safe=False).to_numpy()
    codes = wire.codes or {}
    text = pc.cast(column, pa.string())
    at = pc.fill_null(pc.index_in(text, value_set=pa.array(list(codes), pa.string())), -1).to_numpy()
    return np.array([*codes.values(), np.nan])[at]


def _say_unfit(wire: Wire, number: float) -> Message:
    if np.isnan(number):
        return say("The model takes whole numbers from {column!r}, and this row has none.", column=wire.column)
    return say(
        "The model takes whole numbers of its own range from {column!r}, and this row has {number:g}.", column=wire.column, number=number
    )


def _shape(columns: Sequence[npt.NDArray], kind: np.dtype, *, flat: bool) -> npt.NDArray:
    with np.errstate(over="ignore"):
        # A number too large for float32 becomes infinite there, as it would in whoever trained the model.
        return columns[0].astype(kind) if flat else np.column_stack([column.astype(kind) for column in columns])
