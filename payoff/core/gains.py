"""Gains and lift: how many of the events the top of a ranking holds, in total and decile by decile."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from payoff.core.answer import Answer, quotient
from payoff.core.campaign import Spending
from payoff.core.message import say
from payoff.core.ranking import Ranking
from payoff.core.value import Array


@dataclass(frozen=True)
class Gains:
    """Rows and events in the top of the ranking, (B+1,) from none to all; events are expected ones without outcomes."""

    acted: Array
    events: Array

    def events_in(self, rows: float) -> float:
        """Events in the top `rows`; inside a tie they are spread evenly, as if it were ordered at random."""
        return float(np.interp(rows, self.acted, self.events))

    def gain_at(self, share: float) -> Answer:
        """Share of all events found in the top `share` of rows, rounded down to whole rows."""
        return quotient(self.events_in(self.rows_in(share)), float(self.events[-1]), reason=say("There is no event to find."))

    def lift_at(self, share: float) -> Answer:
        """Event rate in the top `share` of rows over that of all rows."""
        rows = self.rows_in(share)
        rate = float(self.events[-1]) / float(self.acted[-1])
        return quotient(self.events_in(rows), rows * rate, reason=say("There is no row or no event to compare."))

    def rows_in(self, share: float) -> float:
        """Whole rows in the top `share`."""
        # A tenth of 30 rows is 3, although .1 · 30 lies a hair above it and .7 · 10 a hair below 7.
        return float(np.floor(share * self.acted[-1] + 1e-9))


@dataclass(frozen=True)
class Slice:
    """One of the equal slices of the ranking, best first; cumulative figures include all slices before it."""

    rows: int
    events: float
    event_rate: float
    cumulative_gain: Answer
    cumulative_lift: Answer
    profit: float
    """What this slice adds; the first bears the fixed cost."""
    cumulative_profit: float
    cumulative_roi: float | None


def count_gains(ranking: Ranking) -> Gains:
    """Accumulate rows and events in order of score."""
    events, others = ranking.events.count, ranking.others.count
    return Gains(_from_none(events + others), _from_none(events))


def slice_gains(ranking: Ranking, spending: Spending, *, slices: int) -> tuple[Slice, ...]:
    """The gains table in `slices` equal parts, ten for deciles; parts that hold no row are left out."""
    gains = count_gains(ranking)
    shares = np.arange(1, slices + 1) / slices
    cuts = np.unique([gains.rows_in(share) for share in shares])
    before = np.concatenate([[0.0], cuts[:-1]])
    return tuple(_slice(gains, spending, between=(low, high)) for low, high in zip(before, cuts, strict=True) if high > low)


def _slice(gains: Gains, spending: Spending, *, between: tuple[float, float]) -> Slice:
    low, high = between
    events = gains.events_in(high) - gains.events_in(low)
    profit = [float(np.interp(rows, spending.curve.acted, spending.curve.value)) for rows in between]
    cost = float(np.interp(high, spending.curve.acted, spending.cost))
    share = high / float(gains.acted[-1])
    return Slice(
        rows=int(high - low),
        events=events,
        event_rate=events / (high - low),
        cumulative_gain=gains.gain_at(share),
        cumulative_lift=gains.lift_at(share),
        profit=profit[1] - profit[0],
        cumulative_profit=profit[1],
        cumulative_roi=profit[1] / cost if cost > 0 else None,
    )


def _from_none(count: Array) -> Array:
    return np.concatenate([[0.0], np.cumsum(count)])
