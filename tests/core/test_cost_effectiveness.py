"""Cost-effectiveness by definition, by hand and by property."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.core.cost_effectiveness import Increment, QalyWeights, Strategy, acceptability, place_strategies, qaly_gain


def test_ratio_and_net_benefits_by_definition() -> None:
    extra = Increment(cost=10_000, effect=0.4)
    assert extra.icer.value == 25_000
    assert extra.monetary_benefit(30_000) == pytest.approx(2_000)
    assert extra.health_benefit(30_000).value == pytest.approx(0.0666666667)


@pytest.mark.parametrize(
    ("cost", "effect", "words"), [(-5, 0.1, "it dominates"), (5, -0.1, "is dominated"), (0, -0.1, "is dominated"), (5, 0, "same")]
)
def test_where_a_ratio_would_mislead_there_is_none(cost: float, effect: float, words: str) -> None:
    assert words in str(Increment(cost, effect).icer.reason)


def test_savings_per_qaly_given_up_are_a_positive_ratio() -> None:
    assert Increment(-500, -0.01).icer.value == pytest.approx(50_000)
    assert "willingness" in str(Increment(-500, -0.01).health_benefit(0).reason)


def test_dominance_and_extended_dominance() -> None:
    none, a, b, c, d = (Strategy(*row) for row in [("none", 0, 0), ("a", 100, 1), ("b", 250, 1.5), ("c", 300, 2.5), ("d", 320, 2.0)])
    placed = {one.strategy.name: one for one in place_strategies([d, c, b, a, none])}
    # none→a 100; a→b would be 300, dearer than a→c at 133: a mix of a and c beats b. d costs more than c and does less.
    assert [placed[name].place for name in ("none", "a", "b", "c", "d")] == [
        "frontier",
        "frontier",
        "extendedly dominated",
        "frontier",
        "dominated",
    ]
    assert placed["a"].icer.value == 100
    assert placed["c"].icer.value == pytest.approx(200 / 1.5)
    assert "cheapest" in str(placed["none"].icer.reason)


def test_health_gained_is_discounted_year_by_year() -> None:
    weights = QalyWeights(early=0.1, overtreatment=0.02, anxiety=0.01, years=2, rate=0.05)
    years = 1 / 1.05 + 1 / 1.05**2
    assert qaly_gain(10, 40, overdiagnosed=5, weights=weights) == pytest.approx((10 * 0.1 - 5 * 0.02) * years - 0.4)


def test_acceptability_counts_the_draws_a_strategy_wins() -> None:
    costs = np.array([[0.0, 100.0], [0.0, 300.0]])
    effects = np.array([[0.0, 0.01], [0.0, 0.01]])
    chance = acceptability(costs, effects, np.array([0.0, 20_000.0, 30_000.0, 50_000.0]))
    assert chance[:, 1].tolist() == [0, 0.5, 0.75, 1]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), min_size=1, max_size=8, unique=True))
def test_the_frontier_holds_every_best_choice_and_its_ratios_rise(points: list[tuple[int, int]]) -> None:
    strategies = [Strategy(str(place), float(cost), float(effect)) for place, (cost, effect) in enumerate(points)]
    frontier = [one for one in place_strategies(strategies) if one.place == "frontier"]
    ratios = [one.icer.value for one in frontier[1:]]
    assert ratios == sorted(ratios, key=lambda ratio: ratio or 0)
    for willingness in (0.0, 0.5, 1.0, 3.0, 50.0):
        best = max(willingness * one.effect - one.cost for one in strategies)
        assert max(willingness * one.strategy.effect - one.strategy.cost for one in frontier) == pytest.approx(best)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**31), st.integers(1, 4))
def test_acceptability_always_adds_up_to_one(seed: int, strategies: int) -> None:
    random = np.random.default_rng(seed)
    chance = acceptability(random.normal(size=(20, strategies)), random.normal(size=(20, strategies)), np.array([0.0, 1.0, 10.0]))
    assert chance.sum(axis=1) == pytest.approx(1)
