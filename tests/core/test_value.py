"""The value matrix and its Bayes threshold, by hand and against published cost matrices."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.core.value import UnreasonableValuesError, ValueMatrix, act_gain, bayes_threshold, expected_value, realised_value

MONEY = st.floats(-1e6, 1e6)


def test_five_to_one_costs_put_the_threshold_at_a_sixth():
    german = ValueMatrix(tp=0.0, fp=-1.0, tn=0.0, fn=-5.0)
    assert bayes_threshold(german) == pytest.approx(1 / 6, abs=1e-12)


def test_a_threshold_per_row_where_the_values_differ_per_row():
    values = ValueMatrix(tp=np.array([9.0, 1.0]), fp=-1.0, tn=0.0, fn=0.0)
    assert bayes_threshold(values) == pytest.approx([0.1, 0.5])


@pytest.mark.parametrize(
    ("benefit", "cost", "threshold"),
    [(-1, 1, np.inf), (0, 1, np.inf), (-1, 0, np.inf), (0, 0, np.inf), (1, -1, -np.inf), (1, 0, -np.inf), (0, -1, -np.inf)],
)
def test_a_degenerate_matrix_always_or_never_acts(benefit, cost, threshold):
    assert bayes_threshold(ValueMatrix(tp=benefit, fp=-cost, tn=0.0, fn=0.0)) == threshold
    many = bayes_threshold(ValueMatrix(tp=np.array([float(benefit), 1.0]), fp=np.array([-float(cost), -1.0]), tn=0.0, fn=0.0))
    assert many.tolist() == [threshold, 0.5]


def test_swapped_values_are_refused_and_the_rows_named():
    swapped = ValueMatrix(tp=np.array([1.0, -1.0, 1.0]), fp=np.array([-1.0, 1.0, -1.0]), tn=0.0, fn=0.0)
    with pytest.raises(UnreasonableValuesError, match=r"1 of 3 rows \(first: 2\) are unreasonable") as caught:
        bayes_threshold(swapped)
    assert caught.value.rows.tolist() == [1]
    with pytest.raises(UnreasonableValuesError, match="These values are unreasonable"):
        bayes_threshold(ValueMatrix(tp=-1.0, fp=1.0, tn=0.0, fn=0.0))


def test_expected_profit_of_a_printed_confusion_matrix():
    # Provost and Fawcett 2013, chapter 7: the book prints 50.04 because it rounds the rates first.
    outcome = np.repeat([1.0, 0.0, 1.0, 0.0], [56, 7, 5, 42])
    acts = np.repeat([True, True, False, False], [56, 7, 5, 42])
    values = ValueMatrix(tp=99.0, fp=-1.0, tn=0.0, fn=0.0)
    assert realised_value(values, outcome, acts).mean() == pytest.approx(50.33636364, abs=1e-8)
    assert bayes_threshold(values) == pytest.approx(0.01)


def test_money_of_an_unknown_outcome_is_unknown():
    money = realised_value(ValueMatrix(1.0, -1.0, 0.0, 0.0), np.array([1.0, np.nan]), np.array([True, True]))
    assert money[0] == 1
    assert np.isnan(money[1])


def test_some_rows_of_a_matrix_keep_its_plain_numbers():
    taken = ValueMatrix(np.arange(4.0), -1.0, 0.0, 0.0, fixed=7.0).take(np.array([2, 0]))
    assert taken.tp.tolist() == [2, 0]
    assert (taken.fp, taken.fixed) == (-1, 7)


@given(tp=MONEY, fp=MONEY, tn=MONEY, fn=MONEY, p=st.floats(0, 1))
@settings(max_examples=200, deadline=None)
def test_acting_from_the_threshold_is_never_worse_than_the_other_action(tp, fp, tn, fn, p):
    values, chance = ValueMatrix(tp, fp, tn, fn), np.array([p])
    try:
        threshold = bayes_threshold(values)
    except UnreasonableValuesError:
        return
    acts = chance >= threshold
    scale = max(abs(tp), abs(fp), abs(tn), abs(fn), 1e-300)
    assert expected_value(values, chance, acts) >= expected_value(values, chance, ~acts) - 1e-9 * scale
    assert act_gain(values, chance) == pytest.approx(
        expected_value(values, chance, np.array([True])) - expected_value(values, chance, np.array([False])), abs=1e-9 * scale
    )
