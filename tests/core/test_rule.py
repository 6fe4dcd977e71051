"""Policies that decide row by row, and their order on the ladder."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.core.binned import bin_money
from payoff.core.confusion import count_outcomes
from payoff.core.ladder import build_ladder, savings
from payoff.core.ranking import rank_rows
from payoff.core.rule import BayesRule, Foresight, Outturn, value_places, value_rule, value_share
from payoff.core.sweep import CellMeans, sweep
from payoff.core.value import ValueMatrix

COSTS = ValueMatrix(tp=0.0, fp=-1.0, tn=0.0, fn=-5.0)
ROWS = st.lists(st.tuples(st.floats(0, 1), st.booleans(), st.integers(1, 100), st.integers(1, 100)), min_size=1, max_size=40)


def _read(ranking, values, policy):
    sweep(ranking, values.take, [policy])
    return policy.outturn


def test_trivial_policies_of_german_credit_cost_a_half_and_seven_tenths():
    ranking = rank_rows(np.zeros(1000), np.repeat([1.0, 0.0], [300, 700]))
    money = bin_money(ranking, COSTS)
    assert value_share(money, 1000, 0.0).value / 1000 == -1.5
    assert value_share(money, 1000, 1.0).value / 1000 == -0.7


def test_acting_at_random_is_worth_its_share_of_both_ends():
    ranking = rank_rows(np.array([0.9, 0.1]), np.array([1.0, 0.0]))
    money = bin_money(ranking, ValueMatrix(10.0, -2.0, 1.0, -4.0, fixed=1.0))
    none, all_, third = (value_share(money, 2, share) for share in (0.0, 1.0, 0.25))
    assert (none.value, all_.value, third.value) == (-3, 7, 0.25 * 8 + 0.75 * -3 - 1)
    assert third.acted == 0.5


def test_foresight_stays_away_when_the_fixed_cost_eats_the_gain():
    ranking = rank_rows(np.array([0.9, 0.1]), np.array([1.0, 0.0]))
    assert _read(ranking, ValueMatrix(10.0, -1.0, 0.0, 0.0, fixed=3.0), Foresight(ranking)) == Outturn(1.0, 7.0)
    assert _read(ranking, ValueMatrix(10.0, -1.0, 0.0, 0.0, fixed=30.0), Foresight(ranking)) == Outturn(0.0, 0.0)


def test_rows_without_a_threshold_are_remembered_by_place():
    ranking = rank_rows(np.array([0.1, 0.9]), np.array([0.0, 1.0]))
    rule = BayesRule(ranking, ranking.score)
    sweep(ranking, ValueMatrix(np.array([1.0, -1.0]), np.array([-1.0, 1.0]), 0.0, 0.0).take, [rule])
    assert rule.unreasonable.tolist() == [1]


def test_savings_of_perfect_decisions_are_all_and_of_no_need_undefined():
    assert savings(0.0, 10.0, 5.0).value == 1
    assert savings(5.0, 10.0, 5.0).value == 0
    assert savings(0.0, 0.0, 5.0).value is None


def test_the_best_policy_without_a_model_is_found_among_those_stated():
    ladder = build_ladder({"none": Outturn(0, 1.0), "all": Outturn(9, 3.0), "today": Outturn(4, 2.0), "bayes": Outturn(4, 9.0)})
    assert ladder.best_trivial.key == "all"
    assert ladder.get("perfect") is None


@given(rows=ROWS, share=st.floats(0, 1))
@settings(max_examples=100, deadline=None)
def test_no_policy_beats_foresight_and_no_other_use_of_true_probabilities_beats_the_rows_own_threshold(rows, share):
    p, outcome, benefit, cost = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    values = ValueMatrix(tp=benefit, fp=-cost, tn=0.0, fn=-2.0)
    for known in (outcome, None):
        ranking = rank_rows(p, known)
        placed = values.take(ranking.order)
        money = bin_money(ranking, placed)
        best = _read(ranking, placed, Foresight(ranking)).value
        bayes = _read(ranking, placed, BayesRule(ranking, ranking.score)).value
        others = [count_outcomes(ranking, placed, cut).value for cut in ranking.cuts] + [value_share(money, len(p), share).value]
        assert best >= max(bayes, *others) - 1e-9
        if known is None:
            # Here the probabilities are true by definition, so expected money knows no better rule.
            assert bayes >= max(others) - 1e-9


@given(rows=ROWS)
@settings(max_examples=50, deadline=None)
def test_looking_only_at_the_rows_taken_gives_the_same_money(rows):
    p, outcome, benefit, cost = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    values = ValueMatrix(tp=benefit, fp=-cost, tn=0.0, fn=-2.0, fixed=1.0)
    for known in (outcome, None):
        ranking = rank_rows(p, known)
        placed, acts = values.take(ranking.order), ranking.arrange(benefit > 50)
        few = value_places(ranking, placed.take, np.flatnonzero(acts), money=bin_money(ranking, placed))
        assert few.value == pytest.approx(value_rule(ranking, placed, acts).value)
        assert few.acted == acts.sum()


def test_a_long_file_is_read_block_by_block_to_the_same_sums():
    rng = np.random.default_rng(5)
    p, benefit = rng.random(200_000), rng.integers(1, 100, 200_000).astype(float)
    outcome = (rng.random(200_000) < p).astype(float)
    values = ValueMatrix(tp=benefit, fp=-20.0, tn=0.0, fn=0.0)
    ranking = rank_rows(p, outcome)
    placed, rule, means = values.take(ranking.order), BayesRule(ranking, ranking.score), CellMeans()
    sweep(ranking, placed.take, [rule, means])
    acts = p >= 20 / (20 + benefit)
    assert rule.outturn.acted == acts.sum()
    assert rule.outturn.value == np.where(outcome == 1, benefit, -20.0)[acts].sum()
    assert means.average.tp == pytest.approx(benefit.mean())
