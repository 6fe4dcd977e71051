"""Draws that move together: the rank correlation asked for, even margins, and impossible correlations refused with advice."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import kstest, spearmanr

from payoff.core.dependence import BadCorrelationError, check_correlations, correlate_shares, largest_factor, normal_correlations
from payoff.core.spread import Empirical, Lognormal, Triangular
from payoff.core.uncertainty import REPLICATES, Plan, draw_shares, simulate

IMPOSSIBLE = {("a", "b"): 0.9, ("b", "c"): 0.9, ("a", "c"): -0.9}
NAMES = ("a", "b", "c")


def test_the_normal_correlation_behind_a_rank_correlation_is_pearsons() -> None:
    # Pearson 1907: 2 sin(pi / 6 · 0.5) = 0.5176381; 1 and 0 stay what they are.
    found = normal_correlations(NAMES, {("a", "b"): 0.5, ("b", "c"): 1.0})
    assert found[0, 1] == found[1, 0] == pytest.approx(0.5176381, abs=1e-7)
    assert found[1, 2] == pytest.approx(1.0)
    assert found[0, 2] == 0.0


@pytest.mark.parametrize("method", ["sobol", "latin"])
@pytest.mark.parametrize("asked", [-0.95, -0.4, 0.3, 0.8])
def test_draws_have_the_rank_correlation_that_was_asked_for(method: str, asked: float) -> None:
    shares = correlate_shares(draw_shares(3, Plan(20_000, 1, method)), NAMES, {("a", "c"): asked})
    assert spearmanr(shares[:, 0], shares[:, 2]).statistic == pytest.approx(asked, abs=0.01)
    assert spearmanr(shares[:, 0], shares[:, 1]).statistic == pytest.approx(0.0, abs=0.01)


def test_every_column_stays_even_and_one_without_a_correlation_is_left_alone() -> None:
    before = draw_shares(3, Plan(20_000))
    after = correlate_shares(before, NAMES, {("a", "b"): 0.7})
    assert np.array_equal(after[:, 2], before[:, 2])
    assert all(kstest(after[:, place], "uniform").statistic < 0.005 for place in (0, 1))
    assert correlate_shares(before, NAMES, {}) is before


def test_ranks_are_kept_whatever_the_shapes_so_the_order_of_two_is_the_same_at_one() -> None:
    spreads = {"a": Lognormal(1.0, 9.0), "b": Triangular(0.0, 1.0, 2.0)}
    found = simulate(lambda x: x["a"] * x["b"], spreads, Plan(2_000), correlations={("a", "b"): 1.0})
    assert np.array_equal(np.argsort(found.draws["a"], kind="stable"), np.argsort(found.draws["b"], kind="stable"))


def test_a_sum_of_two_normals_has_the_textbook_variance() -> None:
    # Var(x + y) = 2 + 2r with r the normal correlation, 2 sin(pi / 12) = 0.5176 for ranks correlated by 0.5.
    normal = Empirical(np.sort(np.random.default_rng(0).normal(size=20_000)))
    found = simulate(lambda x: x["x"] + x["y"], {"x": normal, "y": normal}, Plan(40_000), correlations={("x", "y"): 0.5})
    assert found.money.var() == pytest.approx((2 + 2 * 0.5176381) * normal.variance, rel=0.02)
    assert found.error < 0.01


def test_replicates_stay_independent_of_one_another_so_the_error_keeps_its_meaning() -> None:
    spreads = {"a": Triangular(0.0, 1.0, 2.0), "b": Triangular(0.0, 1.0, 2.0)}
    runs = [simulate(lambda x: x["a"] * x["b"], spreads, Plan(2_000, seed, "latin"), correlations={("a", "b"): 0.8}) for seed in range(40)]
    seen = np.std([run.interval.mean for run in runs], ddof=1)
    assert np.mean([run.error for run in runs]) == pytest.approx(seen, rel=0.4)
    assert len(runs[0].money) % REPLICATES == 0


def test_correlations_that_cannot_all_hold_are_refused_with_what_to_do() -> None:
    with pytest.raises(BadCorrelationError) as caught:
        check_correlations(IMPOSSIBLE)
    factor = largest_factor(IMPOSSIBLE)
    assert "a with b 0.9, b with c 0.9, a with c -0.9" in str(caught.value)
    assert f"Multiply each by {np.floor(factor * 100) / 100:g} or less, or leave one out." in str(caught.value)
    # Of equal size in a frustrated triangle, normal correlations may be a half at most, which is a rank correlation of 0.4826.
    assert factor * 0.9 == pytest.approx(6 / np.pi * np.arcsin(0.25), abs=1e-6)


@pytest.mark.parametrize(
    ("correlations", "said"),
    [
        ({("a", "a"): 0.5}, "a cannot be correlated with itself"),
        ({("a", "b"): 0.5, ("b", "a"): 0.4}, "a and b are correlated twice"),
        ({("a", "b"): 1.2}, "1.2 of a and b does not"),
        ({("a", "b"): float("nan")}, "nan of a and b does not"),
    ],
)
def test_what_is_no_correlation_is_named(correlations, said) -> None:
    with pytest.raises(BadCorrelationError, match=said):
        check_correlations(correlations)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(-1, 1), min_size=3, max_size=3))
def test_once_scaled_by_the_factor_any_figures_can_hold(figures: list[float]) -> None:
    asked = dict(zip([("a", "b"), ("b", "c"), ("a", "c")], figures, strict=True))
    factor = largest_factor(asked)
    check_correlations({pair: factor * figure for pair, figure in asked.items()})
    assert 0 < factor <= 1
