"""The AI product's cost of a year, worked by hand, and the price that follows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.core.product_cost import ITEMS, Product, cost_product, price_floor
from payoff.core.serving import Server

PRODUCT = Product(
    training=60_000.0, model_life=24, retraining=5_000.0, retrainings=2.0, people=0.5, loaded=80_000.0, data=6_000.0, compliance=12_000.0,
    monitoring=2_000.0, server=Server(20_000.0, 0.10, 60.0), standby=2, most_busy=0.3, pue=1.5, per_kwh=0.10, grams=400.0,
)  # fmt: skip


def test_a_year_of_the_product_by_hand() -> None:
    cost = cost_product(PRODUCT, 20_000.0)
    assert list(cost.items) == list(ITEMS)
    assert list(cost.items.values()) == pytest.approx([30_000, 10_000, 40_000, 6_000, 12_000, 2_000, 1_752, 157.68])
    assert cost.total == pytest.approx(101_909.68)
    assert cost.running == pytest.approx(71_909.68)
    assert cost.per_thousand.value == pytest.approx(5_095.484)


def test_the_building_of_a_model_is_spread_over_its_life_and_not_for_ever() -> None:
    assert cost_product(replace(PRODUCT, model_life=12), 1.0).items["training"] == pytest.approx(60_000)


def test_the_price_floor_covers_everything_and_a_margin_comes_on_top() -> None:
    cost = cost_product(PRODUCT, 1_000_000.0)
    assert price_floor(cost, margin=0.0).value == pytest.approx(101.90968)
    assert price_floor(cost, margin=0.2).value == pytest.approx(101.90968 / 0.8)
    assert "below 1" in str(price_floor(cost, margin=1.0).reason)
    assert "Without calls" in str(price_floor(cost_product(PRODUCT, 0.0), margin=0.0).reason)


@settings(max_examples=30, deadline=None)
@given(st.floats(1, 1e10))
def test_shares_add_to_one(calls: float) -> None:
    cost = cost_product(PRODUCT, calls)
    assert sum(cost.share(item).value or 0.0 for item in cost.items) == pytest.approx(1.0)
