"""Acting under a limit: which rows to take, and what one more unit of the limit is worth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from payoff.core.message import say
from payoff.core.ranking import Places
from payoff.core.value import Array, Bools, ValueMatrix, act_gain

MARGIN = 4.0
"""Standard deviations by which a guess from a sample aims below the mark."""


@dataclass(frozen=True)
class Allocation:
    """Rows taken (n,) in the order given; `used` of the budget; `shadow_price` is what one more unit would bring.

    The shadow price is 0 when the budget does not bind.
    """

    acts: Bools
    used: float
    shadow_price: float

    @property
    def binding(self) -> bool:
        """Whether a larger budget would bring more."""
        return self.shadow_price > 0


def allocate_count(gain: Array, most: int) -> Allocation:
    """Take the `most` rows with the highest positive expected `gain` (n,); ties fill in row order.

    The shadow price is the gain of the best row left out.
    """
    _check_budget(most)
    next_best = _largest(gain, most)
    if next_best <= 0:
        acts = gain > 0
        return Allocation(acts, float(np.count_nonzero(acts)), 0.0)
    acts = gain > next_best
    short = most - int(np.count_nonzero(acts))
    if short:
        acts[np.flatnonzero(gain == next_best)[:short]] = True
    return Allocation(acts, float(most), next_best)


class BestRows:
    """Reads the rows on which acting is expected to add more than `floor`, (k,) of n: there is room for `most`.

    A floor above 0 spares keeping every row; when it was set too high, `short` says so and another pass is needed at 0.
    """

    def __init__(self, probability: Array, most: int, *, floor: float = 0.0) -> None:
        _check_budget(most)
        self.most = most
        self._probability, self._floor = probability, floor
        self._places: list[Places] = []
        self._gains: list[Array] = []

    def read(self, block: slice, values: ValueMatrix) -> None:
        gain = act_gain(values, self._probability[block])
        here = np.flatnonzero(gain > self._floor)
        self._places.append(here + block.start)
        self._gains.append(gain[here])

    @property
    def short(self) -> bool:
        """Whether rows below the floor may belong to the best, or set the price of one more."""
        return self._floor > 0 and sum(map(len, self._places)) <= self.most

    def take(self) -> tuple[Places, float]:
        """Places to act on, and what room for one more would bring; ties fill in the order of places."""
        allocation = allocate_count(np.concatenate(self._gains), self.most)
        return np.concatenate(self._places)[allocation.acts], allocation.shadow_price


def guess_floor(gain: Array, rows: int, most: int) -> float:
    """A gain that somewhat more than `most` of `rows` rows should exceed, judged from a sample's `gain` (s,); 0 if most rows are wanted."""
    wanted = most * len(gain) / rows
    place = int(wanted + MARGIN * np.sqrt(wanted) + MARGIN)
    return max(_largest(gain, place), 0.0)


def allocate_budget(gain: Array, resource: Array, budget: float) -> Allocation:
    """Take rows by `gain` per `resource` (both (n,)) while the next one fits `budget`, positives only.

    Rows that use no resource are taken whenever they gain. The shadow price is the gain per unit of the last row taken,
    or of the first when the budget is too small for any.
    """
    _check_budget(budget)
    if (resource < 0).any():
        raise ValueError(say("A row cannot use a negative amount of the resource."))
    free = (gain > 0) & (resource == 0)
    paying = np.flatnonzero((gain > 0) & (resource > 0))
    by_ratio = paying[np.argsort(-gain[paying] / resource[paying], kind="stable")]
    spent = np.cumsum(resource[by_ratio])
    taken = int(np.searchsorted(spent, budget, side="right"))
    acts = free.copy()
    acts[by_ratio[:taken]] = True
    used = float(spent[taken - 1]) if taken else 0.0
    return Allocation(acts, used, _price(gain, resource, by_ratio, taken=taken))


def _largest(gain: Array, place: int) -> float:
    """The gain that `place` others exceed or equal; 0 where there are not so many."""
    if place >= len(gain):
        return 0.0
    place = len(gain) - 1 - place
    return float(np.partition(gain, place)[place])


def _price(gain: Array, resource: Array, by_ratio: Places, *, taken: int) -> float:
    if taken == len(by_ratio):
        return 0.0
    last = by_ratio[max(taken - 1, 0)]
    return float(gain[last] / resource[last])


def _check_budget(budget: float) -> None:
    if not budget >= 0:
        raise ValueError(say("A capacity must be 0 or more; {budget} is not.", budget=budget))
