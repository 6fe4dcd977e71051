"""The swap set: who gets in and who falls out when one approval rule replaces another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from payoff.core.message import say
from payoff.core.value import Array, Bools


@dataclass(frozen=True)
class SwapCell:
    """The rows that both rules treat alike or differently; rates are None where no row stands behind them."""

    rows: int
    known: int
    """Rows whose outcome was observed; those rejected in the past have none."""
    bad_rate: float | None
    """Share of events among the known rows."""
    modelled_bad_rate: float | None
    """Mean probability of the event over all rows of the cell."""
    money: float
    """What approving these rows is worth beyond rejecting them."""


@dataclass(frozen=True)
class SwapSet:
    """Approved by both, by the new rule only, by the old rule only, by neither."""

    both: SwapCell
    swapped_in: SwapCell
    swapped_out: SwapCell
    neither: SwapCell

    @property
    def gain(self) -> float:
        """What the new rule earns beyond the old one."""
        return self.swapped_in.money - self.swapped_out.money


@dataclass(frozen=True)
class Applicants:
    """Per row (n,): probability of the event, its outcome (1, 0 or NaN where unknown), money of approving beyond rejecting."""

    probability: Array
    outcome: Array
    money: Array


def swap_set(old: Bools, new: Bools, applicants: Applicants) -> SwapSet:
    """Compare two rules given as approvals (n,); for a fair comparison let both approve equally many."""
    return SwapSet(
        both=_cell(old & new, applicants),
        swapped_in=_cell(new & ~old, applicants),
        swapped_out=_cell(old & ~new, applicants),
        neither=_cell(~old & ~new, applicants),
    )


def approve_at_most(score: Array, count: int) -> Bools:
    """Approve the lowest scores (n,), `count` rows or fewer: a tie is taken or left as a whole."""
    if not 0 <= count <= len(score):
        raise ValueError(say("{count} approvals are asked for, and there are {score} applicants.", count=count, score=len(score)))
    if count == len(score):
        return np.ones(len(score), dtype=bool)
    return score < np.partition(score, count)[count]


def _cell(rows: Bools, applicants: Applicants) -> SwapCell:
    outcome = applicants.outcome[rows]
    known = outcome[~np.isnan(outcome)]
    return SwapCell(
        rows=int(rows.sum()),
        known=len(known),
        bad_rate=float(known.mean()) if len(known) else None,
        modelled_bad_rate=float(applicants.probability[rows].mean()) if rows.any() else None,
        money=float(applicants.money[rows].sum()),
    )
