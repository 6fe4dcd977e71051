"""The BG/NBD model against its published fit to the CDNOW customers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.core.purchases import (
    History,
    NoFitError,
    PurchaseModel,
    alive_probability,
    discounted_purchases,
    expected_purchases,
    fit_purchases,
    log_likelihood,
)

TABLE = pd.read_csv(Path(__file__).parents[1] / "data" / "cdnow_summary.csv")
CDNOW = History(*(TABLE[name].to_numpy(dtype=float) for name in ("x", "t_x", "T")))
PUBLISHED = PurchaseModel(r=0.243, alpha=4.414, a=0.793, b=2.426)


@pytest.fixture(scope="module")
def fitted() -> PurchaseModel:
    return fit_purchases(CDNOW)


def test_the_fit_is_the_published_one(fitted: PurchaseModel) -> None:
    # Fader, Hardie and Lee 2005, table 2.
    assert (fitted.r, fitted.alpha, fitted.a, fitted.b) == pytest.approx((0.243, 4.414, 0.793, 2.426), abs=0.005)
    assert log_likelihood(fitted, CDNOW).sum() == pytest.approx(-9582.4, abs=0.1)
    assert log_likelihood(fitted, CDNOW).sum() >= log_likelihood(PUBLISHED, CDNOW).sum()


def test_the_published_customer_buys_1226_times_in_39_weeks(fitted: PurchaseModel) -> None:
    one = History(np.array([2.0]), np.array([30.43]), np.array([38.86]))
    assert expected_purchases(fitted, one, 39.0)[0] == pytest.approx(1.226, abs=0.001)


def test_a_customer_without_a_repeat_is_alive_and_a_silent_one_is_probably_gone() -> None:
    history = History(np.array([0.0, 6.0, 6.0]), np.array([0.0, 38.0, 5.0]), np.array([39.0, 39.0, 39.0]))
    alive = alive_probability(PUBLISHED, history)
    assert alive[0] == 1
    assert alive[1] > 0.85
    assert alive[2] < 0.01


def test_discounting_at_nothing_adds_up_to_the_expected_purchases() -> None:
    few = History(*(column[:50] for column in (CDNOW.repeats, CDNOW.last, CDNOW.observed)))
    assert discounted_purchases(PUBLISHED, few, periods=39, discount=0.0) == pytest.approx(expected_purchases(PUBLISHED, few, 39.0))
    cheaper = discounted_purchases(PUBLISHED, few, periods=39, discount=0.01)
    assert (cheaper < expected_purchases(PUBLISHED, few, 39.0)).all()


def test_what_cannot_be_fitted_is_said() -> None:
    nobody = np.zeros(3)
    with pytest.raises(NoFitError, match="second time"):
        fit_purchases(History(nobody, nobody, np.ones(3)))
    with pytest.raises(NoFitError, match="1 customers"):
        fit_purchases(History(np.array([1.0, 2.0]), np.array([5.0, 5.0]), np.array([4.0, 9.0])))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 30), st.floats(0, 1), st.floats(1, 200), st.floats(0.1, 100))
def test_expectations_are_sane_for_any_history(x: int, when: float, observed: float, time: float) -> None:
    one = History(np.array([float(x)]), np.array([when * observed if x else 0.0]), np.array([observed]))
    assert 0 <= alive_probability(PUBLISHED, one)[0] <= 1
    sooner, later = (expected_purchases(PUBLISHED, one, span)[0] for span in (time, 2 * time))
    assert -1e-12 <= sooner <= later + 1e-12


@settings(max_examples=20, deadline=None)
@given(st.floats(0.1, 100))
def test_the_unit_of_time_only_moves_alpha(unit: float) -> None:
    scaled = History(CDNOW.repeats, CDNOW.last * unit, CDNOW.observed * unit)
    moved = PurchaseModel(PUBLISHED.r, PUBLISHED.alpha * unit, PUBLISHED.a, PUBLISHED.b)
    assert alive_probability(moved, scaled) == pytest.approx(alive_probability(PUBLISHED, CDNOW))
