"""Gains, lift and slices, by hand and against a published R package."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.core.campaign import Campaign, spend_by_depth
from payoff.core.gains import count_gains, slice_gains
from payoff.core.ranking import Ranking, rank_rows

PLAIN = Campaign(contact=1.0, incentive=0.0, redemption=0.0, fixed=0.0)


def test_gains_and_lift_are_those_of_modelimpact(churners: Ranking) -> None:
    gains = count_gains(churners)
    assert gains.events_in(464) == 0.7375 * 80
    assert gains.gain_at(0.1).value == pytest.approx(0.5125)
    assert gains.lift_at(0.1).value == pytest.approx(5.1369743, abs=1e-6)
    assert gains.gain_at(0.2).value == pytest.approx(0.7)
    assert gains.lift_at(0.2).value == pytest.approx(3.5)


def test_the_slices_of_the_ranking_add_up() -> None:
    ranking = rank_rows(np.array([0.9, 0.7, 0.4, 0.1]), np.array([1.0, 0.0, 1.0, 0.0]))
    table = slice_gains(ranking, spend_by_depth(ranking, PLAIN, 3.0), slices=2)
    assert [part.rows for part in table] == [2, 2]
    assert [part.event_rate for part in table] == [0.5, 0.5]
    assert [part.profit for part in table] == [1, 1]
    assert table[1].cumulative_gain.value == 1
    assert table[1].cumulative_lift.value == 1
    assert table[1].cumulative_roi == 0.5


def test_a_tie_is_spread_evenly_over_its_rows() -> None:
    gains = count_gains(rank_rows(np.array([0.5, 0.5, 0.5, 0.5]), np.array([1.0, 1.0, 0.0, 0.0])))
    assert gains.gain_at(0.25).value == 0.25
    assert gains.lift_at(0.75).value == 1
    nobody = count_gains(rank_rows(np.array([0.5]), np.array([0.0])))
    assert "no event" in str(nobody.gain_at(1.0).reason)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=3, max_size=60), st.integers(1, 12))
def test_slices_hold_every_row_event_and_unit_of_profit(rows: list[tuple[float, bool]], slices: int) -> None:
    ranking = rank_rows(np.array([row[0] for row in rows]), np.array([float(row[1]) for row in rows]))
    spending = spend_by_depth(ranking, Campaign(1.0, 2.0, 0.5, 5.0), 9.0)
    table = slice_gains(ranking, spending, slices=slices)
    assert sum(part.rows for part in table) == len(rows)
    assert sum(part.events for part in table) == pytest.approx(sum(row[1] for row in rows))
    assert sum(part.profit for part in table) == pytest.approx(spending.curve.value[-1])
