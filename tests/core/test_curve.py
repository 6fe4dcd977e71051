"""The profit curve and the counts behind each of its points."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.core.binned import bin_money
from payoff.core.confusion import count_outcomes
from payoff.core.curve import value_curve
from payoff.core.ranking import rank_rows
from payoff.core.rule import value_rule, value_share
from payoff.core.value import ValueMatrix, expected_value, realised_value

DATA = Path(__file__).parents[1] / "data"
CONTACT = ValueMatrix(tp=9.0, fp=-1.0, tn=0.0, fn=0.0)
FEW = st.lists(
    st.tuples(st.sampled_from([0.0, 0.2, 0.2000001, 0.5, 0.8, 1.0]), st.booleans(), *[st.integers(-50, 50)] * 4), min_size=1, max_size=30
)


def _world(rows):
    score, outcome, *cells = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    return score, outcome, ValueMatrix(*cells, fixed=3.0)


def test_the_curve_of_four_customers_by_hand():
    curve = value_curve(rank_rows(np.array([0.9, 0.7, 0.4, 0.1]), np.array([1.0, 0.0, 1.0, 0.0])), CONTACT)
    assert curve.threshold.tolist() == [np.inf, 0.9, 0.7, 0.4, 0.1]
    assert curve.value.tolist() == [0, 9, 8, 17, 16]
    assert curve.share.tolist() == [0, 0.25, 0.5, 0.75, 1]
    assert curve.best == 3


def test_a_constant_score_leaves_only_nobody_and_everybody():
    curve = value_curve(rank_rows(np.full(4, 0.3), np.array([1.0, 0.0, 0.0, 0.0])), CONTACT)
    assert curve.value.tolist() == [0, 6]


def test_inverted_labels_turn_the_curve_into_a_loss():
    score = np.array([0.9, 0.8, 0.2, 0.1])
    good = value_curve(rank_rows(score, np.array([1.0, 1.0, 0.0, 0.0])), ValueMatrix(1.0, -1.0, 0.0, 0.0))
    bad = value_curve(rank_rows(score, np.array([0.0, 0.0, 1.0, 1.0])), ValueMatrix(1.0, -1.0, 0.0, 0.0))
    assert good.value.tolist() == [0, 1, 2, 1, 0]
    assert bad.value.tolist() == [0, -1, -2, -1, 0]
    assert bad.best == 0


def test_profit_is_rows_times_benefit_times_net_benefit():
    table = pd.read_csv(DATA / "df_binary.csv")
    outcome = table["cancer"].to_numpy().astype(float)
    values = ValueMatrix(tp=9000.0, fp=-1000.0, tn=0.0, fn=0.0)
    confusion = count_outcomes(rank_rows(table["cancerpredmarker"].to_numpy(), outcome), values, 0.1)
    assert (confusion.tp.count, confusion.fp.count) == (87, 193)
    assert confusion.value == 590_000
    net_benefit = 87 / 750 - 193 / 750 * 0.1 / 0.9
    assert confusion.value == pytest.approx(750 * (values.tp - values.fn) * net_benefit + 0.0, rel=1e-12)


def test_rates_of_an_empty_cell_are_undefined():
    confusion = count_outcomes(rank_rows(np.array([0.2, 0.1]), np.array([0.0, 0.0])), CONTACT, 0.5)
    assert (confusion.precision, confusion.recall, confusion.tp.each) == (None, None, None)
    assert confusion.false_positive_rate == 0


def test_the_fixed_cost_is_paid_only_by_those_who_act():
    ranking = rank_rows(np.array([0.9, 0.1]), np.array([1.0, 0.0]))
    assert value_curve(ranking, ValueMatrix(5.0, -1.0, 0.0, 0.0, fixed=3.0)).value.tolist() == [0, 2, 1]


@given(rows=FEW, threshold=st.sampled_from([-np.inf, 0.0, 0.2, 0.3, 0.5, 1.0, np.inf]), known=st.booleans())
@settings(max_examples=150, deadline=None)
def test_counts_curve_and_rules_agree_with_plain_sums_over_rows(rows, threshold, known):
    score, outcome, values = _world(rows)
    ranking = rank_rows(score, outcome if known else None)
    placed, acts = values.take(ranking.order), score >= threshold
    per_row = realised_value(values, outcome, acts) if known else expected_value(values, score, acts)
    total = per_row.sum() - (3.0 if acts.any() else 0.0)
    confusion = count_outcomes(ranking, placed, threshold)
    assert confusion.value == pytest.approx(total, abs=1e-9)
    assert confusion.acted == pytest.approx(acts.sum())
    assert value_rule(ranking, placed, ranking.arrange(acts)).value == pytest.approx(total, abs=1e-9)
    curve = value_curve(ranking, placed)
    for cut, value in zip(curve.threshold, curve.value, strict=True):
        assert count_outcomes(ranking, placed, cut).value == pytest.approx(value, abs=1e-9)


@given(rows=FEW, known=st.booleans())
@settings(max_examples=50, deadline=None)
def test_the_curve_ends_where_acting_on_none_and_on_all_do(rows, known):
    score, outcome, values = _world(rows)
    ranking = rank_rows(score, outcome if known else None)
    placed = values.take(ranking.order)
    curve, money = value_curve(ranking, placed), bin_money(ranking, placed)
    assert curve.value[0] == pytest.approx(value_share(money, len(score), 0.0).value)
    assert curve.value[-1] == pytest.approx(value_share(money, len(score), 1.0).value)
    assert curve.share[[0, -1]] == pytest.approx([0, 1])


def test_a_threshold_inside_a_bin_is_counted_exactly():
    rng = np.random.default_rng(3)
    score, amount = rng.random(30_000), rng.lognormal(size=30_000)
    outcome = (rng.random(30_000) < score).astype(float)
    values = ValueMatrix(tp=amount, fp=-0.5, tn=0.0, fn=-amount)
    for known in (outcome, None):
        ranking = rank_rows(score, known)
        assert len(ranking.cuts) < len(score)
        for threshold in (0.30001, 0.71234):
            acts = score >= threshold
            per_row = expected_value(values, score, acts) if known is None else realised_value(values, outcome, acts)
            assert count_outcomes(ranking, values.take(ranking.order), threshold).value == pytest.approx(per_row.sum(), rel=1e-9)
