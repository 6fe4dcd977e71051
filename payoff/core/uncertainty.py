"""Draws of uncertain assumptions, the money they lead to, and what that says: interval, odds of loss and the worst cases."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np
from scipy.stats import qmc

from payoff.core.dependence import Correlations, correlate_shares
from payoff.core.message import say
from payoff.core.spread import Pert, Spread
from payoff.core.value import Array, Money
from payoff.core.verdict import Interval, summarise

Method = Literal["sobol", "latin"]
Draws = Mapping[str, Array]
"""Drawn values by assumption, each (D,)."""
Evaluate = Callable[[Mapping[str, Money]], Money]
"""Money of assumptions by name, each a number or one per draw (D,)."""

INDEPENDENT: Correlations = MappingProxyType({})
"""No assumption moves with another."""
REPLICATES = 10
"""Independent quasi-random sets, whose means differ by the error that is reported."""
TAIL = 0.05
TABLE = 1025
AT_ONCE = 1024
"""Draws evaluated together: a five-year monthly case then stays in the processor's cache."""


@dataclass(frozen=True)
class Plan:
    """How many draws, how they are spread and from which seed; the number is rounded up to REPLICATES equal sets."""

    draws: int = 20_000
    seed: int = 0
    method: Method = "sobol"


@dataclass(frozen=True, eq=False)
class Simulation:
    """Money (D,) under the draws; `error` is the standard error of its mean, from the spread between replicates."""

    draws: Draws
    money: Array
    error: float

    @property
    def interval(self) -> Interval:
        """Mean, 5th and 95th percentile, and the odds of a gain."""
        return summarise(self.money)

    @property
    def loss(self) -> float:
        """Share of draws below nothing."""
        return float((self.money < 0).mean())

    @property
    def value_at_risk(self) -> float:
        """The 5th percentile: money that is exceeded in 95 of 100 draws."""
        return float(np.quantile(self.money, TAIL))

    @property
    def tail_mean(self) -> float:
        """The mean of the worst 5 % of draws (conditional value at risk)."""
        worst = max(1, round(TAIL * len(self.money)))
        return float(np.partition(self.money, worst - 1)[:worst].mean())


def draw_shares(dimensions: int, plan: Plan) -> Array:
    """Quasi-random shares (D, dimensions) between 0 and 1, in REPLICATES independently scrambled sets of equal size."""
    each = -(-plan.draws // REPLICATES)
    seeds = np.random.SeedSequence(plan.seed).spawn(REPLICATES)
    if plan.method == "sobol":
        # Sobol's sequence is balanced at powers of two only.
        power = max(1, int(each - 1).bit_length())
        sets = [qmc.Sobol(dimensions, rng=np.random.default_rng(seed)).random_base2(power) for seed in seeds]
    else:
        sets = [qmc.LatinHypercube(dimensions, rng=np.random.default_rng(seed)).random(each) for seed in seeds]
    return np.concatenate(sets)


def draw_assumptions(spreads: Mapping[str, Spread], shares: Array) -> dict[str, Array]:
    """Values (D,) of each assumption at its column of `shares` (D, len(spreads))."""
    return {name: _quantile(spread, _open(shares[:, at])) for at, (name, spread) in enumerate(spreads.items())}


def draw_together(spreads: Mapping[str, Spread], plan: Plan, *, correlations: Correlations = INDEPENDENT) -> dict[str, Array]:
    """Values (D,) of each of `spreads`, correlated by rank as asked."""
    return draw_assumptions(spreads, correlate_shares(draw_shares(len(spreads), plan), tuple(spreads), correlations))


def simulate(evaluate: Evaluate, spreads: Mapping[str, Spread], plan: Plan, *, correlations: Correlations = INDEPENDENT) -> Simulation:
    """Draw all of `spreads` together, correlated by rank as asked, and evaluate; the same plan gives the same figures."""
    if not spreads:
        raise ValueError(say("Nothing is uncertain, so there is nothing to draw: give at least one assumption a range."))
    draws = draw_together(spreads, plan, correlations=correlations)
    money = evaluate_draws(evaluate, draws)
    means = money.reshape(REPLICATES, -1).mean(axis=1)
    return Simulation(draws, money, float(means.std(ddof=1) / np.sqrt(REPLICATES)))


def evaluate_draws(evaluate: Evaluate, draws: Draws) -> Array:
    """Money (D,) of `draws`, some at a time."""
    size = len(next(iter(draws.values())))
    money = np.empty(size)
    for start in range(0, size, AT_ONCE):
        part = slice(start, start + AT_ONCE)
        money[part] = evaluate({name: column[part] for name, column in draws.items()})
    return money


def _quantile(spread: Spread, share: Array) -> Array:
    """Quantiles (D,); a PERT's are read off a table, closer at both ends, because each takes longer than evaluating the case."""
    if not isinstance(spread, Pert) or len(share) <= TABLE:
        return spread.quantile(share)
    knots = 0.5 - 0.5 * np.cos(np.linspace(0.0, np.pi, TABLE))
    return np.interp(share, knots, spread.quantile(knots))


def _open(share: Array) -> Array:
    """Shares kept off 0 and 1, where a lognormal has no value."""
    return np.clip(share, 1e-9, 1.0 - 1e-9)
