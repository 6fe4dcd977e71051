"""Where an answer flips: the value of one assumption at which the money is exactly nothing."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.optimize import brentq

from payoff.core.answer import Answer, undefined
from payoff.core.message import say

STEPS = 64
"""Intervals searched for a change of sign; two flips inside one of them go unnoticed."""


def find_break_even(value: Callable[[float], float], low: float, high: float) -> Answer:
    """The lowest number between `low` and `high` at which `value` (money) is zero; no number if it keeps its sign there.

    With the value of a loan as a function of its PD this is the break-even PD; as a function of its rate, the risk-based rate.
    """
    if not low < high:
        raise ValueError(say("A range must rise; {low:g} to {high:g} does not.", low=low, high=high))
    grid = np.linspace(low, high, STEPS + 1)
    money = np.array([value(float(number)) for number in grid])
    if np.isnan(money).any():
        return undefined(say("The value is not defined over the whole range from {low:g} to {high:g}.", low=low, high=high))
    if money[0] == 0:
        return Answer(low)
    crossed = np.flatnonzero(np.sign(money[1:]) != np.sign(money[:-1]))
    if crossed.size == 0:
        sign = say("positive") if money[0] > 0 else say("negative")
        return undefined(
            say(
                "The value stays {sign} from {low:g} to {high:g}: nothing in this range makes it break even.", sign=sign, low=low, high=high
            )
        )
    first = int(crossed[0])
    return Answer(float(brentq(value, grid[first], grid[first + 1], xtol=1e-14, rtol=1e-13)))
