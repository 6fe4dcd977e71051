"""Acting under a limit, by hand and against trying every choice."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.core.capacity import allocate_budget, allocate_count

GAINS = st.lists(st.integers(-5, 9), min_size=1, max_size=9)


def test_the_best_rows_are_taken_and_the_next_one_sets_the_price():
    taken = allocate_count(np.array([3.0, -1.0, 8.0, 5.0]), 2)
    assert taken.acts.tolist() == [False, False, True, True]
    assert (taken.used, taken.shadow_price, taken.binding) == (2, 3, True)


def test_room_for_more_than_pays_is_worth_nothing():
    taken = allocate_count(np.array([3.0, -1.0, 0.0]), 5)
    assert taken.acts.tolist() == [True, False, False]
    assert (taken.used, taken.shadow_price, taken.binding) == (1, 0, False)


def test_no_room_prices_the_best_row():
    taken = allocate_count(np.array([3.0, 8.0]), 0)
    assert not taken.acts.any()
    assert taken.shadow_price == 8


def test_rows_that_tie_are_taken_in_order():
    assert allocate_count(np.array([2.0, 2.0, 2.0]), 2).acts.tolist() == [True, True, False]


def test_a_budget_goes_to_the_best_return_per_unit():
    taken = allocate_budget(np.array([9.0, 9.0, 1.0, 4.0]), np.array([10.0, 3.0, 1.0, 0.0]), 4.0)
    assert taken.acts.tolist() == [False, True, True, True]
    assert (taken.used, taken.shadow_price) == (4, 1)


def test_a_budget_too_small_for_any_row_prices_the_best():
    taken = allocate_budget(np.array([10.0]), np.array([5.0]), 4.0)
    assert not taken.acts.any()
    assert (taken.used, taken.shadow_price) == (0, 2)


@pytest.mark.parametrize("budget", [-1, float("nan")])
def test_a_capacity_below_nothing_is_refused(budget):
    with pytest.raises(ValueError, match="0 or more"):
        allocate_count(np.array([1.0]), budget)
    with pytest.raises(ValueError, match="0 or more"):
        allocate_budget(np.array([1.0]), np.array([1.0]), budget)


def test_a_negative_resource_is_refused():
    with pytest.raises(ValueError, match="negative amount"):
        allocate_budget(np.array([1.0]), np.array([-1.0]), 1.0)


@given(gains=GAINS, most=st.integers(0, 9))
@settings(max_examples=100, deadline=None)
def test_no_other_choice_of_so_many_rows_gains_more(gains, most):
    gain = np.array(gains, dtype=float)
    taken = allocate_count(gain, most)
    best = max(sum(choice) for size in range(min(most, len(gain)) + 1) for choice in combinations(gain, size))
    assert taken.acts.sum() <= most
    assert gain[taken.acts].sum() == pytest.approx(best)
    assert gain[allocate_count(gain, most + 1).acts].sum() - best == pytest.approx(taken.shadow_price)
