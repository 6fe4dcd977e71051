"""Money of both actions summed per score bin: all that a curve, a count or a resample needs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from payoff.core.ranking import Ranking, Side, segment_sums
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
    return BinnedMoney(
        tp=_sums(values.tp, ranking.events),
        fp=_sums(values.fp, ranking.others),
        tn=_sums(values.tn, ranking.others),
        fn=_sums(values.fn, ranking.events),
        fixed=values.fixed,
    )


def side_total(cell: Money, side: Side, *, start: int, stop: int) -> float:
    """Money of one cell over the places start … stop − 1 of `side`."""
    if side.weight is None:
        return float(cell) * (stop - start) if np.ndim(cell) == 0 else float(np.sum(np.asarray(cell)[start:stop]))
    return float(np.sum(side.weight[start:stop] * (cell if np.ndim(cell) == 0 else np.asarray(cell)[start:stop])))


def _sums(cell: Money, side: Side) -> Array:
    if np.ndim(cell) == 0:
        return float(cell) * side.count
    money = np.asarray(cell)
    return segment_sums(money if side.weight is None else money * side.weight, side.edges)
