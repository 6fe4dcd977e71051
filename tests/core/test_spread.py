"""Distributions of uncertain inputs: moments by definition, draws by their quantiles."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.core.spread import BadRangeError, Empirical, Lognormal, Pert, Spread, Triangular

EVEN = (np.arange(20_000) + 0.5) / 20_000


def test_the_moments_of_zero_one_four() -> None:
    assert (Pert(0, 1, 4).mean, Pert(0, 1, 4).variance) == pytest.approx((1.333333, 0.507937), abs=1e-6)
    assert (Triangular(0, 1, 4).mean, Triangular(0, 1, 4).variance) == pytest.approx((1.666667, 0.722222), abs=1e-6)


def test_a_lognormal_keeps_the_two_percentiles_it_was_given() -> None:
    spread = Lognormal(p10=50.0, p90=200.0)
    assert spread.quantile(np.array([0.1, 0.5, 0.9])).tolist() == pytest.approx([50, 100, 200])


def test_a_range_out_of_order_is_refused() -> None:
    for spread, values in ((Triangular, (0, 5, 4)), (Pert, (3, 3, 3))):
        with pytest.raises(BadRangeError, match="rise"):
            spread(*values)
    with pytest.raises(BadRangeError, match="positive"):
        Lognormal(0.0, 2.0)


@pytest.mark.parametrize("spread", [Triangular(-2, 1, 10), Pert(-2, 1, 10), Pert(0, 0, 3), Triangular(0, 3, 3), Lognormal(2, 9)])
def test_draws_have_the_stated_mean_and_variance(spread: Spread) -> None:
    draws = spread.quantile(EVEN)
    assert draws.mean() == pytest.approx(spread.mean, rel=1e-3)
    assert draws.var() == pytest.approx(spread.variance, rel=2e-2)


def test_figures_are_a_distribution_of_their_own() -> None:
    spread = Empirical(np.array([1.0, 2.0, 6.0]))
    assert spread.quantile(np.array([0.0, 0.5, 0.75, 1.0])).tolist() == [1, 2, 4, 6]
    assert (spread.mean, spread.variance) == pytest.approx((3.0, 14 / 3))
    with pytest.raises(BadRangeError, match="ascending"):
        Empirical(np.array([2.0, 1.0]))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(-1e3, 1e3), min_size=3, max_size=3).map(sorted), st.sampled_from([0.0, 1.0]) | st.floats(1e-9, 1 - 1e-9))
def test_draws_stay_in_their_range(values: list[float], share: float) -> None:
    low, mode, high = values
    if high - low > 1e-6:
        for spread in (Triangular(low, mode, high), Pert(low, mode, high)):
            assert low - 1e-9 <= spread.quantile(np.array(share)) <= high + 1e-9
            assert low <= spread.mean <= high
