"""Which column of a file fills which place of a stranger's model: proposed, changed by a person, checked before anything runs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from payoff.core.message import Message, join, say
from payoff.intake.decisions import ColumnReading
from payoff.scoring.foreign_model import ForeignModel, SlotKind

MOST_CODES = 500
"""Different words of a column that can be given numbers."""

MOST_LISTED = 5

FITTING: Mapping[SlotKind, frozenset[str]] = {
    "number": frozenset({"number", "yes_no", "category"}),
    "whole": frozenset({"number", "yes_no", "category"}),
    "yes_no": frozenset({"yes_no", "number", "category"}),
    "text": frozenset({"category", "text", "yes_no", "number", "date"}),
}
"""What a column may have been read as, to fill a place of each kind."""


class WiringError(ValueError):
    """Places of the model are not filled as they must be; the message names them."""


@dataclass(frozen=True)
class Slot:
    """One value per row that the model asks for: a whole input, or one place of it."""

    input: int
    place: int
    name: str
    """The input's name, a stranger's text, with the place where it has several: "X[3]"."""
    kind: SlotKind
    named: bool
    """Whether the model itself names this value, so that the name is evidence."""


@dataclass(frozen=True)
class Wire:
    """What fills a slot: a column, and the number for each of its words where the model wants numbers for words."""

    column: str | None = None
    codes: Mapping[str, float] | None = None


Codes = Mapping[str, Mapping[str, float]]
"""Numbers for words, by column."""

Wiring = tuple[Wire, ...]
"""One wire per slot, in the slots' order."""


def list_slots(model: ForeignModel, columns: int) -> tuple[Slot, ...]:
    """Every value per row that `model` asks for; an input that leaves its width open gets `columns` places."""
    slots = []
    for at, item in enumerate(model.inputs):
        width = columns if item.width is None else item.width
        several = width > 1
        slots += [Slot(at, k, f"{item.name}[{k + 1}]" if several else item.name, item.kind, not several) for k in range(width)]
    return tuple(slots)


def propose_wiring(slots: Sequence[Slot], table: pa.Table, columns: Sequence[ColumnReading]) -> Wiring:
    """A column for each slot: by name where the model names it, else in the file's order among those that look like features."""
    by_name = {_plain(reading.name): reading for reading in columns}
    free = [reading for reading in columns if reading.name in usable_columns(table, columns)]
    wires: list[Wire] = []
    for slot in slots:
        found = by_name.get(_plain(slot.name)) if slot.named else None
        if found is None and not slot.named:
            found = next((reading for reading in free if reading.kind in FITTING[slot.kind]), None)
        if found in free:
            free.remove(found)
        wires.append(wire_column(slot, found.name, table) if found else Wire())
    return tuple(wires)


def change_wiring(slots: Sequence[Slot], wiring: Wiring, table: pa.Table, *, columns: Mapping[str, str], codes: Codes) -> Wiring:
    """`wiring` with `columns` by slot name, and `codes` by column; WiringError where a slot, column or word is not there."""
    strange = set(columns) - {slot.name for slot in slots}
    if strange:
        told = {"slot": sorted(strange)[0], "slots": list_names([slot.name for slot in slots])}
        raise WiringError(say("The model asks for nothing called {slot!r}; it asks for {slots}.", **told))
    if missing := (set(columns.values()) | set(codes)) - set(table.column_names):
        raise WiringError(say("The file has no column called {column!r}.", column=sorted(missing)[0]))
    changed = [
        wire_column(slot, columns[slot.name], table) if slot.name in columns else wire for slot, wire in zip(slots, wiring, strict=True)
    ]
    return tuple(_with_codes(wire, codes.get(wire.column or "")) for wire in changed)


def _with_codes(wire: Wire, codes: Mapping[str, float] | None) -> Wire:
    if wire.codes is None or codes is None:
        return wire
    if lost := set(wire.codes) - set(codes):
        told = {"column": wire.column, "words": list_names(sorted(lost))}
        raise WiringError(say("In the column {column!r}, these words have no number: {words}.", **told))
    return Wire(wire.column, dict(codes))


def usable_columns(table: pa.Table, columns: Sequence[ColumnReading]) -> list[str]:
    """Names of the columns that may be features: not empty, not free text or dates, and not a mere number of the row."""
    kinds = {"number", "yes_no", "category"}
    return [reading.name for reading in columns if reading.kind in kinds and not _is_identifier(table.column(reading.name), reading.kind)]


def wire_column(slot: Slot, column: str, table: pa.Table) -> Wire:
    """`column` into `slot`, with numbers for its words where the slot wants numbers."""
    array = table.column(column)
    return Wire(column) if slot.kind == "text" or not is_words(array.type) else Wire(column, propose_codes(array))


def propose_codes(array: pa.ChunkedArray) -> dict[str, float]:
    """A number for each word of a column: the number it says, else 0, 1, 2 … in the order of the alphabet, as encoders count."""
    words = list_words(array)
    said = [_as_number(word) for word in words]
    return {word: float(at) if None in said else said[at] or 0.0 for at, word in enumerate(words)}


def list_words(array: pa.ChunkedArray) -> list[str]:
    """The different words of a column, sorted; at most MOST_CODES."""
    words = pc.unique(pc.cast(array, pa.string())).drop_null().to_pylist()
    return sorted(words)[:MOST_CODES]


def is_words(kind: pa.DataType) -> bool:
    """Whether a column holds words rather than numbers."""
    return pa.types.is_dictionary(kind) or pa.types.is_string(kind)


def check_wiring(slots: Sequence[Slot], wiring: Wiring, columns: Sequence[ColumnReading]) -> None:
    """WiringError unless every slot has a column of a kind that can fill it, and every word that needs a number has one."""
    kinds = {reading.name: reading.kind for reading in columns}
    empty = [slot.name for slot, wire in zip(slots, wiring, strict=True) if wire.column is None]
    if empty:
        raise WiringError(say("Nothing fills {slots}; choose a column for each.", slots=list_names(empty)))
    unknown = [wire.column for wire in wiring if wire.column not in kinds]
    if unknown:
        raise WiringError(say("The file has no column called {column!r}.", column=unknown[0]))
    wrong = [_say_wrong(slot, wire) for slot, wire in zip(slots, wiring, strict=True) if kinds[wire.column or ""] not in FITTING[slot.kind]]
    if wrong:
        raise WiringError(join(wrong[:MOST_LISTED]))


def _say_wrong(slot: Slot, wire: Wire) -> Message:
    return say("{slot} needs numbers, and the column {column!r} holds none.", slot=slot.name, column=wire.column)


def list_names(names: Sequence[str]) -> str:
    """The first few of a stranger's names, with how many there are when that is more."""
    more = f" … ({len(names)})" if len(names) > MOST_LISTED else ""
    return ", ".join(names[:MOST_LISTED]) + more


def _as_number(word: str) -> float | None:
    try:
        number = float(word)
    except ValueError:
        return None
    return number if np.isfinite(number) else None


def _plain(name: str) -> str:
    """A name without case, marks and separators, so that "Credit amount" meets "credit_amount"."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", name).casefold())


def _is_identifier(array: pa.ChunkedArray, kind: str) -> bool:
    """Whether a column numbers the rows: all different, whole, and rising by one."""
    if kind != "number" or array.null_count or len(array) < 3:
        return False
    values = array.to_numpy()
    return bool(np.all(np.diff(values) == 1))
