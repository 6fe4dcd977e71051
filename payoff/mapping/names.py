"""How alike two names are, whatever their language's accents, case, punctuation and units in brackets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

ALIKE = 0.78
"""Likeness of spelling, 0 to 1, below which two names have nothing to do with each other."""

PART = 0.72
"""Likeness of a name that holds a known name and more."""

BRACKETS = re.compile(r"[(\[（【].*?[)\]）】]")
IDEOGRAPHS = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True)
class Likeness:
    """How alike a name is to the nearest of several known ones, 0 to 1."""

    share: float
    known: str = ""
    how: Literal["same", "spelling", "part", "none"] = "none"


NOTHING = Likeness(0.0)


def plain_name(text: str) -> str:
    """`text` in lower case without accents, punctuation and what stands in brackets, words parted by one space."""
    return plain_words(BRACKETS.sub(" ", text)) or plain_words(text)


def plain_words(text: str) -> str:
    """`text` in lower case without accents and punctuation, words parted by one space; camelCase is parted too."""
    parted = re.sub(r"(?<=[a-zà-ÿ])(?=[A-Z][a-zà-ÿ])", " ", text)
    folded = unicodedata.normalize("NFKD", parted.casefold())
    bare = "".join(c for c in folded if not unicodedata.combining(c))
    return " ".join(re.sub(r"[\W_]+", " ", unicodedata.normalize("NFC", bare)).split())


def find_likeness(name: str, known: Sequence[str]) -> Likeness:
    """How alike `name` is to the nearest of `known`, both as plain_name writes them."""
    best = NOTHING
    for other in known:
        found = _compare(name, other)
        if found.share > best.share:
            best = found
    return best


def _compare(name: str, known: str) -> Likeness:
    if not name or not known:
        return NOTHING
    if name == known or name.replace(" ", "") == known.replace(" ", ""):
        return Likeness(1.0, known, "same")
    spelling = max(fuzz.ratio(name, known), fuzz.token_sort_ratio(name, known)) / 100
    if spelling >= ALIKE and _same_digits(name, known) and min(len(name), len(known)) > 3:
        # From just alike to all but the same: 0.5 to 0.9.
        return Likeness(0.5 + 0.4 * (spelling - ALIKE) / (1 - ALIKE), known, "spelling")
    return Likeness(PART * _part(name, known) ** 0.5, known, "part") if _holds(name, known) else NOTHING


def _holds(name: str, known: str) -> bool:
    if IDEOGRAPHS.search(known):
        return len(known) > 1 and known in name
    return len(known) > 2 and set(known.split()) <= set(name.split())


def _part(name: str, known: str) -> float:
    return len(known.replace(" ", "")) / len(name.replace(" ", ""))


def _same_digits(name: str, known: str) -> bool:
    return re.findall(r"\d+", name) == re.findall(r"\d+", known)
