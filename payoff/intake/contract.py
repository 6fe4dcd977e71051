"""What a file must hold to be scored: the domain's columns and the model's inputs, merged by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from payoff.domains.manifest import DateOrder, Input, date_columns
from payoff.domains.term_sheet import Column


@dataclass(frozen=True)
class Expected:
    """One column the file may hold; bounds are None where there are none."""

    name: str
    kind: Literal["number", "category", "text", "date"]
    required: bool
    """Whether the file must have the column: the model or the money reads it."""
    missing: bool
    """Whether a cell may be empty."""
    unit: str = ""
    low: float | None = None
    high: float | None = None
    whole: bool = False
    vocabulary: tuple[str, ...] = ()
    """Categories the model knows; empty where it does not read the column."""
    seen_low: float | None = None
    seen_high: float | None = None
    dates: DateOrder = ""
    """The order of day, month and year where a date's cells leave it open."""
    codes: tuple[float, ...] = ()
    """Numbers that mean "not known"."""


@dataclass(frozen=True)
class Contract:
    """The columns a file is read against."""

    columns: tuple[Expected, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Every column that would be recognised."""
        return tuple(c.name for c in self.columns)

    @property
    def required(self) -> tuple[str, ...]:
        """The columns a file cannot do without."""
        return tuple(c.name for c in self.columns if c.required)

    @property
    def careful(self) -> bool:
        """Whether cells mean what only the file that a model was fitted on could tell."""
        return any(c.kind == "date" or c.codes for c in self.columns)

    def expect(self, name: str) -> Expected | None:
        """What is expected of the column `name`; None for a column nobody asked for."""
        return next((c for c in self.columns if c.name == name), None)


def build_contract(columns: Iterable[Column], inputs: Iterable[Input]) -> Contract:
    """Merge a term sheet's columns with a model's inputs; an input the sheet does not know is required too."""
    inputs = tuple(inputs)
    dates = {name: _dated(name, inputs) for name in date_columns(inputs)}
    columns = [c for c in columns if c.name not in dates]
    read = {i.column: i for i in inputs if not i.part}
    known = [_from_column(c, read.pop(c.name, None)) for c in columns]
    return Contract((*known, *(_from_input(i) for i in read.values()), *dates.values()))


def _dated(name: str, inputs: Iterable[Input]) -> Expected:
    order: DateOrder = next((i.dates for i in inputs if i.dates and i.column == name), "")
    return Expected(name, "date", required=True, missing=True, dates=order)


def _from_column(column: Column, read: Input | None) -> Expected:
    return Expected(
        name=column.name,
        kind=column.kind if read is None else read.kind,
        required=column.money or read is not None,
        missing=column.missing and not column.money,
        unit=column.unit,
        low=column.low,
        high=column.high,
        whole=column.whole,
        vocabulary=read.categories if read else (),
        seen_low=read.seen_low if read else None,
        seen_high=read.seen_high if read else None,
        codes=read.codes if read else (),
    )


def _from_input(read: Input) -> Expected:
    return Expected(
        name=read.name,
        kind=read.kind,
        required=True,
        missing=read.missing,
        unit=read.unit,
        low=read.low,
        high=read.high,
        vocabulary=read.categories,
        seen_low=read.seen_low,
        seen_high=read.seen_high,
        codes=read.codes,
    )
