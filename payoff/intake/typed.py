"""Columns turned into the types a contract asks for, with the cells that refuse."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from payoff.core.message import say
from payoff.intake.amounts import plain_text
from payoff.intake.contract import Contract, Expected
from payoff.intake.dates import draft_dates
from payoff.intake.numbers import read_numbers
from payoff.intake.problems import refuse

CATEGORY = pa.dictionary(pa.int32(), pa.string())
DATE = pa.timestamp("us")
FEW_WORDS = 32
"""Words up to which plain Python measures them sooner than an array's functions are called."""


@dataclass(frozen=True)
class Unreadable:
    """Cells of a number column that hold something else: their rows, ascending, and what they hold."""

    rows: npt.NDArray[np.int64]
    values: list[str]


@dataclass(frozen=True)
class Typed:
    """Rows in the contract's types; cells that could not be read are null there and listed by column."""

    rows: pa.RecordBatch
    unreadable: dict[str, Unreadable] = field(default_factory=dict)


def column_type(expected: Expected | None) -> pa.DataType:
    """The type a column of text is read as; columns nobody asked for stay text."""
    if expected is None or expected.kind in {"text", "date"}:
        return pa.string()
    return pa.float64() if expected.kind == "number" else CATEGORY


def type_columns(rows: pa.RecordBatch, contract: Contract) -> Typed:
    """`rows` with each contract column in its type, whatever type it comes in; IntakeError for nested columns."""
    columns, unreadable = [], {}
    for name in rows.schema.names:
        array, expected = rows.column(name), contract.expect(name)
        if expected is not None and expected.kind == "number":
            array, refused = _as_numbers(array, name)
            array = _without_codes(array, expected)
            if refused is not None:
                unreadable[name] = refused
        elif expected is not None and expected.kind == "date":
            array = _as_dates(array, expected)
        elif expected is not None and expected.kind == "category":
            array = blank_to_null(_as_categories(array, name))
        columns.append(array)
    return Typed(pa.RecordBatch.from_arrays(columns, names=rows.schema.names), unreadable)


def text_lengths(array: pa.Array) -> tuple[int, int]:
    """Bytes of the shortest and the longest text in `array` (a category's words); 1, 1 where it holds no text."""
    words = array.dictionary if pa.types.is_dictionary(array.type) else array
    if not pa.types.is_string(words.type) or len(words) == words.null_count:
        return 1, 1
    if words.null_count == 0 and len(words) <= FEW_WORDS:
        sizes = [len(word.encode()) for word in words.to_pylist()]
        return min(sizes), max(sizes)
    if words.null_count == 0:
        # Straight from the offsets, without a kernel.
        lengths = np.diff(np.frombuffer(words.buffers()[1], dtype=np.int32)[words.offset : words.offset + len(words) + 1])
        return int(lengths.min()), int(lengths.max())
    bounds = pc.min_max(pc.binary_length(words))
    return bounds["min"].as_py(), bounds["max"].as_py()


def blank_to_null(array: pa.Array) -> pa.Array:
    """Text or categories (n,) with empty cells as null; numbers as they are."""
    if text_lengths(array)[0] != 0:
        return array
    text = pc.cast(array, pa.string())
    text = pc.if_else(pc.equal(text, ""), pa.scalar(None, pa.string()), text)
    return pc.cast(text.dictionary_encode(), array.type) if pa.types.is_dictionary(array.type) else text


def _as_numbers(array: pa.Array, name: str) -> tuple[pa.Array, Unreadable | None]:
    kind = array.type.value_type if pa.types.is_dictionary(array.type) else array.type
    if _is_text(kind):
        return _numbers_in_text(pc.cast(array, pa.string()))
    if not (
        pa.types.is_integer(kind)
        or pa.types.is_floating(kind)
        or pa.types.is_decimal(kind)
        or pa.types.is_boolean(kind)
        or pa.types.is_null(kind)
    ):
        raise _wrong_type(name, say("numbers"), kind)
    return pc.cast(array, pa.float64(), safe=False), None


def _numbers_in_text(text: pa.StringArray) -> tuple[pa.Array, Unreadable | None]:
    numbers, refused = read_numbers(text)
    rows = np.flatnonzero(refused.to_numpy(zero_copy_only=False))
    return numbers, Unreadable(rows, text.take(rows).to_pylist()) if len(rows) else None


def _without_codes(array: pa.Array, expected: Expected) -> pa.Array:
    if not expected.codes:
        return array
    coded = pc.is_in(array, value_set=pa.array(expected.codes, array.type))
    return pc.if_else(coded, pa.scalar(None, array.type), array)


def _as_dates(array: pa.Array, expected: Expected) -> pa.Array:
    """Dates (n,) as timestamps; a cell that is none is missing."""
    kind = array.type.value_type if pa.types.is_dictionary(array.type) else array.type
    if pa.types.is_timestamp(kind) or pa.types.is_date(kind):
        return pc.cast(array, DATE, safe=False)
    coded = blank_to_null(pc.cast(array, pa.string())).dictionary_encode()
    counts = np.bincount(coded.indices.drop_null().to_numpy(), minlength=len(coded.dictionary)).astype(np.int64)
    draft = draft_dates(plain_text(coded.dictionary), counts)
    if draft is None:
        return pa.nulls(len(array), DATE)
    order = expected.dates if expected.dates in draft.orders else draft.orders[0]
    return pa.array(draft.readings[order], DATE).take(coded.indices)


def _as_categories(array: pa.Array, name: str) -> pa.Array:
    kind = array.type.value_type if pa.types.is_dictionary(array.type) else array.type
    if pa.types.is_nested(kind) or pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        raise _wrong_type(name, say("categories"), kind)
    text = array if pa.types.is_dictionary(array.type) and _is_text(kind) else pc.cast(array, pa.string())
    return pc.cast(text if pa.types.is_dictionary(text.type) else text.dictionary_encode(), CATEGORY)


def _is_text(kind: pa.DataType) -> bool:
    return pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)


def _wrong_type(name: str, wanted: str, kind: pa.DataType) -> Exception:
    return refuse(
        "wrong_type",
        say("The column {name!r} should hold {wanted} and holds {kind}.", name=name, wanted=wanted, kind=kind),
        say("Export it as plain numbers or text."),
        column=name,
    )
