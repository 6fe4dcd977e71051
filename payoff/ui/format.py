"""Numbers and names as a reader sees them: three significant digits, a unit, a true minus sign, n/a where undefined."""

from __future__ import annotations

import math
import re

from payoff.domains.term_sheet import Assumption

UNDEFINED = "n/a"
MINUS = "\u2212"
SPACE = "\u00a0"
"""No-break, so that a number never leaves its unit at a line's end."""

_PREFIXES = ((1e12, "T"), (1e9, "bn"), (1e6, "M"), (1e3, "k"))
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+!|$~:&-])")


def money(value: float | None, currency: str) -> str:
    """61_345.0 in DM as "DM 61.3 k"; a loss as "−DM 4.10 k"."""
    if value is None or math.isnan(value):
        return UNDEFINED
    digits = _three_digits(abs(value))
    sign = MINUS if value < 0 and digits.strip("0.") else ""
    return f"{sign}{currency}{SPACE}{digits}"


def money_change(value: float | None, currency: str) -> str:
    """Money with its sign always shown, for gaps between two bars: "+DM 12.4 k"."""
    text = money(value, currency)
    return text if text == UNDEFINED or text.startswith(MINUS) else f"+{text}"


def money_range(low: float | None, high: float | None, currency: str) -> str:
    """An interval as "DM 12.0 k to DM 108 k"; n/a unless both ends are known."""
    ends = (money(low, currency), money(high, currency))
    return UNDEFINED if UNDEFINED in ends else " to ".join(ends)


def exact_money(value: float | None, currency: str) -> str:
    """All of it, to the cent, for a tooltip: "DM 61,345.20"."""
    if value is None or math.isnan(value):
        return UNDEFINED
    return f"{MINUS if value < 0 else ''}{currency}{SPACE}{abs(value):,.2f}"


def percent(share: float | None) -> str:
    """A fraction as a percentage of three significant digits: 0.1239 is "12.4 %"."""
    if share is None or math.isnan(share):
        return UNDEFINED
    return f"{MINUS if share < 0 else ''}{_significant(abs(share) * 100)}{SPACE}%"


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
    return f"{sign}{_three_digits(abs(value))}{SPACE}{unit}".rstrip()


def is_share(assumption: Assumption) -> bool:
    """Whether an assumption is a fraction that people read as a percentage."""
    return assumption.high <= 1 and (assumption.unit.startswith("of ") or assumption.unit == "per year")


def assumed(value: float, assumption: Assumption) -> str:
    """An assumption's value as its reader knows it: "75 %" for 0.75, "50 DM per loan" for 50."""
    if is_share(assumption):
        return f"{value * 100:g}{SPACE}%"
    return f"{value:g}{SPACE}{assumption.unit}".replace("-", MINUS)


def duration(seconds: float) -> str:
    """Seconds as "0.4 s", "12 s" or "3 min"."""
    if seconds < 10:
        return f"{seconds:.1f}{SPACE}s"
    return f"{seconds:.0f}{SPACE}s" if seconds < 120 else f"{seconds / 60:.0f}{SPACE}min"


def size(number: float) -> str:
    """Bytes as "14.2 kB" or "153 MB"."""
    for factor, unit in ((1e9, "GB"), (1e6, "MB"), (1e3, "kB")):
        if number >= factor:
            return f"{_significant(number / factor)}{SPACE}{unit}"
    return f"{number:.0f}{SPACE}B"


def plain(text: str) -> str:
    """`text` so that Markdown shows it as it is: a currency of "$" opens no formula, a name opens no link."""
    return _MARKDOWN.sub(r"\\\1", text.replace("\n", " "))


def _three_digits(size_of: float) -> str:
    rounded = float(f"{size_of:.2e}")
    for factor, prefix in _PREFIXES:
        if rounded >= factor:
            return f"{_significant(rounded / factor)}{SPACE}{prefix}"
    return _significant(rounded)


def _significant(size_of: float) -> str:
    rounded = float(f"{size_of:.2e}")
    if rounded == 0:
        return "0"
    places = max(0, 2 - math.floor(math.log10(rounded)))
    return f"{rounded:,.{min(places, 4)}f}"
