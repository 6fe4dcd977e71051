"""Numbers as a reader sees them: three significant digits, a unit, a true minus sign, n/a where undefined."""

from __future__ import annotations

import math

UNDEFINED = "n/a"
MINUS = "\u2212"
SPACE = "\u00a0"
"""No-break, so that a number never leaves its unit at a line's end."""

_PREFIXES = ((1e12, "T"), (1e9, "bn"), (1e6, "M"), (1e3, "k"))


def money(value: float | None, currency: str) -> str:
    """61_345.0 in DM as "DM 61.3 k"; a loss as "−DM 4.10 k"."""
    if value is None or math.isnan(value):
        return UNDEFINED
    digits = _three_digits(abs(value))
    sign = MINUS if value < 0 and digits.strip("0.") else ""
    return f"{sign}{currency}{SPACE}{digits}"


def percent(share: float | None) -> str:
    """A fraction as a percentage of three significant digits: 0.1239 is "12.4 %"."""
    if share is None or math.isnan(share):
        return UNDEFINED
    return f"{MINUS if share < 0 else ''}{significant(abs(share) * 100)}{SPACE}%"


def count(number: float | None) -> str:
    """A whole number with its thousands apart: "12,400"."""
    return UNDEFINED if number is None or math.isnan(number) else f"{number:,.0f}".replace("-", MINUS)


def decimal(value: float | None, places: int = 2) -> str:
    """A probability, threshold or score with fixed places: "0.31"; infinite thresholds say what they mean."""
    if value is None or math.isnan(value):
        return UNDEFINED
    if math.isinf(value):
        return "never" if value > 0 else "always"
    return f"{value:.{places}f}".replace("-", MINUS)


def quantity(value: float | None, unit: str, currency: str = "") -> str:
    """A value in its unit: percentages, money and plain numbers each in their own form."""
    if currency and unit == currency:
        return money(value, currency)
    if unit == "%":
        return percent(None if value is None else value / 100)
    if value is None or math.isnan(value):
        return UNDEFINED
    sign = MINUS if value < 0 else ""
    # A whole number is a count, and "36.0 patients" would look like a measurement.
    digits = f"{abs(value):.0f}" if float(value).is_integer() and abs(value) < 1000 else _three_digits(abs(value))
    return f"{sign}{digits}{SPACE}{unit}".rstrip()


def _three_digits(size_of: float) -> str:
    rounded = float(f"{size_of:.2e}")
    for factor, prefix in _PREFIXES:
        if rounded >= factor:
            return f"{significant(rounded / factor)}{SPACE}{prefix}"
    return significant(rounded)


def significant(size_of: float) -> str:
    """A size, 0 or more, with three significant digits and thousands apart."""
    rounded = float(f"{size_of:.2e}")
    if rounded == 0:
        return "0"
    places = max(0, 2 - math.floor(math.log10(rounded)))
    return f"{rounded:,.{min(places, 4)}f}"
