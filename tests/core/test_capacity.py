"""Acting under a limit, by hand and against trying every choice."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.core.capacity import BestRows, allocate_budget, allocate_count, guess_floor
from payoff.core.ranking import rank_rows
from payoff.core.sweep import sweep
from payoff.core.value import ValueMatrix, act_gain

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


@pytest.mark.parametrize("most", [0, 1, 700, 40_000, 99_999, 200_000])
def test_reading_only_the_best_rows_takes_the_same_ones(most):
    rng = np.random.default_rng(2)
    p, stake = rng.random(100_000), rng.integers(1, 500, 100_000).astype(float)
    ranking = rank_rows(p, (rng.random(100_000) < p).astype(float))
    values = ValueMatrix(tp=stake, fp=-100.0, tn=0.0, fn=0.0).take(ranking.order)
    gain = act_gain(values, ranking.score)
    best = BestRows(ranking.score, most, floor=guess_floor(gain[::64], len(gain), most))
    sweep(ranking, values.take, [best])
    assert not best.short
    places, price = best.take()
    plain = allocate_count(gain, most)
    assert (places == np.flatnonzero(plain.acts)).all()
    assert price == plain.shadow_price


def test_a_floor_set_too_high_is_owned_up_to():
    ranking = rank_rows(np.array([0.9, 0.8, 0.1]), np.array([1.0, 1.0, 0.0]))
    best = BestRows(ranking.score, 1, floor=0.85)
    sweep(ranking, ValueMatrix(1.0, 0.0, 0.0, 0.0).take, [best])
    # One row is above the floor, but the price of one more lies below it.
    assert best.short
