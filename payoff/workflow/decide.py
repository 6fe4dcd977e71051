"""What a model is worth on one file: threshold, counts, curve, ladder and capacity for one set of assumptions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from payoff.core.binned import bin_money
from payoff.core.capacity import allocate_count
from payoff.core.confusion import Confusion, count_outcomes
from payoff.core.curve import Curve, draw_curve
from payoff.core.ladder import Ladder, Rung, value_perfect, value_rule
from payoff.core.value import UnreasonableValuesError, ValueMatrix, act_gain, bayes_threshold
from payoff.domains.term_sheet import Settings
from payoff.workflow.case import Basis, Case, QuestionError, prepare_case
from payoff.workflow.judge import Judgement, judge
from payoff.workflow.question import NEEDS_OUTCOMES, Question, ThresholdChoice, Today, choose_threshold, read_today

__all__ = [
    "Capacity", "Case", "Decision", "Judgement", "Question", "QuestionError", "ThresholdChoice", "Today", "decide", "judge", "prepare_case",
]


@dataclass(frozen=True)
class Capacity:
    """The best `most` rows by expected gain: rows acted on, net value, value above doing nothing, price of one more."""

    most: int
    acted: int
    value: float
    gain: float
    shadow_price: float
    share: float


@dataclass(frozen=True)
class Decision:
    """Everything the Decide page shows at once; money is of this file. `missing` says what is not shown and why."""

    domain: str
    rows: int
    left_out: int
    basis: Basis
    currency: str
    settings: Settings
    threshold: ThresholdChoice
    confusion: Confusion
    curve: Curve
    ladder: Ladder
    capacity: Capacity | None
    missing: Mapping[str, str]

    @property
    def model_value(self) -> float:
        """What the threshold in use is worth above the best policy without a model."""
        return self.confusion.value - self.ladder.best_trivial.value


def decide(case: Case, question: Question) -> Decision:
    """Answer `question` on `case`, all but the verdict (see judge).

    QuestionError or TermSheetError names what is wrong with the question; UnreasonableValuesError when acting pays only
    where the event does not happen.
    """
    settings = case.sheet.settings(question.settings)
    values = case.values(settings)
    curve = draw_curve(case.ranking, bin_money(case.ranking, values))
    threshold = choose_threshold(values, curve, question, measured=case.ranking.measured)
    confusion = count_outcomes(case.ranking, values, threshold.used)
    ladder, missing = _build_ladder(case, values, question, confusion)
    capacity = None if question.capacity is None else _limit(case, values, question.capacity)
    if not case.ranking.measured:
        missing |= {"searched": NEEDS_OUTCOMES}
    return Decision(
        domain=case.sheet.key, rows=case.rows, left_out=case.left_out, basis=case.basis, currency=case.sheet.currency, settings=settings,
        threshold=threshold, confusion=confusion, curve=curve, ladder=ladder, capacity=capacity, missing=missing,
    )


def _build_ladder(case: Case, values: ValueMatrix, question: Question, confusion: Confusion) -> tuple[Ladder, dict[str, str]]:
    missing = {}
    rungs = [replace(value_rule(case.ranking, values, share), key=key) for key, share in (("none", 0.0), ("all", 1.0))]
    if question.today is None:
        missing["today"] = "Today's rule was not stated: name the column that holds its decisions, or the share of rows it acts on."
    else:
        rungs.append(replace(value_rule(case.ranking, values, read_today(case, question.today)), key="today"))
    rungs.append(Rung("threshold", confusion.acted, confusion.value))
    try:
        acts = case.probability >= bayes_threshold(values)
        rungs.append(replace(value_rule(case.ranking, values, acts), key="bayes"))
    except UnreasonableValuesError as error:
        missing["bayes"] = str(error)
    rungs.append(value_perfect(case.ranking, values))
    return Ladder(tuple(rungs)), missing


def _limit(case: Case, values: ValueMatrix, most: int) -> Capacity:
    if most < 0:
        raise QuestionError(f"A capacity counts rows, 0 or more; {most} does not.")
    taken = allocate_count(act_gain(values, case.probability), most)
    rung = value_rule(case.ranking, values, taken.acts)
    idle = value_rule(case.ranking, values, 0.0).value
    acted = int(np.count_nonzero(taken.acts))
    return Capacity(most, acted, rung.value, rung.value - idle, taken.shadow_price, acted / case.rows)
