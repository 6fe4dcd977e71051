"""The term sheet: what a domain decides, what its columns mean and what each outcome is worth."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

from payoff.core.message import say
from payoff.core.value import ValueMatrix
from payoff.domains.panel import Calculator

Money = float | npt.NDArray[np.float64]
Rows = Mapping[str, npt.NDArray[np.float64]]
"""Money columns of a table by name, each an (n,) float array."""
Settings = Mapping[str, float]
"""One number per assumption, by name."""

SourceKind = Literal["R", "E", "P", "S", "O", "I"]
SOURCE_KINDS: Mapping[str, str] = {
    "R": say("regulatory"),
    "E": say("official or primary data"),
    "P": say("default of a published paper"),
    "S": say("secondary source"),
    "O": say("your own figure"),
    "I": say("illustrative"),
}


class TermSheetError(ValueError):
    """A term sheet, or a setting given for one, does not hold together; the message says where."""


@dataclass(frozen=True)
class Assumption:
    """A number the reader may change; rates are fractions (0.05 is 5 %), money is in the sheet's currency."""

    name: str
    label: str
    default: float
    low: float
    high: float
    unit: str
    source: str
    date: str
    kind: SourceKind
    help: str = ""
    group: str = ""
    """Heading of the calculators it belongs to; empty when it moves the decision itself."""
    owner: str = ""
    """Who answers for the number inside the firm; empty where nobody was named."""


@dataclass(frozen=True)
class Column:
    """One column of the domain's table; `feature` columns reach the model, `money` columns reach the cells."""

    name: str
    label: str
    kind: Literal["number", "category", "text"]
    unit: str = ""
    low: float | None = None
    high: float | None = None
    categories: tuple[str, ...] = ()
    feature: bool = False
    money: bool = False
    missing: bool = True
    """Whether an empty cell is accepted; a money column never is."""
    whole: bool = False
    """Whether only whole numbers make sense."""


@dataclass(frozen=True)
class Cell:
    """What one outcome of the decision is worth per row, and why; positive is good for the business."""

    value: Callable[[Rows, Settings], Money]
    why: str
    formula: str = ""
    """The same in LaTeX, without dollar signs."""


@dataclass(frozen=True)
class Words:
    """How this domain speaks of its rows and its two actions; used in every sentence on screen and in reports."""

    row: str
    rows: str
    act: str
    leave: str
    act_all: str
    act_none: str
    event_rows: str
    """The rows where the event happens, in the plural: "defaulters"."""
    other_rows: str
    acted: str = ""
    """What happened to a row acted on: "declined", as in "43 defaulters declined"."""
    left: str = ""
    """The same for a row left: "lent to"."""
    caution: str = ""
    """A sentence that must stand on each page of this domain, e.g. "decision support, not a diagnosis"."""


@dataclass(frozen=True)
class TermSheet:
    """A domain: one event, one action, four cells. `tp` and `fp` hold when acting, `fn` and `tn` when not."""

    key: str
    title: str
    question: str
    event: str
    outcome: str
    """Name of the column that tells whether the event happened."""
    event_value: str
    """Its value when it did."""
    other_value: str
    currency: str
    columns: tuple[Column, ...]
    assumptions: tuple[Assumption, ...]
    tp: Cell
    fp: Cell
    tn: Cell
    fn: Cell
    words: Words
    place: int = 100
    """Where the domain stands in lists, lowest first; equals by key."""
    identifier: str = ""
    """Column that names a row to a person; never reaches the model."""
    time_ordered: bool = False
    """Whether the committed rows are in time order, the held-out ones last; models are then chosen on later rows too."""
    measured_as: Literal["measured", "attributed"] = "measured"
    """What money on known outcomes is called: attributed where outcomes are credited to the action by an assumption."""
    fixed_cost: str = ""
    """Name of the assumption paid once as soon as one row is acted on; empty when there is none."""
    data_note: str = ""
    """One sentence on where the sample comes from, with its licence."""
    calculators: tuple[Calculator, ...] = ()
    """The domain's own calculators, in reading order; shown below the decision."""
    searched: bool = True
    """Whether a threshold may be searched on the data; False where it is a preference, as between two harms to a patient."""
    notes: Mapping[str, str] = field(default_factory=dict)
    """Facts for the model card by heading, e.g. {"Left out": "..."}."""

    @property
    def features(self) -> tuple[Column, ...]:
        """Columns the model sees, in the order of the term sheet."""
        return tuple(c for c in self.columns if c.feature)

    @property
    def money_columns(self) -> tuple[Column, ...]:
        """Columns the cells read."""
        return tuple(c for c in self.columns if c.money)

    def defaults(self) -> dict[str, float]:
        """The default of every assumption by name."""
        return {a.name: a.default for a in self.assumptions}

    def settings(self, changes: Mapping[str, float] | None = None) -> dict[str, float]:
        """Defaults with `changes` applied; TermSheetError names an unknown assumption or a value out of range."""
        known = {a.name: a for a in self.assumptions}
        merged = self.defaults()
        for name, value in (changes or {}).items():
            if name not in known:
                raise TermSheetError(say("{title} has no assumption called {name!r}; it has {known}.", title=self.title, name=name, known=', '.join(known)))
            a = known[name]
            if not a.low <= value <= a.high:
                raise TermSheetError(say("{label} must lie between {low:g} and {high:g} {unit}; {value:g} does not.", label=a.label, low=a.low, high=a.high, unit=a.unit, value=value))
            merged[name] = float(value)
        return merged

    def values(self, rows: Rows, settings: Settings) -> ValueMatrix:
        """The value matrix of `rows` (each (n,)) under `settings`."""
        return ValueMatrix(
            tp=self.tp.value(rows, settings),
            fp=self.fp.value(rows, settings),
            tn=self.tn.value(rows, settings),
            fn=self.fn.value(rows, settings),
            fixed=settings[self.fixed_cost] if self.fixed_cost else 0.0,
        )
