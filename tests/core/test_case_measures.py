"""Measures of a case against the hand-worked project, and the way back to the file."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.core.adoption import Ramp
from payoff.core.case_measures import measure_case, reconcile
from payoff.core.cash_flow import BusinessCase, flow_cash, present_value

CASE = BusinessCase(
    volume=1200, growth=0.0, value=10.0, followed=1.0, one_off=6000.0, rebuild=0.0, running=0.0, per_case=0.0, cost_growth=0.0,
    tax=0.0, discount=0.0, months=12, model_life=12, adoption=Ramp(0),
)  # fmt: skip


def test_the_measures_of_an_outlay_and_a_level_year() -> None:
    found = measure_case(CASE, flow_cash(CASE))
    assert found.npv == pytest.approx(6000)
    assert found.payback.value == pytest.approx(6)
    assert found.break_even_month.value == 6
    assert found.profitability.value == pytest.approx(2)
    assert (found.trough.cash, found.trough.period) == (-6000, 0)
    # 600 cases at 10 pay for the outlay.
    assert found.break_even_volume.value == pytest.approx(600)


def test_rates_are_per_year_and_bring_the_present_value_to_nothing() -> None:
    flow = flow_cash(CASE)
    found = measure_case(CASE, flow)
    # At a monthly rate r twelve receipts of 1000 are worth 1000 · (1 − (1 + r)⁻¹²) / r: as much as the outlay.
    monthly = (1 + found.irr.rate) ** (1 / 12) - 1
    assert (1 - (1 + monthly) ** -12) / monthly == pytest.approx(6)
    assert present_value(flow, found.irr.rate) == pytest.approx(0, abs=1e-6)
    # 6000 grow to the 12,000 received at a reinvestment rate of nothing.
    assert found.mirr.value == pytest.approx(1.0)


def test_every_yearly_rate_of_a_flow_with_three_is_named() -> None:
    # −800, 4200, −7300, 4200 by month is nothing at 50, 75 and 100 % a month: 4200 · (x − 2/3)(x − 4/7)(x − 1/2), x = 1 / (1 + r).
    case = replace(CASE, value=42.0, rebuild=11_500.0, one_off=-10_700.0, months=3, model_life=2)
    flow = flow_cash(case)
    assert flow.net.tolist() == pytest.approx([-800, 4200, -7300, 4200])
    found = measure_case(case, flow).irr
    assert found.sign_changes == 3
    assert found.rates == pytest.approx([1.5**12 - 1, 1.75**12 - 1, 2.0**12 - 1])


def test_a_case_that_never_pays_says_so() -> None:
    found = measure_case(replace(CASE, value=-1.0), flow_cash(replace(CASE, value=-1.0)))
    assert found.payback.value is None
    assert "stays negative" in str(found.break_even_volume.reason)


def test_the_file_leads_to_the_first_line_of_the_cash_flow() -> None:
    case = replace(CASE, value=2500.0 / 400, followed=0.8, growth=0.1, months=30, adoption=Ramp(5))
    found = reconcile(case, flow_cash(case), file_total=2500.0, rows=400)
    assert found.holds
    assert found.gap == pytest.approx(0, abs=1e-6)
    assert not reconcile(case, flow_cash(case), file_total=2600.0, rows=400).holds


@settings(max_examples=30, deadline=None)
@given(st.floats(-50, 50), st.floats(0.1, 1), st.integers(1, 40))
def test_it_reconciles_whatever_the_plan(value: float, followed: float, months: int) -> None:
    case = replace(CASE, value=value, followed=followed, months=months, growth=0.07)
    assert reconcile(case, flow_cash(case), file_total=value * 321, rows=321).holds
