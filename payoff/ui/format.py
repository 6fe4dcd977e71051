"""Numbers, durations and names as a page shows them; the plain number formats are those of the sentences too."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from payoff.core.message import Message, say
from payoff.core.wording import MINUS, SPACE, UNDEFINED, bare, count, day, decimal, exact_money, money, percent, quantity, significant
from payoff.domains.term_sheet import Assumption
from payoff.ui.language import spoken

__all__ = [
    "MINUS",
    "SPACE",
    "UNDEFINED",
    "assumed",
    "bare",
    "count",
    "cut",
    "decimal",
    "duration",
    "exact_money",
    "is_share",
    "moment",
    "money",
    "money_change",
    "money_range",
    "percent",
    "plain",
    "quantity",
    "size",
    "strong",
]

DIGITS = 12
"""Enough for any assumption as it was typed, and too few for what arithmetic leaves behind."""
_LOOSE_MINUS = re.compile(f"{MINUS}(?=[$£€¥])")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+!|$~:&-])")


def money_change(value: float | None, currency: str) -> Message:
    """Money with its sign always shown, for gaps between two bars: "+DM 12.4 k"."""
    text = money(value, currency)
    return text if text == UNDEFINED or text.startswith(MINUS) else say("+{money}", money=text)


def money_range(low: float | None, high: float | None, currency: str) -> Message:
    """An interval as "DM 12.0 k to DM 108 k"; n/a unless both ends are known."""
    ends = (money(low, currency), money(high, currency))
    return UNDEFINED if UNDEFINED in ends else say("{low} to {high}", low=ends[0], high=ends[1])


def cut(threshold: float | None) -> Message:
    """A threshold: "0.164", or what an infinite one means."""
    return decimal(threshold, 3)


def is_share(assumption: Assumption) -> bool:
    """Whether an assumption is a fraction that people read as a percentage."""
    return assumption.high <= 1 and (assumption.unit.startswith("of ") or assumption.unit == "per year")


def assumed(value: float, assumption: Assumption) -> Message:
    """An assumption's value as its reader knows it: "75 %" for 0.75, "50 DM per loan" for 50."""
    if is_share(assumption):
        return say("{number}\u00a0%", number=f"{value * 100:g}")
    return say("{number}\u00a0{unit}", number=f"{value:.{DIGITS}g}".replace("-", MINUS), unit=assumption.unit)


def moment(when: datetime) -> Message:
    """A moment to the minute: "2026-11-22 07:41 UTC"."""
    utc = when.astimezone(UTC)
    return say("{date} {time} UTC", date=day(f"{utc:%Y-%m-%d}"), time=f"{utc:%H:%M}")


def duration(seconds: float) -> Message:
    """Seconds as "under 0.1 s", "0.4 s", "12 s" or "3 min"."""
    if seconds < 0.05:
        return say("under 0.1\u00a0s")
    if seconds < 10:
        return say("{n:.1f}\u00a0s", n=seconds)
    return say("{n:.0f}\u00a0s", n=seconds) if seconds < 120 else say("{n:.0f}\u00a0min", n=seconds / 60)


def size(number: float) -> str:
    """Bytes as "14.2 kB" or "153 MB"."""
    for factor, unit in ((1e9, "GB"), (1e6, "MB"), (1e3, "kB")):
        if number >= factor:
            return f"{significant(number / factor)}{SPACE}{unit}"
    return f"{number:.0f}{SPACE}B"


def strong(text: str) -> str:
    """`text`, plain, in bold."""
    return f"**{plain(text)}**"


def plain(text: str) -> str:
    """`text`, in the reader's language, so that Markdown shows it as it is: "$" opens no formula, a name opens no link."""
    # A sign of money may start a line of its own, a minus in front of it would stay behind: the word joiner keeps them together.
    joined = _LOOSE_MINUS.sub(f"{MINUS}\u2060", spoken(text).replace("\n", " "))
    return _MARKDOWN.sub(r"\\\1", joined)
