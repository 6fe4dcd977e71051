"""The four outcomes of a threshold: how many rows each holds and what they are worth."""

from __future__ import annotations

from dataclasses import dataclass

from payoff.core.binned import side_total
from payoff.core.ranking import Ranking, Side, places_acted
from payoff.core.value import Money, ValueMatrix


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
    tp, fn = _split(ranking, ranking.events, threshold, cells=(values.tp, values.fn))
    fp, tn = _split(ranking, ranking.others, threshold, cells=(values.fp, values.tn))
    return Confusion(threshold, tp, fp, tn, fn, values.fixed)


def ratio(part: float, whole: float) -> float | None:
    """part / whole, None when `whole` is 0."""
    return part / whole if whole else None


def _split(ranking: Ranking, side: Side, threshold: float, *, cells: tuple[Money, Money]) -> tuple[CellTotal, CellTotal]:
    first, last = side.places.start, side.places.stop
    cut = places_acted(ranking, side, threshold)
    return (
        CellTotal(side_total(1.0, side, start=first, stop=cut), side_total(cells[0], side, start=first, stop=cut)),
        CellTotal(side_total(1.0, side, start=cut, stop=last), side_total(cells[1], side, start=cut, stop=last)),
    )
