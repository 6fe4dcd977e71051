"""Screening as work and money: who is worked up, what a found case costs, and how long the others wait."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from payoff.core.answer import Answer, quotient
from payoff.core.capacity import allocate_count
from payoff.core.message import say
from payoff.core.value import Array, Bools

NOBODY_FOUND = say("No case is found, so there is no number per case found.")


@dataclass(frozen=True)
class DiagnosticTest:
    """One test: sensitivity and specificity as shares, and its cost per person tested."""

    sensitivity: float
    specificity: float
    cost: float


@dataclass(frozen=True)
class Yield:
    """What screening a population finds and costs; counts of persons (expected where a test is described by its rates)."""

    screened: float
    flagged: float
    true_positives: float
    missed: float
    cost: float

    @property
    def needed_to_evaluate(self) -> Answer:
        """Persons worked up per case found, 1 / PPV."""
        return quotient(self.flagged, self.true_positives, reason=NOBODY_FOUND)

    @property
    def cost_per_case(self) -> Answer:
        """Money spent on tests and work-ups per case found."""
        return quotient(self.cost, self.true_positives, reason=NOBODY_FOUND)


@dataclass(frozen=True)
class Queue:
    """A waiting list at the end of each week (W,), and the weeks that a person joining then waits."""

    waiting: Array
    wait: Array


def screen(flagged: Bools, outcome: Array, *, test_cost: float, work_up_cost: float) -> Yield:
    """Count a screening round: `flagged` (n,) bool go on to the work-up, `outcome` (n,) is 1 or 0, all known."""
    sick = outcome == 1
    found, worked_up = float((flagged & sick).sum()), float(flagged.sum())
    cost = len(flagged) * test_cost + worked_up * work_up_cost
    return Yield(float(len(flagged)), worked_up, found, float(sick.sum()) - found, cost)


def screen_in_two_stages(persons: float, prevalence: float, *, first: DiagnosticTest, second: DiagnosticTest) -> Yield:
    """Give the `second` test to those the `first` flags; its errors are taken as independent of the first's given disease.

    Real tests often err together, so this is the optimistic end for specificity; `flagged` are positive on both.
    """
    sick = persons * prevalence
    sick_on, well_on = sick * first.sensitivity, (persons - sick) * (1.0 - first.specificity)
    found, false_alarm = sick_on * second.sensitivity, well_on * (1.0 - second.specificity)
    cost = persons * first.cost + (sick_on + well_on) * second.cost
    return Yield(persons, found + false_alarm, found, sick - found, cost)


def needed_to_treat(risk_untreated: float, risk_treated: float) -> Answer:
    """Persons treated per event prevented, 1 / absolute risk reduction; negative where treatment does harm."""
    return quotient(1.0, risk_untreated - risk_treated, reason=say("Treatment does not change the risk, so treating prevents no event."))


def needed_to_screen(risk_reduction: float, undetected: float) -> Answer:
    """Persons screened per event prevented: 1 / (risk reduction · prevalence of `undetected` disease) (Rembold 1998)."""
    return quotient(1.0, risk_reduction * undetected, reason=say("Screening prevents no event under these rates."))


def sensitivity_at(probability: Array, outcome: Array, slots: int) -> Answer:
    """Share of the cases among the `slots` persons at highest probability (n,); ties fill in row order, as a list is worked off."""
    taken = allocate_count(probability, slots).acts
    sick = outcome == 1
    return quotient(float((taken & sick).sum()), float(sick.sum()), reason=say("There is no case, so there is no share of cases found."))


def work_off(arrivals: Array, slots: float, *, waiting: float) -> Queue:
    """Follow a waiting list week by week: `arrivals` (W,) join, up to `slots` are seen, `waiting` were there before."""
    if slots <= 0:
        raise ValueError(say("Without a slot per week nobody is ever seen; give a positive number of slots."))
    # The list is the running surplus over its own past minimum (Lindley's recursion), hence no loop.
    surplus = waiting + np.cumsum(np.asarray(arrivals, dtype=np.float64) - slots)
    left = surplus - np.minimum(np.minimum.accumulate(surplus), 0.0)
    return Queue(left, left / slots)
