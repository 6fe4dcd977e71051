"""The value ladder: one pile of money per policy, from doing nothing to perfect foresight."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from payoff.core.binned import side_total
from payoff.core.ranking import Ranking, Side
from payoff.core.value import Bools, Money, ValueMatrix

TRIVIAL = ("none", "all", "today")


@dataclass(frozen=True)
class Rung:
    """One policy: rows acted on (expected, if it acts at random) and net value of the file."""

    key: str
    acted: float
    value: float


@dataclass(frozen=True)
class Ladder:
    """Rungs from doing nothing upward; those that cannot be had are absent."""

    rungs: tuple[Rung, ...]

    def get(self, key: str) -> Rung | None:
        """The rung called `key`, if it stands."""
        return next((rung for rung in self.rungs if rung.key == key), None)

    @property
    def best_trivial(self) -> Rung:
        """The best policy that needs no model: nobody, everybody, or today's rule."""
        return max((rung for rung in self.rungs if rung.key in TRIVIAL), key=lambda rung: rung.value)


def value_rule(ranking: Ranking, values: ValueMatrix, acts: Bools | float) -> Rung:
    """Money of acting where `acts` (n,), in places, or on that share of rows at random; the rung has no name yet."""
    fixed = values.fixed if np.any(acts) else 0.0
    event_acted, event_value = _side_rule(ranking.events, acts, cells=(values.tp, values.fn))
    other_acted, other_value = _side_rule(ranking.others, acts, cells=(values.fp, values.tn))
    return Rung("", event_acted + other_acted, event_value + other_value - fixed)


def value_perfect(ranking: Ranking, values: ValueMatrix) -> Rung:
    """Money of knowing every outcome before acting; acts only where that pays."""
    event_pays, other_pays = np.greater(values.tp, values.fn), np.greater(values.fp, values.tn)
    event = _side_rule(ranking.events, event_pays, cells=(values.tp, values.fn))
    other = _side_rule(ranking.others, other_pays, cells=(values.fp, values.tn))
    acted, value = event[0] + other[0], event[1] + other[1]
    idle = value_rule(ranking, values, 0.0).value
    # With a fixed cost even a prophet may do best by staying away.
    return Rung("perfect", acted, value - values.fixed) if value - values.fixed > idle else Rung("perfect", 0.0, idle)


def _side_rule(side: Side, acts: Bools | float, *, cells: tuple[Money, Money]) -> tuple[float, float]:
    """Rows acted on and money of one side, when `acts` where acting pays cells[0] and leaving cells[1]."""
    start, stop = side.places.start, side.places.stop
    share = np.asarray(acts, dtype=float)
    taken = side_total(share if share.ndim else float(share), side, start=start, stop=stop)
    gain = np.subtract(cells[0], cells[1])
    left = side_total(cells[1], side, start=start, stop=stop)
    added = share * gain
    return taken, left + side_total(added if np.ndim(added) else float(added), side, start=start, stop=stop)
