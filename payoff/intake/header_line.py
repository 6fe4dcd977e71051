"""Which line of a table names its columns, and where its rows begin when none does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from payoff.core.message import say
from payoff.intake.decisions import ReadOptions
from payoff.intake.grouped_names import FIGURE, LOOKED_BELOW, WHEN

Record = list[str]

DEEPEST_HEADER = 60
"""Records above the column names that are taken for a preamble at most."""

NAMED = 0.6
"""Share of the columns that a record must name to be a header."""

STRAY = 0.1
"""Share of the records up to which the cells of a column are notes beside the table."""

FEWEST_TIMES = 2


def find_header(records: Sequence[Record], width: int, options: ReadOptions, *, lines: Sequence[int]) -> tuple[int | None, str]:
    """The record that names the columns of a table of `width`, None where none does, and why; `lines` are the places in the file."""
    if options.header_line is not None:
        if options.header_line == 0:
            return None, say("you said so")
        return next((at for at, line in enumerate(lines) if line >= options.header_line), len(lines) - 1), say("you said so")
    found = _header_among(records, width, range(width)) or _header_among(records, width, _lived_in(records, width))
    if found is not None:
        return found
    return (0, say("no line stands out")) if records else (None, say("there is none"))


def _header_among(records: Sequence[Record], width: int, columns: Sequence[int]) -> tuple[int | None, str] | None:
    """Where the names stand, or that there are none, by the first line that fills `columns`; None where no line does."""
    for at, record in enumerate(records[:DEEPEST_HEADER]):
        full = len(record) == width and _filled([record[place] for place in columns]) >= max(NAMED * len(columns), min(len(columns), 2))
        if full and not _is_data(record, records[at + 1 :]):
            return at, say("it is the first line that fills the columns, with words rather than values")
        if full and at and _names_some(records[at - 1], record):
            return at - 1, say("it stands right above the values and names some of the columns")
        if full:
            return None, say("the first full line holds values like those below it")
    return None


def _lived_in(records: Sequence[Record], width: int) -> list[int]:
    """Columns of a sheet that are more than a margin with a stray note in it."""
    full = [record for record in records if len(record) == width]
    return [place for place in range(width) if sum(bool(record[place].strip()) for record in full) > STRAY * len(full)]


def _filled(record: Record) -> int:
    return sum(bool(cell.strip()) for cell in record)


def _names_some(record: Record, values: Record) -> bool:
    """Whether a line right above the first `values` names at least two columns by dates, times or years, as tables of statistics do."""
    cells = [cell.strip() for cell in record if cell.strip()]
    return len(record) == len(values) and len(cells) > 1 and all(WHEN.match(cell) for cell in cells)


def _is_data(record: Record, below: Sequence[Record]) -> bool:
    figures = [at for at, cell in enumerate(record) if FIGURE.match(cell.strip())]
    if not figures or _are_years([record[at].strip() for at in figures]) or _are_times(record, figures, below):
        return False
    fitting = [other for other in below[:LOOKED_BELOW] if len(other) == len(record)]
    numeric = [at for at in range(len(record)) if fitting and 2 * sum(bool(FIGURE.match(o[at].strip())) for o in fitting) > len(fitting)]
    return not fitting or 2 * len(set(numeric) & set(figures)) > len(numeric)


def _are_years(cells: list[str]) -> bool:
    years = [int(cell) for cell in cells if re.fullmatch("(19|20)[0-9]{2}", cell)]
    return len(years) == len(cells) > 1 and all(later - earlier == 1 for earlier, later in pairwise(years))


def _are_times(record: Record, figures: list[int], below: Sequence[Record]) -> bool:
    """Whether the figures of `record` are different days, hours or years, and those below them are not: names of columns then."""
    cells = [record[at].strip() for at in figures]
    if len(figures) < FEWEST_TIMES or len(set(cells)) < len(cells) or not all(WHEN.match(cell) for cell in cells):
        return False
    fitting = [other for other in below[:LOOKED_BELOW] if len(other) == len(record)]
    return bool(fitting) and not any(WHEN.match(other[at].strip()) for other in fitting for at in figures)


def first_row(records: Sequence[Record], width: int) -> int:
    """The first record of data where none names the columns; lines of words that leave most of them empty stand above it."""
    full = [at for at, record in enumerate(records) if len(record) == width]
    rows = (at for at in full if _filled(records[at]) >= NAMED * width or any(FIGURE.match(cell.strip()) for cell in records[at]))
    return next(rows, full[0] if full else 0)
