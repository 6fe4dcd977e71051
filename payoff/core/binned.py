"""Money of both actions summed per score bin: all that a curve, a count or a band needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from payoff.core.ranking import Places, Ranking, Side, segment_sums
from payoff.core.sweep import holds, sweep
from payoff.core.value import Array, Money, ValueMatrix


@dataclass(frozen=True)
class BinnedMoney:
    """Per bin (B,): the money of each cell were the whole bin acted on (`tp`, `fp`) or left (`tn`, `fn`)."""

    tp: Array
    fp: Array
    tn: Array
    fn: Array
    fixed: float

    @property
    def acted(self) -> Array:
        """Money of acting on each bin, (B,), before `fixed`."""
        return self.tp + self.fp

    @property
    def left(self) -> Array:
        """Money of leaving each bin, (B,)."""
        return self.tn + self.fn

    @property
    def gain(self) -> Array:
        """What acting on each bin adds to leaving it, (B,), before `fixed`."""
        return self.acted - self.left


def bin_money(ranking: Ranking, values: ValueMatrix) -> BinnedMoney:
    """Sum the cells of `values` (in the ranking's places) per bin; expected money when outcomes are unknown."""
    reader = MoneyReader(ranking)
    sweep(ranking, values.take, [reader])
    return reader.money


class BinSums:
    """Running sums of one side's cells per bin."""

    def __init__(self, side: Side) -> None:
        self._side = side
        self.acted, self.left = np.zeros(len(side.count)), np.zeros(len(side.count))

    def add(self, block: slice, act: Money, leave: Money) -> None:
        """Add the two cells of a block to the bins it falls in."""
        if not holds(self._side, block):
            return
        first, last, edges = _bins_of(self._side, block)
        weight = None if self._side.weight is None else self._side.weight[block]
        for sums, cell in ((self.acted, act), (self.left, leave)):
            sums[first:last] += _sum(cell, weight, edges)


class MoneyReader:
    """Reads the money of every cell per bin, of a matrix that `change` may alter first (its squares, say)."""

    def __init__(self, ranking: Ranking, change: Callable[[ValueMatrix], ValueMatrix] = lambda values: values) -> None:
        self._change = change
        self._events, self._others = BinSums(ranking.events), BinSums(ranking.others)
        self._fixed = 0.0

    def read(self, block: slice, values: ValueMatrix) -> None:
        changed = self._change(values)
        self._events.add(block, changed.tp, changed.fn)
        self._others.add(block, changed.fp, changed.tn)
        self._fixed = changed.fixed

    @property
    def money(self) -> BinnedMoney:
        """What was read."""
        return BinnedMoney(self._events.acted, self._others.acted, self._others.left, self._events.left, self._fixed)


def _bins_of(side: Side, block: slice) -> tuple[int, int, Places]:
    """First and last bin (exclusive) that a block touches, and their edges inside it."""
    first = int(np.searchsorted(side.edges, block.start, side="right")) - 1
    last = int(np.searchsorted(side.edges, block.stop, side="left"))
    edges = side.edges[first : last + 1] - block.start
    edges[0], edges[-1] = 0, block.stop - block.start
    return first, last, edges


def _sum(cell: Money, weight: Array | None, edges: Places) -> Array:
    if np.ndim(cell) == 0:
        return float(cell) * (np.diff(edges) if weight is None else segment_sums(weight, edges))
    money = np.asarray(cell)
    return segment_sums(money if weight is None else money * weight, edges)
