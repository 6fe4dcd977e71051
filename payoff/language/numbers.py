"""Numbers, money and dates as a language writes them, by Babel's locale data."""

from __future__ import annotations

import datetime

from babel.dates import format_date, format_skeleton
from babel.numbers import format_compact_decimal, format_decimal

from payoff.core.message import Translate, render
from payoff.core.wording import MINUS, SPACE, Number

LARGE = 10_000
"""From here on digits are shortened: 61,300 is 6.13万."""
LARGEST_PLAIN = 1_000


def write_number(number: Number, language: str, translate: Translate) -> str:
    """`number` in `language`: the same three digits as in English, with that language's own large units, spaces and dates."""
    if number.form == "date":
        return _write_date(number, language)
    sign, size, unit = MINUS if number.value < 0 else "", abs(number.value), number.unit
    match number.form:
        case "money":
            digits = _shorten(size, language)
            return f"{sign if digits.strip('0.') else ''}{_symbol(unit)}{digits}"
        case "exact":
            return f"{sign}{_symbol(unit)}{format_decimal(size, '#,##0.00', locale=language)}"
        case "percent":
            return f"{sign}{_three_digits(size * 100, language)}%"
        case "quantity":
            whole = float(size).is_integer() and size < LARGEST_PLAIN
            digits = format_decimal(size, locale=language) if whole else _shorten(size, language)
            return f"{sign}{digits}{SPACE}{render(unit, translate)}".rstrip()
        case _:
            return str(number)


def _symbol(currency: str) -> str:
    """A sign stands close to its number, a name apart from it."""
    return f"{currency}{SPACE}" if currency[-1:].isalpha() else currency


def _shorten(size: float, language: str) -> str:
    """Three digits with the language's own word for large numbers."""
    rounded = float(f"{size:.2e}")
    if rounded < LARGE:
        return _three_digits(size, language)
    return str(format_compact_decimal(rounded, locale=language, fraction_digits=2))


def _three_digits(size: float, language: str) -> str:
    rounded = float(f"{size:.2e}")
    exponent = int(f"{rounded:e}".partition("e")[2])
    places = min(4, max(0, 2 - exponent)) if rounded else 0
    return str(format_decimal(rounded, f"#,##0.{'0' * places}" if places else "#,##0", locale=language))


def _write_date(number: Number, language: str) -> str:
    """A day, a month or a year, whichever the text says; anything else stands as it is."""
    parts = number.template.split("-")
    if not all(part.isdecimal() for part in parts) or len(parts) > 3:
        return number.template
    year, month, day = (*(int(part) for part in parts), 1, 1)[:3]
    date = datetime.date(year, month, day)
    if len(parts) == 3:
        return str(format_date(date, "long", locale=language))
    return str(format_skeleton("yMMM" if len(parts) == 2 else "y", date, locale=language))
