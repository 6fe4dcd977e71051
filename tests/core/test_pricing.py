"""Prices under constant elasticity, by hand and by property."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.core.pricing import Demand, arc_elasticity, best_price, calibrate_demand, price_profit, units_sold


def test_an_elasticity_of_two_doubles_the_marginal_cost() -> None:
    assert best_price(Demand(1_000.0, 2.0), marginal_cost=3.0).value == pytest.approx(6)


def test_no_best_price_is_said_aloud() -> None:
    assert "every price rise pays" in str(best_price(Demand(1.0, 1.0), marginal_cost=3.0).reason)
    assert "every price cut pays" in str(best_price(Demand(1.0, 2.0), marginal_cost=0.0).reason)


def test_demand_passes_through_what_was_observed() -> None:
    demand = calibrate_demand(5.0, 200.0, elasticity=1.5)
    assert units_sold(demand, 5.0) == pytest.approx(200)
    with pytest.raises(ValueError, match="positive"):
        calibrate_demand(0.0, 200.0, elasticity=1.5)


def test_arc_elasticity_by_midpoints() -> None:
    # Price 10 to 12 (+2 on 11), units 110 to 90 (−20 on 100): .2 / .1818.
    assert arc_elasticity((10.0, 110.0), (12.0, 90.0)).value == pytest.approx(1.1)
    assert "did not change" in str(arc_elasticity((10.0, 110.0), (10.0, 90.0)).reason)


@settings(max_examples=40, deadline=None)
@given(st.floats(1.05, 8.0), st.floats(0.1, 100.0))
def test_no_other_price_earns_more(elasticity: float, cost: float) -> None:
    demand = Demand(1_000.0, elasticity)
    best = best_price(demand, marginal_cost=cost).value or 0.0
    others = best * np.array([0.5, 0.9, 0.99, 1.01, 1.1, 2.0])
    assert (price_profit(demand, others, marginal_cost=cost) <= price_profit(demand, best, marginal_cost=cost) * (1 + 1e-12)).all()
