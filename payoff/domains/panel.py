"""A calculator's answer as a record: a finding, what to do about it, and the series or table that shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Basis = Literal["measured", "expected", "attributed", "incremental"]


@dataclass(frozen=True)
class PanelInput:
    """What every calculator receives; arrays are (n,), in file order."""

    probability: Array
    outcome: Array | None
    """1 or 0 per row, NaN where unknown; None when no outcome is known."""
    columns: Mapping[str, npt.NDArray]
    """The table's columns by name: float for numbers, str objects for the rest."""
    settings: Mapping[str, float]
    threshold: float
    currency: str
    today: npt.NDArray[np.bool_] | None = None
    """Where today's rule acts, row by row; None when it is not known for each row."""
    reference: Array | None = None
    """(m,) the same model's probabilities on the shipped held-out sample; None when they are not at hand."""


@dataclass(frozen=True)
class Series:
    """One line, set of bars or set of points; `x` may be names."""

    name: str
    x: tuple[float, ...] | tuple[str, ...]
    y: tuple[float | None, ...]
    shape: Literal["line", "bar", "point"] = "line"
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()


@dataclass(frozen=True)
class Figure:
    """A number worth reading by itself, already in its unit; None is undefined, with `note` saying why."""

    label: str
    value: float | None
    unit: str
    note: str = ""


@dataclass(frozen=True)
class Panel:
    """A calculator's finding; the page draws it and the reports print it, from this record alone."""

    key: str
    title: str
    """The calculator's name: "Decision curve"."""
    advice: str
    """One sentence that says what to do."""
    basis: Basis
    figures: tuple[Figure, ...] = ()
    series: tuple[Series, ...] = ()
    x_label: str = ""
    y_label: str = ""
    header: tuple[str, ...] = ()
    table: tuple[tuple[str | float | None, ...], ...] = ()
    marks: Mapping[str, float] = field(default_factory=dict)
    """Vertical lines by name, at x."""
    note: str = ""
    """Method, source and limits, for the analyst."""


@dataclass(frozen=True)
class Refusal:
    """Why a calculator cannot answer for this file, and what would let it."""

    key: str
    title: str
    reason: str


Calculator = Callable[[PanelInput], Panel | Refusal]
