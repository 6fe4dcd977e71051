"""How good a model is on rows it never saw, with 95 % bootstrap intervals."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.special import expit, logit
from scipy.stats import rankdata

from payoff.domains.manifest import Metric

Array = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]

METRICS = ("auc", "brier", "log_loss", "calibration_slope", "calibration_intercept")
RESAMPLES = 1000
SEED = 0
INTERVAL = f"95 %, percentile, {RESAMPLES} resamples of the held-out rows within each outcome"
STEPS = 40
RIDGE = 1e-9
EDGE = 1e-12
"""Probabilities are kept this far from 0 and 1 where a logarithm is taken."""


def measure(probability: Array, outcome: Labels) -> dict[str, Metric]:
    """AUC, Brier score, log loss, calibration slope and intercept of `probability` (n,) against `outcome` (n,) of 0 and 1."""
    rng = np.random.default_rng(SEED)
    classes = [np.flatnonzero(outcome == value) for value in (0, 1)]
    samples = []
    for _ in range(RESAMPLES):
        rows = np.concatenate([rng.choice(members, len(members)) for members in classes])
        samples.append(_measure_once(probability[rows], outcome[rows]))
    values = _measure_once(probability, outcome)
    low, high = np.percentile(samples, [2.5, 97.5], axis=0)
    return {name: Metric(*(round(float(v), 6) for v in triple)) for name, *triple in zip(METRICS, values, low, high, strict=True)}


def _measure_once(probability: Array, outcome: Labels) -> tuple[float, ...]:
    kept = np.clip(probability, EDGE, 1 - EDGE)
    brier = float(np.mean((probability - outcome) ** 2))
    log_loss = float(-np.mean(np.where(outcome == 1, np.log(kept), np.log1p(-kept))))
    return area_under_curve(probability, outcome), brier, log_loss, *_calibration(kept, outcome)


def area_under_curve(score: Array, outcome: Labels) -> float:
    """Probability that an event's score exceeds another row's, ties counting half (Mann and Whitney 1947)."""
    events = int(outcome.sum())
    ranks = rankdata(score)[outcome == 1].sum()
    return float((ranks - events * (events + 1) / 2) / (events * (len(outcome) - events)))


def _calibration(probability: Array, outcome: Labels) -> tuple[float, float]:
    """Slope and intercept of the logistic regression of `outcome` on logit(p); 1 and 0 when perfectly calibrated (Cox 1958)."""
    design = np.column_stack([logit(probability), np.ones(len(outcome))])
    beta = np.array([1.0, 0.0])
    for _ in range(STEPS):
        fitted = expit(design @ beta)
        weighted = design * (fitted * (1 - fitted))[:, None]
        # The ridge keeps the system solvable where a resample separates the outcomes and the slope has no finite value.
        step = np.linalg.solve(weighted.T @ design + RIDGE * np.eye(2), design.T @ (outcome - fitted) - RIDGE * beta)
        beta = beta + step / max(1.0, np.abs(step).max())
        if np.abs(step).max() < 1e-10:
            break
    return float(beta[0]), float(beta[1])
