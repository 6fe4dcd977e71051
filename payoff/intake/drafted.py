"""A column on its way from text to values: what a first look found, what its neighbours say, and what it was read as."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from payoff.core.message import say
from payoff.intake.amounts import Draft
from payoff.intake.dates import DateDraft
from payoff.intake.decisions import ColumnOptions, ColumnReading, Decision, Kind
from payoff.intake.gaps import Mask, word_decision
from payoff.intake.lettering import trim, word_places
from payoff.intake.problems import ROWS_SHOWN, Problem, shorten

READABLE = 0.9
"""Share of the cells with a value that must read as numbers or dates for the column to be that."""

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Marks:
    """What other columns and the separator say about the file's numbers and dates."""

    decimal: str
    because: str
    dates: str = ""


@dataclass(frozen=True, eq=False)
class Drafted:
    """A column of text looked at once: its distinct values (n,), how often each stands, and what they may be."""

    name: str
    coded: pa.DictionaryArray
    counts: Counts
    text: pa.StringArray
    """The distinct values, made plain."""
    options: ColumnOptions
    gaps: Mask
    """Which of them mean "not known" where a number or a date belongs."""
    amounts: Draft | None = None
    dates: DateDraft | None = None
    different: int | None = None
    """Different words of the cells as written, where the distinct values here are not all different."""

    @cached_property
    def spelled(self) -> pa.StringArray:
        """The distinct values as written, without the space around them."""
        written = pc.cast(self.coded.dictionary, pa.string())
        return self.text if self.text.equals(written) else trim(written)

    @cached_property
    def lower(self) -> list[str]:
        """The distinct values in lower case."""
        return pc.utf8_lower(self.text).to_pylist()

    @property
    def is_readable(self) -> bool:
        """Whether there is a value at all."""
        return bool(np.where(self.gaps, 0, self.counts).any())

    def is_too_bad(self, bad: Mask) -> bool:
        """Whether so many cells are `bad` that the column is something else; a person's word settles it."""
        left = (1 - READABLE) * self.counts[~self.gaps].sum()
        return bool(self.counts[bad].sum() > left) and self.options.kind is None


@dataclass(frozen=True, eq=False)
class Read:
    """A column as read: its array (n,), the report, and the problems with single cells."""

    array: pa.Array
    reading: ColumnReading
    problems: tuple[Problem, ...] = ()
    unreadable: Mask | None = field(default=None, repr=False)


Bounds = tuple[float, float] | None


def find_bounds(array: pa.DoubleArray) -> Bounds:
    """The least and the greatest number of `array` (n,); None where there is none."""
    # Several times as fast as Arrow's min_max; nulls become NaN, which both pass over.
    values = array.to_numpy(zero_copy_only=False)
    low, high = np.fmin.reduce(values, initial=np.nan), np.fmax.reduce(values, initial=np.nan)
    return None if np.isnan(low) else (float(low), float(high))


def describe_numbers(array: pa.DoubleArray, name: str, because: str, bounds: Bounds) -> ColumnReading:
    """The report on a column of numbers whose `bounds` are known."""
    low, high = bounds or (None, None)
    return ColumnReading(name, "number", len(array) - array.null_count, array.null_count, 0, because, low=low, high=high)


def describe_values(array: pa.Array, name: str, kind: Kind, because: str) -> ColumnReading:
    """The report on a column of dates or of yes and no."""
    low = high = None
    top: tuple[tuple[str, int], ...] = ()
    if kind == "yes_no":
        yes = pc.sum(array).as_py() or 0
        top = (("yes", yes), ("no", len(array) - array.null_count - yes))
    elif len(array) > array.null_count:
        bounds = pc.min_max(array)
        low, high = bounds["min"].as_py().isoformat(), bounds["max"].as_py().isoformat()
    return ColumnReading(name, kind, len(array) - array.null_count, array.null_count, 0, because, low=low, high=high, top=top)


def with_bad_cells(drafted: Drafted, array: pa.Array, reading: ColumnReading, *, bad: Mask, decisions: tuple[Decision, ...]) -> Read:
    """The column with its decisions, and with the problem of cells (distinct values where `bad`) that are none of its kind."""
    missing = word_decision(drafted.text, drafted.gaps, drafted.counts, drafted.name)
    every = (*decisions, *reading.decisions, *(() if missing is None else (missing,)))
    places = np.append(bad, False)[word_places(drafted.coded)]
    rows = np.flatnonzero(places)
    problems = (_unreadable(drafted, reading.kind, rows),) if len(rows) else ()
    done = replace(reading, decisions=every, unreadable=len(rows), missing=reading.missing - len(rows))
    return Read(array, done, problems, places if len(rows) else None)


def _unreadable(drafted: Drafted, kind: Kind, rows: npt.NDArray[np.int64]) -> Problem:
    column = shorten(drafted.name)
    message = (
        say("{column} holds cells that are no dates; they are left empty in the table.", column=column)
        if kind == "date"
        else say("{column} holds cells that are no numbers; they are left empty in the table.", column=column)
    )
    value = shorten(drafted.coded[int(rows[0])].as_py())
    shown = tuple(int(row) + 1 for row in rows[:ROWS_SHOWN])
    fix = say("Mend the cells, or read the column as text.")
    return Problem("unreadable_cells", "warning", message, fix, drafted.name, shown, len(rows), value)
