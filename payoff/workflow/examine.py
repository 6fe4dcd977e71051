"""What an analyst asks next: do the probabilities keep their word, and what would other thresholds have counted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from payoff.core.answer import Answer, undefined
from payoff.core.calibration import (
    CalibrationLine,
    Reliability,
    brier_score,
    cost_of_miscalibration,
    fit_line,
    log_loss,
    measure_reliability,
)
from payoff.core.confusion import Confusion, count_outcomes
from payoff.core.message import reason, say
from payoff.core.value import Array
from payoff.domains.term_sheet import Settings
from payoff.workflow.case import Case, QuestionError

CUTS = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
FOLDS = 5


@dataclass(frozen=True)
class Calibration:
    """Scores of the probabilities on this file; `line` is None, and `cost` says why, when the outcomes allow none."""

    rows: int
    brier: float
    log_loss: float
    by_width: Reliability
    by_mass: Reliability
    line: CalibrationLine | None
    cost: Answer
    """Money lost by deciding on these probabilities instead of corrected ones (correction fitted on other folds)."""


def examine_calibration(case: Case, settings: Settings, *, seed: int = 0) -> Calibration:
    """Calibration of `case` and its price; QuestionError when outcomes are unknown."""
    p, outcome = case.probability, case.outcome
    if outcome is None:
        raise QuestionError(say("Calibration compares probabilities with outcomes, and this file holds none."))
    line, cost = _correct(case, outcome, settings, seed=seed)
    return Calibration(
        case.rows, brier_score(p, outcome), log_loss(p, outcome),
        measure_reliability(p, outcome), measure_reliability(p, outcome, kind="mass"), line, cost,
    )  # fmt: skip


def count_cuts(case: Case, settings: Settings, cuts: tuple[float, ...] = CUTS) -> tuple[Confusion, ...]:
    """Counts and money at several thresholds."""
    values = case.evaluate(settings)(slice(0, case.rows))
    return tuple(count_outcomes(case.ranking, values, cut) for cut in cuts)


def _correct(case: Case, outcome: Array, settings: Settings, *, seed: int) -> tuple[CalibrationLine | None, Answer]:
    try:
        line = fit_line(case.probability, outcome)
        corrected = _correct_out_of_fold(case.probability, outcome, seed=seed)
    except ValueError as error:
        return None, undefined(reason(error))
    values = case.evaluate(settings)(slice(0, case.rows))
    return line, cost_of_miscalibration(values, outcome, raw=case.probability, corrected=corrected)


def _correct_out_of_fold(p: Array, outcome: Array, *, seed: int) -> Array:
    """Probabilities corrected by a line fitted on the other folds, so that no row corrects itself."""
    fold = np.random.default_rng(seed).integers(0, FOLDS, len(p))
    corrected = np.empty_like(p)
    for held in range(FOLDS):
        corrected[fold == held] = fit_line(p[fold != held], outcome[fold != held]).apply(p[fold == held])
    return corrected
