"""Why two cases differ: the difference of their money split among the assumptions in which they differ."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from payoff.core.message import say

EXACT = 8
"""Up to so many names every order counts (Shapley 1953); beyond, ORDERS drawn ones, each forwards and backwards."""
ORDERS = 16
SEED = 0
CENTS = 100
Evaluate = Callable[[frozenset[str]], float]
"""Money with the named assumptions already as in the second case, and the others still as in the first."""


@dataclass(frozen=True)
class Contribution:
    """What changing one assumption adds, on average over the orders in which all may be changed; money.

    `low` and `high` are the least and the most it adds in any order looked at: far apart, it works through the others.
    """

    name: str
    money: float
    low: float
    high: float


@dataclass(frozen=True)
class _Step:
    """One name changed after those of `before`, as one of several orders has it; `weight` is that order's share."""

    name: str
    before: frozenset[str]
    weight: float


def split_difference(evaluate: Evaluate, names: Sequence[str]) -> tuple[Contribution, ...]:
    """The share of each of `names` in the second money less the first, the largest first; they add up to the difference."""
    known: dict[frozenset[str], float] = {}

    def money(changed: frozenset[str]) -> float:
        if changed not in known:
            known[changed] = float(evaluate(changed))
        return known[changed]

    gains: dict[str, list[tuple[float, float]]] = {name: [] for name in names}
    for step in _all_steps(names) if len(names) <= EXACT else _drawn_steps(names):
        gains[step.name].append((step.weight, money(step.before | {step.name}) - money(step.before)))
    return tuple(sorted((_sum_up(name, found) for name, found in gains.items()), key=lambda part: -abs(part.money)))


def round_parts(parts: Sequence[float], total: int) -> list[int]:
    """`parts` in whole cents that add up to `total` cents: those that rounding down cuts most get a cent back first.

    ValueError where the parts are further from the total than rounding explains.
    """
    exact = [CENTS * part for part in parts]
    cents = [math.floor(part) for part in exact]
    short = total - sum(cents)
    if abs(short) > len(cents) + 1 or (short and not cents):
        raise ValueError(say("The parts add up to {sum:.2f} cents, not to {total}.", sum=sum(exact), total=total))
    by_cut = sorted(range(len(cents)), key=lambda at: cents[at] - exact[at], reverse=short < 0)
    for at in itertools.islice(itertools.cycle(by_cut), abs(short)):
        cents[at] += 1 if short > 0 else -1
    return cents


def _all_steps(names: Sequence[str]) -> Iterator[_Step]:
    """Every name after every set of the others, weighted by how many orders pass there."""
    size = len(names)
    for name in names:
        others = [other for other in names if other != name]
        for count in range(size):
            weight = 1.0 / (size * math.comb(size - 1, count))
            for before in itertools.combinations(others, count):
                yield _Step(name, frozenset(before), weight)


def _drawn_steps(names: Sequence[str]) -> Iterator[_Step]:
    """The steps of some orders; each goes backwards too, so that who comes early once comes late once."""
    drawn = np.random.default_rng(SEED)
    for _ in range(ORDERS):
        order = [names[at] for at in drawn.permutation(len(names))]
        for way in (order, order[::-1]):
            for at, name in enumerate(way):
                yield _Step(name, frozenset(way[:at]), 1.0 / (2 * ORDERS))


def _sum_up(name: str, gains: list[tuple[float, float]]) -> Contribution:
    added = [gain for _, gain in gains]
    return Contribution(name, math.fsum(weight * gain for weight, gain in gains), min(added), max(added))
