"""How good a model is on rows it never saw, with 95 % bootstrap intervals."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from payoff.core.calibration import brier_score, fit_line, log_loss
from payoff.core.message import say
from payoff.core.roc import area_under_curve
from payoff.core.value import Array
from payoff.domains.manifest import Metric

Labels = npt.NDArray[np.int64]

METRICS = ("auc", "brier", "log_loss", "calibration_slope", "calibration_intercept")
RESAMPLES = 1000
SEED = 0
INTERVAL = say("95 %, percentile, {resamples} resamples of the held-out rows within each outcome", resamples=RESAMPLES)


def measure(probability: Array, outcome: Labels) -> dict[str, Metric]:
    """AUC, Brier score, log loss, calibration slope and intercept of `probability` (n,) against `outcome` (n,), which holds 0 and 1.

    Slope and intercept are NaN where the model tells the outcomes apart so well that no calibration line fits best; resamples
    in which that happens do not count in their intervals.
    """
    rng = np.random.default_rng(SEED)
    classes = [np.flatnonzero(outcome == value) for value in (0, 1)]
    event = outcome.astype(float)
    samples = []
    for _ in range(RESAMPLES):
        rows = np.concatenate([rng.choice(members, len(members)) for members in classes])
        samples.append(_measure_once(probability[rows], event[rows]))
    values = _measure_once(probability, event)
    return {
        name: Metric(round(value, 6), *_interval(drawn)) for name, value, drawn in zip(METRICS, values, np.transpose(samples), strict=True)
    }


def _measure_once(probability: Array, event: Array) -> tuple[float, ...]:
    area = area_under_curve(probability, event).value
    losses = brier_score(probability, event), log_loss(probability, event)
    return math.nan if area is None else area, *losses, *_calibration(probability, event)


def _interval(drawn: Array) -> tuple[float, float]:
    known = drawn[~np.isnan(drawn)]
    if len(known) == 0:
        return math.nan, math.nan
    low, high = np.percentile(known, [2.5, 97.5])
    return round(float(low), 6), round(float(high), 6)


def _calibration(probability: Array, event: Array) -> tuple[float, float]:
    try:
        line = fit_line(probability, event)
    except ValueError:
        return math.nan, math.nan
    return line.slope, line.intercept
