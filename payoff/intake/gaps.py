"""Which cells mean "not known": words for it in several languages, and numbers that stand for it."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from payoff.core.message import say
from payoff.intake.decisions import EXAMPLES_SHOWN, Decision
from payoff.intake.lettering import MANY, begin_with, screen
from payoff.intake.problems import shorten
from payoff.intake.words import NEVER_ZERO, NOT_STATED, PERHAPS_MISSING

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

HIGH_CODES = (99.0, 999.0, 9999.0, 99999.0, 999999.0, 9999999.0, 99999999.0)
LOW_CODES = (
    *(-1.0, -9.0, -99.0, -999.0, -9999.0, -99999.0, -999999.0, -9999999.0, -99999999.0, -999999999.0),
    *(-222222222.0, -333333333.0, -555555555.0, -666666666.0, -888888888.0),
)
"""Numbers that data files use for "not known"; those of one digit said nine times are the American census's."""

APART = 2.0
"""How many times the next largest value a code must be to stand out."""

MOST_CODED = 0.98
"""Share of the cells above which a code is a value after all."""


LIKELY = begin_with([*NOT_STATED, *PERHAPS_MISSING])
LIKELY[0] = True
"""How a text begins that may say "not known"; the empty one does."""


def missing_texts(text: pa.StringArray, *, strict: bool, words: tuple[str, ...] | None = None) -> Mask:
    """Which of `text` (n,) say "not known": `strict` counts only words that can be no answer; `words` replaces the lists."""
    known = _gap_words(strict, words)
    if words is not None or len(text) < MANY:
        return pc.is_in(pc.utf8_lower(text), value_set=known).to_numpy(zero_copy_only=False)
    mask = np.zeros(len(text), dtype=bool)
    at = screen(text, LIKELY)
    mask[at] = pc.is_in(pc.utf8_lower(text.take(at)), value_set=known).to_numpy(zero_copy_only=False)
    return mask


@lru_cache(maxsize=64)
def _gap_words(strict: bool, words: tuple[str, ...] | None) -> pa.StringArray:
    if words is not None:
        known = {word.casefold() for word in words} | {""}
    else:
        known = {"", *NOT_STATED} if strict else {"", *NOT_STATED, *PERHAPS_MISSING}
    return pa.array(sorted(known), pa.string())


def word_decision(text: pa.StringArray, mask: Mask, counts: npt.NDArray[np.int64], column: str) -> Decision | None:
    """What was taken for missing other than empty cells; None where nothing was."""
    words: Counter[str] = Counter()
    for word, count in zip(text.filter(pa.array(mask)).to_pylist(), counts[mask].tolist(), strict=True):
        if word and count:
            words[word] += count
    if not words:
        return None
    shown = tuple(shorten(word) for word, _ in words.most_common(EXAMPLES_SHOWN))
    because = say("the words say that nothing is known")
    return Decision("missing_words", say("missing"), because, column, words.total(), shown, option="columns.missing")


def may_hold_codes(bounds: tuple[float, float] | None, name: str) -> bool:
    """Whether the numbers of column `name`, within `bounds`, can hold a code for "not known" at all."""
    return bounds is not None and (bounds[1] in HIGH_CODES or bounds[0] in LOW_CODES or (bounds[0] == 0 and _rules_out_zero(name)))


def numeric_codes(
    values: Floats, name: str, *, told: tuple[str, ...] | None = None, more: tuple[str, ...] = (), kept: tuple[str, ...] = ()
) -> tuple[Mask | None, tuple[Decision, ...]]:
    """Which of `values` (n,) are codes for "not known", and why; None where none is.

    `told` replaces the search, `more` adds codes to it, `kept` are values whatever the search says.
    """
    if told is not None:
        return _as_told(values, name, told)
    said, decisions = _as_told(values, name, more) if more else (None, ())
    values = values if said is None else np.where(said, np.nan, values)
    found = [(code, why) for code, why in _find_codes(values, name) if code not in _as_numbers(kept)]
    if not found:
        return said, decisions
    mask = np.isin(values, [code for code, _ in found])
    decided = tuple(
        Decision(
            "missing_code", say("missing"), why, name, int((values == code).sum()), (f"{code:.12g}",), say("a number"), "columns.missing"
        )
        for code, why in found
    )  # fmt: skip
    return mask if said is None else mask | said, (*decisions, *decided)


def _find_codes(values: Floats, name: str) -> list[tuple[float, str]]:
    found: list[tuple[float, str]] = []
    there = values[~np.isnan(values)]
    if len(there) == 0:
        return found
    most, least = float(there.max()), float(there.min())
    if most in HIGH_CODES and _stands_above(there, most):
        why = say("it lies far above every other value and repeats, as {code} does where it means unknown", code=f"{most:.12g}")
        found.append((most, why))
    if least in LOW_CODES and _stands_below(there, least):
        found.append((least, say("it is the only negative value and repeats")))
    if least == 0 and _rules_out_zero(name) and _gap_above_zero(there):
        found.append((0.0, say("nothing called {name!r} is zero", name=shorten(name))))
    return found


def _as_told(values: Floats, name: str, told: tuple[str, ...]) -> tuple[Mask | None, tuple[Decision, ...]]:
    codes = sorted(_as_numbers(told))
    mask = np.isin(values, codes)
    if not mask.any():
        return None, ()
    shown = tuple(f"{code:.12g}" for code in codes[:EXAMPLES_SHOWN])
    return mask, (Decision("missing_code", say("missing"), say("you said so"), name, int(mask.sum()), shown, option="columns.missing"),)


def _as_numbers(words: tuple[str, ...]) -> set[float]:
    return {float(word) for word in words if re.fullmatch(r"[+-]?\d+(\.\d+)?", word)}


def _stands_above(there: Floats, code: float) -> bool:
    rest = there[there != code]
    times = len(there) - len(rest)
    return len(rest) > 0 and 1 < times <= MOST_CODED * len(there) and float(rest.max()) * APART < code and _is_code_scale(rest, code)


def _is_code_scale(rest: Floats, code: float) -> bool:
    # 99 among ages up to 45 may be an age; 99 among answers from 1 to 5 is none.
    return code > 99 or float(rest.max()) <= 20


def _stands_below(there: Floats, code: float) -> bool:
    rest = there[there != code]
    times = len(there) - len(rest)
    return len(rest) > 0 and 1 < times <= MOST_CODED * len(there) and float(rest.min()) >= 0 and len(np.unique(rest[:10_000])) > 2


def _gap_above_zero(there: Floats) -> bool:
    rest = there[there != 0]
    return len(rest) > 0 and float(rest.min()) >= 0.1 * float(np.median(rest)) > 0


def _rules_out_zero(name: str) -> bool:
    plain = re.sub(r"[_\W]+", " ", name.casefold()).strip()
    # A word of its own in scripts that have spaces ("age", not "wage"), anywhere in those that have none.
    return any(word in plain if ord(word[0]) > 0x2E80 else re.search(rf"\b{re.escape(word)}\b", plain) for word in NEVER_ZERO)
