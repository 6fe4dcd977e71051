"""The cash flow of a case: a year worked by hand, tax both ways, and what must hold whatever the inputs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.core.adoption import Bass, Diffusion, Ramp, adopted_share, share_in_use
from payoff.core.cash_flow import BusinessCase, flow_cash, monthly_rate, present_value
from payoff.core.finance import npv

PLAIN = BusinessCase(
    volume=1200, growth=0.0, value=10.0, followed=1.0, one_off=500.0, rebuild=100.0, running=1200.0, per_case=1.0, cost_growth=0.0,
    tax=0.0, discount=0.0, months=24, model_life=12, adoption=Ramp(0),
)  # fmt: skip


def test_a_plain_year_adds_up_by_hand() -> None:
    flow = flow_cash(PLAIN)
    # 100 cases a month at 10 less 1 each, 100 a month running; 600 at once and the model rebuilt after a year for 100.
    assert flow.net[0] == -600
    assert flow.net[1] == pytest.approx(1000 - 100 - 100)
    assert flow.net[12] == pytest.approx(800 - 100)
    assert flow.by_year().net.tolist() == pytest.approx([-600, 9500, 9600])
    assert flow.cumulative[-1] == pytest.approx(18_500)


def test_growth_and_prices_step_up_once_a_year() -> None:
    flow = flow_cash(replace(PLAIN, growth=0.10, cost_growth=0.05))
    assert flow.cases[[1, 12, 13, 24]] == pytest.approx([100, 100, 110, 110])
    assert flow.running[[12, 13]] == pytest.approx([-100, -105])
    assert flow.per_case[13] == pytest.approx(-110 * 1.05)


def test_a_ramp_is_taken_at_mid_month() -> None:
    assert share_in_use(Ramp(2), 4).tolist() == pytest.approx([0.25, 0.75, 1, 1])
    assert share_in_use(Ramp(0), 2).tolist() == [1, 1]


def test_diffusion_is_read_at_mid_month_of_a_yearly_curve() -> None:
    expected = adopted_share(Bass(1.0, 0.03, 0.38), np.array([0.5, 1.5, 2.5]) / 12)
    assert share_in_use(Diffusion(0.03, 0.38), 3) == pytest.approx(expected)
    drawn = share_in_use(Diffusion(np.array([0.03, 0.06]), 0.38), 3)
    assert drawn.shape == (2, 3)
    assert drawn[0] == pytest.approx(expected)


def test_a_loss_is_set_off_at_once_or_carried_until_it_is_earned_back() -> None:
    taxed = replace(PLAIN, one_off=1500.0, rebuild=0.0, tax=0.5)
    assert flow_cash(taxed).tax[:3].tolist() == pytest.approx([750, -400, -400])
    # −1500, then 800 a month: nothing is due in month 1, 100 is taxable in month 2, all of it after.
    assert flow_cash(replace(taxed, losses="carried")).tax[:4].tolist() == pytest.approx([0, 0, -50, -400])


def test_present_value_discounts_month_m_by_m_twelfths_of_a_year() -> None:
    flow = flow_cash(PLAIN)
    assert present_value(flow, 0.12) == pytest.approx(npv(monthly_rate(0.12), flow.net, first="t0"))
    assert (1 + monthly_rate(0.12)) ** 12 == pytest.approx(1.12)


def test_many_draws_give_what_each_gives_alone() -> None:
    volumes, rates, ramps = np.array([900.0, 1500.0]), np.array([0.05, 0.2]), np.array([0.0, 6.0])
    many = replace(PLAIN, volume=volumes, discount=rates, adoption=Ramp(ramps), tax=0.25, losses="carried")
    alone = [replace(many, volume=v, discount=r, adoption=Ramp(m)) for v, r, m in zip(volumes, rates, ramps, strict=True)]
    expected = [present_value(flow_cash(case), case.discount) for case in alone]
    assert np.asarray(present_value(flow_cash(many), rates)).tolist() == pytest.approx(expected)


def test_each_draw_rebuilds_its_model_when_its_own_life_ends() -> None:
    lives = np.array([5.0, 12.0, 24.0])
    flow = flow_cash(replace(PLAIN, model_life=lives))
    alone = [flow_cash(replace(PLAIN, model_life=life)).one_off for life in lives]
    assert np.array_equal(flow.one_off, np.array(alone))
    assert np.flatnonzero(flow.one_off[0]).tolist() == [0, 5, 10, 15, 20]


def test_a_case_without_months_is_refused() -> None:
    with pytest.raises(ValueError, match="count months"):
        flow_cash(replace(PLAIN, months=0))


MONEY = st.floats(0, 1e4)


@settings(max_examples=40, deadline=None)
@given(MONEY, MONEY, st.floats(0, 0.5), st.floats(0, 0.5))
def test_present_values_of_two_outlays_add(first: float, second: float, tax: float, discount: float) -> None:
    case = replace(PLAIN, tax=tax, discount=discount)

    def worth(one_off: float) -> float:
        return float(present_value(flow_cash(replace(case, one_off=one_off)), discount))

    assert worth(first) + worth(second) == pytest.approx(worth(first + second) + worth(0.0), abs=1e-6)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 60), st.floats(0, 24), st.floats(-0.2, 0.2))
def test_at_a_rate_of_nothing_the_present_value_is_the_sum(months: int, ramp: float, growth: float) -> None:
    flow = flow_cash(replace(PLAIN, months=months, adoption=Ramp(ramp), growth=growth))
    assert present_value(flow, 0.0) == pytest.approx(flow.net.sum())
    assert flow.by_year().net.sum() == pytest.approx(flow.net.sum())


@settings(max_examples=40, deadline=None)
@given(st.floats(0, 5000), st.floats(0, 0.6))
def test_a_loss_carried_forward_never_pays_less_tax_than_one_set_off(one_off: float, tax: float) -> None:
    case = replace(PLAIN, one_off=one_off, tax=tax)
    offset, carried = (flow_cash(replace(case, losses=losses)).tax.cumsum() for losses in ("offset", "carried"))
    assert (carried <= offset + 1e-6).all()
