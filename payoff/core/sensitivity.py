"""What drives a case: each assumption alone (tornado), in company (Sobol indices), and how far it may move before the answer flips."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.stats import qmc

from payoff.core.answer import Answer, undefined
from payoff.core.information import evpi_draws, evppi_draws
from payoff.core.message import say
from payoff.core.spread import Spread
from payoff.core.uncertainty import Evaluate, Simulation, draw_assumptions, evaluate_draws
from payoff.core.value import Array

STEPS = 128
"""Intervals searched for a flip on each side; two flips inside one of them go unnoticed."""
ROUNDING = 1e-9
Base = Mapping[str, float]


@dataclass(frozen=True)
class Swing:
    """Money with one assumption at its 10th and 90th percentile, all others as planned."""

    name: str
    low: float
    high: float
    at_low: float
    at_high: float

    @property
    def width(self) -> float:
        """How far the money moves."""
        return abs(self.at_high - self.at_low)


@dataclass(frozen=True)
class Indices:
    """Share of the variance of the money: explained by one assumption alone (`first`), and with its interactions (`total`)."""

    name: str
    first: float
    total: float


@dataclass(frozen=True)
class Switch:
    """Where one assumption, all others as planned, takes the money through nothing; `flip` says why there is none.

    `odds` is the share of its own draws that lie beyond the flip; None where it has no range.
    """

    name: str
    planned: float
    flip: Answer
    odds: float | None


@dataclass(frozen=True)
class Information:
    """What knowing would be worth before deciding to go ahead, money; `each` by assumption, `everything` all at once."""

    everything: float
    each: Mapping[str, float]


def measure_swings(evaluate: Evaluate, base: Base, spreads: Mapping[str, Spread]) -> tuple[Swing, ...]:
    """Tornado: one at a time at p10 and p90, widest first."""
    swings = []
    for name, spread in spreads.items():
        low, high = (float(value) for value in spread.quantile(np.array([0.1, 0.9])))
        at_low, at_high = (float(evaluate({**base, name: value})) for value in (low, high))
        swings.append(Swing(name, low, high, at_low, at_high))
    return tuple(sorted(swings, key=lambda swing: -swing.width))


def measure_indices(evaluate: Evaluate, spreads: Mapping[str, Spread], *, seed: int, power: int = 10) -> tuple[Indices, ...]:
    """Sobol indices from 2^power · (len(spreads) + 2) evaluations: first order by Saltelli et al. 2010, total by Jansen 1999.

    Undefined (NaN) where the money does not vary at all.
    """
    shares = qmc.Sobol(2 * len(spreads), rng=np.random.default_rng(seed)).random_base2(power)
    first, second = (draw_assumptions(spreads, half) for half in np.split(shares, 2, axis=1))
    money_first, money_second = evaluate_draws(evaluate, first), evaluate_draws(evaluate, second)
    variance = np.concatenate([money_first, money_second]).var()
    found = []
    for name in spreads:
        mixed = evaluate_draws(evaluate, {**first, name: second[name]})
        with np.errstate(invalid="ignore", divide="ignore"):
            alone = np.mean(money_second * (mixed - money_first)) / variance
            together = np.mean((money_first - mixed) ** 2) / (2.0 * variance)
        found.append(Indices(name, float(alone), float(together)))
    return tuple(sorted(found, key=lambda indices: -indices.total))


def measure_information(simulation: Simulation) -> Information:
    """Value of perfect information on going ahead or not (worth nothing), for all assumptions together and for each alone.

    The best of two groups of draws is chosen after the fact, which favours noise: what a shuffled assumption seems worth is
    taken off each.
    """
    choices = np.column_stack([simulation.money, np.zeros(len(simulation.money))])
    noise = evppi_draws(choices, np.random.default_rng(0).random(len(choices)))
    everything = evpi_draws(choices)
    least = noise + ROUNDING * max(everything, float(np.abs(simulation.money).mean()))
    each = {name: worth - noise if (worth := evppi_draws(choices, drawn)) > least else 0.0 for name, drawn in simulation.draws.items()}
    return Information(everything, dict(sorted(each.items(), key=lambda item: -item[1])))


def find_switch(evaluate: Evaluate, base: Base, name: str, *, limits: tuple[float, float], drawn: Array | None) -> Switch:
    """The flip of `name` nearest to its planned value between `limits`; `drawn` (D,) are its draws, None where it has no range."""
    planned = base[name]
    flips = [flip for end in limits if (flip := _nearest_flip(evaluate, base, name, end=end)) is not None]
    if not flips:
        sign = say("positive") if float(evaluate(base)) > 0 else say("not positive")
        never = undefined(say("The present value stays {sign} from {low:g} to {high:g}.", sign=sign, low=limits[0], high=limits[1]))
        return Switch(name, planned, never, None if drawn is None else 0.0)
    flip = min(flips, key=lambda found: abs(found - planned))
    if drawn is None:
        return Switch(name, planned, Answer(flip), None)
    beyond = drawn < flip if flip < planned else drawn > flip
    return Switch(name, planned, Answer(flip), float(beyond.mean()))


def _nearest_flip(evaluate: Evaluate, base: Base, name: str, *, end: float) -> float | None:
    """Going from the planned value to `end`, the first value at which the money is nothing."""
    grid = np.linspace(base[name], end, STEPS + 1)
    money = np.asarray(evaluate({**base, name: grid}), dtype=np.float64) + np.zeros(len(grid))
    crossed = np.flatnonzero(np.sign(money[1:]) != np.sign(money[:-1]))
    if base[name] == end or not crossed.size:
        return None
    at = int(crossed[0])
    return float(brentq(lambda value: float(evaluate({**base, name: value})), grid[at], grid[at + 1], rtol=1e-12))
