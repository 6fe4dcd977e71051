"""Whether probabilities mean what they say, and what it costs when they do not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import expit, logit

from payoff.core.answer import Answer, undefined
from payoff.core.message import say
from payoff.core.value import Array, ValueMatrix, bayes_threshold, realised_value

EDGE = 1e-12
"""Probabilities are kept this far from 0 and 1 where a logarithm is taken; isotonic calibration yields exact 0 and 1."""
STEPS = 50


@dataclass(frozen=True)
class Reliability:
    """Rows in bins of probability: mean probability promised and share of events seen, each (K,), empty bins left out."""

    promised: Array
    seen: Array
    rows: Array

    @property
    def error(self) -> float:
        """Expected calibration error: |promised − seen| averaged over rows."""
        return float(np.sum(self.rows * np.abs(self.promised - self.seen)) / self.rows.sum())


@dataclass(frozen=True)
class CalibrationLine:
    """Logistic regression of the outcome on logit(p): slope 1 and intercept 0 when calibrated (Cox 1958)."""

    slope: float
    intercept: float

    def apply(self, p: Array) -> Array:
        """Probabilities (n,) corrected by this line (Platt 1999); fit it on rows other than those it corrects."""
        return np.asarray(expit(self.intercept + self.slope * _log_odds(p)))


def brier_score(p: Array, outcome: Array) -> float:
    """Mean squared difference of probability and outcome (Brier 1950), 0 is best."""
    return float(np.mean((p - outcome) ** 2))


def log_loss(p: Array, outcome: Array) -> float:
    """Mean negative log likelihood, natural logarithm; probabilities kept within EDGE of 0 and 1."""
    kept = np.clip(p, EDGE, 1 - EDGE)
    return float(-np.mean(np.where(outcome == 1, np.log(kept), np.log1p(-kept))))


def measure_reliability(p: Array, outcome: Array, *, bins: int = 10, kind: Literal["width", "mass"] = "width") -> Reliability:
    """Bins of equal width, or of about equal mass with ties kept together."""
    inner = np.arange(1, bins) / bins
    edges = inner if kind == "width" else np.unique(np.quantile(p, inner))
    place = np.searchsorted(edges, p, side="right")
    rows = np.bincount(place, minlength=len(edges) + 1).astype(float)
    filled = rows > 0
    promised, seen = (np.bincount(place, weights=w, minlength=len(rows))[filled] / rows[filled] for w in (p, outcome))
    return Reliability(promised, seen, rows[filled])


def fit_line(p: Array, outcome: Array) -> CalibrationLine:
    """Newton's method on the likelihood; ValueError where it has no maximum (one outcome, one score, or perfect separation)."""
    design = np.column_stack([_log_odds(p), np.ones(len(p))])
    if np.ptp(outcome) == 0 or np.ptp(p) == 0:
        raise ValueError(say("Calibration needs both outcomes and more than one probability."))
    beta = np.array([1.0, 0.0])
    for _ in range(STEPS):
        fitted = expit(design @ beta)
        weighted = design * (fitted * (1 - fitted))[:, None]
        try:
            step = np.linalg.solve(weighted.T @ design, design.T @ (outcome - fitted))
        except np.linalg.LinAlgError:
            break
        beta = beta + step
        if np.abs(step).max() < 1e-10:
            return CalibrationLine(*beta.tolist())
    raise ValueError(say("The probabilities separate the outcomes perfectly, so no calibration line fits best."))


def cost_of_miscalibration(values: ValueMatrix, outcome: Array, *, raw: Array, corrected: Array) -> Answer:
    """Money of this file that deciding by `raw` instead of `corrected` probabilities costs, at each row's Bayes threshold."""
    if np.isnan(outcome).all():
        return undefined(say("No outcome is known, so nothing shows which probabilities were right."))
    threshold = bayes_threshold(values)
    better, worse = (np.nansum(realised_value(values, outcome, p >= threshold)) for p in (corrected, raw))
    return Answer(float(better - worse))


def _log_odds(p: Array) -> Array:
    return np.asarray(logit(np.clip(p, EDGE, 1 - EDGE)))
