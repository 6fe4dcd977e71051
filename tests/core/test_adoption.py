"""Bass diffusion: closed form, a published fit, and recovery of known curves."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.core.adoption import Bass, NoAdoptionFitError, adopted_share, adoption_rate, fit_bass, period_sales

VCR = np.array([840, 1470, 2110, 4000, 7590, 10950, 10530, 9470, 7790, 5890], dtype=float)


def test_the_density_fit_to_video_recorders_is_the_published_one() -> None:
    # R's nls prints M 6.80e4 (SE 3.13e3), P 6.59e-3, Q 6.38e-1, residual standard error 727 on 7 degrees of freedom.
    fit = fit_bass(VCR, form="density")
    assert fit.model.market == pytest.approx(67980.918, abs=0.1)
    assert fit.model.p == pytest.approx(0.00659397, abs=1e-6)
    assert fit.model.q == pytest.approx(0.63809108, abs=1e-5)
    assert fit.residual == pytest.approx(727.1931, abs=0.001)
    assert fit.errors[0] == pytest.approx(3.13e3, rel=0.01)
    assert fit.model.peak_time.value == pytest.approx(7.09234, abs=1e-3)
    assert fit.model.peak_sales.value == pytest.approx(11069.794, abs=0.1)


def test_the_interval_form_finds_a_larger_pull_of_innovation() -> None:
    assert fit_bass(VCR, form="interval").model.p == pytest.approx(0.0088, abs=5e-5)


def test_the_closed_form_of_colour_television() -> None:
    television = Bass(1.0, 0.005, 0.84)
    peak = television.peak_time.value or 0.0
    assert peak == pytest.approx(6.0638627, abs=1e-6)
    assert adopted_share(television, np.array(peak)) == pytest.approx(0.497024, abs=1e-6)
    expected = [0.007797, 0.025484, 0.064315, 0.143744, 0.285033]
    assert adopted_share(television, np.arange(1, 6)).tolist() == pytest.approx(expected, abs=1e-5)
    assert adoption_rate(television, np.array(peak)) == pytest.approx(television.peak_sales.value)


def test_without_imitation_there_is_no_later_peak() -> None:
    assert "fall from the start" in str(Bass(100.0, 0.3, 0.3).peak_time.reason)
    assert Bass(100.0, 0.3, 0.1).peak_sales.value is None


def test_sales_that_settle_nothing_are_refused() -> None:
    with pytest.raises(NoAdoptionFitError, match="four periods"):
        fit_bass(np.array([1.0, 2.0, 3.0]), form="interval")
    with pytest.raises(NoAdoptionFitError, match="four periods"):
        fit_bass(np.zeros(6), form="interval")


@settings(max_examples=15, deadline=None)
@given(st.floats(0.005, 0.05), st.floats(0.2, 0.6), st.floats(1e3, 1e6))
def test_a_known_curve_is_recovered_from_its_own_sales(p: float, q: float, market: float) -> None:
    fit = fit_bass(period_sales(Bass(market, p, q), 20), form="interval")
    assert (fit.model.p, fit.model.q) == pytest.approx((p, q), rel=1e-3)
    assert fit.model.market == pytest.approx(market, rel=1e-3)


@settings(max_examples=40, deadline=None)
@given(st.floats(0.001, 0.5), st.floats(0, 1.0))
def test_the_market_fills_up_and_no_further(p: float, q: float) -> None:
    sales = period_sales(Bass(1_000.0, p, q), 60)
    assert (sales >= 0).all()
    assert sales.sum() <= 1_000 + 1e-6
