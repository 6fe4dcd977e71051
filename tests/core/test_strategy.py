"""The strategy curve, four applicants by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.core.ranking import rank_rows
from payoff.core.strategy import StrategyCurve, find_approval, strategy_curve
from payoff.core.value import ValueMatrix

LENDING = ValueMatrix(tp=0.0, fp=0.0, tn=10.0, fn=-100.0)


def curve_of(score: list[float], outcome: list[float] | None) -> StrategyCurve:
    ranking = rank_rows(np.array(score), None if outcome is None else np.array(outcome))
    loss = ranking.arrange(np.array(score) * 50.0)
    return strategy_curve(ranking, LENDING, expected_loss=loss, capital=8.0)


def test_the_book_shrinks_from_everybody_to_nobody() -> None:
    curve = curve_of([0.1, 0.2, 0.4, 0.8], [0, 0, 1, 1])
    assert curve.approval.tolist() == [1, 0.75, 0.5, 0.25, 0]
    assert curve.bad_rate[:4].tolist() == pytest.approx([0.5, 1 / 3, 0, 0])
    assert np.isnan(curve.bad_rate[4])
    assert curve.value.tolist() == [-180, -80, 20, 10, 0]
    assert curve.expected_loss.tolist() == pytest.approx([75, 35, 15, 5, 0])
    assert curve.capital.tolist() == [32, 24, 16, 8, 0]


def test_without_outcomes_the_bad_rate_is_the_mean_probability_of_the_approved() -> None:
    curve = curve_of([0.1, 0.2, 0.4, 0.8], None)
    assert curve.bad_rate[:4].tolist() == pytest.approx([0.375, 0.7 / 3, 0.15, 0.1])


def test_todays_policy_is_the_largest_approval_not_above_it() -> None:
    curve = curve_of([0.1, 0.2, 0.4, 0.8], [0, 0, 1, 1])
    assert find_approval(curve, 0.75) == 1
    assert find_approval(curve, 0.74) == 2
    assert find_approval(curve, 0.0) == 4
    with pytest.raises(ValueError, match="between 0 and 1"):
        find_approval(curve, 1.2)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=30))
def test_every_point_is_the_approved_rows_counted_one_by_one(rows: list[tuple[float, bool]]) -> None:
    score, bad = np.array([row[0] for row in rows]), np.array([float(row[1]) for row in rows])
    curve = curve_of(score.tolist(), bad.tolist())
    for point, threshold in enumerate(curve.threshold):
        approved = score < threshold
        assert curve.approval[point] == pytest.approx(approved.mean())
        assert curve.expected_loss[point] == pytest.approx(50 * score[approved].sum())
        if approved.any():
            assert curve.bad_rate[point] == pytest.approx(bad[approved].mean())
