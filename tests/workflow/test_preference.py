"""Where a threshold is a preference nothing searches for one, and the verdict is about the threshold in use."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa

from payoff.domains import read_domain
from payoff.domains.term_sheet import TermSheet
from payoff.workflow.decide import Question, decide, judge, prepare_case
from payoff.workflow.question import IS_PREFERENCE


@dataclass(frozen=True)
class Loans:
    """Forty loans, the riskier half with more defaults."""

    sheet: TermSheet = field(default_factory=lambda: read_domain("credit"))
    table: pa.Table = field(default_factory=lambda: pa.table({"loan_id": [str(i) for i in range(40)]}))
    probability: np.ndarray = field(default_factory=lambda: np.linspace(0.01, 0.99, 40))
    outcome: np.ndarray = field(default_factory=lambda: np.array([0.0, 0.0, 0.0, 1.0] * 5 + [1.0, 1.0, 0.0, 1.0] * 5))
    money: dict = field(default_factory=lambda: {"credit_amount": np.full(40, 1000.0), "duration_months": np.full(40, 12.0)})


SEARCHED = prepare_case(Loans())
STATED = replace(SEARCHED, sheet=replace(SEARCHED.sheet, searched=False))


def test_no_threshold_is_searched_and_the_reason_is_given():
    decision = decide(STATED, Question())
    assert (decision.threshold.searched, decision.threshold.searched_value) == (None, None)
    assert decision.missing["searched"] == IS_PREFERENCE
    # Where one is searched it is the first loan's that defaulted, the fourth of forty: a default costs far more than a loan brings.
    assert decide(SEARCHED, Question()).threshold.searched == Loans().probability[3]


def test_the_verdict_is_the_paired_interval_at_the_threshold_in_use():
    stated, searched = judge(STATED, Question()), judge(SEARCHED, Question())
    assert stated.verdict.difference == stated.in_use == searched.in_use
    assert searched.verdict.difference != searched.in_use
    assert stated.optimism is None
    assert stated.missing["optimism"] == IS_PREFERENCE


def test_a_stated_threshold_is_the_one_judged():
    never = judge(STATED, Question(threshold=1.0))
    assert never.verdict.difference.high <= 0
    assert never.verdict.call == "dont"
