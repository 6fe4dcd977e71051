"""Expected credit loss, by hand and on one worked loan."""

from __future__ import annotations

import numpy as np
import numpy_financial as npf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.core import impairment
from payoff.core.impairment import StageRule

RULE = StageRule(ratio=2.0, rise=0.005)


def opening_balances(amount: float, rate: float, months: int) -> np.ndarray:
    instalment = npf.pmt(rate / 12, months, amount)
    return npf.fv(rate / 12, np.arange(months), -instalment, -amount)


def test_a_year_of_expected_loss_is_three_factors() -> None:
    assert impairment.expected_loss(0.005, 0.25, 1e6) == pytest.approx(1250)


def test_an_undrawn_line_is_partly_exposed() -> None:
    assert impairment.exposure_at_default(600, 400, conversion=0.5) == 800


def test_a_loan_discounted_at_funding_has_its_worked_loss() -> None:
    # 10,000 over 36 months at 12 %, PD 5 % a year, LGD 45 %, discounted at 4 %: worked by a separate program.
    default = impairment.marginal_default(0.05, 36)
    loss = 0.45 * opening_balances(10_000, 0.12, 36)
    assert impairment.expected_credit_loss(default, loss, rate=0.04, months=None) == pytest.approx(342.435352, abs=1e-5)
    assert impairment.expected_credit_loss(default, loss, rate=0.04, months=12) == pytest.approx(191.645679, abs=1e-5)


def test_marginal_defaults_of_a_year_add_up_to_its_probability() -> None:
    yearly = np.array([0.0, 0.05, 1.0])
    marginal = impairment.marginal_default(yearly, 12)
    assert marginal.shape == (3, 12)
    assert marginal.sum(axis=-1) == pytest.approx(yearly)


def test_a_tiny_probability_of_default_keeps_its_digits() -> None:
    assert impairment.marginal_default(1.2e-15, 24) == pytest.approx(np.full(24, 1e-16), rel=1e-9, abs=0)


def test_a_constant_hazard_carries_a_probability_to_another_horizon() -> None:
    assert impairment.change_horizon(0.19, months=24, to=12) == pytest.approx(0.1)
    assert impairment.change_horizon(np.array([0.1, 0.0, 1.0]), months=12, to=np.array([24, 3, 3])) == pytest.approx([0.19, 0, 1])


def test_stages_follow_risk_and_days_past_due() -> None:
    now = np.array([0.010, 0.020, 0.011, 0.001, 0.010, 0.010, 0.010])
    late = np.array([0, 0, 0, 0, 30, 31, 90])
    stage = impairment.assign_stage(now, np.array([0.01, 0.01, 0.01, 0.0004, 0.01, 0.01, 0.01]), days_past_due=late, rule=RULE)
    # The fourth more than doubled, but by less than half a point: the ratio alone does not move it.
    assert stage.tolist() == [1, 2, 1, 1, 1, 2, 3]


def test_the_allowance_takes_the_loss_of_its_stage() -> None:
    stage = np.array([1.0, 2.0, 3.0])
    assert impairment.loss_allowance(stage, year=10.0, life=25.0, defaulted=400.0).tolist() == [10, 25, 400]


def test_scenarios_are_weighted_and_must_be_complete() -> None:
    assert impairment.weigh_scenarios(np.array([[100, 10], [200, 20], [50, 5]]), np.array([0.5, 0.3, 0.2])).tolist() == [120, 12]
    with pytest.raises(ValueError, match=r"sum to 0\.9"):
        impairment.weigh_scenarios(np.ones(2), np.array([0.5, 0.4]))


@settings(max_examples=50, deadline=None)
@given(st.floats(0, 1), st.integers(1, 120), st.floats(0, 0.3))
def test_a_life_never_loses_less_than_its_first_year_nor_more_than_everything(pd: float, months: int, rate: float) -> None:
    default, loss = impairment.marginal_default(pd, months), np.full(months, 100.0)
    life = float(impairment.expected_credit_loss(default, loss, rate=rate, months=None))
    year = float(impairment.expected_credit_loss(default, loss, rate=rate, months=impairment.MONTHS_AHEAD))
    assert 0 <= year <= life + 1e-12
    assert life <= 100 + 1e-9
