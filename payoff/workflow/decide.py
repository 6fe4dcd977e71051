"""What a model is worth on one file: threshold, counts, curve, ladder and capacity for one set of assumptions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from payoff.core.binned import BinnedMoney, MoneyReader
from payoff.core.capacity import BestRows, guess_floor
from payoff.core.confusion import Confusion, count_binned
from payoff.core.curve import Curve, draw_curve
from payoff.core.ladder import Ladder, build_ladder
from payoff.core.message import reason, say
from payoff.core.rule import BayesRule, Foresight, Outturn, Policy, RowRule, value_places, value_share
from payoff.core.sweep import CellMeans, Evaluate, sweep
from payoff.core.value import UnreasonableValuesError, act_gain
from payoff.domains.term_sheet import Settings
from payoff.workflow.case import Basis, Case, QuestionError, prepare_case
from payoff.workflow.judge import Judgement, judge
from payoff.workflow.question import IS_PREFERENCE, NEEDS_OUTCOMES, Question, ThresholdChoice, Today, choose_threshold, read_today

__all__ = [
    "Capacity",
    "Case",
    "Decision",
    "Judgement",
    "Question",
    "QuestionError",
    "ThresholdChoice",
    "Today",
    "decide",
    "judge",
    "prepare_case",
]

SAMPLED = 64
"""One row in so many is looked at before the pass, to guess which rows a limited capacity can pass over."""


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
    evaluate, ranking = case.evaluate(settings), case.ranking
    money, means, policies = MoneyReader(ranking), CellMeans(), _policies(case, question)
    best = None if question.capacity is None else best_rows(case, question.capacity, evaluate)
    sweep(ranking, evaluate, [money, means, *policies.values(), *([best] if best else [])])
    curve = draw_curve(ranking, money.money)
    threshold = choose_threshold(means.average, curve, question, search=ranking.measured and case.sheet.searched)
    confusion = count_binned(ranking, evaluate, threshold.used, money=money.money)
    ladder, missing = _climb(case, question, policies, confusion=confusion, money=money.money)
    if not ranking.measured:
        missing["searched"] = NEEDS_OUTCOMES
    elif not case.sheet.searched:
        missing["searched"] = IS_PREFERENCE
    return Decision(
        domain=case.sheet.key,
        rows=case.rows,
        left_out=case.left_out,
        basis=case.basis,
        currency=case.sheet.currency,
        settings=settings,
        threshold=threshold,
        confusion=confusion,
        curve=curve,
        ladder=ladder,
        capacity=limit_capacity(case, evaluate, best, money=money.money) if best else None,
        missing=missing,
    )


def best_rows(case: Case, most: int, evaluate: Evaluate) -> BestRows:
    """The reader that a capacity of `most` rows needs in the pass over the file."""
    if most < 0:
        raise QuestionError(say("A capacity counts rows, 0 or more; {most} does not.", most=most))
    sample = np.arange(0, case.rows, SAMPLED)
    floor = guess_floor(act_gain(evaluate(sample), case.probability[sample]), case.rows, most)
    return BestRows(case.probability, most, floor=floor)


def _policies(case: Case, question: Question) -> dict[str, Policy]:
    """The rungs that only a look at each row can value."""
    policies: dict[str, Policy] = {"bayes": BayesRule(case.ranking, case.probability), "perfect": Foresight(case.ranking)}
    if question.today is not None and not isinstance(acts := read_today(case, question.today), float):
        policies["today"] = RowRule(case.ranking, lambda block, _: acts[block])
    return policies


def _climb(
    case: Case, question: Question, policies: dict[str, Policy], *, confusion: Confusion, money: BinnedMoney
) -> tuple[Ladder, dict[str, str]]:
    missing: dict[str, str] = {}
    outturns = {key: value_share(money, case.rows, share) for key, share in (("none", 0.0), ("all", 1.0))}
    if question.today is None:
        missing["today"] = say("Today's rule was not stated: name the column that holds its decisions, or the share of rows it acts on.")
    elif question.today.rate is not None:
        outturns["today"] = value_share(money, case.rows, question.today.rate)
    else:
        outturns["today"] = policies["today"].outturn
    outturns["threshold"] = Outturn(confusion.acted, confusion.value)
    bayes = policies["bayes"]
    if isinstance(bayes, BayesRule) and len(bayes.unreasonable):
        missing["bayes"] = reason(UnreasonableValuesError(case.file_rows(bayes.unreasonable), case.rows))
    else:
        outturns["bayes"] = bayes.outturn
    outturns["perfect"] = policies["perfect"].outturn
    return build_ladder(outturns), missing


def limit_capacity(case: Case, evaluate: Evaluate, best: BestRows, *, money: BinnedMoney) -> Capacity:
    """What the rows that `best` has read are worth; passes over the file again should its guess have been too high."""
    if best.short:
        best = BestRows(case.probability, best.most)
        sweep(case.ranking, evaluate, [best])
    places, price = best.take()
    outturn = value_places(case.ranking, evaluate, places, money=money)
    idle = value_share(money, case.rows, 0.0).value
    return Capacity(best.most, len(places), outturn.value, outturn.value - idle, price, len(places) / case.rows)
