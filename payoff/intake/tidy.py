"""Any file becomes a typed table, with every decision on the way, every line left out and every row refused on record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from payoff.core.message import say
from payoff.intake.asides import is_summary, repeated_rows, summary_rows
from payoff.intake.batch import Reject
from payoff.intake.columns import draft_column, find_marks, read_text_column, read_typed_column
from payoff.intake.decisions import EXAMPLES_SHOWN, Aside, ColumnOptions, ColumnReading, Decision, ReadOptions
from payoff.intake.delimited import read_delimited
from payoff.intake.drafted import Read
from payoff.intake.parquet_table import read_parquet_table
from payoff.intake.problems import ROWS_SHOWN, Problem, refuse, shorten
from payoff.intake.raw import Raw
from payoff.intake.source import Source
from payoff.intake.workbook import read_workbook

LAST_LINES = 10
"""Refused lines this near to the end may be footers."""


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
        raise refuse(
            "no_column",
            say("There is no column called {name!r}.", name=shorten(unknown[0])),
            say("Check the spelling against the header."),
        )
    raw = _without_summary(raw, options)
    raw, reads = _without_nameless(raw, read_columns(raw, options))
    raw, reads = _without_repeats(raw, reads, options)
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
    arrays = {name: column.combine_chunks() for name, column in zip(raw.table.column_names, raw.table.columns, strict=True)}
    asked = {name: _as_asked(array, said[name]) for name, array in arrays.items()}
    drafts = {name: draft_column(array, name, said[name]) for name, array in asked.items() if _is_text(array.type)}
    marks = find_marks(list(drafts.values()), raw.separator, options)
    return [
        read_text_column(drafts[name], marks) if name in drafts else read_typed_column(array, name, said[name], raw.because.get(name, ""))
        for name, array in arrays.items()
    ]


def _without_summary(raw: Raw, options: ReadOptions) -> Raw:
    if options.summary_rows == "keep":
        return raw
    raw = _without_footers(raw)
    at = summary_rows(raw.table)
    if not at:
        return raw
    rows = raw.table.take(at).to_pylist()
    asides = _as_asides(raw, at, "summary row")
    shown = tuple(shorten(" ".join(str(cell) for cell in row.values() if cell is not None)) for row in rows[:EXAMPLES_SHOWN])
    because = say("they stand at the end and sum up the rows above, or speak about them")
    said = Decision("summary_rows", say("not part of the table"), because, count=len(at), examples=shown, option="summary_rows")
    return _keep(replace(raw, decisions=(*raw.decisions, said), asides=(*raw.asides, *asides)), _all_but(at, raw.table.num_rows))


def _without_footers(raw: Raw) -> Raw:
    """Refused lines at the very end that are totals or notes are no rows that went wrong."""
    last = raw.rows
    footers: list[Reject] = []
    for reject in reversed(raw.rejects):
        cells = [cell.strip(" \"'") for cell in reject.record.split(raw.separator or ",")]
        if reject.row != last or len(footers) == LAST_LINES or not (is_summary([*cells, ""]) or sum(map(bool, cells)) == 1):
            break
        footers.append(reject)
        last -= 1
    if not footers:
        return raw
    asides = tuple(Aside(reject.line, "footer", reject.record) for reject in reversed(footers))
    shown = tuple(shorten(aside.record) for aside in asides[:EXAMPLES_SHOWN])
    said = Decision(
        "footer", say("not part of the table"), say("the lines stand at the end and do not fill the columns"), None, len(asides), shown
    )
    kept = raw.rejects[: len(raw.rejects) - len(footers)]
    problems = _fewer(raw.problems, {footer.row for footer in footers})
    return replace(raw, rejects=kept, asides=(*raw.asides, *asides), decisions=(*raw.decisions, said), problems=problems)


def _fewer(problems: Iterable[Problem], rows: set[int]) -> tuple[Problem, ...]:
    left = []
    for problem in problems:
        if problem.kind in {"field_count", "unsplit_row"}:
            problem = replace(problem, count=problem.count - len(rows), rows=tuple(row for row in problem.rows if row not in rows))
        if problem.kind not in {"field_count", "unsplit_row"} or problem.count > 0:
            left.append(problem)
    return tuple(left)


def _without_nameless(raw: Raw, reads: list[Read]) -> tuple[Raw, list[Read]]:
    """Columns without a name and without a value are the margin of a sheet; those with a name stay, and are said to be empty."""
    named = [at for at, read in enumerate(reads) if not (read.reading.kind == "empty" and read.reading.name == f"column_{at + 1}")]
    empty = [reads[at].reading.name for at in named if reads[at].reading.kind == "empty"]
    decisions = list(raw.decisions)
    if dropped := len(reads) - len(named):
        decisions.append(Decision("empty_columns", say("left out"), say("they have neither a name nor a value"), count=dropped))
    if empty:
        shown = tuple(shorten(name) for name in empty[:EXAMPLES_SHOWN])
        decisions.append(Decision("empty_columns", say("kept, empty"), say("no cell holds a value"), count=len(empty), examples=shown))
    if not named:
        raise refuse("empty", say("No column holds a value."), say("Export the table again."))
    return replace(raw, table=raw.table.select(named), decisions=tuple(decisions)), [reads[at] for at in named]


def _without_repeats(raw: Raw, reads: list[Read], options: ReadOptions) -> tuple[Raw, list[Read]]:
    if len(reads) == 1:
        # A single column repeats itself; that says nothing.
        return raw, reads
    repeated = repeated_rows([read.array for read in reads])
    count = int(repeated.sum())
    if not count:
        return raw, reads
    drop = options.duplicates == "drop"
    at = np.flatnonzero(repeated)
    message = say("Kept: rows that say word for word what an earlier row says.")
    if drop:
        message = say("Left out: rows that say word for word what an earlier row says.")
    fix = say("Nothing to do.") if drop else say("Leave them out if a row must stand once.")
    shown = tuple(int(row) for row in raw.row[at[:ROWS_SHOWN]])
    problem = Problem("duplicate_rows", "warning", message, fix, None, shown, count)
    because = say("they equal earlier rows in every column")
    said = Decision("duplicate_rows", say("left out") if drop else say("kept"), because, count=count, option="duplicates")
    raw = replace(raw, problems=(*raw.problems, problem), decisions=(*raw.decisions, said))
    if not drop:
        return raw, reads
    asides = _as_asides(raw, at.tolist(), "duplicate")
    kept = pa.array(~repeated)
    return _keep(replace(raw, asides=(*raw.asides, *asides)), ~repeated), [replace(r, array=r.array.filter(kept)) for r in reads]


def _as_asides(raw: Raw, at: list[int], reason: Literal["summary row", "duplicate"]) -> tuple[Aside, ...]:
    rows = raw.table.take(at).to_pylist()
    texts = [",".join("" if cell is None else str(cell) for cell in row.values()) for row in rows]
    return tuple(Aside(None if raw.line is None else int(raw.line[i]), reason, text) for i, text in zip(at, texts, strict=True))


def _keep(raw: Raw, mask: npt.NDArray[np.bool_]) -> Raw:
    line = None if raw.line is None else raw.line[mask]
    records = None if raw.records is None else raw.records.filter(pa.array(mask))
    return replace(raw, table=raw.table.filter(pa.array(mask)), row=raw.row[mask], line=line, records=records)


def _all_but(at: list[int], length: int) -> npt.NDArray[np.bool_]:
    mask = np.ones(length, dtype=bool)
    mask[at] = False
    return mask


def _data_rows(rows: tuple[int, ...], row: npt.NDArray[np.int64]) -> tuple[int, ...]:
    return tuple(int(row[at - 1]) for at in rows)


def _as_asked(array: pa.Array, options: ColumnOptions) -> pa.Array:
    """Typed values as text again where a person says that they are words."""
    wanted = options.kind in {"text", "category", "yes_no"} and not _is_text(array.type)
    return pc.cast(array, pa.string()) if wanted else array


def _is_text(kind: pa.DataType) -> bool:
    return pa.types.is_string(kind) or pa.types.is_dictionary(kind)
