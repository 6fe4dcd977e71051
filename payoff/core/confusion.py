"""The four outcomes of a threshold: how many rows each holds and what they are worth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from payoff.core.binned import BinnedMoney, bin_money
from payoff.core.ranking import Ranking, Side, places_acted
from payoff.core.sweep import Evaluate, cell_sum
from payoff.core.value import Array, Money, ValueMatrix


@dataclass(frozen=True)
class CellTotal:
    """Rows in one cell (expected rows when outcomes are unknown) and their money."""

    count: float
    money: float

    @property
    def each(self) -> float | None:
        """Money per row; None for an empty cell."""
        return ratio(self.money, self.count)


@dataclass(frozen=True)
class Confusion:
    """Counts and money of acting at score >= threshold; rates are None where their denominator is 0."""

    threshold: float
    tp: CellTotal
    fp: CellTotal
    tn: CellTotal
    fn: CellTotal
    fixed: float = 0.0

    @property
    def acted(self) -> float:
        """Rows acted on."""
        return self.tp.count + self.fp.count

    @property
    def rows(self) -> float:
        """All rows."""
        return self.acted + self.tn.count + self.fn.count

    @property
    def value(self) -> float:
        """Net value of the rule."""
        return self.tp.money + self.fp.money + self.tn.money + self.fn.money - (self.fixed if self.acted else 0.0)

    @property
    def precision(self) -> float | None:
        """Share of the rows acted on where the event happens."""
        return ratio(self.tp.count, self.acted)

    @property
    def recall(self) -> float | None:
        """Share of the events acted on."""
        return ratio(self.tp.count, self.tp.count + self.fn.count)

    @property
    def false_positive_rate(self) -> float | None:
        """Share of the other rows acted on."""
        return ratio(self.fp.count, self.fp.count + self.tn.count)


def count_outcomes(ranking: Ranking, values: ValueMatrix, threshold: float) -> Confusion:
    """Exact counts and money of acting at score >= `threshold`; `values` in the ranking's places."""
    return count_binned(ranking, values.take, threshold, money=bin_money(ranking, values))


def count_binned(ranking: Ranking, evaluate: Evaluate, threshold: float, *, money: BinnedMoney) -> Confusion:
    """The same from sums per bin; only the rows of a bin that the threshold cuts in two are looked at."""
    tp, fn = _split(ranking, ranking.events, threshold, cells=_Cells(money.tp, money.fn, lambda v: (v.tp, v.fn), evaluate))
    fp, tn = _split(ranking, ranking.others, threshold, cells=_Cells(money.fp, money.tn, lambda v: (v.fp, v.tn), evaluate))
    return Confusion(threshold, tp, fp, tn, fn, money.fixed)


def ratio(part: float, whole: float) -> float | None:
    """part / whole, None when `whole` is 0."""
    return part / whole if whole else None


@dataclass(frozen=True)
class _Cells:
    """The two cells of one side: sums per bin, and how to find them for single rows."""

    acted: Array
    left: Array
    pick: Callable[[ValueMatrix], tuple[Money, Money]]
    evaluate: Evaluate


def _split(ranking: Ranking, side: Side, threshold: float, *, cells: _Cells) -> tuple[CellTotal, CellTotal]:
    place = places_acted(ranking, side, threshold)
    split = int(np.searchsorted(side.edges, place, side="right")) - 1
    above = float(side.count[:split].sum()), float(cells.acted[:split].sum())
    if place == side.edges[split]:
        below = float(side.count[split:].sum()), float(cells.left[split:].sum())
        return CellTotal(*above), CellTotal(*below)
    upper, lower = slice(int(side.edges[split]), place), slice(place, int(side.edges[split + 1]))
    act, _ = cells.pick(cells.evaluate(upper))
    _, leave = cells.pick(cells.evaluate(lower))
    below = float(side.count[split + 1 :].sum()), float(cells.left[split + 1 :].sum())
    return (
        CellTotal(above[0] + cell_sum(1.0, side, upper), above[1] + cell_sum(act, side, upper)),
        CellTotal(below[0] + cell_sum(1.0, side, lower), below[1] + cell_sum(leave, side, lower)),
    )
