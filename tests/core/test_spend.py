"""The Gamma-Gamma model against its published fit to the CDNOW customers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.core.purchases import NoFitError
from payoff.core.spend import SpendModel, expected_spend, fit_spend, frequency_correlation, lifetime_value

TABLE = pd.read_csv(Path(__file__).parents[1] / "data" / "cdnow_summary.csv")
REPEATS, SPEND = TABLE["x"].to_numpy(dtype=float), TABLE["zbar"].to_numpy()
PUBLISHED = SpendModel(p=6.25, q=3.74, v=15.44)


def test_the_fit_is_the_published_one() -> None:
    # Fader and Hardie 2013, note 025.
    model = fit_spend(REPEATS, SPEND)
    assert (model.p, model.q, model.v) == pytest.approx((6.25, 3.74, 15.44), abs=0.02)


def test_frequency_and_spend_are_nearly_independent() -> None:
    assert frequency_correlation(REPEATS, SPEND).value == pytest.approx(0.11, abs=0.01)
    assert "do not differ" in str(frequency_correlation(np.ones(3), np.array([1.0, 2.0, 3.0])).reason)


def test_a_customer_without_repeats_is_expected_to_spend_the_mean() -> None:
    expected = expected_spend(PUBLISHED, np.array([0.0, 1.0]), np.array([np.nan, 50.0]))
    assert PUBLISHED.mean.value == pytest.approx(6.25 * 15.44 / 2.74)
    assert expected[0] == pytest.approx(PUBLISHED.mean.value)
    # p(v + x·m) / (p·x + q − 1) with x = 1.
    assert expected[1] == pytest.approx(6.25 * (15.44 + 50) / (6.25 + 2.74))


def test_a_mean_that_is_not_finite_stays_undefined() -> None:
    wide = SpendModel(p=2.0, q=0.9, v=1.0)
    assert "not finite" in str(wide.mean.reason)
    assert np.isnan(expected_spend(wide, np.array([0.0]), np.array([np.nan]))[0])


def test_value_is_purchases_times_spend_times_margin() -> None:
    assert lifetime_value(np.array([2.0]), np.array([30.0]), margin=0.4).tolist() == [24]


def test_a_spend_of_nothing_cannot_be_fitted() -> None:
    with pytest.raises(NoFitError, match="positive mean spend"):
        fit_spend(np.array([1.0]), np.array([0.0]))


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 100), st.floats(0.5, 500))
def test_the_expectation_lies_between_the_customer_and_the_crowd(repeats: int, mean: float) -> None:
    crowd = PUBLISHED.mean.value or 0.0
    found = expected_spend(PUBLISHED, np.array([float(repeats)]), np.array([mean]))[0]
    assert min(mean, crowd) - 1e-9 <= found <= max(mean, crowd) + 1e-9
