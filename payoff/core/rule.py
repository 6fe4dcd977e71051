"""Policies that decide row by row, and what they are worth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from payoff.core.binned import BinnedMoney
from payoff.core.ranking import Places, Ranking, Side
from payoff.core.sweep import Evaluate, cell_sum, holds, sweep
from payoff.core.value import Array, Bools, Money, UnreasonableValuesError, ValueMatrix, bayes_threshold

Choose = Callable[[slice, ValueMatrix], Bools]
"""Which rows of a block to act on."""


@dataclass(frozen=True)
class Outturn:
    """What a policy does to a file: rows acted on (expected, if it acts at random) and net value."""

    acted: float
    value: float


class Policy(Protocol):
    """A reader that knows its outturn once the sweep is over."""

    def read(self, block: slice, values: ValueMatrix) -> None: ...
    @property
    def outturn(self) -> Outturn: ...


def value_rule(ranking: Ranking, values: ValueMatrix, acts: Bools) -> Outturn:
    """Money of acting where `acts` (n,), in places as `values`."""
    policy = RowRule(ranking, lambda block, _: acts[block])
    sweep(ranking, values.take, [policy])
    return policy.outturn


def value_share(money: BinnedMoney, rows: int, share: float) -> Outturn:
    """Money of acting on `share` of the rows at random: an exact expectation; 0 acts on nobody, 1 on everybody."""
    value = share * float(money.acted.sum()) + (1 - share) * float(money.left.sum())
    return Outturn(share * rows, value - (money.fixed if share > 0 else 0.0))


def value_places(ranking: Ranking, evaluate: Evaluate, places: Places, *, money: BinnedMoney) -> Outturn:
    """Money of acting on a few `places` (k,) and leaving the rest; looks at no other row."""
    value = value_share(money, ranking.rows, 0.0).value
    values = evaluate(places)
    for side, gain in ((ranking.events, values.event_gain), (ranking.others, np.negative(values.other_loss))):
        here = (places >= side.places.start) & (places < side.places.stop)
        weight = here.astype(float) if side.weight is None else side.weight[places]
        value += float(np.sum(weight * gain))
    return Outturn(float(len(places)), value - (money.fixed if len(places) else 0.0))


class RowRule:
    """Acts on the rows that `choose` picks in each block."""

    def __init__(self, ranking: Ranking, choose: Choose) -> None:
        self._ranking, self._choose = ranking, choose
        self._acted = self._money = self._fixed = 0.0

    def read(self, block: slice, values: ValueMatrix) -> None:
        acts = self._choose(block, values)
        self._fixed = values.fixed
        for side, act, leave in _cells(self._ranking, values):
            if holds(side, block):
                self._acted += cell_sum(acts, side, block)
                self._money += cell_sum(np.where(acts, act, leave), side, block)

    @property
    def outturn(self) -> Outturn:
        return Outturn(self._acted, self._money - (self._fixed if self._acted else 0.0))


class BayesRule:
    """Acts on each row from its own Bayes threshold; `unreasonable` holds the places that have none."""

    def __init__(self, ranking: Ranking, probability: Array) -> None:
        self._rule = RowRule(ranking, self._choose)
        self._probability = probability
        self._found: list[Places] = []

    def read(self, block: slice, values: ValueMatrix) -> None:
        self._rule.read(block, values)

    def _choose(self, block: slice, values: ValueMatrix) -> Bools:
        try:
            return np.asarray(self._probability[block] >= bayes_threshold(values))
        except UnreasonableValuesError as error:
            rows = np.arange(block.stop - block.start) if error.rows is None else error.rows
            self._found.append(rows + block.start)
            return np.zeros(block.stop - block.start, dtype=bool)

    @property
    def unreasonable(self) -> Places:
        """Places whose values leave no threshold; while there are any, the outturn means nothing."""
        return np.concatenate([np.empty(0, dtype=np.intp), *self._found])

    @property
    def outturn(self) -> Outturn:
        return self._rule.outturn


class Foresight:
    """Knows every outcome and acts only where that pays."""

    def __init__(self, ranking: Ranking) -> None:
        self._ranking = ranking
        self._acted = self._money = self._idle = self._fixed = 0.0

    def read(self, block: slice, values: ValueMatrix) -> None:
        self._fixed = values.fixed
        for side, act, leave in _cells(self._ranking, values):
            if holds(side, block):
                pays = np.broadcast_to(np.greater(act, leave), block.stop - block.start)
                self._acted += cell_sum(pays, side, block)
                self._money += cell_sum(np.maximum(act, leave), side, block)
                self._idle += cell_sum(leave, side, block)

    @property
    def outturn(self) -> Outturn:
        # With a fixed cost even a prophet may do best by staying away.
        value = self._money - self._fixed
        return Outturn(self._acted, value) if value > self._idle and self._acted else Outturn(0.0, self._idle)


def _cells(ranking: Ranking, values: ValueMatrix) -> tuple[tuple[Side, Money, Money], tuple[Side, Money, Money]]:
    return (ranking.events, values.tp, values.fn), (ranking.others, values.fp, values.tn)
