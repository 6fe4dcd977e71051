"""The ROC curve and its convex hull: what share of the events and of the others each cut acts on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from payoff.core.answer import Answer, undefined
from payoff.core.message import say
from payoff.core.ranking import Ranking, rank_rows
from payoff.core.value import Array


@dataclass(frozen=True)
class Roc:
    """Rates (K+1,) from acting on nobody to acting on everybody, and the share of rows where the event happens."""

    tpr: Array
    fpr: Array
    prevalence: float

    @property
    def acted(self) -> Array:
        """Share of all rows acted on, (K+1,)."""
        return self.prevalence * self.tpr + (1 - self.prevalence) * self.fpr

    @property
    def area(self) -> float:
        """Chance that an event scores above another row, a tie counting half (Mann and Whitney 1947)."""
        return float(np.trapezoid(self.tpr, self.fpr))


def roc_curve(score: Array, outcome: Array) -> Roc:
    """The curve over distinct scores (at most MOST_BINS of them); ValueError unless both outcomes occur."""
    return rank_curve(rank_rows(score, outcome))


def rank_curve(ranking: Ranking) -> Roc:
    """The curve of rows already ranked, the expected one where outcomes are unknown; ValueError unless both outcomes occur."""
    events, others = ranking.events.count.sum(), ranking.others.count.sum()
    if not events or not others:
        raise ValueError(say("Only one outcome occurs in these rows, so there is no ROC curve."))
    tpr, fpr = (np.concatenate([[0.0], np.cumsum(side.count)]) / side.count.sum() for side in (ranking.events, ranking.others))
    return Roc(tpr, fpr, float(events / (events + others)))


def area_under_curve(score: Array, outcome: Array) -> Answer:
    """Exact area under the ROC curve by ranks; undefined when only one outcome occurs."""
    event = outcome == 1
    events, others = int(event.sum()), int((~event).sum())
    if not events or not others:
        return undefined(say("Only one outcome occurs in these rows, so no pair can be compared."))
    distinct, place = np.unique(score, return_inverse=True)
    rows = np.bincount(place, minlength=len(distinct))
    rank = np.cumsum(rows) - (rows - 1) / 2
    return Answer(float((rank[place[event]].sum() - events * (events + 1) / 2) / (events * others)))


def area_error(area: float, *, events: float, others: float) -> float:
    """Standard error of an area measured on so many rows of each outcome (Hanley and McNeil 1982, eq. 1)."""
    both_above, both_below = area / (2 - area), 2 * area**2 / (1 + area)
    spread = area * (1 - area) + (events - 1) * (both_above - area**2) + (others - 1) * (both_below - area**2)
    return float(np.sqrt(spread / (events * others)))


def convex_hull(roc: Roc) -> Roc:
    """The cuts that are best for some ratio of benefit to cost: the upper hull, from (0, 0) to (1, 1)."""
    kept: list[int] = []
    for point in range(len(roc.tpr)):
        while len(kept) >= 2 and _bends_up(roc, kept[-2], kept[-1], point):
            kept.pop()
        kept.append(point)
    return Roc(roc.tpr[kept], roc.fpr[kept], roc.prevalence)


def _bends_up(roc: Roc, first: int, middle: int, last: int) -> bool:
    """Whether `middle` lies on or below the line from `first` to `last`."""
    before = (roc.tpr[middle] - roc.tpr[first]) * (roc.fpr[last] - roc.fpr[middle])
    after = (roc.tpr[last] - roc.tpr[middle]) * (roc.fpr[middle] - roc.fpr[first])
    return bool(before <= after)
