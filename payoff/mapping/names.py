"""How alike two names are, whatever their language's accents, case, punctuation and units in brackets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from rapidfuzz import fuzz, process

ALIKE = 0.78
"""Likeness of spelling, 0 to 1, below which two names have nothing to do with each other."""

PART = 0.72
"""Likeness of a name that holds a known name and more."""

SHORT = 3
"""Letters up to which one letter more or less is another word."""

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


@lru_cache(maxsize=20_000)
def plain_words(text: str) -> str:
    """`text` in lower case without accents and punctuation, words parted by one space; camelCase is parted too."""
    parted = re.sub(r"(?<=[a-zà-ÿ])(?=[A-Z][a-zà-ÿ])", " ", text)
    folded = unicodedata.normalize("NFKD", parted.casefold())
    bare = "".join(c for c in folded if not unicodedata.combining(c))
    return " ".join(re.sub(r"[\W_]+", " ", unicodedata.normalize("NFC", bare)).split())


@dataclass(frozen=True, eq=False)
class KnownNames:
    """Names to compare with, as plain_name writes them, prepared once."""

    names: tuple[str, ...]
    _compact: Mapping[str, str] = field(init=False, repr=False)
    _tokens: tuple[tuple[str, frozenset[str]], ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_compact", {name.replace(" ", ""): name for name in reversed(self.names) if name})
        object.__setattr__(self, "_tokens", tuple((name, frozenset(name.split())) for name in self.names if len(name) > 1))

    def find(self, name: str) -> Likeness:
        """How alike `name` is to the nearest of them."""
        same = self._compact.get(name.replace(" ", ""))
        if same is not None:
            return Likeness(1.0, same, "same")
        found = [likeness for likeness in (self._spelt(name), self._part(name)) if likeness is not None]
        return max(found, key=lambda likeness: likeness.share, default=NOTHING)

    def _spelt(self, name: str) -> Likeness | None:
        least, scorers = 100 * ALIKE, (fuzz.ratio, fuzz.token_sort_ratio)
        found = [process.extractOne(name, self.names, scorer=scorer, score_cutoff=least) for scorer in scorers]
        known, score, _ = max((one for one in found if one is not None), key=lambda one: one[1], default=("", 0.0, 0))
        if not known or not _same_digits(name, known) or min(len(name), len(known)) <= SHORT:
            return None
        # From just alike to all but the same: 0.5 to 0.9.
        return Likeness(0.5 + 0.4 * (score / 100 - ALIKE) / (1 - ALIKE), known, "spelling")

    def _part(self, name: str) -> Likeness | None:
        tokens = set(name.split())
        held = [
            known for known, parts in self._tokens if (len(known) > 2 and parts <= tokens) or (known in name and IDEOGRAPHS.search(known))
        ]
        if not held:
            return None
        longest = max(held, key=len)
        share = len(longest.replace(" ", "")) / len(name.replace(" ", ""))
        return Likeness(PART * share**0.25, longest, "part")


def _same_digits(name: str, known: str) -> bool:
    return re.findall(r"\d+", name) == re.findall(r"\d+", known)
