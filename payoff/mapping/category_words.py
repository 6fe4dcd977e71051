"""Which of our categories a file's words stand for: the same word, a synonym, yes and no in many languages, a range, or a like spelling."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from payoff.intake.words import YES_NO
from payoff.mapping.names import NOTHING, KnownNames, plain_words
from payoff.mapping.synonyms import Synonyms

SURE = 0.7
"""Likeness of spelling from which two words are taken for the same."""

YES = frozenset(word for _, yes, _ in YES_NO for word in yes) | {"1", "1.0"}
NO = frozenset(word for _, _, no in YES_NO for word in no) | {"0", "0.0"}

NUMBER = re.compile(r"\d+(?:[.,' \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,]\d+)?")
BELOW = re.compile(
    r"<|≤|\b(under|less|below|up to|unter|weniger|bis zu|moins|inferieur|menos|menor|hasta|meno|fino)\b|以下|未满|未滿|不到|低于|未満|小于"
)
ABOVE = re.compile(r">|≥|\+\s*$|\b(over|more|above|ab|mehr|uber|plus|superieur|mas|mayor|desde|oltre|piu|mais)\b|以上|超过|大于|及以上")

Span = tuple[float | None, float | None]


MOST_SPELLED = 60
"""Different words of a column above which they are compared as they stand, without forgiving their spelling."""


@dataclass(frozen=True)
class Vocabulary:
    """Our categories of one column, each with the words that stand for it."""

    categories: tuple[str, ...]
    synonyms: Synonyms

    @property
    def is_yes_no(self) -> bool:
        """Whether the categories are a plain yes and no, which half of all columns hold."""
        return {category.casefold() for category in self.categories} == {"yes", "no"}

    @cached_property
    def known(self) -> Mapping[str, str]:
        """The category by each word that stands for it, folded."""
        known: dict[str, str] = {}
        for category in self.categories:
            for word in (category, *self.synonyms.words.get(category, ())):
                known.setdefault(_fold(word), category)
        return known

    @cached_property
    def spellings(self) -> KnownNames:
        """The folded words, to forgive a slip of the pen."""
        return KnownNames(tuple(self.known))

    @cached_property
    def spans(self) -> Mapping[Span, str]:
        """The category by the range it stands for."""
        return {span: category for category in self.categories if (span := read_span(category)) is not None}


def match_words(theirs: Sequence[str], vocabulary: Vocabulary) -> dict[str, str]:
    """Our category by each of `theirs` that stands for one; words that stand for none are not in it."""
    coded = "2" in {word.strip() for word in theirs}
    found: dict[str, str] = {}
    for word in theirs:
        category = _match(word, vocabulary, forgiving=len(theirs) <= MOST_SPELLED)
        # Ones and twos may mean yes and no in either order: nobody can tell.
        if category is not None and not (coded and vocabulary.is_yes_no and word.strip() in {"0", "1", "2"}):
            found[word] = category
    return found


def read_span(text: str) -> Span | None:
    """The ends of a range in words: "under 100 DM" is (None, 100), "4 bis 7 Jahre" (4, 7), "ab 1.000" (1000, None); None for no range."""
    numbers = [_read_number(number) for number in NUMBER.findall(text)]
    plain = plain_words(text) + "".join(mark for mark in "<≤>≥" if mark in text) + ("+" if text.rstrip().endswith("+") else "")
    if len(numbers) == 2:
        return (numbers[0], numbers[1]) if numbers[0] < numbers[1] else None
    if len(numbers) != 1:
        return None
    below, above = bool(BELOW.search(plain)), bool(ABOVE.search(plain))
    if below == above:
        return None
    return (None, numbers[0]) if below else (numbers[0], None)


def _match(word: str, vocabulary: Vocabulary, *, forgiving: bool) -> str | None:
    folded = _fold(word)
    if folded in vocabulary.known:
        return vocabulary.known[folded]
    if vocabulary.is_yes_no and (said := _say_yes_or_no(word)) is not None:
        return next(category for category in vocabulary.categories if category.casefold() == said)
    span = read_span(word)
    if span is not None:
        return vocabulary.spans.get(span)
    alike = vocabulary.spellings.find(folded) if forgiving else NOTHING
    return vocabulary.known[alike.known] if alike.how in {"spelling", "same"} and alike.share >= SURE else None


def _say_yes_or_no(word: str) -> str | None:
    plain = word.strip().casefold()
    return "yes" if plain in YES and plain not in NO else "no" if plain in NO and plain not in YES else None


def _fold(word: str) -> str:
    # "< 100" and "> 100" must not fold into one.
    return plain_words(word.replace("<", " lt ").replace(">", " gt ").replace("≤", " lt ").replace("≥", " gt "))


def _read_number(text: str) -> float:
    if re.fullmatch(r"\d+([.,' \u00a0\u202f]\d{3})+", text):
        return float(re.sub(r"\D", "", text))
    return float(text.replace(",", "."))
