"""The swap set of two rules, by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.core.swap_set import Applicants, approve_at_most, swap_set

PEOPLE = Applicants(
    probability=np.array([0.1, 0.2, 0.3, 0.9]),
    outcome=np.array([0.0, 1.0, np.nan, np.nan]),
    money=np.array([10.0, -40.0, 5.0, -60.0]),
)


def test_four_applicants_fall_into_the_four_cells() -> None:
    old, new = np.array([True, True, False, False]), np.array([True, False, True, False])
    swapped = swap_set(old, new, PEOPLE)
    assert (swapped.both.rows, swapped.both.bad_rate) == (1, 0.0)
    assert (swapped.swapped_out.bad_rate, swapped.swapped_out.money) == (1.0, -40.0)
    assert (swapped.swapped_in.known, swapped.swapped_in.bad_rate, swapped.swapped_in.modelled_bad_rate) == (0, None, 0.3)
    assert swapped.neither.money == -60.0
    assert swapped.gain == 45.0


def test_an_empty_cell_has_no_rates() -> None:
    everybody = np.ones(4, dtype=bool)
    cell = swap_set(everybody, everybody, PEOPLE).swapped_in
    assert (cell.rows, cell.bad_rate, cell.modelled_bad_rate, cell.money) == (0, None, None, 0.0)


def test_a_tie_is_approved_whole_or_not_at_all() -> None:
    score = np.array([0.1, 0.2, 0.2, 0.3])
    assert approve_at_most(score, 2).tolist() == [True, False, False, False]
    assert approve_at_most(score, 3).tolist() == [True, True, True, False]
    assert approve_at_most(score, 4).all()
    assert not approve_at_most(score, 0).any()
    with pytest.raises(ValueError, match="5 approvals"):
        approve_at_most(score, 5)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.booleans(), st.floats(-100, 100)), min_size=1, max_size=40))
def test_the_gain_is_the_difference_of_the_two_books(rows: list[tuple[bool, bool, float]]) -> None:
    old, new = np.array([row[0] for row in rows]), np.array([row[1] for row in rows])
    money = np.array([row[2] for row in rows])
    swapped = swap_set(old, new, Applicants(np.full(len(rows), 0.5), np.full(len(rows), np.nan), money))
    assert swapped.gain == pytest.approx(money[new].sum() - money[old].sum(), abs=1e-9)
