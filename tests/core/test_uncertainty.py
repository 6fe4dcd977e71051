"""Draws of a case: reproducible, spread evenly, and right where the answer is known."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm

from payoff.core.spread import Empirical, Lognormal, Pert, Triangular
from payoff.core.uncertainty import REPLICATES, Plan, Simulation, draw_assumptions, draw_shares, simulate
from payoff.core.value import Money

SPREADS = {"price": Triangular(8.0, 10.0, 14.0), "volume": Pert(50.0, 100.0, 200.0)}


def turnover(assumed: Mapping[str, Money]) -> Money:
    return assumed["price"] * assumed["volume"]


@pytest.mark.parametrize("method", ["sobol", "latin"])
def test_the_same_seed_gives_the_same_figures_and_another_seed_others(method: str) -> None:
    plan = Plan(2_000, 3, method)
    first, again, other = (simulate(turnover, SPREADS, p).money for p in (plan, plan, Plan(2_000, 4, method)))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


@pytest.mark.parametrize("method", ["sobol", "latin"])
def test_the_mean_of_a_product_of_independent_draws_is_the_product_of_means(method: str) -> None:
    found = simulate(turnover, SPREADS, Plan(20_000, 1, method))
    expected = SPREADS["price"].mean * SPREADS["volume"].mean
    assert abs(found.interval.mean - expected) < 6 * found.error
    assert found.error < 1e-3 * expected


def test_the_reported_error_is_the_spread_of_means_between_seeds() -> None:
    means = [simulate(turnover, SPREADS, Plan(1_000, seed, "latin")) for seed in range(40)]
    seen = np.std([found.interval.mean for found in means], ddof=1)
    assert np.mean([found.error for found in means]) == pytest.approx(seen, rel=0.35)


def test_every_set_of_a_sequence_covers_each_assumption_evenly() -> None:
    shares = draw_shares(3, Plan(REPLICATES * 64, 0, "sobol")).reshape(REPLICATES, 64, 3)
    for one in shares:
        assert np.array_equal(np.sort(np.floor(one[:, 1] * 64)), np.arange(64))


def test_a_table_of_quantiles_hardly_moves_a_draw() -> None:
    spread, shares = Pert(0.0, 1.0, 4.0), draw_shares(1, Plan(20_000))
    drawn = draw_assumptions({"x": spread}, shares)["x"]
    apart = np.abs(drawn - spread.quantile(shares[:, 0]))
    assert apart.max() < 1e-3
    assert apart.mean() < 1e-5


def test_resamples_join_as_their_own_distribution() -> None:
    resamples = Empirical(np.sort(np.random.default_rng(0).normal(5.0, 2.0, 1000)))
    found = simulate(lambda assumed: assumed["each"] * 100.0, {"each": resamples}, Plan(5_000))
    assert found.interval.mean == pytest.approx(100 * resamples.mean, rel=1e-3)
    assert found.loss == pytest.approx((resamples.figures < 0).mean(), abs=2e-3)


def test_risk_measures_of_a_normal_are_those_of_the_textbook() -> None:
    money = norm.ppf((np.arange(100_000) + 0.5) / 100_000)
    found = Simulation({"x": money}, money, 0.0)
    assert found.value_at_risk == pytest.approx(-1.644854, abs=1e-3)
    assert found.tail_mean == pytest.approx(-norm.pdf(1.644854) / 0.05, abs=2e-3)
    assert found.loss == pytest.approx(0.5)


def test_nothing_uncertain_is_refused() -> None:
    with pytest.raises(ValueError, match="Nothing is uncertain"):
        simulate(turnover, {}, Plan())


@settings(max_examples=20, deadline=None)
@given(st.floats(0.1, 10), st.floats(1.1, 20), st.integers(0, 99))
def test_draws_keep_the_percentiles_of_a_lognormal(p10: float, ratio: float, seed: int) -> None:
    drawn = draw_assumptions({"x": Lognormal(p10, p10 * ratio)}, draw_shares(1, Plan(2_000, seed)))["x"]
    assert np.quantile(drawn, [0.1, 0.9]) == pytest.approx([p10, p10 * ratio], rel=2e-2)
