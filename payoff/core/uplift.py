"""Uplift: who responds because of the contact; curves and measures from a randomised trial."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from payoff.core.answer import Answer, quotient, undefined
from payoff.core.experiment import Effect, NoExperimentError, Trial, measure_effect
from payoff.core.message import say
from payoff.core.value import Array

Quadrant = Literal["persuadable", "sure thing", "lost cause", "do not disturb"]


@dataclass(frozen=True)
class QiniCurve:
    """Extra outcome among the treated (K+1,) when the top `acted` (K+1,) rows are targeted, from none to all."""

    acted: Array
    value: Array

    @property
    def area(self) -> float:
        """Area between the curve and the straight line that targeting at random would follow."""
        total = float(np.trapezoid(self.value, self.acted))
        return total - float(self.acted[-1] * self.value[-1]) / 2.0


def qini_curve(trial: Trial, score: Array) -> QiniCurve:
    """Q(k) = Y_T(k) − Y_C(k) · N_T(k) / N_C(k) at each distinct score, highest first (Radcliffe 2007).

    While the top holds no control customer nothing is taken off, as scikit-uplift does.
    """
    order = np.argsort(-score, kind="stable")
    ends = np.append(np.flatnonzero(np.diff(score[order])), len(order) - 1)
    treated, outcome = trial.treated[order], trial.outcome[order]
    n_treated, n_control = (np.cumsum(arm)[ends].astype(np.float64) for arm in (treated, ~treated))
    y_treated, y_control = (np.cumsum(np.where(arm, outcome, 0.0))[ends] for arm in (treated, ~treated))
    weight = np.divide(n_treated, n_control, out=np.zeros_like(n_treated), where=n_control > 0)
    acted = np.concatenate([[0.0], ends + 1.0])
    return QiniCurve(acted, np.concatenate([[0.0], y_treated - y_control * weight]))


def qini_coefficient(trial: Trial, score: Array) -> Answer:
    """Area of the curve over that of the best possible order, for outcomes of 1 and 0.

    The best order puts treated responders first and control responders last, so it shows negative effects too
    (scikit-uplift's `qini_auc_score`).
    """
    if not np.isin(trial.outcome, (0, 1)).all():
        return undefined(say("The coefficient compares with the best order of responses; for money read the area."))
    best = np.where(trial.treated, trial.outcome, -trial.outcome)
    perfect = qini_curve(trial, best).area
    return quotient(qini_curve(trial, score).area, perfect, reason=say("No order of these customers is better than chance."))


def uplift_at(trial: Trial, score: Array, share: float) -> Effect:
    """Effect among the top `share` of rows by `score` (rounded down to rows; a tie at the cut is left out whole)."""
    rows = int(share * len(score) + 1e-9)
    if rows == 0:
        raise NoExperimentError(say("{share:.1%} of {score} customers is nobody; choose a larger share.", share=share, score=len(score)))
    cut = np.sort(score)[::-1]
    top = score >= cut[rows - 1] if rows == len(score) or cut[rows] < cut[rows - 1] else score > cut[rows - 1]
    return measure_effect(trial.take(top), level=0.95)


def name_quadrants(if_treated: Array, if_left: Array, *, least: float) -> npt.NDArray[np.str_]:
    """Sort customers by two predicted response probabilities (n,) (Radcliffe and Surry 2011).

    A difference of `least` or more counts: persuadable upward, do not disturb downward; the rest are sure things where
    they would more likely than not respond if left alone, lost causes otherwise. These are predictions, not observations.
    """
    uplift = if_treated - if_left
    names: list[Quadrant] = ["persuadable", "do not disturb", "sure thing"]
    return np.select([uplift >= least, uplift <= -least, if_left >= 0.5], names, "lost cause")
