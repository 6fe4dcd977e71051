"""One loan under a monthly hazard."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.core.impairment import expected_loss
from payoff.core.loan import Loan, break_even_pd, break_even_rate

LOAN = Loan(amount=10_000.0, rate=0.12, months=36, lgd=0.45, funding=0.04, origination=100.0, servicing=2.0)


def test_a_personal_loan_worked_through():
    assert LOAN.instalment == pytest.approx(332.143098, abs=1e-5)
    assert LOAN.interest == pytest.approx(1957.151533, abs=1e-5)
    assert LOAN.balance.mean() == pytest.approx(5436.532035, abs=1e-5)
    assert LOAN.credit_loss(0.05, rate=0.04) == pytest.approx(342.435352, abs=1e-5)
    assert LOAN.credit_loss(0.05, rate=0.04, months=12) == pytest.approx(191.645679, abs=1e-5)
    assert LOAN.cash_value(0.05) == pytest.approx(10839.342354, abs=1e-5)
    assert LOAN.net_value(0.05) == pytest.approx(676.593434, abs=1e-5)
    assert LOAN.riskless_gain == pytest.approx(1249.941295, abs=1e-5)
    assert break_even_pd(LOAN).value == pytest.approx(0.13936978, abs=1e-8)


def test_twelve_month_loss_of_an_exposure():
    assert expected_loss(0.005, 0.25, 1_000_000.0) == pytest.approx(1250, abs=1e-9)


def test_the_rate_that_pays_for_the_risk_earns_nothing():
    rate = break_even_rate(LOAN, 0.05).value
    assert 0.04 < rate < 0.12
    assert Loan(10_000.0, rate, 36, 0.45, 0.04, 100.0, 2.0).net_value(0.05) == pytest.approx(0, abs=1e-6)


def test_no_break_even_says_why():
    assert "loses money even if" in break_even_pd(Loan(1000.0, 0.01, 12, 0.5, 0.10)).reason
    assert "earns money even if" in break_even_pd(Loan(1000.0, 0.5, 12, 0.0, 0.0)).reason
    assert "No rate" in break_even_rate(LOAN, 0.99, most=0.2).reason
    assert break_even_rate(Loan(1000.0, 0.1, 12, 0.0, 0.0), 0.0).value == 0


@given(low=st.floats(0, 0.5), more=st.floats(0.001, 0.4))
@settings(max_examples=40, deadline=None)
def test_more_risk_is_worth_less(low, more):
    assert LOAN.net_value(low + more) < LOAN.net_value(low)
