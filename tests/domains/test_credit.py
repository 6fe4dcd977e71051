"""Credit's money by hand: two loans small enough to follow month by month."""

from __future__ import annotations

import numpy as np
import pytest

from payoff.core.value import bayes_threshold
from payoff.domains import read_domain

CREDIT = read_domain("credit")


def values_of(amount: float, months: int, **changes: float):
    rows = {"credit_amount": np.array([amount]), "duration_months": np.array([float(months)])}
    return CREDIT.values(rows, CREDIT.settings(changes))


def test_a_two_month_loan_repaid():
    """1,000 DM at 12 % a year: 1 % a month, instalment 1000 · 0.01 / (1 − 1.01⁻²) = 507.5124; money costs nothing, service 2 a month."""
    values = values_of(1000, 2, interest_margin=0.12, funding_cost=0.0)
    instalment = 1000 * 0.01 / (1 - 1.01**-2)
    assert instalment == pytest.approx(507.5124, abs=1e-4)
    assert values.tn[0] == pytest.approx(2 * instalment - 1000 - 4)


def test_funding_cost_discounts_each_instalment():
    values = values_of(1000, 2, interest_margin=0.12, funding_cost=0.12, servicing_cost=0.0)
    instalment = 1000 * 0.02 / (1 - 1.02**-2)
    assert values.tn[0] == pytest.approx(instalment / 1.01 + instalment / 1.01**2 - 1000)


def test_a_default_on_the_first_day_loses_the_share_never_recovered():
    values = values_of(1000, 12, default_at=0.0, lgd=0.75)
    assert values.fn[0] == pytest.approx(-0.75 * 1000 - 2 * 12)


def test_a_default_halfway_pays_until_then_and_recovers_part_of_the_balance():
    """Two months at 1 % a month, funding free, default after one instalment of 507.5124: balance 1010 − 507.5124 = 502.4876."""
    values = values_of(1000, 2, interest_margin=0.12, funding_cost=0.0, default_at=0.5, lgd=0.6, servicing_cost=0.0)
    assert values.fn[0] == pytest.approx(507.5124 + 0.4 * 502.4876 - 1000, abs=1e-3)


def test_declining_costs_the_good_customer_and_nothing_else():
    values = values_of(5000, 24, decline_cost=80.0)
    assert (values.tp, values.fp) == (0.0, -80.0)


def test_without_interest_or_costs_a_repaid_loan_is_worth_nothing():
    values = values_of(5000, 24, interest_margin=0.0, servicing_cost=0.0)
    assert values.tn[0] == pytest.approx(0.0, abs=1e-9)


def test_the_threshold_weighs_the_margin_lost_against_the_loss_avoided():
    """Decline when p · loss ≥ (1 − p) · (margin + goodwill): with 100 and 900 − at a tenth."""
    values = values_of(1000, 12, default_at=0.0, lgd=0.9, servicing_cost=0.0, decline_cost=0.0)
    margin = values.tn[0]
    assert bayes_threshold(values)[0] == pytest.approx(margin / (margin + 900))


def test_a_longer_loan_earns_more_and_is_declined_later():
    short, long = (bayes_threshold(values_of(3000, months, default_at=0.0))[0] for months in (12, 36))
    assert short < long < 0.5
