"""The value matrix: what acting and not acting is worth when the event happens and when it does not."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from payoff.core.message import say

Array = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Money = float | Array


class UnreasonableValuesError(ValueError):
    """Acting would pay only on the rows the model thinks least likely: the cells are probably swapped.

    `rows` are the positions of such rows among `of`; None when the matrix is that of one row.
    """

    def __init__(self, rows: npt.NDArray[np.intp] | None, of: int) -> None:
        self.rows, self.of = rows, of
        where = say("These values")
        if rows is not None:
            first = ", ".join(str(row + 1) for row in rows[:5])
            where = say("The values of {rows:,} of {of:,} rows (first: {first})", rows=len(rows), of=of, first=first)
        super().__init__(
            say(
                "{where} are unreasonable: acting loses money when the event happens and earns it when it does not. "
                "Check the sign and the order of the four values.",
                where=where,
            )
        )


@dataclass(frozen=True)
class ValueMatrix:
    """Four cells, each a number or one per row (n,), benefit positive; `fixed` is paid once when the rule is used.

    A rule is used as soon as it acts on one row; acting on nobody costs nothing.
    """

    tp: Money
    fp: Money
    tn: Money
    fn: Money
    fixed: float = 0.0

    @cached_property
    def event_gain(self) -> Money:
        """What acting adds on a row where the event happens (b of Elkan 2001)."""
        return self.tp - self.fn

    @cached_property
    def other_loss(self) -> Money:
        """What acting costs on a row where the event does not happen (c of Elkan 2001)."""
        return self.tn - self.fp

    def take(self, rows: slice | npt.NDArray) -> ValueMatrix:
        """The matrix of some rows, by index array, mask or slice; numbers stay numbers."""
        tp, fp, tn, fn = (cell if np.ndim(cell) == 0 else np.asarray(cell)[rows] for cell in (self.tp, self.fp, self.tn, self.fn))
        return ValueMatrix(tp, fp, tn, fn, self.fixed)


def bayes_threshold(values: ValueMatrix) -> Money:
    """The probability from which acting pays, a number or (n,): act where p >= threshold.

    c / (b + c) with b and c the two gains (Elkan 2001, eq. 2). +inf never acts (b <= 0 <= c), −inf always acts
    (c <= 0 <= b). Both gains negative raises UnreasonableValuesError.
    """
    b, c = np.asarray(values.event_gain, dtype=float), np.asarray(values.other_loss, dtype=float)
    inverted = (b < 0) & (c < 0)
    if inverted.any():
        raise UnreasonableValuesError(np.flatnonzero(inverted) if inverted.ndim else None, inverted.size)
    with np.errstate(divide="ignore", invalid="ignore"):
        threshold = c / (b + c)
    if not ((b > 0) & (c > 0)).all():
        threshold = np.where(c <= 0, -np.inf, threshold)
        threshold = np.where((b <= 0) & (c >= 0), np.inf, threshold)
    return float(threshold) if threshold.ndim == 0 else threshold


def act_gain(values: ValueMatrix, p: Array) -> Array:
    """Expected value of acting less that of not acting, (n,), money per row; `p` (n,) in 0 … 1."""
    # p (b + c) − c, written so that all but the first step happen in place: this runs over every row at every answer.
    gain = np.subtract(values.tn, values.fn)
    gain += np.subtract(values.tp, values.fp)
    gain *= p
    gain -= values.tn
    gain += values.fp
    return np.asarray(gain)


def expected_value(values: ValueMatrix, p: Array, acts: Bools) -> Array:
    """Expected money per row (n,) of acting where `acts`, before `fixed`."""
    act = p * values.tp + (1 - p) * values.fp
    leave = p * values.fn + (1 - p) * values.tn
    return np.where(acts, act, leave)


def realised_value(values: ValueMatrix, outcome: Array, acts: Bools) -> Array:
    """Money per row (n,) that acting where `acts` earned, before `fixed`; NaN where the `outcome` is unknown."""
    event = outcome == 1
    money = np.where(event, np.where(acts, values.tp, values.fn), np.where(acts, values.fp, values.tn))
    return np.where(np.isnan(outcome), np.nan, money)
