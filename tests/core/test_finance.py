"""Finance against published values of numpy-financial, spreadsheets and hand-worked flows."""

from __future__ import annotations

from datetime import date

import numpy as np
import numpy_financial as npf
import pytest
import pyxirr
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.core import finance

PROJECT = [-500_000, 80_000, 150_000, 210_000, 240_000, 260_000]


def test_the_annuity_library_gives_its_published_values() -> None:
    # numpy-financial's own documentation: lending relies on these signs.
    assert npf.pmt(0.075 / 12, 180, 200_000) == pytest.approx(-1854.0247200055, abs=1e-6)
    assert npf.fv(0.05 / 12, 120, -100, -100) == pytest.approx(15692.9288943358, abs=1e-6)
    assert npf.nper(0.07 / 12, -150, 8000) == pytest.approx(64.07335, abs=1e-5)
    assert npf.ipmt(0.0824 / 12, np.arange(12) + 1, 12, 2500).sum() == pytest.approx(-112.98308424, abs=1e-6)


def test_npv_names_when_the_first_flow_falls() -> None:
    flows = [-40_000, 5_000, 8_000, 12_000, 30_000]
    at_once = finance.npv(0.08, flows, first="t0")
    assert at_once == pytest.approx(3065.2226681795, abs=1e-6)
    assert finance.npv(0.08, flows, first="t1") == pytest.approx(at_once / 1.08)


@pytest.mark.parametrize(("flows", "rate"), [([-100, 39, 59, 55, 20], 0.2809484212), ([-100, 0, 0, 74], -0.0954958303)])
def test_an_ordinary_flow_has_one_rate(flows: list[float], rate: float) -> None:
    found = finance.irr(flows)
    assert found.rate == pytest.approx(rate, abs=1e-9)
    assert found.reason is None
    assert found.sign_changes == 1


def test_two_rates_are_both_shown_where_libraries_pick_one() -> None:
    flows = [-100, 230, -132]
    assert npf.irr(flows) == pytest.approx(0.10)
    assert pyxirr.irr(flows) == pytest.approx(0.20)
    found = finance.irr(flows)
    assert found.rates == pytest.approx((0.10, 0.20), abs=1e-9)
    assert found.sign_changes == 2
    assert found.rate is None
    assert "10.0000%, 20.0000%" in str(found.reason)


def test_a_flow_of_one_sign_has_no_rate() -> None:
    found = finance.irr([100, 100])
    assert found.rates == ()
    assert found.rate is None
    assert found.reason == finance.ONE_SIGN
    assert finance.irr([0, 0]).reason == finance.ONE_SIGN


def test_sign_changes_without_a_real_rate_are_said() -> None:
    found = finance.irr([100, -200, 150])
    assert found.rates == ()
    assert "2 times" in str(found.reason)


def test_a_double_rate_is_listed_once() -> None:
    # −100 (g − 1.1)²: touches zero at 10 % without crossing.
    found = finance.irr([-100, 220, -121])
    assert found.rates == pytest.approx((0.1,), abs=1e-5)


def test_leading_and_trailing_zero_months_do_not_matter() -> None:
    assert finance.irr([0, -100, 110, 0, 0]).rate == pytest.approx(0.1)


def test_mirr_is_the_spreadsheet_value() -> None:
    answer = finance.mirr([-120_000, 39_000, 30_000, 21_000, 37_000, 46_000], finance=0.10, reinvest=0.12)
    assert answer.value == pytest.approx(0.1260941304, abs=1e-9)
    assert "no outlay" in str(finance.mirr([1, 2], finance=0.1, reinvest=0.1).reason)


def test_xirr_is_the_spreadsheet_value() -> None:
    dates = [date(2008, 1, 1), date(2008, 3, 1), date(2008, 10, 30), date(2009, 2, 15), date(2009, 4, 1)]
    flows = [-10_000, 2_750, 4_250, 3_250, 2_750]
    answer = finance.xirr(flows, dates)
    assert answer.value == pytest.approx(0.3733625335, abs=1e-8)
    assert finance.xnpv(0.3733625335, flows, dates).value == pytest.approx(0, abs=1e-4)
    assert "no present value" in str(finance.xnpv(-1.5, flows, dates).reason)
    assert finance.xirr([1, 2], dates[:2]).reason == finance.ONE_SIGN


def test_effective_rate_is_the_spreadsheet_value() -> None:
    assert finance.effective_rate(0.0525, 4) == pytest.approx(0.0535426674, abs=1e-9)


def test_a_project_has_all_its_measures() -> None:
    assert finance.npv(0.12, PROJECT, first="t0") == pytest.approx(140536.826406, abs=1e-6)
    assert finance.irr(PROJECT).rate == pytest.approx(0.2094708917, abs=1e-9)
    assert finance.mirr(PROJECT, finance=0.08, reinvest=0.12).value == pytest.approx(0.1768817887, abs=1e-9)
    assert finance.profitability_index(0.12, PROJECT).value == pytest.approx(1.2810736528, abs=1e-9)
    assert finance.roi(PROJECT).value == pytest.approx(0.88, abs=1e-12)
    assert finance.equivalent_annuity(0.12, PROJECT).value == pytest.approx(38986.2833411, abs=1e-6)


def test_measures_of_nothing_are_undefined_with_a_reason() -> None:
    assert finance.roi([10, 20]).value is None
    assert "laid out" in str(finance.profitability_index(0.1, [10, 20]).reason)
    assert "single payment" in str(finance.equivalent_annuity(0.1, [-5]).reason)


FLOWS = st.lists(st.integers(-1000, 1000), min_size=2, max_size=12)


@settings(max_examples=60, deadline=None)
@given(FLOWS)
def test_every_rate_found_is_a_root_and_obeys_descartes(flows: list[int]) -> None:
    found = finance.irr(flows)
    assert len(found.rates) <= found.sign_changes
    for rate in found.rates:
        size = float(npf.npv(rate, np.abs(np.asarray(flows, dtype=float))))
        assert finance.npv(rate, flows, first="t0") == pytest.approx(0, abs=1e-6 * size)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 1000), min_size=1, max_size=60))
def test_one_outlay_then_receipts_has_exactly_the_library_rate(receipts: list[int]) -> None:
    flows = [-float(np.mean(receipts)) * len(receipts) * 0.8, *receipts]
    assert finance.irr(flows).rate == pytest.approx(float(npf.irr(flows)), abs=1e-7)


@settings(max_examples=60, deadline=None)
@given(FLOWS, st.floats(-0.5, 1.0))
def test_npv_is_linear_in_the_flows(flows: list[int], rate: float) -> None:
    doubled = [2 * flow for flow in flows]
    assert finance.npv(rate, doubled, first="t0") == pytest.approx(2 * finance.npv(rate, flows, first="t0"), rel=1e-9, abs=1e-6)
