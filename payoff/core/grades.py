"""Rating grades: what a grade promised, what it delivered, and whether the mix of grades has shifted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import binomtest

from payoff.core.answer import Answer, undefined
from payoff.core.message import say
from payoff.core.value import Array

STABLE, SHIFTED = 0.10, 0.25
"""Below the first the population is stable, above the second it has shifted; a rule of thumb (Siddiqi 2006)."""


@dataclass(frozen=True)
class Grade:
    """Rows with low <= PD < high (the last grade includes its end); rates are None where no row or outcome stands behind them."""

    low: float
    high: float
    rows: int
    mean_pd: float | None
    known: int
    bad: int
    bad_rate: float | None
    p_value: float | None
    """Chance of at least so many events were the mean PD true and events independent (binomial test); small means optimistic."""


def grade_table(pd: Array, outcome: Array, *, edges: Sequence[float]) -> tuple[Grade, ...]:
    """Cut calibrated `pd` (n,) at ascending `edges` from 0 to 1; `outcome` (n,) is 1, 0 or NaN where unknown."""
    if list(edges) != sorted(set(edges)) or edges[0] != 0 or edges[-1] != 1:
        raise ValueError(say("Grade edges must rise from 0 to 1 without repeats."))
    place = np.minimum(np.searchsorted(edges, pd, side="right") - 1, len(edges) - 2)
    return tuple(_grade(pd[place == k], outcome[place == k], between=(edges[k], edges[k + 1])) for k in range(len(edges) - 1))


def grade_counts(score: Array, edges: Array) -> Array:
    """Rows per grade for inner cut points `edges` (B−1,), (B,); below the first and above the last count too."""
    return np.bincount(np.searchsorted(edges, score, side="right"), minlength=len(edges) + 1).astype(np.float64)


def quantile_edges(score: Array, bins: int) -> Array:
    """Inner cut points that split `score` into `bins` groups of about equal size; fewer where ties forbid."""
    return np.unique(np.quantile(score, np.arange(1, bins) / bins))


def stability_index(expected: Array, actual: Array) -> Answer:
    """Population stability index of two sets of counts per grade (B,): Σ (a − e) · ln(a / e) over shares.

    Undefined when a grade is empty on one side only, for the index is then infinite; merge it with its neighbour.
    """
    if expected.sum() == 0 or actual.sum() == 0:
        return undefined(say("One of the two populations is empty."))
    lonely = np.flatnonzero((expected == 0) != (actual == 0))
    if lonely.size:
        return undefined(say("Grade {lonely} is empty in one population only: merge it with its neighbour.", lonely=lonely[0] + 1))
    filled = expected > 0
    e, a = expected[filled] / expected.sum(), actual[filled] / actual.sum()
    return Answer(float(np.sum((a - e) * np.log(a / e))))


def _grade(pd: Array, outcome: Array, *, between: tuple[float, float]) -> Grade:
    mean = float(pd.mean()) if len(pd) else None
    known = ~np.isnan(outcome)
    bad, count = int(outcome[known].sum()), int(known.sum())
    if not count:
        return Grade(*between, len(pd), mean, 0, 0, None, None)
    promised = float(pd[known].mean())
    return Grade(*between, len(pd), mean, count, bad, bad / count, float(binomtest(bad, count, promised, alternative="greater").pvalue))
