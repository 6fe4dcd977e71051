"""Text read as amounts: numbers with their decimal and thousands marks, signs, currencies, percent and units."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from payoff.intake.lettering import holds_any, is_ascii, spread, trim
from payoff.intake.words import CURRENCIES, MULTIPLIERS, UNITS

Counts = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

AFFIX = r"[^\d\s.,'()+\-][^\d()+\-]{0,15}?"
AMOUNT = (
    rf"^(?P<before>{AFFIX})?\s*(?P<open>\(?)\s*(?P<first>[+\-]?)\s*(?P<pre>{AFFIX})?\s*(?P<second>[+\-]?)\s*"
    r"(?P<digits>\d[\d.,' ]*|[.,]\d+)(?P<exponent>[eE][+\-]?\d{1,3})?\s*"
    r"(?P<post>[ck]?m[23]|[^\d\s.,'()+\-][^\d()+\-]{0,23}?)?\s*(?P<last>-?)\s*(?P<close>\)?)$"
)
"""An amount in any of the usual spellings, in text made narrow by `plain_text`."""

ROUND = r"(\d)[.,]\s?[-—]{1,2}(\D*)$"
"""An amount without cents as the Swiss and the Dutch write it: "300.-", "25,--"."""

DASHES = "[\u2212\u2012\u2013]"
APOSTROPHES = "[\u2019\u2018\u00b4\u02bc]"

NUMBERLIKE = 0.6
"""Share of the cells that must look like amounts before a column can be one."""

ONE_UNIT = 0.8
"""Share of the cells that must agree on the unit."""

BETWEEN = "\x1f"
"""Joins what stands before, within and after a number; text made by people does not hold it."""

LOOKED_AT = 2_000
"""Values that tell whether a column can be amounts."""

MOST_STYLED = 20_000
"""Values that tell which marks the numbers are written with."""

MOST_AFFIXES = 100
"""Different words around numbers; a column with more is text."""

FEW_CELLS = 3
LONGEST_UNIT = 15
PERCENT = {"%": 0.01, "percent": 0.01, "prozent": 0.01, "pour cent": 0.01, "por ciento": 0.01, "‰": 0.001, "pct": 0.01}


@dataclass(frozen=True)
class Style:
    """The marks numbers are written with; `group` is empty where thousands are not marked."""

    decimal: str
    group: str

    @property
    def pattern(self) -> str:
        """What a number's digits look like in this style."""
        decimal = rf"(?:\{self.decimal}\d*)?"
        if not self.group:
            return rf"^(?:\d+{decimal}|\{self.decimal}\d+)$"
        mark = rf"\{self.group}"
        return rf"^(?:[1-9]\d{{0,2}}(?:{mark}\d{{3}})+|[1-9]\d?(?:{mark}\d{{2}})+{mark}\d{{3}}|\d+){decimal}$"


STYLES = tuple(Style(d, g) for d, g in ((".", ""), (",", ""), (".", ","), (",", "."), (".", " "), (",", " "), (".", "'"), (",", "'")))
"""Simpler ones first."""


@dataclass(frozen=True, eq=False)
class Draft:
    """Distinct texts (n,) taken apart as amounts, before it is settled which marks they use."""

    digits: pa.StringArray
    """Null where the text is no amount."""
    exponent: pa.StringArray
    factor: Floats
    """What the digits are multiplied by, the sign included."""
    unit: str
    units: dict[str, int]
    """Cells by unit."""
    styles: tuple[Style, ...]
    """Those that fit the most cells, simpler ones first."""
    marked: bool
    """Whether some number has a mark at all."""
    grouped: tuple[str, ...]
    """Examples of numbers that read differently under different styles."""

    @property
    def decimals(self) -> set[str]:
        """The decimal marks that are possible."""
        return {style.decimal for style in self.styles}


def plain_text(values: pa.StringArray) -> pa.StringArray:
    """Texts (n,) with full-width characters, odd spaces, minus signs and apostrophes made plain, trimmed."""
    text = values
    if not is_ascii(values):
        text = pc.utf8_normalize(values, "NFKC")
        text = pc.replace_substring_regex(pc.replace_substring_regex(text, DASHES, "-"), APOSTROPHES, "'")
    if holds_any(text, b"`"):
        text = pc.replace_substring(text, "`", "'")
    return trim(text)


def draft_amounts(text: pa.StringArray, counts: Counts) -> Draft | None:
    """`text` (n,) from `plain_text`, each standing `counts` times, taken apart; None where too few are amounts."""
    at = spread(np.flatnonzero(counts), LOOKED_AT)
    if not _looks_numeric(_without_dashes(text.take(at)), counts[at]):
        return None
    parts = pc.extract_regex(_without_dashes(text), AMOUNT)
    field = {name: pc.fill_null(pc.struct_field(parts, name), "") for name in ("before", "open", "first", "pre", "second", "post")}
    field |= {name: pc.fill_null(pc.struct_field(parts, name), "") for name in ("last", "close", "exponent")}
    affixes = pc.binary_join_element_wise(field["before"], field["pre"], field["post"], BETWEEN).dictionary_encode()
    if len(affixes.dictionary) > MOST_AFFIXES:
        return None
    found = [_read_affixes(word) for word in affixes.dictionary.to_pylist()]
    places = affixes.indices.to_numpy()
    amount = parts.is_valid().to_numpy(zero_copy_only=False) & _balanced(field)
    units, unit = _settle_unit(found, np.bincount(places[amount], weights=counts[amount], minlength=len(found)))
    if unit is None:
        return None
    fits = np.array([f is not None and f[0] in {unit, ""} for f in found])[places] & amount
    factor = np.array([f[1] if f is not None else np.nan for f in found])[places] * _signs(field)
    if unit == "%" and (bare := np.array([f is not None and f[0] == "" for f in found])[places]).any():
        factor = np.where(bare, factor * 0.01, factor)
    digits = pc.if_else(pa.array(fits), pc.utf8_trim_whitespace(pc.struct_field(parts, "digits")), pa.scalar(None, pa.string()))
    styles, marked, grouped = _possible_styles(digits, counts)
    return Draft(digits, field["exponent"], factor, unit, units, styles, marked, grouped)


def _without_dashes(text: pa.StringArray) -> pa.StringArray:
    """`text` (n,) without the dash that stands for no cents, which is no minus."""
    return pc.replace_substring_regex(text, ROUND, r"\1\2") if holds_any(text, b"-") or not is_ascii(text) else text


def read_amounts(draft: Draft, style: Style) -> Floats:
    """The numbers (n,) of `draft` written in `style`, NaN where they are not."""
    fits = pc.fill_null(pc.match_substring_regex(draft.digits, style.pattern), False)
    plain = pc.if_else(fits, draft.digits, pa.scalar(None, pa.string()))
    if style.group:
        plain = pc.replace_substring(plain, style.group, "")
    if style.decimal != ".":
        plain = pc.replace_substring(plain, style.decimal, ".")
    plain = pc.binary_join_element_wise(plain, draft.exponent, "")
    return pc.cast(plain, pa.float64()).to_numpy(zero_copy_only=False) * draft.factor


def _looks_numeric(text: pa.StringArray, counts: Counts) -> bool:
    matches = pc.fill_null(pc.match_substring_regex(text, AMOUNT), False).to_numpy(zero_copy_only=False)
    return bool(counts.sum() and counts[matches].sum() >= NUMBERLIKE * counts.sum())


def _balanced(field: dict[str, pa.StringArray]) -> npt.NDArray[np.bool_]:
    written = {name: pc.not_equal(field[name], "").to_numpy(zero_copy_only=False) for name in ("open", "close", "first", "second", "last")}
    signs = sum(written[name].astype(int) for name in ("first", "second", "last"))
    return (written["open"] == written["close"]) & (signs <= 1)


def _signs(field: dict[str, pa.StringArray]) -> Floats:
    minus = np.zeros(len(field["open"]), dtype=bool)
    for name in ("first", "second", "last"):
        minus |= pc.equal(field[name], "-").to_numpy(zero_copy_only=False)
    minus |= pc.equal(field["open"], "(").to_numpy(zero_copy_only=False)
    return np.where(minus, -1.0, 1.0)


def _read_affixes(word: str) -> tuple[str, float] | None:
    """Unit and factor of what stands around a number; None where that is no unit."""
    parts = [part.strip().casefold() for part in word.split(BETWEEN)]
    if len(parts) > 3:
        # The cell itself holds the character that parts are joined by; no unit does.
        return None
    before, pre, post = parts
    unit, factor = _read_post(post)
    # The pattern may cut one word in two: where nothing stands between, "C" and "HF" are "CHF".
    front = CURRENCIES.get(before + pre)
    if before + pre and (front is None or unit not in {"", front}):
        return None
    return front or unit, factor


def _read_post(post: str) -> tuple[str, float]:
    if post in PERCENT:
        return "%", PERCENT[post]
    if post in CURRENCIES or post in UNITS:
        return CURRENCIES.get(post) or UNITS[post], 1.0
    for word in sorted(MULTIPLIERS, key=len, reverse=True):
        rest = post.removeprefix(word).strip()
        if post.startswith(word) and (rest == "" or rest in CURRENCIES or rest in UNITS):
            return CURRENCIES.get(rest) or UNITS.get(rest, ""), MULTIPLIERS[word]
    return post, 1.0


def _settle_unit(found: list[tuple[str, float] | None], counts: Floats | Counts) -> tuple[dict[str, int], str | None]:
    cells: Counter[str] = Counter()
    for reading, count in zip(found, counts.tolist(), strict=True):
        if reading is not None and count:
            cells[reading[0]] += int(count)
    named = {unit: count for unit, count in cells.items() if unit}
    if not named:
        return dict(cells), "" if cells else None
    unit = max(named, key=lambda u: named[u])
    known = unit in {*UNITS.values(), *CURRENCIES.values(), "%"}
    agreed = named[unit] + cells.get("", 0) if known else named[unit]
    # A word nobody knows is a unit only where it stands again and again.
    enough = agreed >= ONE_UNIT * counts.sum() and len(unit) <= LONGEST_UNIT and (known or agreed >= FEW_CELLS)
    # A bare number among few with a unit: the unit is the exception then.
    if not enough and cells.get("", 0) >= ONE_UNIT * counts.sum():
        return dict(cells), ""
    return dict(cells), unit if enough else None


def _possible_styles(digits: pa.StringArray, counts: Counts) -> tuple[tuple[Style, ...], bool, tuple[str, ...]]:
    at = spread(np.flatnonzero(digits.is_valid().to_numpy(zero_copy_only=False)), MOST_STYLED)
    sample, weight = digits.take(at), counts[at]
    fits = [pc.fill_null(pc.match_substring_regex(sample, s.pattern), False).to_numpy(zero_copy_only=False) for s in STYLES]
    cells = [int(weight[fit].sum()) for fit in fits]
    styles = tuple(style for style, count in zip(STYLES, cells, strict=True) if count == max(cells))
    marked = pc.fill_null(pc.match_substring_regex(sample, r"[.,' ]"), False)
    return styles, bool(pc.any(marked).as_py()), tuple(sample.filter(marked).slice(0, 3).to_pylist())
