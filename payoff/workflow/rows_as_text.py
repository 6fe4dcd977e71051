"""Typed rows as lines of CSV text."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from payoff.intake.numbers import NUMBER

NEEDS_QUOTES = '[{separator}"\r\n]'
FORMULA = r"^[=+\-@\t\r]"
"""How a cell begins that a spreadsheet would run."""

SUSPECT = (
    r"(?:^|[{separator}\"])[=@\t\r]"
    r"|(?:^|{separator})[+\-](?:[^0-9.{separator}\"\r\n]|[0-9.]+(?:[eE][+\-]?[0-9]+)?[^0-9.eE{separator}\"\r\n]"
    r"|[0-9.]+[eE][+\-]?(?:[^0-9+\-]|$))"
    r"|\"[+\-](?:[^\"]*[^0-9.\"]|[0-9.]*\"\")"
)
"""Where a line of CSV may hold such a cell; a sign with nothing but digits behind it is none."""

WRITTEN = (
    pa.types.is_string, pa.types.is_floating, pa.types.is_integer, pa.types.is_boolean, pa.types.is_decimal, pa.types.is_temporal,
    pa.types.is_null, pa.types.is_dictionary,
)  # fmt: skip
"""Types that Arrow writes as text; it refuses others, or takes bytes for letters."""


def text_lines(columns: list[pa.Array], separator: str) -> pa.StringArray:
    """One line (n,) per row of `columns` (each (n,)), quoted where needed, without line end; missing is empty."""
    return pc.binary_join_element_wise(*(_as_cells(column, separator) for column in columns), separator)


def header_line(names: list[str], separator: str) -> str:
    """The column names as one such line."""
    return separator.join(_quote(pa.array(names, pa.string()), separator).to_pylist())


def neutralise(column: pa.Array) -> pa.Array:
    """Text (n,) that a spreadsheet would run as a formula with an apostrophe before it; numbers are left alone."""
    if pa.types.is_dictionary(column.type):
        return pa.DictionaryArray.from_arrays(column.indices, neutralise(column.dictionary))
    if pa.types.is_large_string(column.type) or pa.types.is_string_view(column.type):
        # What polars and others write; the functions below ask for one kind of text.
        column = pc.cast(column, pa.string())
    if not pa.types.is_string(column.type):
        return column
    runs = pc.and_(pc.match_substring_regex(column, FORMULA), pc.invert(pc.match_substring_regex(column, NUMBER)))
    return pc.if_else(pc.fill_null(runs, False), pc.binary_join_element_wise("'", column, ""), column)


def neutralise_lines(lines: pa.StringArray, separator: str) -> pa.StringArray:
    """CSV records (n,) as written, but for cells that a spreadsheet would run, which get an apostrophe before them."""
    suspect = pc.match_substring_regex(lines, SUSPECT.format(separator="\\" + separator))
    rows = np.flatnonzero(suspect.to_numpy(zero_copy_only=False))
    if not len(rows):
        return lines
    harmless = pa.array([_neutralise_record(line, separator) for line in lines.take(rows).to_pylist()], pa.string())
    return pc.replace_with_mask(lines, suspect, harmless)


def write_records(records: Sequence[Sequence[str]], separator: str = ",") -> str:
    """Records as CSV text, one a line, cells that a spreadsheet would run made harmless."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator, lineterminator="\n")
    writer.writerows(neutralise(pa.array(record, pa.string())).to_pylist() for record in records)
    return text.getvalue()


def _neutralise_record(line: str, separator: str) -> str:
    cells = next((cells for cells in csv.reader(io.StringIO(line, newline=""), delimiter=separator) if cells), [])
    return write_records([cells], separator).removesuffix("\n") if neutralise(pa.array(cells, pa.string())).to_pylist() != cells else line


def _as_cells(column: pa.Array, separator: str) -> pa.StringArray:
    if pa.types.is_dictionary(column.type):
        return _as_cells(column.dictionary, separator).take(column.indices).fill_null("")
    text = _as_text(column)
    plain = pa.types.is_floating(column.type) or pa.types.is_integer(column.type)
    return (text if plain else _quote(text, separator)).fill_null("")


def _as_text(column: pa.Array) -> pa.StringArray:
    if any(is_kind(column.type) for is_kind in WRITTEN):
        return pc.cast(column, pa.string())
    return pa.array([None if cell is None else str(cell) for cell in column.to_pylist()], pa.string())


def _quote(text: pa.StringArray, separator: str) -> pa.StringArray:
    needs = pc.match_substring_regex(text, NEEDS_QUOTES.format(separator=separator))
    if not pc.any(needs).as_py():
        return text
    doubled = pc.replace_substring(text, '"', '""')
    return pc.if_else(needs, pc.binary_join_element_wise(pc.binary_join_element_wise('"', doubled, ""), '"', ""), text)
