"""Scores turned into probabilities by their outcomes, so that no row's probability comes from a fit that has seen that row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from payoff.core.message import say

Array = npt.NDArray[np.float64]
Method = Literal["platt", "isotonic"]
Fit = Callable[[Array], Array]

FOLDS = 5
SEED = 0
LEAST = 10
"""Known rows of each outcome without which nothing is fitted."""

WEAK = 1e4
"""Inverse strength of the penalty that keeps a perfectly separating sigmoid finite, on scores of unit spread."""

MOST_POINTS = 101
"""Points by which a fitted curve is passed on."""


class RecalibrationError(ValueError):
    """These outcomes cannot turn scores into probabilities; the message says why."""


@dataclass(frozen=True, eq=False)
class Recalibrated:
    """Probabilities (n,), those of rows with a known outcome from the folds they were not in; the curve fitted on all known rows."""

    probability: Array
    folds: int
    known: int
    points: tuple[tuple[float, float], ...]
    """Score and probability, rising in score, to be joined by straight lines."""


def recalibrate(score: Array, outcome: Array, method: Method, *, folds: int = FOLDS, seed: int = SEED) -> Recalibrated:
    """Cross-fit `method` on `score` (n,), which rises with risk, and `outcome` (n,), 1, 0 or NaN where unknown.

    RecalibrationError where too few outcomes are known. Isotonic regression after Zadrozny and Elkan 2002, the sigmoid after Platt 1999.
    """
    known = np.flatnonzero(~np.isnan(outcome))
    events = int(outcome[known].sum())
    if min(events, len(known) - events) < LEAST:
        told = {"least": LEAST, "events": f"{events:,}", "others": f"{len(known) - events:,}"}
        raise RecalibrationError(
            say(
                "Turning scores into probabilities needs at least {least} rows of each outcome; "
                "there are {events} with the event and {others} without.", **told
            )
        )  # fmt: skip
    fit = _fit_platt if method == "platt" else _fit_isotonic
    whole = fit(score[known], outcome[known])
    probability = whole(score)
    if np.ptp(score[known]) > 0:
        # Where every score is the same there is nothing to fit but one rate, and folds would only add noise to it.
        for train, held in StratifiedKFold(folds, shuffle=True, random_state=seed).split(known, outcome[known]):
            probability[known[held]] = fit(score[known[train]], outcome[known[train]])(score[known[held]])
    return Recalibrated(probability, folds, len(known), _trace(whole, score))


def _fit_platt(score: Array, outcome: Array) -> Fit:
    centre, spread = float(score.mean()), float(score.std()) or 1.0
    model = LogisticRegression(C=WEAK).fit(((score - centre) / spread)[:, None], outcome)
    return lambda other: np.asarray(model.predict_proba(((other - centre) / spread)[:, None])[:, 1], dtype=float)


def _fit_isotonic(score: Array, outcome: Array) -> Fit:
    # Some rows never show that something cannot happen: half a row is the least probability they allow.
    least = 0.5 / len(score)
    model = IsotonicRegression(y_min=least, y_max=1 - least, out_of_bounds="clip").fit(score, outcome)
    return lambda other: np.asarray(model.predict(other), dtype=float)


def _trace(curve: Fit, score: Array) -> tuple[tuple[float, float], ...]:
    at = np.unique(np.quantile(score, np.linspace(0, 1, MOST_POINTS), method="nearest"))
    return tuple(zip(at.tolist(), curve(at).tolist(), strict=True))
