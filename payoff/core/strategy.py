"""The strategy curve: bad rate, expected loss, capital and value of the book at every approval rate."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from payoff.core.binned import bin_money
from payoff.core.curve import value_curve
from payoff.core.message import say
from payoff.core.ranking import Ranking
from payoff.core.value import Array, Money, ValueMatrix


@dataclass(frozen=True)
class StrategyCurve:
    """The book (B+1,) at each cut, from approving everybody to approving nobody (Thomas 2000).

    Rejecting is acting, so approvals are the rows whose score lies below `threshold`. `approval` is a share of all rows,
    `bad_rate` a share of the approved (NaN where nobody is), the others money of the whole file.
    """

    threshold: Array
    approval: Array
    bad_rate: Array
    value: Array
    expected_loss: Array
    capital: Array


def strategy_curve(ranking: Ranking, values: ValueMatrix, *, expected_loss: Money, capital: Money) -> StrategyCurve:
    """Sum the approved book at every cut; all columns (n,) in the ranking's places, or one number per row."""
    curve = value_curve(ranking, values)
    approved = ranking.rows - curve.acted
    bad = _of_approved(ranking, ValueMatrix(tp=0.0, fp=0.0, tn=0.0, fn=1.0))
    rate = np.divide(bad, approved, out=np.full_like(bad, np.nan), where=approved > 0)
    return StrategyCurve(
        threshold=curve.threshold,
        approval=approved / ranking.rows,
        bad_rate=rate,
        value=curve.value,
        expected_loss=_of_approved(ranking, ValueMatrix(0.0, 0.0, tn=expected_loss, fn=expected_loss)),
        capital=_of_approved(ranking, ValueMatrix(0.0, 0.0, tn=capital, fn=capital)),
    )


def find_approval(curve: StrategyCurve, approval: float) -> int:
    """The point that approves the most without exceeding the `approval` rate, for instance today's."""
    if not 0 <= approval <= 1:
        raise ValueError(say("An approval rate lies between 0 and 1; {approval} does not.", approval=approval))
    return int(np.flatnonzero(curve.approval <= approval + 1e-12)[0])


def _of_approved(ranking: Ranking, cells: ValueMatrix) -> Array:
    """Sum over the rows not acted on at every cut, (B+1,)."""
    left = bin_money(ranking, cells).left
    return np.concatenate([np.cumsum(left[::-1])[::-1], [0.0]])
