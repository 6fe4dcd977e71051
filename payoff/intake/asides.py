"""Lines that are no rows: totals and footers at the end of a table, and rows that repeat."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from payoff.intake.words import TOTALS

Mask = npt.NDArray[np.bool_]

LAST_ROWS = 10
"""Rows at the end that may be totals or footers."""

LONGEST_LABEL = 40


def summary_rows(cells: pa.Table) -> list[int]:
    """Rows at the end of `cells` that sum up the table or speak about it, ascending; at most LAST_ROWS."""
    start = max(1, cells.num_rows - LAST_ROWS)
    tail = cells.slice(start)
    rows = [[_text(cell) for cell in row.values()] for row in tail.to_pylist()] if cells.num_columns else []
    found: list[int] = []
    # From below: the first row that is an ordinary one ends the search.
    for offset in range(len(rows) - 1, -1, -1):
        if not (is_summary(rows[offset]) or _is_footer(rows[offset])):
            break
        found.append(start + offset)
    return found[::-1]


def is_summary(cells: list[str]) -> bool:
    """Whether a row's first words say total, average or the like, with at least one cell empty or being a sum's label."""
    label = next((cell for cell in cells[:3] if cell), "").casefold().rstrip(" :：.=")
    if len(label) > LONGEST_LABEL:
        return False
    word = re.split(r"[\s(:（：]", label, maxsplit=1)[0]
    return (label in TOTALS or word in TOTALS) and (len(cells) == 1 or "" in cells or label in TOTALS)


def repeated_rows(columns: list[pa.Array]) -> Mask:
    """Which rows (n,) of `columns` stand word for word in an earlier row."""
    length = len(columns[0]) if columns else 0
    if any(_always_grows(column) for column in columns):
        return np.zeros(length, dtype=bool)
    mixed = np.zeros(length, dtype=np.uint64)
    for at, column in enumerate(columns):
        mixed = _mix(mixed ^ _as_bits(column)) + np.uint64(at)
    order = np.argsort(mixed, kind="stable")
    same = np.zeros(length, dtype=bool)
    same[order[1:]] = mixed[order[1:]] == mixed[order[:-1]]
    return same


def _always_grows(column: pa.Array) -> bool:
    # A running number or a time that never stands still makes every row its own.
    if not pa.types.is_floating(column.type) or column.null_count or len(column) < 2:
        return False
    values = column.to_numpy()
    return bool(values[0] < values[1] and (values[1:] > values[:-1]).all())


def _is_footer(cells: list[str]) -> bool:
    # One sentence in the first cell and nothing beside it: a note about the table.
    return len(cells) > 2 and bool(cells[0]) and not any(cells[1:]) and not re.fullmatch(r"[\d.,\s]+", cells[0])


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).strip()


def _mix(values: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    # The finaliser of splitmix64: every bit of a value moves about half of the result's.
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def _as_bits(column: pa.Array) -> npt.NDArray[np.uint64]:
    if pa.types.is_null(column.type):
        return np.zeros(len(column), dtype=np.uint64)
    if pa.types.is_floating(column.type):
        return column.to_numpy(zero_copy_only=False).astype(np.float64).view(np.uint64)
    coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    return pc.cast(pc.fill_null(coded.indices, -1), pa.int64()).to_numpy().view(np.uint64)
