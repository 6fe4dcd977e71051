"""When money comes back: payback, break-even volume and month, and the deepest point of the purse."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from payoff.core.answer import Answer, undefined
from payoff.core.finance import Flows
from payoff.core.message import say


@dataclass(frozen=True)
class Trough:
    """The lowest cumulative cash and the period it falls in; zero or above means the purse never went negative."""

    cash: float
    period: int


def payback(flows: Flows) -> Answer:
    """Periods until the cumulative flow, once negative, first returns to zero, the last one counted in proportion.

    The flow of a period is taken to arrive evenly over it; the first flow falls at time 0.
    """
    cumulative = np.cumsum(np.asarray(flows, dtype=np.float64))
    period = _first_return(cumulative)
    if isinstance(period, str):
        return undefined(period)
    before, after = cumulative[period - 1], cumulative[period]
    return Answer(float(period - 1 + before / (before - after)))


def discounted_payback(rate: float, flows: Flows) -> Answer:
    """Payback of the flows' present values at `rate` per period (first flow at time 0)."""
    money = np.asarray(flows, dtype=np.float64)
    return payback(money / (1.0 + rate) ** np.arange(money.size))


def break_even_period(flows: Flows) -> Answer:
    """The first whole period at whose end the cumulative flow, once negative, is back at zero or above."""
    period = _first_return(np.cumsum(np.asarray(flows, dtype=np.float64)))
    return undefined(period) if isinstance(period, str) else Answer(float(period))


def break_even_volume(fixed: float, price: float, *, variable: float) -> Answer:
    """Units at which contribution covers the fixed cost, fixed / (price − variable); money per unit, not rounded up."""
    if price <= variable:
        return undefined(
            say("Each unit costs {variable:g} and brings {price:g}: no volume covers the fixed cost.", variable=variable, price=price)
        )
    return Answer(fixed / (price - variable))


def cash_trough(flows: Flows) -> Trough:
    """The most that has to be financed: the minimum of the cumulative flow."""
    cumulative = np.cumsum(np.asarray(flows, dtype=np.float64))
    period = int(np.argmin(cumulative))
    return Trough(float(cumulative[period]), period)


def _first_return(cumulative: npt.NDArray[np.float64]) -> int | str:
    """The period of the first return to zero after being negative, or why there is none."""
    below = cumulative < 0
    if not below.any():
        return say("The cumulative cash flow is never negative: there is nothing to pay back.")
    returns = np.flatnonzero(below[:-1] & ~below[1:])
    if returns.size == 0:
        return say("The outlay is not recovered within {size} periods.", size=cumulative.size - 1)
    return int(returns[0]) + 1
