"""Payback and break-even, worked by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.core import payback

PROJECT = [-500_000, 80_000, 150_000, 210_000, 240_000, 260_000]


def test_the_last_period_counts_in_proportion() -> None:
    # 440,000 is back after three years, 60,000 of the fourth year's 240,000 are needed.
    assert payback.payback(PROJECT).value == pytest.approx(3.25)
    assert payback.discounted_payback(0.12, PROJECT).value == pytest.approx(4.0474080492, abs=1e-9)
    assert payback.break_even_period(PROJECT).value == 4


def test_an_outlay_that_comes_later_is_still_paid_back() -> None:
    assert payback.payback([0, -100, 50, 100]).value == pytest.approx(2.5)


def test_no_payback_is_said_not_zero() -> None:
    never = payback.payback([-100, 10, 10])
    assert never.value is None
    assert never.reason == "The outlay is not recovered within 2 periods."
    assert "nothing to pay back" in str(payback.payback([10, 10]).reason)
    assert payback.break_even_period([10]).value is None


def test_break_even_volume_needs_a_margin() -> None:
    assert payback.break_even_volume(12_000, 5.0, variable=3.0).value == 6_000
    assert "no volume" in str(payback.break_even_volume(12_000, 3.0, variable=3.0).reason)


def test_the_trough_is_the_lowest_cumulative_cash() -> None:
    assert payback.cash_trough([-10, -5, 3, 20]) == payback.Trough(-15, 1)


@settings(max_examples=60, deadline=None)
@given(st.floats(1, 1e6), st.lists(st.floats(0, 1e5), min_size=1, max_size=20), st.floats(0, 0.5))
def test_discounting_never_shortens_the_payback(outlay: float, receipts: list[float], rate: float) -> None:
    plain, discounted = payback.payback([-outlay, *receipts]), payback.discounted_payback(rate, [-outlay, *receipts])
    assert (plain.value is None) == (math.fsum(receipts) < outlay)
    if discounted.value is not None:
        assert plain.value <= discounted.value + 1e-9
