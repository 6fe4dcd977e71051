"""Scale: how unit cost falls with experience and with volume."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from payoff.core.answer import Answer, undefined
from payoff.core.message import say
from payoff.core.value import Array, Money

Convention = Literal["unit", "cumulative average"]


@dataclass(frozen=True)
class ExperienceCurve:
    """Each doubling of cumulative output multiplies cost by `rate` (0.8 for an 80 % curve); `first` is the first unit's cost.

    `convention` says which cost falls: that of the n-th unit ("unit", Crawford) or the average of the first n ("cumulative
    average", Wright 1936). Sources swap the two names, so go by the formula: c_n = c_1 · n^{log2 rate} of whichever it is.
    """

    first: float
    rate: float
    convention: Convention

    @property
    def slope(self) -> float:
        """The exponent log2(rate), negative where cost falls."""
        return math.log2(self.rate)

    def unit_costs(self, units: int) -> Array:
        """Cost of unit 1 … `units`, (units,)."""
        if self.convention == "unit":
            return np.asarray(self.first * np.arange(1, units + 1) ** self.slope, dtype=np.float64)
        return np.diff(self.total_costs(units), prepend=0.0)

    def total_costs(self, units: int) -> Array:
        """Cost of the first 1 … `units` together, (units,)."""
        if self.convention == "unit":
            return np.cumsum(self.unit_costs(units))
        return np.asarray(self.first * np.arange(1, units + 1) ** (self.slope + 1.0), dtype=np.float64)


def average_cost(fixed: float, variable: float, *, volume: Money) -> Money:
    """Fixed cost spread over `volume` plus the variable cost of one unit: F/q + v."""
    return fixed / volume + variable


def minimum_efficient_scale(fixed: float, variable: float, *, within: float) -> Answer:
    """The volume from which average cost lies within a share `within` (0.05 for 5 %) of the variable cost: F / (within · v)."""
    if variable <= 0:
        return undefined(say("Without a variable cost, average cost falls for ever and no volume is the efficient one."))
    return Answer(fixed / (within * variable))


def network_value(users: Money, *, law: Literal["metcalfe", "odlyzko"]) -> Money:
    """Relative value of a network, n² (Metcalfe) or n·ln n (Odlyzko and Tilly 2005): illustrative only, in no currency."""
    return users**2 if law == "metcalfe" else users * np.log(users)
