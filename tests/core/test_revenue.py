"""What a sold model earns: tiers, licences and customers by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.core.revenue import Offer, Tier, licence_revenue, metered_revenue, subscriber_of

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
    customer = subscriber_of(Offer("x", "X", 24_000.0, 4_800.0), 20, churn=0.05, acquisition=600.0)
    assert customer.lifetime_value.value == pytest.approx(1600)
    assert customer.value_to_cost.value == pytest.approx(2.666667, abs=1e-6)
    assert customer.payback.value == pytest.approx(7.5)


@settings(max_examples=40, deadline=None)
@given(st.floats(0, 1e8), st.floats(0, 1e8))
def test_more_calls_never_cost_less(calls: float, more: float) -> None:
    assert metered_revenue(calls + more, TIERS) >= metered_revenue(calls, TIERS) - 1e-9
