"""Deploy, don't, or not proven: whether a model beats the best policy that needs none, and how sure that is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from payoff.core.bootstrap import Resamples, Strata
from payoff.core.message import say
from payoff.core.value import Array

Call = Literal["deploy", "dont", "not_proven"]
LEVEL = 0.90
"""Every interval here holds the middle 90 % of resamples: 5th to 95th percentile."""
TAIL = (1 - LEVEL) / 2
SURE = 1 - TAIL
NORMAL_QUANTILE = 1.6448536269514722
"""95th percentile of the unit normal."""
ROUNDING = 1e-9
MOST_EXTRA = 1000
"""Beyond this multiple of the file, "more outcomes" is no longer advice."""


@dataclass(frozen=True)
class Interval:
    """Mean and the 5th to 95th percentile of a figure over resamples; `probability` that it is above 0."""

    mean: float
    low: float
    high: float
    probability: float


@dataclass(frozen=True)
class Verdict:
    """Value of the model above the best trivial policy, in money of this file, on rows not used to choose either.

    `deploy`: above 0 in at least 95 % of resamples. `dont`: above 0 in at most 5 %. Otherwise `not_proven`, with
    `extra_outcomes`, the further rows with known outcome that would settle it were the difference to stay as it is;
    None when that is out of reach.
    """

    call: Call
    difference: Interval
    resamples: int
    extra_outcomes: int | None


@dataclass(frozen=True)
class Optimism:
    """How much the best value found on a file overstates itself, money of this file (Efron 1983), and where its threshold lay.

    `low` and `high` are the 5th and 95th percentile of the threshold over resamples (+inf acts on nobody).
    """

    money: float
    low: float
    high: float


@dataclass(frozen=True)
class Policies:
    """Gains over acting on nobody in R resamples: the model at every cut (R, G+1), and the trivial policies (R, 2 or 3)."""

    model: Array
    trivial: Array


def compare_policies(resamples: Resamples, *, fixed: float, rule_share: float | None) -> tuple[Policies, Policies]:
    """Gains inside and outside each resample, `fixed` paid by whatever acts; `rule_share` None leaves today's rule out."""
    inside = _policies(resamples.inside, resamples.inside_rule, fixed=fixed, rule_share=rule_share)
    outside = _policies(resamples.outside, resamples.outside_rule, fixed=fixed, rule_share=rule_share)
    return inside, outside


def file_policies(strata: Strata, *, fixed: float, rule_share: float | None) -> Policies:
    """Gains on the file itself, as one resample (R = 1)."""
    return _policies(strata.total.sum(axis=0)[None], (strata.rule @ strata.total).sum(keepdims=True), fixed=fixed, rule_share=rule_share)


def reach_verdict(inside: Policies, outside: Policies, rows: int) -> Verdict:
    """Choose threshold and trivial policy inside each resample, compare the two on the rows outside it.

    Of equal thresholds the one that acts least is chosen. ValueError when fewer than two resamples leave a row out.
    """
    every = np.arange(len(inside.model))
    model = outside.model[every, inside.model.argmax(axis=1)]
    trivial = outside.trivial[every, inside.trivial.argmax(axis=1)]
    difference = _subtract(model, trivial)[~np.isnan(model)]
    if len(difference) < 2:
        raise ValueError(say("Too few rows to hold any back: the verdict needs at least two resamples that leave a row out."))
    return _settle(difference, rows)


def hold_verdict(inside: Policies, rows: int, *, cut: int, trivial: int) -> Verdict:
    """The verdict on a threshold that nobody searched: it and the trivial policy stay, paired on the same resamples."""
    return _settle(draw_in_use(inside, cut=cut, trivial=trivial), rows)


def measure_optimism(inside: Policies, curve_gain: Array, thresholds: Array) -> Optimism:
    """Optimism of the best point of `curve_gain` (G+1,), the file's own gain at `thresholds` (G+1,)."""
    chosen = inside.model.argmax(axis=1)
    over = inside.model[np.arange(len(chosen)), chosen] - curve_gain[chosen]
    # Percentiles of the place on the curve, not of the threshold: acting on nobody lies at infinity.
    first, last = np.quantile(chosen, [TAIL, SURE], method="nearest").astype(int)
    return Optimism(float(over.mean()), float(thresholds[last]), float(thresholds[first]))


def compare_in_use(inside: Policies, *, cut: int, trivial: int) -> Interval:
    """The threshold in use (a cut) against one trivial policy, paired on the same resamples; neither is re-chosen."""
    return summarise(draw_in_use(inside, cut=cut, trivial=trivial))


def draw_in_use(inside: Policies, *, cut: int, trivial: int) -> Array:
    """The same comparison resample by resample, (R,), money of this file."""
    return _subtract(inside.model[:, cut], inside.trivial[:, trivial])


def summarise(figures: Array) -> Interval:
    """Mean, 5th and 95th percentile, and share above 0 of `figures` (R,)."""
    low, high = np.quantile(figures, [TAIL, SURE])
    return Interval(float(figures.mean()), float(low), float(high), float((figures > 0).mean()))


def _subtract(model: Array, trivial: Array) -> Array:
    """Differences, exactly 0 where two policies act alike and only the order of their sums differs."""
    difference = model - trivial
    return np.where(np.abs(difference) <= ROUNDING * (np.abs(model) + np.abs(trivial)), 0.0, difference)


def _settle(difference: Array, rows: int) -> Verdict:
    interval = summarise(difference)
    call = _call(interval.probability)
    extra = _extra_outcomes(difference, rows) if call == "not_proven" else None
    return Verdict(call, interval, len(difference), extra)


def _policies(gain: Array, rule_gain: Array, *, fixed: float, rule_share: float | None) -> Policies:
    none = np.zeros((len(gain), 1))
    model = np.concatenate([none, np.cumsum(gain, axis=1) - fixed], axis=1)
    # Rows left out may be none at all: then every policy is unknown there.
    model[np.isnan(gain).any(axis=1)] = np.nan
    trivial = [model[:, :1], model[:, -1:]]
    if rule_share is not None:
        trivial.append(rule_gain[:, None] - (fixed if rule_share > 0 else 0.0))
    return Policies(model, np.concatenate(trivial, axis=1))


def _call(probability: float) -> Call:
    if probability >= SURE:
        return "deploy"
    return "dont" if probability <= TAIL else "not_proven"


def _extra_outcomes(difference: Array, rows: int) -> int | None:
    """Further outcomes after which the normal 90 % interval of this mean would leave 0, two significant digits."""
    mean, spread = abs(difference.mean()), difference.std(ddof=1)
    if mean == 0:
        return None
    extra = float(rows * ((NORMAL_QUANTILE * spread / mean) ** 2 - 1))
    if not 0 < extra <= MOST_EXTRA * rows:
        return None
    return round(math.ceil(extra), min(0, 1 - math.floor(math.log10(extra))))
