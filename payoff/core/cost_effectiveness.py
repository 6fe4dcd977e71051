"""Health economics: what a health gain costs, and which strategies are worth having at a given willingness to pay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from payoff.core.answer import Answer, undefined
from payoff.core.message import say
from payoff.core.value import Array


@dataclass(frozen=True)
class Increment:
    """A strategy against its comparator: extra cost in money, extra effect in QALYs."""

    cost: float
    effect: float

    @property
    def icer(self) -> Answer:
        """Cost per QALY gained; for a cheaper and less effective strategy, money saved per QALY given up."""
        if self.effect == 0:
            return undefined(say("The effect is the same: compare the costs alone."))
        if self.cost <= 0 < self.effect:
            return undefined(say("The strategy is more effective and costs no more: it dominates."))
        if self.effect < 0 <= self.cost:
            return undefined(say("The strategy is less effective and costs no less: it is dominated."))
        return Answer(self.cost / self.effect)

    def monetary_benefit(self, willingness: float) -> float:
        """Net monetary benefit, λ · ΔQ − ΔC (Stinnett and Mullahy 1998); `willingness` λ is money per QALY."""
        return willingness * self.effect - self.cost

    def health_benefit(self, willingness: float) -> Answer:
        """Net health benefit in QALYs, ΔQ − ΔC / λ."""
        if willingness <= 0:
            return undefined(say("Money cannot be turned into health at a willingness to pay of nothing."))
        return Answer(self.effect - self.cost / willingness)


@dataclass(frozen=True)
class Strategy:
    """One course of action with its mean cost and effect per person."""

    name: str
    cost: float
    effect: float


@dataclass(frozen=True)
class Placed:
    """A strategy's place: on the frontier with its ratio to the next cheaper one there, or dominated, plainly or by a mix of two."""

    strategy: Strategy
    place: Literal["frontier", "dominated", "extendedly dominated"]
    icer: Answer


@dataclass(frozen=True)
class QalyWeights:
    """QALYs per person and year: gained by a true positive, lost by an overdiagnosed; lost once by a false positive."""

    early: float
    overtreatment: float
    anxiety: float
    years: int
    rate: float
    """Yearly discount rate."""


def qaly_gain(true_positives: float, false_positives: float, *, overdiagnosed: float, weights: QalyWeights) -> float:
    """TP · q_early − overdiagnosed · q_treat, discounted at year ends over `years`, − FP · q_anxiety now; in QALYs."""
    years = float(np.sum((1.0 + weights.rate) ** -np.arange(1.0, weights.years + 1)))
    yearly = true_positives * weights.early - overdiagnosed * weights.overtreatment
    return yearly * years - false_positives * weights.anxiety


def place_strategies(strategies: Sequence[Strategy]) -> tuple[Placed, ...]:
    """Order by cost and mark dominance and extended dominance (Drummond et al.); the frontier's ratios rise."""
    by_cost = sorted(strategies, key=lambda one: (one.cost, -one.effect))
    undominated = [one for place, one in enumerate(by_cost) if all(one.effect > earlier.effect for earlier in by_cost[:place])]
    frontier: list[Strategy] = []
    for one in undominated:
        while len(frontier) > 1 and _slope(frontier[-1], one) <= _slope(frontier[-2], frontier[-1]):
            frontier.pop()
        frontier.append(one)
    return tuple(_place(one, undominated, frontier) for one in by_cost)


def acceptability(costs: Array, effects: Array, willingness: Array) -> Array:
    """Cost-effectiveness acceptability: chance (W, S) that each strategy has the highest net monetary benefit.

    `costs` and `effects` are draws (D, S) of the same parameters, `willingness` (W,) money per QALY; a tie is shared.
    """
    shares = np.empty((len(willingness), costs.shape[1]))
    for row, value in enumerate(willingness):
        benefit = value * effects - costs
        best = benefit == benefit.max(axis=1, keepdims=True)
        shares[row] = (best / best.sum(axis=1, keepdims=True)).mean(axis=0)
    return shares


def _slope(cheaper: Strategy, dearer: Strategy) -> float:
    return (dearer.cost - cheaper.cost) / (dearer.effect - cheaper.effect)


def _place(one: Strategy, undominated: list[Strategy], frontier: list[Strategy]) -> Placed:
    if one not in undominated:
        return Placed(one, "dominated", undefined(say("Another strategy is at least as effective and costs no more.")))
    if one not in frontier:
        return Placed(one, "extendedly dominated", undefined(say("A mix of two other strategies is more effective at the same cost.")))
    rank = frontier.index(one)
    if rank == 0:
        return Placed(one, "frontier", undefined(say("The cheapest strategy has nothing cheaper to be compared with.")))
    return Placed(one, "frontier", Answer(_slope(frontier[rank - 1], one)))
