"""Tornado, Sobol indices, flips and value of information where the answers are known."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from scipy.stats import norm

from payoff.core.information import evpi_normal
from payoff.core.sensitivity import find_switch, measure_indices, measure_information, measure_swings
from payoff.core.spread import Empirical, Triangular
from payoff.core.uncertainty import Plan, simulate
from payoff.core.value import Money

EVEN = Empirical(np.linspace(-np.pi, np.pi, 2001))
NORMAL = Empirical(norm.ppf((np.arange(4000) + 0.5) / 4000))


def ishigami(x: Mapping[str, Money]) -> Money:
    return np.sin(x["a"]) + 7.0 * np.sin(x["b"]) ** 2 + 0.1 * np.asarray(x["c"]) ** 4 * np.sin(x["a"])


def profit(x: Mapping[str, Money]) -> Money:
    return x["volume"] * (x["price"] - 4.0) - 300.0


BASE = {"volume": 100.0, "price": 10.0}


def test_indices_of_the_ishigami_function_are_the_published_ones() -> None:
    found = {i.name: i for i in measure_indices(ishigami, {"a": EVEN, "b": EVEN, "c": EVEN}, seed=0, power=13)}
    # Saltelli et al. 2008 for a = 7, b = 0.1.
    assert [found[name].first for name in "abc"] == pytest.approx([0.3139, 0.4424, 0.0], abs=0.02)
    assert [found[name].total for name in "abc"] == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.02)


def test_money_that_does_not_vary_has_no_indices() -> None:
    (found,) = measure_indices(lambda x: 0.0 * x["a"] + 3.0, {"a": EVEN}, seed=0, power=5)
    assert np.isnan(found.first)
    assert np.isnan(found.total)


def test_a_tornado_reads_the_tenth_and_ninetieth_percentile_widest_first() -> None:
    swings = measure_swings(profit, BASE, {"volume": Triangular(90, 100, 110), "price": Triangular(8, 10, 12)})
    assert [swing.name for swing in swings] == ["price", "volume"]
    low = Triangular(8, 10, 12).quantile(np.array(0.1))
    assert swings[0].at_low == pytest.approx(100 * (low - 4) - 300)


def test_a_flip_is_the_nearest_value_that_brings_nothing_and_its_odds_are_the_draws_beyond() -> None:
    drawn = np.array([6.0, 6.9, 7.5, 9.0])
    found = find_switch(profit, BASE, "price", limits=(0.0, 50.0), drawn=drawn)
    assert found.flip.value == pytest.approx(7.0)
    assert found.odds == 0.5
    assert find_switch(profit, BASE, "volume", limits=(0.0, 500.0), drawn=None).flip.value == pytest.approx(50.0)


def test_of_two_flips_the_nearer_one_is_told() -> None:
    found = find_switch(lambda x: (np.asarray(x["x"]) - 1.0) * (9.0 - np.asarray(x["x"])), {"x": 3.0}, "x", limits=(0.0, 20.0), drawn=None)
    assert found.flip.value == pytest.approx(1.0)


def test_an_answer_that_never_flips_says_so() -> None:
    found = find_switch(profit, BASE, "price", limits=(8.0, 50.0), drawn=np.array([9.0, 10.0]))
    assert found.flip.value is None
    assert "stays positive" in str(found.flip.reason)
    assert found.odds == 0.0


def test_information_on_a_normal_value_is_worth_the_unit_normal_loss() -> None:
    simulation = simulate(lambda x: 100.0 + 200.0 * x["known"] + 0.0 * x["idle"], {"known": NORMAL, "idle": EVEN}, Plan(20_000))
    found = measure_information(simulation)
    assert found.everything == pytest.approx(evpi_normal(100.0, 200.0, 0.0), rel=0.01)
    assert found.each["known"] == pytest.approx(found.everything, rel=0.02)
    assert found.each["idle"] < 0.03 * found.everything


def test_where_no_draw_changes_the_answer_rounding_is_not_worth_finding_out() -> None:
    simulation = simulate(lambda x: 1e6 + x["a"] + x["b"], {"a": EVEN, "b": NORMAL}, Plan(2_000))
    found = measure_information(simulation)
    assert found.everything == pytest.approx(0, abs=1e-6)
    assert set(found.each.values()) == {0.0}
