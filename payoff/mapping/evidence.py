"""What speaks for a file's column standing for one of ours: its name, its type, its values, its words and its unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from payoff.core.message import Message, join, say
from payoff.intake.contract import Expected
from payoff.intake.decisions import Kind
from payoff.intake.units import Unit, name_unit, unit_of_name
from payoff.mapping.category_words import Vocabulary, match_words
from payoff.mapping.names import KnownNames, Likeness, plain_name
from payoff.mapping.ranges import Ranges, RangeScale, are_codes, read_ranges
from payoff.mapping.units import convert, likely_factors

Floats = npt.NDArray[np.float64]

NAMED = 0.97
"""Confidence in a name that is known; the rest is left to what the values may still say."""

TELLING = 3
"""Categories from which a vocabulary is so much of its own that its words alone tell a column."""

INSIDE = 0.9
"""Share of the values that must lie in our range."""


@dataclass(frozen=True)
class Wanted:
    """One of our columns: what the contract expects, and what it is called."""

    expected: Expected
    label: str
    names: KnownNames
    """Its own name first, then its label and synonyms, as plain_name writes them."""
    vocabulary: Vocabulary

    @cached_property
    def scale(self) -> RangeScale | None:
        """The ranges of a number that our categories are; None where they are something else."""
        return read_ranges(self.vocabulary) if self.vocabulary.categories else None


@dataclass(frozen=True, eq=False)
class Candidate:
    """One of the file's columns, as far as a look at its beginning tells."""

    name: str
    kind: Kind
    unit: Unit | None
    """What its cells or its name say."""
    numbers: Floats = field(repr=False)
    """Its values where it is numeric, without gaps."""
    words: tuple[tuple[str, int], ...] = ()
    """Its different values as written, with their counts, the most frequent first."""

    @cached_property
    def plain(self) -> str:
        """The name as names are compared."""
        return plain_name(self.name)


@dataclass(frozen=True)
class Evidence:
    """How sure it is, 0 to 1, that a column stands for ours, why, and how its values become ours."""

    confidence: float
    why: Message
    factor: float = 1.0
    words: dict[str, str] = field(default_factory=dict)
    ranges: Ranges = ()
    """The ranges that its numbers, times `factor`, are sorted into."""
    unit: str = ""
    """What those ranges are counted in."""


def weigh(wanted: Wanted, candidate: Candidate, *, by_name: bool = False) -> Evidence:
    """The evidence that `candidate` stands for `wanted`; `by_name` looks at values only where the name says something."""
    likeness = wanted.names.find(candidate.plain)
    if wanted.expected.name == candidate.name:
        likeness = Likeness(1.0, candidate.plain, "same")
    if by_name and likeness.share == 0:
        return Evidence(0.0, _say_name(candidate, likeness))
    if wanted.expected.kind == "number":
        return _weigh_numbers(wanted, candidate, likeness)
    if wanted.scale is not None and candidate.kind == "number" and len(candidate.numbers):
        return _weigh_ranges(wanted, candidate, likeness, scale=wanted.scale)
    if wanted.vocabulary.categories:
        return _weigh_words(wanted, candidate, likeness)
    return Evidence(NAMED * likeness.share, _say_name(candidate, likeness))


def _weigh_numbers(wanted: Wanted, candidate: Candidate, likeness: Likeness) -> Evidence:
    if candidate.kind != "number" or not len(candidate.numbers):
        why = say("but it holds no numbers") if candidate.kind != "empty" else say("but it is empty")
        return Evidence(0.3 * likeness.share, join([_say_name(candidate, likeness), why], ", "))
    factor, unit_said, sure = _find_factor(wanted.expected, candidate)
    values = candidate.numbers * factor
    inside = _share_inside(values, wanted.expected.low, wanted.expected.high)
    seen = _share_inside(values, wanted.expected.seen_low, wanted.expected.seen_high)
    named = NAMED * likeness.share * sure
    fits = inside >= INSIDE
    # Many columns hold numbers of a size: values confirm a name, and hardly ever make up for it.
    confidence = 1 - (1 - named) * (1 - 0.15 * seen) if fits else named * (0.3 + 0.5 * inside)
    said = say("{share} of its values are in range", share=f"{inside:.0%}")
    return Evidence(confidence, join([_say_name(candidate, likeness), said, *([] if unit_said is None else [unit_said])], "; "), factor)


def _weigh_words(wanted: Wanted, candidate: Candidate, likeness: Likeness) -> Evidence:
    words = match_words([word for word, _ in candidate.words], wanted.vocabulary)
    total = sum(count for _, count in candidate.words)
    share = sum(count for word, count in candidate.words if word in words) / total if total else 0.0
    different = len(set(words.values()))
    if wanted.vocabulary.is_yes_no:
        telling = 0.05
    else:
        telling = 0.9 if different >= TELLING else 0.45 if different == len(wanted.vocabulary.categories) else 0.2
    named = NAMED * likeness.share * (0.45 + 0.55 * share)
    confidence = 1 - (1 - named) * (1 - telling * share**2)
    said = say("{known} of its {count} words are known", known=len(words), count=len(candidate.words))
    return Evidence(confidence, join([_say_name(candidate, likeness), said], "; "), words={w: c for w, c in words.items() if w != c})


def _weigh_ranges(wanted: Wanted, candidate: Candidate, likeness: Likeness, *, scale: RangeScale) -> Evidence:
    """Numbers where our categories are ranges of one: sorted into them, unless they may be codes."""
    if are_codes(candidate.numbers, len(wanted.vocabulary.categories)):
        codes = say("its numbers may be codes: say what each of them means")
        return Evidence(0.3 * likeness.share, join([_say_name(candidate, likeness), codes], "; "))
    told = convert(candidate.unit, scale.unit)
    into = say("its numbers are sorted into the ranges that our categories state")
    unit = _say_range_unit(candidate.unit, scale.unit, told)
    # Where no unit is told, only a person knows what is counted: it must be looked at.
    sure = 1.0 if told is not None or not scale.unit else 0.75
    why = join([_say_name(candidate, likeness), into, *([] if unit is None else [unit])], "; ")
    return Evidence(NAMED * likeness.share * sure, why, told or 1.0, ranges=scale.ranges, unit=scale.unit)


def _say_range_unit(unit: Unit | None, ours: str, told: float | None) -> Message | None:
    if not ours:
        return None
    if unit is None or told is None:
        return say("its numbers are taken as {unit}: check it", unit=ours)
    return _say_unit(unit, ours, told)


def _find_factor(expected: Expected, candidate: Candidate) -> tuple[float, Message | None, float]:
    """The factor from the unit that is told, or from the size of the values; what to say of it, and how sure it leaves us."""
    told = convert(candidate.unit, expected.unit)
    if candidate.unit is not None and told is not None:
        if told != 1 and _contradicts(expected, candidate.numbers, told):
            named = name_unit(candidate.unit.name)
            return 1.0, say("it speaks of {unit}, but its values are of our size as they stand: check it", unit=named), 0.7
        return told, _say_unit(candidate.unit, expected.unit, told), 1.0
    if candidate.unit is not None and expected.unit:
        return 1.0, say("its unit is {unit}, ours {ours}: check it", unit=name_unit(candidate.unit.name), ours=expected.unit), 0.8
    if expected.seen_low is None or _share_inside(candidate.numbers, expected.seen_low, expected.seen_high) > 1 - INSIDE:
        return 1.0, None, 1.0
    for factor in likely_factors(expected.unit):
        if _share_inside(candidate.numbers * factor, expected.seen_low, expected.seen_high) >= INSIDE:
            return factor, say("its values are of the right size only times {factor}: check it", factor=f"{factor:g}"), 0.85
    return 1.0, None, 1.0


def _contradicts(expected: Expected, values: Floats, factor: float) -> bool:
    """Whether values are of the size seen in training as they stand, and none of it times `factor`."""
    if expected.seen_low is None:
        return False
    seen, times = (_share_inside(values * by, expected.seen_low, expected.seen_high) for by in (1.0, factor))
    return seen >= INSIDE and times <= 1 - INSIDE


def _say_unit(unit: Unit, ours: str, factor: float) -> Message | None:
    if factor != 1:
        counted = name_unit(unit.name) if unit.multiple in {1.0, 0.01} else f"{unit.multiple:,.10g} {unit.name}".strip()
        return say("counted in {unit}, so times {factor}", unit=counted, factor=f"{factor:.6g}")
    wanted = ours.casefold()
    if unit.is_currency and unit.name.casefold() not in wanted:
        return say("its amounts are in {unit}, the model's in {ours}: taken one for one", unit=unit.name, ours=ours)
    return say("counted in {unit}", unit=name_unit(unit.name))


def _share_inside(values: Floats, low: float | None, high: float | None) -> float:
    if not len(values):
        return 0.0
    inside = np.ones(len(values), dtype=bool)
    if low is not None:
        inside &= values >= low
    if high is not None:
        inside &= values <= high
    return float(inside.mean())


def _say_name(candidate: Candidate, likeness: Likeness) -> Message:
    if likeness.how == "same":
        return say("{name!r} is one of its names", name=candidate.name)
    if likeness.how == "spelling":
        return say("{name!r} is spelt like {known!r}", name=candidate.name, known=likeness.known)
    if likeness.how == "part":
        return say("{name!r} speaks of {known!r}", name=candidate.name, known=likeness.known)
    return say("the name {name!r} says nothing", name=candidate.name)


def unit_of(name: str, told: Unit | None) -> Unit | None:
    """What a column is counted in: what its cells say, counted by what its name adds, or what its name says alone."""
    named = unit_of_name(name)
    return told if named is None or (told is not None and told.name != named.name) else named


def as_words(values: Sequence[str], counts: Sequence[int]) -> tuple[tuple[str, int], ...]:
    """Different values with their counts, the most frequent first, equals by spelling."""
    return tuple(sorted(zip(values, counts, strict=True), key=lambda pair: (-pair[1], pair[0])))
