"""What a contact added, measured against a randomised control group; without one the question is refused."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.stats import binomtest, norm

from payoff.core.answer import Answer, quotient, undefined
from payoff.core.message import say
from payoff.core.value import Array, Bools

DOUBTFUL = 0.001
"""Below this p-value the arms differ from what was planned by more than chance explains (a common alarm level)."""


class NoExperimentError(ValueError):
    """An incremental claim was asked of data that cannot carry one; the message says why."""


@dataclass(frozen=True)
class Trial:
    """A randomised test: outcome (n,) (response or money) and who was treated (n,)."""

    outcome: Array
    treated: Bools

    def take(self, rows: Bools) -> Trial:
        """The part of the trial in `rows` (n,)."""
        return Trial(self.outcome[rows], self.treated[rows])


@dataclass(frozen=True)
class Effect:
    """Difference of the arms' means with its standard error and two-sided interval at `level`."""

    difference: float
    error: float
    low: float
    high: float
    treated: int
    control: int


@dataclass(frozen=True)
class Increment:
    """What treating `rows` customers added in total, after `cost`, with the standard error of that value."""

    rows: int
    added: float
    cost: float
    error: float

    @property
    def profit(self) -> float:
        """Added value less the cost of treating."""
        return self.added - self.cost

    @property
    def return_on_spend(self) -> Answer:
        """iROAS: value added per unit of cost."""
        return quotient(self.added, self.cost, reason=say("Treating cost nothing."))


def read_trial(outcome: Array, treatment: Array | None, *, randomised: bool) -> Trial:
    """Accept a trial, or raise NoExperimentError: attributed value is not incremental value.

    `treatment` (n,) is 1 or 0; `randomised` is the owner's statement that chance alone decided who was treated.
    """
    if treatment is None:
        raise NoExperimentError(
            say(
                "There is no treatment column. Without a randomised control group nobody can tell what the contact "
                "added; only attributed value is shown. Leave a random part of the customers alone next time."
            )
        )
    if not randomised:
        raise NoExperimentError(
            say(
                "The treatment was not assigned at random, so those treated differ from the others for reasons of their "
                "own; their difference is not what the treatment added."
            )
        )
    if not np.isin(treatment, (0, 1)).all() or np.isnan(outcome).any():
        raise NoExperimentError(say("Treatment must be 1 or 0 and the outcome known in every row."))
    treated = np.asarray(treatment) == 1
    if min(treated.sum(), (~treated).sum()) < 2:
        raise NoExperimentError(say("Both arms of the trial need at least two customers."))
    return Trial(np.asarray(outcome, dtype=np.float64), treated)


def measure_effect(trial: Trial, *, level: float) -> Effect:
    """Average effect of treatment with Welch's standard error and a normal interval at `level` (0.95 for 95 %)."""
    ours, theirs = trial.outcome[trial.treated], trial.outcome[~trial.treated]
    if min(len(ours), len(theirs)) < 2:
        raise NoExperimentError(say("One arm has fewer than two customers here, so its spread is unknown; take a larger group."))
    difference = float(ours.mean() - theirs.mean())
    error = math.sqrt(ours.var(ddof=1) / len(ours) + theirs.var(ddof=1) / len(theirs))
    reach = float(norm.ppf(0.5 + level / 2)) * error
    return Effect(difference, error, difference - reach, difference + reach, len(ours), len(theirs))


def measure_increment(trial: Trial, selected: Bools, *, cost: float) -> Increment:
    """What treating the `selected` rows (n,) adds: their own effect times their number, each treated at `cost`.

    The outcome must be money for the profit to be one.
    """
    effect = measure_effect(trial.take(selected), level=0.95)
    rows = int(selected.sum())
    return Increment(rows, effect.difference * rows, cost * rows, effect.error * rows)


def attributed_value(trial: Trial) -> float:
    """What naive attribution would credit to the treatment: everything that the treated brought."""
    return float(trial.outcome[trial.treated].sum())


def check_split(trial: Trial, planned: float) -> Answer:
    """Probability of a split at least as uneven as the trial's were a share `planned` treated at random (sample ratio mismatch)."""
    if not 0 < planned < 1:
        return undefined(say("A planned share must lie inside 0 and 1."))
    return Answer(float(binomtest(int(trial.treated.sum()), len(trial.treated), planned).pvalue))


def check_balance(trial: Trial, score: Array) -> Answer:
    """Probability of so large a difference in the `score` (n,) between arms under random assignment; small is a bad sign."""
    arms = measure_effect(Trial(score, trial.treated), level=0.95)
    if arms.error == 0:
        return undefined(say("The score is the same in each arm, so its balance says nothing."))
    return Answer(float(2 * norm.sf(abs(arms.difference) / arms.error)))
