"""How far each point of a profit curve would move if the file were drawn again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from payoff.core.binned import bin_money
from payoff.core.ranking import Ranking
from payoff.core.value import Array, ValueMatrix
from payoff.core.verdict import NORMAL_QUANTILE


@dataclass(frozen=True)
class Band:
    """Bounds (B+1,) at the points of a curve that hold 90 % of redrawn files."""

    low: Array
    high: Array


def bound_value(ranking: Ranking, values: ValueMatrix) -> Band:
    """Band of the net value; outcomes known.

    The variance of a sum under redrawing n rows is Σ v² − (Σ v)²/n, known without drawing; the band is normal.
    """
    squares = ValueMatrix(np.square(values.tp), np.square(values.fp), np.square(values.tn), np.square(values.fn))
    return _band(ranking, values, squares=squares)


def bound_gain(ranking: Ranking, values: ValueMatrix) -> Band:
    """Band of the value above acting on nobody, whose own uncertainty then cancels."""
    event_gain, other_gain = values.event_gain, np.negative(values.other_loss)
    gains = ValueMatrix(event_gain, other_gain, 0.0, 0.0, values.fixed)
    return _band(ranking, gains, squares=ValueMatrix(np.square(event_gain), np.square(other_gain), 0.0, 0.0))


def _band(ranking: Ranking, values: ValueMatrix, *, squares: ValueMatrix) -> Band:
    money, square = bin_money(ranking, values), bin_money(ranking, squares)
    total = _along(money.acted, money.left)
    spread = NORMAL_QUANTILE * np.sqrt(np.maximum(_along(square.acted, square.left) - total**2 / ranking.rows, 0.0))
    net = total - np.concatenate([[0.0], np.full(len(total) - 1, values.fixed)])
    return Band(net - spread, net + spread)


def _along(acted: Array, left: Array) -> Array:
    """Sum over the file at each point of the curve."""
    return np.concatenate([[0.0], np.cumsum(acted)]) + np.concatenate([np.cumsum(left[::-1])[::-1], [0.0]])
