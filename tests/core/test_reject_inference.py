"""Bounds for past rejects, by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.core.reject_inference import reject_bounds
from payoff.core.value import ValueMatrix

LENDING = ValueMatrix(tp=0.0, fp=0.0, tn=10.0, fn=-100.0)


def test_rows_without_outcome_enter_twice_and_are_never_filled_in() -> None:
    outcome = np.array([0.0, 1.0, np.nan, np.nan])
    probability = np.array([0.1, 0.2, 0.05, 0.5])
    bounds = reject_bounds(LENDING, np.array([False, False, False, True]), outcome=outcome, probability=probability)
    assert (bounds.known, bounds.unknown, bounds.unknown_approved) == (2, 2, 1)
    assert bounds.known_value == pytest.approx(-90)
    assert bounds.all_bad == pytest.approx(-190)
    assert bounds.as_modelled == pytest.approx(-90 + 0.95 * 10 - 0.05 * 100)
    assert bounds.bad_rate_all_bad.value == pytest.approx(2 / 3)
    assert bounds.bad_rate_as_modelled.value == pytest.approx(1.05 / 3)
    assert np.isnan(outcome[2:]).all()


def test_a_rule_that_approves_nobody_has_no_bad_rate() -> None:
    bounds = reject_bounds(LENDING, np.ones(2, dtype=bool), outcome=np.array([0.0, np.nan]), probability=np.array([0.1, 0.1]))
    assert "Nobody is approved" in str(bounds.bad_rate_all_bad.reason)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([0.0, 1.0, np.nan]), st.floats(0, 1), st.booleans()), min_size=1, max_size=30))
def test_all_bad_is_the_lower_bound_where_lending_to_the_bad_loses(rows: list[tuple[float, float, bool]]) -> None:
    outcome, probability = np.array([row[0] for row in rows]), np.array([row[1] for row in rows])
    rejects = np.array([row[2] for row in rows])
    bounds = reject_bounds(LENDING, rejects, outcome=outcome, probability=probability)
    assert bounds.all_bad <= bounds.as_modelled + 1e-9
    if not np.isnan(outcome).any():
        assert bounds.all_bad == bounds.as_modelled == bounds.known_value
