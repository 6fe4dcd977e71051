"""Rows sorted by score once, so that every later question is a few sums over bins."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from operator import neg

import numpy as np
import numpy.typing as npt

from payoff.core.message import say
from payoff.core.value import Array

Places = npt.NDArray[np.intp]
MOST_BINS = 2048


@dataclass(frozen=True)
class Side:
    """The rows where the event happened, or those where it did not, by score descending.

    `edges` (B+1,) are the places where the bins begin and end. `weight` is None when outcomes are known; otherwise it
    is (n,) the probability of belonging to this side, and both sides hold all rows. `count` (B,) rows per bin.
    """

    edges: Places
    weight: Array | None
    count: Array

    @property
    def places(self) -> slice:
        """Where this side's rows lie."""
        return slice(int(self.edges[0]), int(self.edges[-1]))


@dataclass(frozen=True)
class Ranking:
    """Rows of one upload in *places*: events by score descending, then the others; plain score order without outcomes.

    `order` (n,) gives the file row in each place, `score` (n,) its score. `cuts` (B,) descending are thresholds: acting
    at score >= cuts[k] acts on bins 0 … k. A tie is never split between bins.
    """

    order: Places
    score: Array
    cuts: Array
    events: Side
    others: Side

    @property
    def rows(self) -> int:
        """Number of rows ranked."""
        return len(self.order)

    @property
    def measured(self) -> bool:
        """Whether outcomes are known; otherwise every sum is an expectation under the score."""
        return self.events.weight is None

    def arrange(self, column: npt.NDArray) -> npt.NDArray:
        """A column (n,) in file order, put into places."""
        return column[self.order]


def rank_rows(score: Array, outcome: Array | None = None) -> Ranking:
    """Sort `score` (n,) and cut it into at most MOST_BINS bins of whole ties.

    `outcome` (n,) holds 1 and 0; without it the score must be a probability, which then weighs both sides.
    ValueError if a score is not a number, an outcome is neither 0 nor 1, or there is no row.
    """
    _check(score, outcome)
    descending = np.argsort(-score, kind="stable")
    ordered = score[descending]
    ends = _bin_ends(ordered)
    cuts = ordered[ends - 1]
    if outcome is None:
        edges = np.concatenate([[0], ends])
        sides = (Side(edges, weight, segment_sums(weight, edges)) for weight in (ordered, 1 - ordered))
        return Ranking(descending, ordered, cuts, *sides)
    event = outcome[descending] == 1
    order = np.concatenate([descending[event], descending[~event]])
    acted_events = np.concatenate([[0], np.cumsum(event)[ends - 1]])
    acted_others = np.concatenate([[0], ends]) - acted_events + acted_events[-1]
    events, others = (Side(edges, None, np.diff(edges).astype(float)) for edges in (acted_events, acted_others))
    return Ranking(order, score[order], cuts, events, others)


def segment_sums(values: Array, edges: Places) -> Array:
    """Sum of `values` between consecutive `edges` (B+1,), (B,); an empty segment sums to 0."""
    filled = np.diff(edges) > 0
    sums = np.zeros(len(filled))
    if filled.any():
        sums[filled] = np.add.reduceat(values[: edges[-1]], edges[:-1][filled])
    return sums


def places_acted(ranking: Ranking, side: Side, threshold: float) -> int:
    """First place of `side` whose score lies below `threshold`."""
    # bisect and not numpy's search, which would have to copy all scores to turn their order round.
    return bisect_right(ranking.score, -threshold, side.places.start, side.places.stop, key=neg)


def _bin_ends(ordered: Array) -> Places:
    ties_end = np.append(np.flatnonzero(ordered[1:] < ordered[:-1]) + 1, len(ordered))
    if len(ties_end) <= MOST_BINS:
        return ties_end
    wanted = np.arange(1, MOST_BINS + 1) * (len(ordered) / MOST_BINS)
    return ties_end[np.unique(np.minimum(np.searchsorted(ties_end, wanted), len(ties_end) - 1))]


def _check(score: Array, outcome: Array | None) -> None:
    if len(score) == 0:
        raise ValueError(say("There is no row to rank."))
    if not np.isfinite(score).all():
        raise ValueError(say("{sum} scores are not numbers; remove those rows or score them again.", sum=int((~np.isfinite(score)).sum())))
    if outcome is None and (score.min() < 0 or score.max() > 1):
        raise ValueError(say("Without outcomes the score must be a probability between 0 and 1."))
    if outcome is not None and not np.isin(outcome, (0, 1)).all():
        raise ValueError(say("Outcomes must be 1 or 0; leave rows with an unknown outcome out before ranking."))
