"""Any file becomes a typed table, with every decision on the way, every line left out and every row refused on record."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from payoff.core.message import say
from payoff.intake.batch import Reject
from payoff.intake.columns import draft_column, find_marks, read_text_column, read_typed_column
from payoff.intake.decisions import EXAMPLES_SHOWN, Aside, ColumnOptions, ColumnReading, Decision, ReadOptions
from payoff.intake.delimited import THREADS, read_delimited
from payoff.intake.drafted import Read
from payoff.intake.parquet_table import read_parquet_table
from payoff.intake.problems import Problem, refuse, shorten
from payoff.intake.raw import Raw, whole_column
from payoff.intake.set_aside import without_fillers, without_repeats, without_summary, without_unit_row
from payoff.intake.source import Source
from payoff.intake.workbook import read_workbook

MANY_ROWS = 100_000
"""Rows from which columns are read two at a time where some hold text; the others are so quick that threads only wait for each other."""

Given = TypeVar("Given")
Made = TypeVar("Made")


@dataclass(frozen=True, eq=False)
class Tidy:
    """A file read in full: `table` (n rows) typed, `cells` the same rows as written where they were text."""

    name: str
    format: str
    table: pa.Table
    """float64 numbers, bool, date32 or timestamp, dictionary<string> categories, string; null where missing or unreadable."""
    cells: pa.Table = field(repr=False)
    row: npt.NDArray[np.int64] = field(repr=False)
    """Data rows (n,) counted from 1 below the header."""
    line: npt.NDArray[np.int64] | None = field(repr=False)
    records: pa.StringArray | None = field(repr=False)
    """Rows (n,) as written, where the file is text and they were asked for."""
    rows_read: int
    """Data rows of the file: accepted, rejected and set aside."""
    columns: tuple[ColumnReading, ...]
    decisions: tuple[Decision, ...]
    """On the file as a whole; those on a column stand in its reading."""
    problems: tuple[Problem, ...]
    asides: tuple[Aside, ...]
    rejects: tuple[Reject, ...]


def read_tidy(source: Source, options: ReadOptions | None = None, *, keep_lines: bool = False) -> Tidy:
    """Read all of `source`; IntakeError with reasons where there is no table, or `options` name a column that is not there."""
    options = options or ReadOptions()
    raw = _read_raw(source, options, keep_lines=keep_lines)
    unknown = [name for name in options.columns if name not in raw.table.column_names]
    if unknown:
        none = say("There is no column called {name!r}.", name=shorten(unknown[0]))
        raise refuse("no_column", none, say("Check the spelling against the header."))
    raw = raw if source.format == "parquet" else without_fillers(raw, options)
    raw = without_summary(without_unit_row(raw, options), options)
    raw, reads = _without_nameless(raw, read_columns(raw, options))
    raw, reads = without_repeats(raw, reads, options)
    found = [replace(p, rows=_data_rows(p.rows, raw.row)) for read in reads for p in read.problems]
    return Tidy(
        name=source.name,
        format=source.format,
        table=pa.Table.from_arrays([read.array for read in reads], names=raw.table.column_names),
        cells=raw.table,
        row=raw.row,
        line=raw.line,
        records=raw.records,
        rows_read=raw.rows,
        columns=tuple(read.reading for read in reads),
        decisions=raw.decisions,
        problems=(*raw.problems, *found),
        asides=raw.asides,
        rejects=raw.rejects,
    )


def _read_raw(source: Source, options: ReadOptions, *, keep_lines: bool) -> Raw:
    if source.format == "parquet":
        return read_parquet_table(source)
    return read_workbook(source, options) if source.format == "xlsx" else read_delimited(source, options, keep_lines=keep_lines)


def read_columns(raw: Raw, options: ReadOptions) -> list[Read]:
    """Each column of `raw` as what its cells, and those of its neighbours, say it is."""
    said = {name: options.for_column(name) for name in raw.table.column_names}
    arrays = {name: whole_column(column) for name, column in zip(raw.table.column_names, raw.table.columns, strict=True)}
    asked = {name: _as_asked(array, said[name]) for name, array in arrays.items()}
    texts = [name for name, array in asked.items() if _is_text(array.type)]
    typed = [name for name in arrays if name not in texts]
    many = raw.table.num_rows >= MANY_ROWS and any(pa.types.is_string(array.type) for array in asked.values())
    with ThreadPoolExecutor(1) as beside:
        numbers = beside.submit(lambda: [read_typed_column(arrays[name], name, said[name], raw.because.get(name, "")) for name in typed])
        drafts = _on_each(texts, lambda name: draft_column(asked[name], name, said[name]), together=many)
        marks = find_marks(drafts, raw.separator, options)
        words = _on_each(drafts, lambda draft: read_text_column(draft, marks), together=many)
        found = dict(zip((*typed, *texts), (*numbers.result(), *words), strict=True))
    return [_with_unit(found[name], raw.units.get(name, "")) for name in arrays]


def _on_each(columns: Iterable[Given], work: Callable[[Given], Made], *, together: bool) -> list[Made]:
    """`work` on each column, two at a time where it pays."""
    if not together:
        return [work(column) for column in columns]
    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(work, columns))


def _with_unit(read: Read, unit: str) -> Read:
    """The column counted in what the row of units says, where its cells do not say themselves."""
    if read.reading.kind != "number" or read.reading.unit or not unit:
        return read
    return replace(read, reading=replace(read.reading, unit=unit))


def _without_nameless(raw: Raw, reads: list[Read]) -> tuple[Raw, list[Read]]:
    """Columns without a name and without a value are the margin of a sheet; those with a name stay, and are said to be empty."""
    named = [at for at, read in enumerate(reads) if not (read.reading.kind == "empty" and read.reading.name == f"column_{at + 1}")]
    empty = [reads[at].reading.name for at in named if reads[at].reading.kind == "empty"]
    decisions = list(raw.decisions)
    if dropped := len(reads) - len(named):
        nothing = say("they have neither a name nor a value")
        decisions.append(Decision("empty_columns", say("left out"), nothing, count=dropped))
    if empty:
        shown = tuple(shorten(name) for name in empty[:EXAMPLES_SHOWN])
        decisions.append(Decision("empty_columns", say("kept, empty"), say("no cell holds a value"), count=len(empty), examples=shown))
    if not named:
        raise refuse("empty", say("No column holds a value."), say("Export the table again."))
    return replace(raw, table=raw.table.select(named), decisions=tuple(decisions)), [reads[at] for at in named]


def _data_rows(rows: tuple[int, ...], row: npt.NDArray[np.int64]) -> tuple[int, ...]:
    return tuple(int(row[at - 1]) for at in rows)


def _as_asked(array: pa.Array, options: ColumnOptions) -> pa.Array:
    """Typed values as text again where a person says that they are words."""
    wanted = options.kind in {"text", "category", "yes_no"} and not _is_text(array.type)
    return pc.cast(array, pa.string()) if wanted else array


def _is_text(kind: pa.DataType) -> bool:
    return pa.types.is_string(kind) or pa.types.is_dictionary(kind)
