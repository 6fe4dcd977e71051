"""Rows of a ranking in a few groups, one cut of which is the threshold in use, with the moments a resample needs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from payoff.core.bootstrap import Strata
from payoff.core.ranking import Places, Ranking, Side, places_acted, segment_sums
from payoff.core.value import Array, Bools, Money, ValueMatrix


@dataclass(frozen=True)
class Groups:
    """Cuts (G+1,) from nobody to everybody: edges among the event rows and the others, and the threshold at each.

    `used` is the cut of the threshold in use.
    """

    events: Places
    others: Places
    threshold: Array
    used: int

    @property
    def acted(self) -> Places:
        """Rows acted on at each cut, (G+1,)."""
        return self.events - self.events[0] + self.others - self.others[0]


def group_rows(ranking: Ranking, used: float, *, most: int) -> Groups:
    """At most `most` groups of whole bins, plus a cut at the threshold `used` where it falls inside one; outcomes known."""
    kept = np.unique(np.linspace(0, len(ranking.cuts), min(most, len(ranking.cuts)) + 1).round().astype(np.intp))
    events, others = ranking.events.edges[kept], ranking.others.edges[kept]
    threshold = np.concatenate([[np.inf], ranking.cuts])[kept]
    here = places_acted(ranking, ranking.events, used), places_acted(ranking, ranking.others, used)
    place = int(np.searchsorted(events + others, sum(here)))
    if events[place] + others[place] != sum(here):
        events, others, threshold = np.insert(events, place, here[0]), np.insert(others, place, here[1]), np.insert(threshold, place, used)
    return Groups(events, others, threshold, place)


def measure_strata(ranking: Ranking, values: ValueMatrix, groups: Groups, *, rule: Bools | float) -> Strata:
    """Moments of what acting gains, per outcome and, if `rule` is a column of decisions (n,) in places, per decision."""
    gains = ((ranking.events, groups.events, values.event_gain), (ranking.others, groups.others, np.negative(values.other_loss)))
    moments = [_moments(side, edges, gain) for side, edges, gain in gains]
    if np.ndim(rule) == 0:
        return _stack(moments, rule=np.full(2, float(rule)))
    acted = [_moments(side, edges, gain, weight=np.asarray(rule, dtype=float)) for side, edges, gain in gains]
    left = [whole - part for whole, part in zip(moments, acted, strict=True)]
    return _stack([*acted, *left], rule=np.array([1.0, 1.0, 0.0, 0.0]))


def realised_gain(ranking: Ranking, values: ValueMatrix) -> Array:
    """What acting on each row would have added, (n,) in places; outcomes known."""
    gain = np.empty(ranking.rows)
    for side, cell in ((ranking.events, values.event_gain), (ranking.others, np.negative(values.other_loss))):
        gain[side.places] = _slice(cell, side)
    return gain


def _stack(moments: list[Array], *, rule: Array) -> Strata:
    count, total, square = np.stack(moments, axis=1)
    return Strata(count, total, square, rule)


def _moments(side: Side, edges: Places, gain: Money, *, weight: Array | None = None) -> Array:
    """Count, sum and sum of squares of one side per group, (3, G)."""
    shift = edges - edges[0]
    shares = None if weight is None else weight[side.places]
    count = np.diff(edges).astype(float) if shares is None else segment_sums(shares, shift)
    if np.ndim(gain) == 0:
        return np.stack([count, count * gain, count * np.square(gain)])
    money = np.asarray(_slice(gain, side))
    total = money if shares is None else money * shares
    return np.stack([count, segment_sums(total, shift), segment_sums(total * money, shift)])


def _slice(cell: Money, side: Side) -> Money:
    return cell if np.ndim(cell) == 0 else np.asarray(cell)[side.places]
