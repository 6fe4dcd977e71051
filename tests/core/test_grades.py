"""Grades and the stability index, by hand and by property."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.core.grades import grade_counts, grade_table, quantile_edges, stability_index


def test_a_grade_states_promise_and_delivery() -> None:
    pd = np.array([0.01, 0.03, 0.10, 0.20, 1.0])
    outcome = np.array([0.0, 1.0, np.nan, 1.0, 1.0])
    good, fair, poor = grade_table(pd, outcome, edges=(0.0, 0.05, 0.5, 1.0))
    assert (good.rows, good.bad, good.bad_rate, good.mean_pd) == (2, 1, 0.5, pytest.approx(0.02))
    assert good.p_value == pytest.approx(1 - 0.98**2)
    assert (fair.rows, fair.known, fair.bad_rate) == (2, 1, 1.0)
    assert fair.p_value == pytest.approx(0.2)
    assert (poor.rows, poor.bad_rate) == (1, 1.0)


def test_a_boundary_belongs_to_the_grade_above() -> None:
    low, high = grade_table(np.array([0.05]), np.array([0.0]), edges=(0.0, 0.05, 1.0))
    assert (low.rows, low.mean_pd, low.bad_rate, low.p_value) == (0, None, None, None)
    assert high.rows == 1
    with pytest.raises(ValueError, match="rise from 0 to 1"):
        grade_table(np.array([0.05]), np.array([0.0]), edges=(0.1, 0.05, 1.0))


def test_the_stability_index_is_its_sum_worked_by_hand() -> None:
    # Shares .5/.5 against .6/.4: .1·ln 1.2 − .1·ln .8.
    index = stability_index(np.array([50.0, 50.0]), np.array([60.0, 40.0]))
    assert index.value == pytest.approx(0.1 * math.log(1.2) - 0.1 * math.log(0.8))


def test_an_empty_grade_leaves_the_index_undefined() -> None:
    assert "Grade 2 is empty" in str(stability_index(np.array([5.0, 5.0]), np.array([10.0, 0.0])).reason)
    assert stability_index(np.array([5.0, 0.0]), np.array([9.0, 0.0])).value == 0
    assert "empty" in str(stability_index(np.zeros(2), np.ones(2)).reason)


def test_ties_make_fewer_groups_and_every_row_is_counted() -> None:
    score = np.array([0.0, 0.0, 0.0, 0.0, 1.0])
    edges = quantile_edges(score, 5)
    assert edges.tolist() == pytest.approx([0.0, 0.2])
    assert grade_counts(score, edges).sum() == 5


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 500), st.integers(1, 500)), min_size=2, max_size=10))
def test_the_index_is_symmetric_and_never_negative(counts: list[tuple[int, int]]) -> None:
    one, other = (np.array(side, dtype=float) for side in zip(*counts, strict=True))
    there, back = stability_index(one, other).value, stability_index(other, one).value
    assert there == pytest.approx(back, abs=1e-12)
    shares = [[count / sum(side) for count in side] for side in zip(*counts, strict=True)]
    assert there == pytest.approx(sum((a - e) * math.log(a / e) for e, a in zip(*shares, strict=True)), abs=1e-12)
    assert there >= -1e-15
