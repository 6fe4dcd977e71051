"""How far each point of a profit curve would move if the file were drawn again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from payoff.core.binned import BinnedMoney
from payoff.core.value import Array, ValueMatrix
from payoff.core.verdict import NORMAL_QUANTILE


@dataclass(frozen=True)
class Band:
    """Bounds (B+1,) at the points of a curve that hold 90 % of redrawn files."""

    low: Array
    high: Array


def square_cells(values: ValueMatrix) -> ValueMatrix:
    """Squared cells, whose sums per bin a band of the net value needs."""
    return ValueMatrix(np.square(values.tp), np.square(values.fp), np.square(values.tn), np.square(values.fn))


def square_gains(values: ValueMatrix) -> ValueMatrix:
    """Squared gains of acting, for a band of the value above acting on nobody."""
    return ValueMatrix(np.square(values.event_gain), np.square(values.other_loss), 0.0, 0.0)


def bound_value(money: BinnedMoney, squares: BinnedMoney, rows: int) -> Band:
    """Band of the net value of `rows` rows with known outcomes.

    The variance of a sum under redrawing n rows is Σ v² − (Σ v)²/n, known without drawing; the band is normal.
    """
    total = _along(money.acted, money.left)
    return _band(total, _along(squares.acted, squares.left), rows, fixed=money.fixed)


def bound_gain(money: BinnedMoney, squares: BinnedMoney, rows: int) -> Band:
    """Band of the value above acting on nobody, whose own uncertainty then cancels; `squares` of the gains."""
    total = np.concatenate([[0.0], np.cumsum(money.gain)])
    return _band(total, _along(squares.acted, squares.left), rows, fixed=money.fixed)


def _band(total: Array, square: Array, rows: int, *, fixed: float) -> Band:
    spread = NORMAL_QUANTILE * np.sqrt(np.maximum(square - total**2 / rows, 0.0))
    net = total - np.where(np.arange(len(total)) > 0, fixed, 0.0)
    return Band(net - spread, net + spread)


def _along(acted: Array, left: Array) -> Array:
    """Sum over the file at each point of the curve."""
    return np.concatenate([[0.0], np.cumsum(acted)]) + np.concatenate([np.cumsum(left[::-1])[::-1], [0.0]])
