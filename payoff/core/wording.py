"""Numbers as a reader sees them: three significant digits, a unit, a true minus sign, n/a where undefined."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Literal, cast

from payoff.core.message import Message, Translate, say

Form = Literal["money", "exact", "percent", "count", "decimal", "quantity", "date"]

UNDEFINED = say("n/a")
MINUS = "\u2212"
SPACE = "\u00a0"
"""No-break, so that a number never leaves its unit at a line's end."""


class Number(Message):
    """A number as English writes it, which remembers what it is, so that another language can write it its own way."""

    def __new__(cls, template: str, values: Mapping[str, object]) -> Number:
        number = str.__new__(cls, template)
        number.template, number.values = template, dict(values)
        return number

    @property
    def form(self) -> Form:
        """Which kind of number it is."""
        return cast(Form, self.values["form"])

    @property
    def value(self) -> float:
        """The number itself; a date has none."""
        return cast(float, self.values["value"])

    @property
    def unit(self) -> str:
        """Currency or unit, which may be a message; empty where the form needs none."""
        return cast(str, self.values["unit"])

    def render(self, translate: Translate) -> str:
        """What `translate` makes of it: one that knows numbers writes it anew, any other leaves it as it stands."""
        return translate(self)


_PREFIXES = ((1e12, "T"), (1e9, "bn"), (1e6, "M"), (1e3, "k"))


def money(value: float | None, currency: str) -> Message:
    """61_345.0 in DM as "DM 61.3 k"; a loss as "−DM 4.10 k"."""
    if value is None or math.isnan(value):
        return UNDEFINED
    digits = _three_digits(abs(value))
    sign = MINUS if value < 0 and digits.strip("0.") else ""
    return _number(f"{sign}{currency}{SPACE}{digits}", "money", value, currency)


def exact_money(value: float | None, currency: str) -> Message:
    """All of it, to the cent: "DM 61,345.20"."""
    if value is None or math.isnan(value):
        return UNDEFINED
    return _number(f"{MINUS if value < 0 else ''}{currency}{SPACE}{abs(value):,.2f}", "exact", value, currency)


def percent(share: float | None) -> Message:
    """A fraction as a percentage of three significant digits: 0.1239 is "12.4 %"."""
    if share is None or math.isnan(share):
        return UNDEFINED
    return _number(f"{MINUS if share < 0 else ''}{significant(abs(share) * 100)}{SPACE}%", "percent", share)


def count(number: float | None) -> Message:
    """A whole number with its thousands apart: "12,400"."""
    if number is None or math.isnan(number):
        return UNDEFINED
    return _number(f"{number:,.0f}".replace("-", MINUS), "count", number)


def decimal(value: float | None, places: int = 2) -> Message:
    """A probability, threshold or score with fixed places: "0.31"; infinite thresholds say what they mean."""
    if value is None or math.isnan(value):
        return UNDEFINED
    if math.isinf(value):
        return say("never") if value > 0 else say("always")
    return _number(f"{value:.{places}f}".replace("-", MINUS), "decimal", value)


def bare(value: float, digits: int = 10) -> str:
    """A number as a file holds it, without a unit, to so many significant digits: "−2,255.5"."""
    return f"{value:,.{digits}g}".replace("-", MINUS)


BASES: Mapping[str, Message] = {
    "measured": say("measured"),
    "expected": say("expected"),
    "attributed": say("attributed"),
    "incremental": say("incremental"),
}


def say_basis(basis: str) -> Message:
    """How money is known, the word that stands beside every sum."""
    return BASES[basis]


def day(date: str) -> Message:
    """A date written year, month, day, or less of it: "2026-11-22", "2026-02", "2014"."""
    return _number(date, "date", math.nan)


def quantity(value: float | None, unit: str, currency: str = "") -> Message:
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
    return _number(f"{sign}{digits}{SPACE}{unit}".rstrip(), "quantity", value, unit)


def _number(text: str, form: Form, value: float, unit: str = "") -> Number:
    return Number(text, {"form": form, "value": value, "unit": unit})


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
