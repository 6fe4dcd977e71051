"""The value ladder: one pile of money per policy, from doing nothing to perfect foresight."""

from __future__ import annotations

from dataclasses import dataclass

from payoff.core.answer import Answer, quotient
from payoff.core.message import say
from payoff.core.rule import Outturn

TRIVIAL = ("none", "all", "today")
"""Policies that need no model, in the order of resampled columns."""


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


def build_ladder(outturns: dict[str, Outturn]) -> Ladder:
    """Rungs in the order given."""
    return Ladder(tuple(Rung(key, outturn.acted, outturn.value) for key, outturn in outturns.items()))


def savings(cost: float, cost_all: float, cost_none: float) -> Answer:
    """Share of the cost of the better trivial policy that is saved: 1 − C / min(C_all, C_none) (Bahnsen et al. 2014).

    Costs count from perfect decisions, which cost nothing.
    """
    trivial = min(cost_all, cost_none)
    missed = quotient(cost, trivial, reason=say("The better trivial policy already costs nothing, so there is nothing to save."))
    return missed if missed.value is None else Answer(1.0 - missed.value)
