"""Contractual lifetime value in both conventions."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.core import clv


def test_the_published_multiple() -> None:
    assert clv.margin_multiple(0.8, discount=0.1, first="t1").value == pytest.approx(2.6666667, abs=1e-6)


def test_the_convention_turns_50_into_200() -> None:
    # Margin 150, retention .55, discount 10 %, acquisition 100.
    late = clv.contractual_value(150, 0.55, discount=0.1, first="t1")
    early = clv.contractual_value(150, 0.55, discount=0.1, first="t0")
    assert (late.value, early.value) == (pytest.approx(150), pytest.approx(300))
    assert (early.value or 0) - (late.value or 0) == pytest.approx(150)


def test_a_customer_for_ever_without_discounting_has_no_value_and_no_lifetime() -> None:
    assert clv.contractual_value(10, 1.0, discount=0.0, first="t0").reason == clv.ENDLESS
    assert clv.expected_lifetime(1.0).value is None
    assert clv.expected_lifetime(0.75).value == 4
    with pytest.raises(ValueError, match="probability"):
        clv.margin_multiple(1.2, discount=0.1, first="t0")


@settings(max_examples=40, deadline=None)
@given(st.floats(0, 0.95), st.floats(0.01, 0.5))
def test_the_closed_form_is_the_sum_over_periods(retention: float, discount: float) -> None:
    survived = [(retention / (1 + discount)) ** period for period in range(600)]
    assert clv.margin_multiple(retention, discount=discount, first="t0").value == pytest.approx(sum(survived))
    assert clv.margin_multiple(retention, discount=discount, first="t1").value == pytest.approx(sum(survived[1:]), abs=1e-9)
