"""Rows of a ranking in a few groups, one cut of which is the threshold in use, with the moments a resample needs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from payoff.core.binned import BinSums
from payoff.core.bootstrap import Strata
from payoff.core.ranking import Places, Ranking, Side, places_acted
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


def realised_gain(ranking: Ranking, values: ValueMatrix) -> Array:
    """What acting on each row would have added, (n,) in places; outcomes known."""
    event = np.arange(ranking.rows) < ranking.events.places.stop
    return np.where(event, values.event_gain, np.negative(values.other_loss))


class MomentReader:
    """Reads count, sum and sum of squares of what acting gains, per group, per outcome, and per decision of today's rule.

    `rule` is a column of decisions (n,) in places, or the share of rows that the rule acts on at random.
    """

    def __init__(self, groups: Groups, rule: Bools | float) -> None:
        self._rule = rule
        self._sides = [Side(edges, None, np.diff(edges).astype(float)) for edges in (groups.events, groups.others)]
        self._whole = [BinSums(side) for side in self._sides]
        self._acted = [BinSums(side) for side in self._sides]
        self._acted_count = [BinSums(side) for side in self._sides]

    def read(self, block: slice, values: ValueMatrix) -> None:
        gains = (values.event_gain, np.negative(values.other_loss))
        for side, gain in enumerate(gains):
            self._whole[side].add(block, gain, np.square(gain))
            if not isinstance(self._rule, float):
                self._read_acted(side, block, gain)

    def _read_acted(self, side: int, block: slice, gain: Money) -> None:
        acts = np.asarray(self._rule)[block].astype(float)
        self._acted[side].add(block, acts * gain, acts * np.square(gain))
        self._acted_count[side].add(block, acts, 0.0)

    @property
    def strata(self) -> Strata:
        """Two strata, events and others; four when today's decisions are known, acted on first."""
        whole = [np.stack([side.count, sums.acted, sums.left]) for side, sums in zip(self._sides, self._whole, strict=True)]
        if isinstance(self._rule, float):
            return _stack(whole, rule=np.full(2, self._rule))
        counts = [sums.acted for sums in self._acted_count]
        acted = [np.stack([count, sums.acted, sums.left]) for count, sums in zip(counts, self._acted, strict=True)]
        left = [every - part for every, part in zip(whole, acted, strict=True)]
        return _stack([*acted, *left], rule=np.array([1.0, 1.0, 0.0, 0.0]))


def _stack(moments: list[Array], *, rule: Array) -> Strata:
    count, total, square = np.stack(moments, axis=1)
    return Strata(count, total, square, rule)
