"""Advertising arithmetic, by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.core.advertising import Funnel, advertising_profit, break_even_cpm, effective_cpm, return_on_ad_spend

SHOP = Funnel(click=0.01, conversion=0.02, order=80.0, margin=0.4)


def test_a_thousand_impressions_by_hand() -> None:
    # 1,000 · 1 % · 2 % · 80 · 40 % = 6.40 of margin for 5.00.
    assert break_even_cpm(SHOP) == pytest.approx(6.4)
    assert advertising_profit(1_000, SHOP, cpm=5.0) == pytest.approx(1.4)
    assert effective_cpm(0.01, 0.3) == pytest.approx(3.0)


def test_return_on_nothing_spent_is_undefined() -> None:
    assert return_on_ad_spend(300.0, 100.0).value == 3
    assert "Nothing was spent" in str(return_on_ad_spend(300.0, 0.0).reason)


@settings(max_examples=30, deadline=None)
@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1e4), st.floats(0, 1))
def test_at_the_break_even_price_nothing_is_earned(click: float, conversion: float, order: float, margin: float) -> None:
    funnel = Funnel(click, conversion, order, margin)
    assert advertising_profit(1e6, funnel, cpm=break_even_cpm(funnel)) == pytest.approx(0, abs=1e-3)
