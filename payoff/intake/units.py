"""Units as people write them: "months", "k€", "Tsd. EUR", "万元", "%", in a cell or at the end of a column's name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from payoff.core.message import Message, say
from payoff.intake.amounts import PERCENT
from payoff.intake.words import CURRENCIES, MULTIPLIERS, UNITS

BRACKETED = re.compile(r"[(\[（【]\s*([^()\[\]（）【】]{1,24}?)\s*[)\]）】]\s*$")
TRAILING = re.compile(r"(?:\bin\b|\ben\b|_|,|/)\s*([^\s_,/][^_,/]{0,20})$", re.IGNORECASE)
THOUSANDS = re.compile(r"^(?:t|k|tsd\.?|th\.?)\s*(?=\D)")
CURRENCY_CODES = frozenset(CURRENCIES.values())
NAMES: Mapping[str, Message] = {
    "years": say("years"), "months": say("months"), "weeks": say("weeks"), "days": say("days"), "hours": say("hours"),
    "minutes": say("minutes"), "seconds": say("seconds"), "pieces": say("pieces"), "persons": say("persons"),
}  # fmt: skip
"""Units that are words; signs and codes are the same in every language."""


@dataclass(frozen=True)
class Unit:
    """A unit with the multiple it is counted in: k€ is EUR by the thousand."""

    name: str
    multiple: float = 1.0

    @property
    def is_currency(self) -> bool:
        """Whether it is money."""
        return self.name in CURRENCY_CODES


def read_unit(text: str) -> Unit | None:
    """A unit in words or signs; None where `text` is none."""
    word = " ".join(unicodedata.normalize("NFKC", text).casefold().split()).rstrip(".") if text else ""
    for spelled in (word, f"{word}."):
        if spelled in PERCENT:
            return Unit("%", PERCENT[spelled])
        if spelled in CURRENCIES:
            return Unit(CURRENCIES[spelled])
        if spelled in UNITS:
            return Unit(UNITS[spelled])
    for multiplier in sorted(MULTIPLIERS, key=len, reverse=True):
        if word.startswith(multiplier) and (rest := _read_rest(word.removeprefix(multiplier))) is not None:
            return Unit(rest, MULTIPLIERS[multiplier])
    thousand = THOUSANDS.match(word)
    rest = CURRENCIES.get(word[thousand.end() :].strip()) if thousand else None
    return Unit(rest, 1000.0) if rest else None


def name_unit(unit: str) -> str:
    """A unit as a person reads it: one of ours in their language, any other as it stands."""
    return NAMES.get(unit, unit)


def unit_of_name(name: str) -> Unit | None:
    """The unit a column's name ends in: "Laufzeit (Jahre)", "amount_keur", "durée en mois"; None where it names none."""
    for pattern in (BRACKETED, TRAILING):
        found = pattern.search(name)
        if found and (unit := read_unit(found.group(1))) is not None:
            return unit
    return None


def _read_rest(text: str) -> str | None:
    """What follows a word such as thousand: a currency or nothing; None for anything else."""
    text = text.lstrip(" .").strip()
    return "" if not text else CURRENCIES.get(text)
