"""Lines kept out of the table, each on record: empty ones, headers said again, a row of units, totals, footers, and rows that repeat."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from payoff.core.message import say
from payoff.intake.asides import find_units, is_summary, repeated_rows, subtotal_rows, summary_rows
from payoff.intake.batch import Reject
from payoff.intake.decisions import EXAMPLES_SHOWN, Aside, Decision, ReadOptions, Reason
from payoff.intake.drafted import Read
from payoff.intake.fillers import blank_rows, repeated_headers
from payoff.intake.problems import ROWS_SHOWN, Problem, shorten
from payoff.intake.raw import Raw

LAST_LINES = 10
"""Refused lines this near to the end may be footers."""


def without_unit_row(raw: Raw, options: ReadOptions) -> Raw:
    """`raw` without a first row that says what each column is counted in, its units kept."""
    units = find_units(raw.table) if options.unit_row == "set aside" else {}
    if not units:
        return raw
    shown = tuple(f"{shorten(name)}: {shorten(unit)}" for name, unit in units.items())[:EXAMPLES_SHOWN]
    because = say("the first row below the names holds units instead of values")
    said = Decision("unit_row", say("units of the columns"), because, count=1, examples=shown, option="unit_row")
    told = replace(raw, units=units, decisions=(*raw.decisions, said), asides=(*raw.asides, *_as_asides(raw, [0], "unit row")))
    return _keep(told, _all_but([0], raw.table.num_rows))


def without_fillers(raw: Raw, options: ReadOptions) -> Raw:
    """`raw` without lines that hold nothing, and without its header where it is said again between the rows."""
    if options.summary_rows == "keep":
        return raw
    blank = blank_rows(raw.table).tolist()
    if blank:
        said = Decision("blank_rows", say("not part of the table"), say("no cell holds anything"), count=len(blank), option="summary_rows")
        raw = _keep(_told(raw, blank, "blank row", said), _all_but(blank, raw.table.num_rows))
    again = repeated_headers(raw.table).tolist()
    if not again:
        return raw
    because = say("they name the columns once more")
    said = Decision("repeated_header", say("not part of the table"), because, count=len(again), option="summary_rows")
    return _keep(_told(raw, again, "repeated header", said), _all_but(again, raw.table.num_rows))


def without_summary(raw: Raw, options: ReadOptions) -> Raw:
    """`raw` without totals, averages and footers at its end, and without the subtotals between its rows."""
    if options.summary_rows == "keep":
        return raw
    raw = _without_footers(raw)
    at = summary_rows(raw.table)
    between = [row for row in subtotal_rows(raw.table) if row not in at]
    if between:
        raw = _with_subtotals(raw, between)
    if not at and not between:
        return raw
    if not at:
        return _keep(raw, _all_but(between, raw.table.num_rows))
    rows = raw.table.take(at).to_pylist()
    asides = _as_asides(raw, at, "summary row")
    shown = tuple(shorten(" ".join(str(cell) for cell in row.values() if cell is not None)) for row in rows[:EXAMPLES_SHOWN])
    because = say("they stand at the end and sum up the rows above, or speak about them")
    said = Decision("summary_rows", say("not part of the table"), because, count=len(at), examples=shown, option="summary_rows")
    told = replace(raw, decisions=(*raw.decisions, said), asides=(*raw.asides, *asides))
    return _keep(told, _all_but([*at, *between], raw.table.num_rows))


def _with_subtotals(raw: Raw, at: list[int]) -> Raw:
    asides = _as_asides(raw, at, "summary row")
    shown = tuple(shorten(aside.record) for aside in asides[:EXAMPLES_SHOWN])
    because = say("they stand between the rows and sum up those above them")
    said = Decision("subtotals", say("not part of the table"), because, count=len(at), examples=shown, option="summary_rows")
    return replace(raw, decisions=(*raw.decisions, said), asides=(*raw.asides, *asides))


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
    because = say("the lines stand at the end and do not fill the columns")
    said = Decision("footer", say("not part of the table"), because, None, len(asides), shown, option="summary_rows")
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


def without_repeats(raw: Raw, reads: list[Read], options: ReadOptions) -> tuple[Raw, list[Read]]:
    """Rows that repeat an earlier one counted, and left out where `options` says so."""
    if len(reads) == 1:
        # A single column repeats itself; that says nothing.
        return raw, reads
    repeated = repeated_rows([read.array for read in reads])
    count = int(repeated.sum())
    if not count:
        return raw, reads
    drop = options.duplicates == "drop"
    at = np.flatnonzero(repeated)
    kept = say("Kept: rows that say word for word what an earlier row says.")
    message = say("Left out: rows that say word for word what an earlier row says.") if drop else kept
    fix = say("Nothing to do.") if drop else say("Leave them out if a row must stand once.")
    shown = tuple(int(row) for row in raw.row[at[:ROWS_SHOWN]])
    problem = Problem("duplicate_rows", "warning", message, fix, None, shown, count)
    because = say("they equal earlier rows in every column")
    said = Decision("duplicate_rows", say("left out") if drop else say("kept"), because, count=count, option="duplicates")
    raw = replace(raw, problems=(*raw.problems, problem), decisions=(*raw.decisions, said))
    if not drop:
        return raw, reads
    asides = _as_asides(raw, at.tolist(), "duplicate")
    once = pa.array(~repeated)
    return _keep(replace(raw, asides=(*raw.asides, *asides)), ~repeated), [replace(r, array=r.array.filter(once)) for r in reads]


def _told(raw: Raw, at: list[int], reason: Reason, said: Decision) -> Raw:
    return replace(raw, decisions=(*raw.decisions, said), asides=(*raw.asides, *_as_asides(raw, at, reason)))


def _as_asides(raw: Raw, at: list[int], reason: Reason) -> tuple[Aside, ...]:
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
