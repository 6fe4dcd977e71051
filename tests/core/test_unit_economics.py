"""One customer's economics, by definition and by property."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.core import unit_economics
from payoff.core.unit_economics import Subscriber

ONE = Subscriber(revenue=100.0, margin=0.8, churn=0.05, acquisition=600.0)


def test_the_usual_figures_of_a_subscriber() -> None:
    assert ONE.lifetime_value.value == pytest.approx(1_600)
    assert ONE.value_to_cost.value == pytest.approx(2.666667, abs=1e-6)
    assert ONE.payback.value == pytest.approx(7.5)
    assert ONE.discounted_value(0.01, first="t0").value == pytest.approx(1346.666667, abs=1e-5)
    assert ONE.discounted_value(0.01, first="t1").value == pytest.approx(1266.666667, abs=1e-5)


def test_figures_that_do_not_exist_say_why() -> None:
    forever = Subscriber(100.0, 0.8, 0.0, 600.0)
    assert forever.lifetime_value.reason == forever.value_to_cost.reason == unit_economics.NOBODY_LEAVES
    assert "never repaid" in str(Subscriber(100.0, 0.0, 0.05, 600.0).payback.reason)
    assert "no cost" in str(Subscriber(100.0, 0.8, 0.05, 0.0).value_to_cost.reason)
    assert unit_economics.gross_margin(0.0, 10.0).value is None
    assert unit_economics.acquisition_cost(100.0, 0).value is None
    assert unit_economics.burn_multiple(100.0, 0.0).value is None


def test_company_ratios_by_hand() -> None:
    assert unit_economics.gross_margin(200.0, 96.0).value == pytest.approx(0.52)
    assert unit_economics.acquisition_cost(6_000.0, 10).value == 600
    assert unit_economics.net_revenue_retention(100.0, expansion=20.0, contraction=5.0, lost=5.0).value == pytest.approx(1.1)
    assert unit_economics.burn_multiple(300.0, 200.0).value == 1.5


def test_subscribers_leave_and_join() -> None:
    assert unit_economics.subscriber_counts(100.0, churn=0.1, joining=np.array([0.0, 20.0])).tolist() == pytest.approx([90, 101])


@settings(max_examples=40, deadline=None)
@given(st.floats(0.01, 0.9), st.floats(0, 100))
def test_steady_joining_settles_at_joining_over_churn(churn: float, joining: float) -> None:
    counts = unit_economics.subscriber_counts(joining / churn, churn=churn, joining=np.full(5, joining))
    assert counts == pytest.approx(np.full(5, joining / churn))
