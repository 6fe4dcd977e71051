"""The parts of a section: figures, a chart, a table, and the notes with its sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from payoff.core.message import Message, say
from payoff.reports.scale import Scale, scale_of

Role = Literal["act", "leave", "uncertain", "ink"]
Kind = Literal["columns", "stacked", "bars", "tornado", "line"]
Unit = Literal["money", "share"]


@dataclass(frozen=True)
class Line:
    """One series of a chart."""

    name: str
    values: tuple[float, ...]
    role: Role


@dataclass(frozen=True)
class Chart:
    """A chart over named categories: upright columns, columns stacked, lying bars, a tornado around nothing, or lines.

    `x_title` and `y_title` name the axis of categories and that of values. A line's categories are numbers, evenly spaced.
    """

    kind: Kind
    title: str
    categories: tuple[str, ...]
    lines: tuple[Line, ...]
    unit: Unit
    currency: str
    x_title: str = ""

    @property
    def headline(self) -> Message:
        """The title with the unit of its figures."""
        if self.unit == "share":
            return say("{title}, share of draws", title=self.title)
        return say("{title}, {unit}", title=self.title, unit=self.scale.name)

    @property
    def scale(self) -> Scale:
        """What its money is divided by."""
        return scale_of(self.largest, self.currency)

    @property
    def largest(self) -> float:
        """The largest size of any value."""
        return max((abs(value) for line in self.lines for value in line.values), default=0.0)


@dataclass(frozen=True)
class Table:
    """Rows of text; `figures` are the columns that hold numbers, and `widths` their shares of the width."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: frozenset[int] = frozenset()
    widths: tuple[float, ...] = ()


@dataclass(frozen=True)
class Figure:
    """A number worth reading by itself, with a line below it."""

    label: str
    value: str
    below: str = ""


@dataclass(frozen=True)
class Section:
    """One thing to say: a title, the sentence that says it, and what shows it.

    `table` is short enough for a slide; `details` are for the page alone. `notes` hold method and sources.
    """

    key: str
    title: str
    sentences: tuple[str, ...]
    figures: tuple[Figure, ...] = ()
    charts: tuple[Chart, ...] = ()
    table: Table | None = None
    details: tuple[tuple[str, Table], ...] = ()
    notes: tuple[str, ...] = ()
    on_slide: bool = True
    """Whether it belongs among the slides too."""
