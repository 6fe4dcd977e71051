"""Screening yields, published counts and hand-worked ones."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.core import screening

COHORT = pd.read_csv(Path(__file__).parents[1] / "data" / "df_binary.csv")
CANCER = COHORT["cancer"].to_numpy(dtype=float)


def at_or_above(threshold: float) -> np.ndarray:
    return COHORT["cancerpredmarker"].to_numpy() >= threshold


@pytest.mark.parametrize(
    ("threshold", "flagged", "found", "needed", "cost"), [(0.1, 280, 87, 3.218391, 643.678161), (0.3, 111, 62, 1.790323, 358.064516)]
)
def test_work_ups_cases_and_cost_per_case(threshold: float, flagged: int, found: int, needed: float, cost: float) -> None:
    result = screening.screen(at_or_above(threshold), CANCER, test_cost=0.0, work_up_cost=200.0)
    assert (result.flagged, result.true_positives) == (flagged, found)
    assert result.missed == 105 - found
    assert result.needed_to_evaluate.value == pytest.approx(needed, abs=1e-5)
    assert result.cost_per_case.value == pytest.approx(cost, abs=1e-5)


def test_no_case_found_has_no_cost_per_case() -> None:
    nothing = screening.screen(np.zeros(3, dtype=bool), np.array([1.0, 0.0, 0.0]), test_cost=5.0, work_up_cost=200.0)
    assert nothing.cost == 15
    assert nothing.cost_per_case.reason == screening.NOBODY_FOUND


def test_two_stages_worked_by_hand() -> None:
    # 1,000 persons, 100 sick: 90 + 90 go on; 81 + 9 are positive twice; 1,000 · 2 + 180 · 50.
    first, second = screening.DiagnosticTest(0.9, 0.9, 2.0), screening.DiagnosticTest(0.9, 0.9, 50.0)
    result = screening.screen_in_two_stages(1_000, 0.1, first=first, second=second)
    assert (result.flagged, result.true_positives, result.missed) == pytest.approx((90, 81, 19))
    assert result.cost == pytest.approx(11_000)


def test_numbers_needed() -> None:
    assert screening.needed_to_treat(0.10, 0.08).value == pytest.approx(50)
    assert screening.needed_to_screen(0.02, 0.05).value == pytest.approx(1_000)
    assert "does not change" in str(screening.needed_to_treat(0.1, 0.1).reason)
    assert "prevents no event" in str(screening.needed_to_screen(0.02, 0.0).reason)


def test_a_full_clinic_takes_the_highest_risks() -> None:
    assert screening.sensitivity_at(np.array([0.9, 0.5, 0.1]), np.array([1.0, 0.0, 1.0]), 2).value == 0.5
    assert "no case" in str(screening.sensitivity_at(np.array([0.9]), np.array([0.0]), 1).reason)


def test_a_waiting_list_worked_by_hand() -> None:
    queue = screening.work_off(np.array([15.0, 0.0, 0.0, 20.0]), 10, waiting=3)
    assert queue.waiting.tolist() == [8, 0, 0, 10]
    assert queue.wait.tolist() == [0.8, 0, 0, 1]
    with pytest.raises(ValueError, match="slot"):
        screening.work_off(np.array([1.0]), 0, waiting=0)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=1, max_size=20), st.integers(1, 20), st.integers(0, 50))
def test_the_list_is_the_one_followed_week_by_week(arrivals: list[int], slots: int, waiting: int) -> None:
    left, expected = float(waiting), []
    for week in arrivals:
        left = max(0.0, left + week - slots)
        expected.append(left)
    assert screening.work_off(np.array(arrivals, dtype=float), slots, waiting=waiting).waiting.tolist() == expected
