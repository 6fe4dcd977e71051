"""Axes: round steps, and money shortened by thousands, millions or more."""

from __future__ import annotations

import math
from dataclasses import dataclass

from payoff.core.message import say

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True)
class Scale:
    """What figures on an axis are divided by, its number format in office programs, and the axis's name."""

    factor: float
    format: str
    name: str


def scale_of(largest: float, currency: str) -> Scale:
    """The scale for money up to `largest` in size."""
    if largest >= 2e12:
        return Scale(1e12, _format(largest / 1e12, ",,,,"), say("{currency}, trillions", currency=currency))
    if largest >= 2e9:
        return Scale(1e9, _format(largest / 1e9, ",,,"), say("{currency}, billions", currency=currency))
    if largest >= 2e6:
        return Scale(1e6, _format(largest / 1e6, ",,"), say("{currency}, millions", currency=currency))
    if largest >= 2e3:
        return Scale(1e3, _format(largest / 1e3, ","), say("{currency}, thousands", currency=currency))
    return Scale(1.0, _format(largest, ""), say("{currency}", currency=currency))


def places_of(largest: float) -> int:
    """Decimals that steps up to `largest` need."""
    return 0 if largest >= 10 or largest == 0 else 1 if largest >= 1 else 1 - math.floor(math.log10(largest))


def steps_between(low: float, high: float, *, about: int = 5) -> tuple[float, ...]:
    """Round numbers, evenly apart, from at or below `low` to at or above `high`, nothing among them; about so many."""
    low, high = min(low, 0.0), max(high, 0.0)
    if high == low:
        high = low + 1.0
    rough = (high - low) / about
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(size * multiple for multiple in STEPS if size * multiple >= rough * 0.999999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(place * step for place in range(first, last + 1))


def _format(largest: float, shorten: str) -> str:
    places = places_of(largest)
    digits = f"#,##0.{'0' * places}{shorten}" if places else f"#,##0{shorten}"
    return f"{digits};\u2212{digits};0"
