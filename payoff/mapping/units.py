"""Which number turns a file's unit into ours: years into months, thousands into ones, percent into fractions."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from payoff.intake.amounts import PERCENT
from payoff.intake.words import CURRENCIES, MULTIPLIERS, UNITS

SCALES = (
    {"hours": 1.0, "minutes": 1 / 60, "seconds": 1 / 3600},
    {"days": 1.0, "weeks": 7.0, "months": 365.25 / 12, "years": 365.25},
    {"kg": 1.0, "g": 0.001, "lb": 0.45359237},
    {"m": 1.0, "cm": 0.01, "km": 1000.0},
)
"""Units of one kind, each with its size."""

BRACKETED = re.compile(r"[(\[（【]\s*([^()\[\]（）【】]{1,24}?)\s*[)\]）】]\s*$")
TRAILING = re.compile(r"(?:\bin\b|\ben\b|_|,|/)\s*([^\s_,/][^_,/]{0,20})$", re.IGNORECASE)
THOUSANDS = re.compile(r"^(?:t|k|tsd\.?|th\.?)\s*(?=\D)")
CURRENCY_CODES = frozenset(CURRENCIES.values())


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
    """A unit as people write it: "months", "k€", "Tsd. EUR", "万元", "%"; None where it is none."""
    word = " ".join(unicodedata.normalize("NFKC", text).casefold().split()).rstrip(".") if text else ""
    for spelled in (word, f"{word}."):
        if spelled in PERCENT:
            return Unit("%", PERCENT[spelled])
        if spelled in CURRENCIES:
            return Unit(CURRENCIES[spelled])
        if spelled in UNITS:
            return Unit(UNITS[spelled])
    for multiplier in sorted(MULTIPLIERS, key=len, reverse=True):
        if word.startswith(multiplier) and (rest := read_rest(word.removeprefix(multiplier))) is not None:
            return Unit(rest, MULTIPLIERS[multiplier])
    thousand = THOUSANDS.match(word)
    rest = CURRENCIES.get(word[thousand.end() :].strip()) if thousand else None
    return Unit(rest, 1000.0) if rest else None


def read_rest(text: str) -> str | None:
    """What follows a word such as thousand: a currency or nothing; None for anything else."""
    text = text.lstrip(" .").strip()
    return "" if not text else CURRENCIES.get(text)


def unit_of_name(name: str) -> Unit | None:
    """The unit a column's name ends in: "Laufzeit (Jahre)", "amount_keur", "durée en mois"; None where it names none."""
    for pattern in (BRACKETED, TRAILING):
        found = pattern.search(name)
        if found and (unit := read_unit(found.group(1))) is not None:
            return unit
    return None


def convert(theirs: Unit | None, ours: str) -> float | None:
    """What a number in `theirs` is multiplied by to be in `ours`; None where one cannot become the other, or nothing is known."""
    if theirs is None:
        return None
    wanted = Unit("%", 0.01) if ours.startswith("%") else read_unit(ours)
    if wanted is None:
        # Ours is a share without a unit: their percent become fractions.
        return theirs.multiple if theirs.name == "%" and not ours else None
    if theirs.name == wanted.name or (theirs.is_currency and wanted.is_currency) or (theirs.name == "" and wanted.is_currency):
        return theirs.multiple / wanted.multiple
    scale = next((s for s in SCALES if theirs.name in s and wanted.name in s), None)
    if scale is None:
        return None
    factor = theirs.multiple * scale[theirs.name] / scale[wanted.name]
    # Twelve months are a year, whatever its days.
    return round(factor, 12)


def likely_factors(ours: str) -> tuple[float, ...]:
    """Factors worth trying where a file names no unit: what people use instead of `ours`."""
    wanted = read_unit(ours)
    if wanted is None:
        return ()
    if wanted.is_currency:
        return (1e3, 1e6)
    scale = next((s for s in SCALES if wanted.name in s), {})
    return tuple(round(size / scale[wanted.name], 12) for name, size in scale.items() if name != wanted.name)
