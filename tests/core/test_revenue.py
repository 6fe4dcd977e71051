"""What a sold model earns: tiers, licences and customers by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.core.revenue import (
    Offer,
    Tier,
    advertising_revenue,
    average_subscribers,
    licence_revenue,
    metered_revenue,
    seat_revenue,
    shared_revenue,
    subscriber_of,
)
from payoff.core.unit_economics import subscriber_counts

TIERS = (Tier(100_000, 2.0), Tier(1_000_000, 1.0), Tier(math.inf, 0.5))


def test_each_tier_is_charged_at_its_own_price() -> None:
    assert metered_revenue(50_000, TIERS) == pytest.approx(100)
    assert metered_revenue(2_000_000, TIERS) == pytest.approx(200 + 900 + 500)


def test_tiers_that_do_not_rise_or_end_too_soon_are_refused() -> None:
    for tiers in ((Tier(10, 1.0), Tier(10, 2.0)), (Tier(10, 1.0),)):
        with pytest.raises(ValueError, match="must rise"):
            metered_revenue(20, tiers)


def test_a_licence_is_spread_and_maintained() -> None:
    assert licence_revenue(30_000, maintenance=0.2, years=3) == pytest.approx(16_000)


def test_the_average_customer_of_an_offer_has_the_textbook_figures() -> None:
    # The case of 100 a month, 80 % margin, 5 % churn and 600 to win: LTV 1600, 2.67 times, paid back in 7.5 months.
    customer = subscriber_of(Offer("x", "X", 24_000.0, 4_800.0, 0.0, 20.0, "customers"), 20, churn=0.05, acquisition=600.0)
    assert customer.lifetime_value.value == pytest.approx(1600)
    assert customer.value_to_cost.value == pytest.approx(2.666667, abs=1e-6)
    assert customer.payback.value == pytest.approx(7.5)


def test_margins_and_break_even_of_an_offer_by_hand() -> None:
    # 10 sold at 100 each, 30 to serve and 20 to win: gross 70 %, contribution 50 %, and 400 fixed are covered by 8.
    offer = Offer("x", "X", 1_000.0, 300.0, 200.0, 10.0, "customers")
    assert offer.gross_margin.value == pytest.approx(0.7)
    assert offer.contribution_margin.value == pytest.approx(0.5)
    assert offer.contribution == pytest.approx(500)
    assert offer.break_even(400.0).value == pytest.approx(8)
    assert "no volume" in str(Offer("x", "X", 100.0, 80.0, 40.0, 1.0, "customers").break_even(1.0).reason)


def test_where_nothing_is_sold_no_break_even_follows() -> None:
    assert "Nothing is sold" in str(Offer("x", "X", 0.0, 0.0, 0.0, 0.0, "seats").break_even(10.0).reason)


def test_extensions_by_hand() -> None:
    assert seat_revenue(50.0, 20.0) == pytest.approx(12_000)
    assert advertising_revenue(2e6, fill=0.5, cpm=4.0) == pytest.approx(4_000)
    assert shared_revenue(300_000.0, 0.1) == pytest.approx(30_000)


def test_subscribers_on_average_are_the_mean_of_the_months_ends() -> None:
    expected = subscriber_counts(100.0, churn=0.1, joining=np.full(12, 5.0)).mean()
    assert average_subscribers(100.0, churn=0.1, joining=5.0) == pytest.approx(expected)
    drawn = average_subscribers(np.array([100.0, 50.0]), churn=0.1, joining=5.0)
    assert drawn[0] == pytest.approx(expected)


def test_many_draws_are_metered_as_each_alone() -> None:
    calls = np.array([0.0, 50_000.0, 2e6])
    assert metered_revenue(calls, TIERS).tolist() == pytest.approx([metered_revenue(float(each), TIERS) for each in calls])


@settings(max_examples=40, deadline=None)
@given(st.floats(0, 1e8), st.floats(0, 1e8))
def test_more_calls_never_cost_less(calls: float, more: float) -> None:
    assert metered_revenue(calls + more, TIERS) >= metered_revenue(calls, TIERS) - 1e-9
