"""Verdicts on files whose answer is known."""

from __future__ import annotations

import numpy as np
import pytest

from payoff.workflow import judge as judging
from payoff.workflow.case import prepare_case
from payoff.workflow.decide import Question, Today, decide, judge

FEW = Question(resamples=300)


@pytest.fixture(scope="module")
def world(loans):
    """Loans whose probabilities are true, or mean nothing."""

    def make(rows: int, *, skill: bool, seed: int = 0, **columns):
        rng = np.random.default_rng(seed)
        p = rng.beta(0.6, 2.4, rows)
        outcome = (rng.random(rows) < (p if skill else 0.2)).astype(float)
        return prepare_case(loans(p, outcome, amount=rng.lognormal(7.5, 0.7, rows), months=rng.choice([12.0, 24.0, 48.0], rows), **columns))

    return make


def test_a_good_model_is_deployed_and_its_optimum_is_a_little_optimistic(world):
    case = world(1500, skill=True)
    judgement = judge(case, FEW)
    assert judgement.verdict.call == "deploy"
    assert judgement.in_use.low > 0
    assert judgement.optimism.money > 0
    assert judgement.optimism.low <= decide(case, FEW).threshold.searched <= judgement.optimism.high
    assert judgement.method == "rows"
    assert judgement.missing == {}


def test_a_model_that_knows_nothing_is_not_deployed(world):
    verdict = judge(world(1500, skill=False), FEW).verdict
    assert verdict.call in {"dont", "not_proven"}
    assert verdict.difference.low < 0


def test_where_everybody_should_be_declined_no_rule_helps(loans):
    rng = np.random.default_rng(1)
    outcome = (rng.random(200) < 0.9).astype(float)
    judgement = judge(prepare_case(loans(rng.random(200), outcome)), FEW)
    assert judgement.baseline == "all"
    assert judgement.verdict.call == "dont"


def test_a_constant_score_offers_nothing_but_the_two_ends(loans):
    judgement = judge(prepare_case(loans(np.full(60, 0.2), np.repeat([1, 0], [12, 48]))), FEW)
    assert judgement.verdict.call == "dont"
    assert judgement.verdict.difference.high == 0


@pytest.mark.parametrize(("outcome", "lacking"), [(0, "defaulters"), (1, "good customers")])
def test_a_single_outcome_leaves_the_verdict_open_with_a_reason(loans, outcome, lacking):
    judgement = judge(prepare_case(loans([0.1, 0.5, 0.9], np.full(3, outcome))), FEW)
    assert judgement.verdict is None
    assert f"no {lacking}" in judgement.missing["verdict"]
    assert len(judgement.band.low) == 4


def test_the_same_seed_says_the_same_again_and_another_says_it_differently(world):
    case = world(300, skill=True)
    assert judge(case, FEW).verdict == judge(case, FEW).verdict
    assert judge(case, FEW).verdict != judge(case, Question(resamples=300, seed=1)).verdict


def test_a_rule_as_good_as_the_model_leaves_nothing_to_gain(world, loans):
    case = world(1500, skill=True)
    used = decide(case, FEW).threshold.used
    order = np.argsort(case.ranking.order)
    column = np.where(case.probability >= used, "decline", "lend")[order]
    outcome, money = case.outcome[order], {name: values[order] for name, values in case.columns.items()}
    again = loans(case.probability[order], outcome, amount=money["credit_amount"], months=money["duration_months"], now=column)
    judgement = judge(prepare_case(again), Question(resamples=300, today=Today(column="now")))
    assert judgement.baseline == "today"
    assert (judgement.in_use.low, judgement.in_use.high) == (0, 0)
    assert judgement.verdict.call != "deploy"


def test_a_long_file_is_judged_from_its_moments_to_the_same_answer(world, monkeypatch):
    case = world(4000, skill=True)
    question = Question(resamples=600, today=Today(rate=0.3))
    by_rows = judge(case, question)
    monkeypatch.setattr(judging, "ROWS_AT_MOST", 0)
    by_bins = judge(case, question)
    assert (by_rows.method, by_bins.method) == ("rows", "bins")
    assert by_bins.baseline == by_rows.baseline
    spread = by_rows.verdict.difference.high - by_rows.verdict.difference.low
    assert by_bins.verdict.difference.mean == pytest.approx(by_rows.verdict.difference.mean, abs=0.06 * spread)
    assert by_bins.verdict.difference.high - by_bins.verdict.difference.low == pytest.approx(spread, rel=0.15)
    assert by_bins.in_use.high - by_bins.in_use.low == pytest.approx(by_rows.in_use.high - by_rows.in_use.low, rel=0.15)
    assert (by_bins.band.low == by_rows.band.low).all()
