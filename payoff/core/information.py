"""What knowing more would be worth before deciding."""

from __future__ import annotations

import numpy as np
from scipy.stats import norm

from payoff.core.message import say
from payoff.core.value import Array, Bools, ValueMatrix, expected_value


def value_of_perfect_information(values: ValueMatrix, p: Array, acts: Bools) -> Array:
    """Per row (n,): expected value of learning the outcome before acting, less that of acting where `acts`."""
    perfect = p * np.maximum(values.tp, values.fn) + (1 - p) * np.maximum(values.fp, values.tn)
    return perfect - expected_value(values, p, acts)


def evpi_normal(mean: float, sd: float, alternative: float) -> float:
    """Expected value of perfect information on a normal value whose rival is worth `alternative`: the unit normal loss integral."""
    if not sd >= 0:
        raise ValueError(say("A standard deviation must be 0 or more; {sd:g} is not.", sd=sd))
    if sd == 0:
        return 0.0
    distance = abs(mean - alternative) / sd
    return float(sd * (norm.pdf(distance) - distance * norm.sf(distance)))


def evpi_draws(value: Array) -> float:
    """The same from draws: `value` (S, D) of D decisions in S draws of the assumptions; E[max] − max E."""
    return float(value.max(axis=1).mean() - value.mean(axis=0).max())


def evppi_draws(value: Array, parameter: Array, *, bins: int = 20) -> float:
    """What knowing one assumption alone would be worth: `value` (S, D), its draws `parameter` (S,).

    The mean value given the parameter is taken within `bins` groups of equal size (Strong and Oakley 2013); biased upwards
    when a group holds few draws.
    """
    groups = np.array_split(np.argsort(parameter, kind="stable"), bins)
    best = sum(len(group) * value[group].mean(axis=0).max() for group in groups)
    return float(best / len(value) - value.mean(axis=0).max())
