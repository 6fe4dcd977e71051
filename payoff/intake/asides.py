"""Lines that are no rows: totals and footers at the end of a table, and rows that repeat."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from payoff.intake.lettering import BLANK, begin_with, screen, word_places
from payoff.intake.raw import whole_column
from payoff.intake.units import read_unit
from payoff.intake.words import TOTALS

Mask = npt.NDArray[np.bool_]

LABEL = r"^\s*(?:" + "|".join(sorted(map(re.escape, TOTALS), key=len, reverse=True)) + r")(?:[\s(:：（.=]|$)"
"""A cell that begins with a word for a total."""

LAST_WORDS = ("total", "summe", "gesamt", "合计", "合計", "總計", "总计", "小计", "小計")

LAST_TOTAL = rf"[\s](?:{'|'.join(LAST_WORDS)})\s*[:：.=]?\s*$"

LAST_WORD = rf"^[^\d,;]{{1,30}}{LAST_TOTAL}"
"""A cell that ends in a word for a total: "Page total"."""


def _endings() -> Mask:
    """Which last bytes (256,) a cell may have that ends in a word for a total."""
    found = np.zeros(256, dtype=bool)
    found[[said.encode()[-1] for word in (*LAST_WORDS, *":：.= \t\n\f\r") for said in (word, word.upper())]] = True
    return found


LIKELY, LIKELY_LAST = begin_with(TOTALS) | BLANK, _endings()

LAST_ROWS = 10
"""Rows at the end that may be totals or footers."""

LONGEST_LABEL = 40

LABELS = 3
"""Columns in which a row may say what it is."""

MOST_SUBTOTALS = 0.5
"""Share of the rows above which what looks like subtotals is the table."""

SUBTOTALS = ("subtotal", "sub-total", "sub total", "zwischensumme", "sous-total", "小计", "小計")

LOOKED_BELOW = 20
"""Rows below a row of units that must hold figures."""

FIGURES = 0.8

NO_TIME = np.iinfo(np.int64).min


def summary_rows(cells: pa.Table) -> list[int]:
    """Rows at the end of `cells` that sum up the table or speak about it, ascending; at most LAST_ROWS."""
    start = max(1, cells.num_rows - LAST_ROWS)
    tail = cells.slice(start)
    rows = [[_text(cell) for cell in row.values()] for row in tail.to_pylist()] if cells.num_columns else []
    found: list[int] = []
    # From below: the first row that is an ordinary one ends the search.
    for offset in range(len(rows) - 1, -1, -1):
        if not (is_summary(rows[offset]) or is_footer(rows[offset], width=len(rows[offset]))):
            break
        found.append(start + offset)
    return [row for row in found[::-1] if not _is_value(cells, row)]


def subtotal_rows(cells: pa.Table) -> list[int]:
    """Rows anywhere in `cells` that sum up those above them, ascending: their first words say so, and their cells bear it out."""
    labelled = [said for column in cells.columns[:LABELS] if (said := _says_total(whole_column(column))).any()]
    at = np.flatnonzero(np.logical_or.reduce(labelled)) if labelled else np.array([], dtype=np.int64)
    if not len(at) or len(at) > MOST_SUBTOTALS * cells.num_rows:
        return []
    rows = [[_text(cell) for cell in row.values()] for row in cells.take(at).to_pylist()]
    told = [(int(place), row) for place, row in zip(at, rows, strict=True) if is_summary(row)]
    return [place for place, row in told if _is_borne_out(row) or _names_a_group(cells, row)]


def find_units(cells: pa.Table) -> dict[str, str]:
    """The unit of each column where the first row of `cells` holds units instead of values; none where it is a row like others."""
    if cells.num_rows < 2:
        return {}
    first = {name: _text(column[0].as_py()).strip("[](){} ") for name, column in zip(cells.column_names, cells.columns, strict=True)}
    said = {name: text for name, text in first.items() if text}
    units = {name: text for name, text in said.items() if read_unit(text) is not None}
    if not units or 2 * len(units) < len(said) or any(re.search(r"\d", text) for text in said.values()):
        return {}
    below = cells.select(list(units)).slice(1, LOOKED_BELOW).to_pydict()
    return units if all(_are_figures([_text(cell) for cell in values]) for values in below.values()) else {}


def is_summary(cells: list[str]) -> bool:
    """Whether a row's first words say total, average or the like, with at least one cell empty or being a sum's label."""
    label = next((cell for cell in cells[:3] if cell), "").casefold().rstrip(" :：.=")
    if len(label) > LONGEST_LABEL:
        return False
    word = re.split(r"[\s(:（：]", label, maxsplit=1)[0]
    return (label in TOTALS or word in TOTALS or bool(re.search(LAST_WORD, label))) and (len(cells) == 1 or "" in cells or label in TOTALS)


def is_footer(cells: list[str], *, width: int) -> bool:
    """Whether a line of a table of `width` columns holds one sentence in its first cell and nothing beside it: a note about the table."""
    return width > 2 and bool(cells[0]) and not any(cells[1:]) and not re.fullmatch(r"[\d.,\s]+", cells[0])


def repeated_rows(columns: list[pa.Array]) -> Mask:
    """Which rows (n,) of `columns` stand word for word in an earlier row."""
    length = len(columns[0]) if columns else 0
    if any(_always_grows(column) for column in columns):
        return np.zeros(length, dtype=bool)
    mixed = np.zeros(length, dtype=np.uint64)
    for at, column in enumerate(columns):
        mixed = _mix(mixed ^ _as_bits(column)) + np.uint64(at)
        # Rows that differ so far differ altogether; looked for after 1, 2, 4 … columns, as looking costs more than mixing.
        if ((at & (at + 1)) == 0 or at + 1 == len(columns)) and _all_differ(mixed):
            return np.zeros(length, dtype=bool)
    return ~pl.Series(mixed).is_first_distinct().to_numpy()


def _always_grows(column: pa.Array) -> bool:
    # A running number or a time that never stands still makes every row its own.
    if not pa.types.is_floating(column.type) or column.null_count or len(column) < 2:
        return False
    values = column.to_numpy()
    return bool(values[0] < values[1] and (values[1:] > values[:-1]).all())


def _says_total(column: pa.Array) -> Mask:
    """Rows (n,) whose cell is a word for a total, or begins with one."""
    if pa.types.is_dictionary(column.type):
        said = _says_total(pc.cast(column.dictionary, pa.string()))
        if not said.any():
            return np.zeros(len(column), dtype=bool)
        return np.append(said, False)[word_places(column)]
    if not pa.types.is_string(column.type):
        return np.zeros(len(column), dtype=bool)
    said = np.zeros(len(column), dtype=bool)
    at = screen(column, LIKELY, LIKELY_LAST)
    matches = pc.match_substring_regex(column.take(at), f"{LABEL}|{LAST_WORD}", ignore_case=True)
    said[at] = pc.fill_null(matches, False).to_numpy(zero_copy_only=False)
    return said


def _is_borne_out(cells: list[str]) -> bool:
    """Whether a row is a sum rather than a value that sounds like one: the word says so, or half its cells are empty."""
    label = next((cell for cell in cells[:LABELS] if cell), "").casefold()
    return label.startswith(SUBTOTALS) or 2 * cells.count("") >= len(cells)


def _names_a_group(cells: pa.Table, row: list[str]) -> bool:
    """Whether what a row is the total of ("North Total", "Summe Nord") stands in the same column of other rows."""
    at, label = next((at, cell) for at, cell in enumerate(row[:LABELS]) if cell)
    group = re.sub(LAST_TOTAL, "", re.sub(LABEL, "", label, flags=re.IGNORECASE), flags=re.IGNORECASE).strip()
    column = pc.utf8_trim_whitespace(pc.cast(cells.column(at), pa.string()))
    return bool(group) and bool(pc.any(pc.equal(column, group)).as_py())


def _is_value(cells: pa.Table, row: int) -> bool:
    """Whether a full row's label stands in other rows too: a value of its column then, however it sounds."""
    texts = [_text(column[row].as_py()) for column in cells.columns]
    if "" in texts or len(texts) == 1:
        return False
    at = next(place for place, text in enumerate(texts[:LABELS]) if text)
    column = pc.cast(cells.column(at), pa.string())
    return bool(pc.sum(pc.equal(pc.utf8_trim_whitespace(column), texts[at])).as_py() > 1)


def _are_figures(cells: list[str]) -> bool:
    there = [cell for cell in cells if cell]
    return bool(there) and sum(bool(re.search(r"\d", cell)) for cell in there) >= FIGURES * len(there)


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).strip()


def _all_differ(values: npt.NDArray[np.uint64]) -> bool:
    ordered = np.sort(values)
    return bool((ordered[1:] != ordered[:-1]).all())


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
    if pa.types.is_string(column.type):
        return pl.Series(column).hash().to_numpy()
    if pa.types.is_temporal(column.type):
        wide = pc.cast(column, pa.int32()) if pa.types.is_date32(column.type) else column
        return pc.fill_null(pc.cast(wide, pa.int64()), NO_TIME).to_numpy().view(np.uint64)
    coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    return word_places(coded).view(np.uint64)
