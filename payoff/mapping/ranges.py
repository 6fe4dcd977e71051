"""Categories that are ranges of a number: what a file that holds the number itself is sorted into, and from which number on."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from payoff.core.message import say
from payoff.intake.problems import shorten
from payoff.intake.typed import CATEGORY
from payoff.intake.units import read_unit
from payoff.mapping.category_words import Vocabulary, read_span

Ranges = tuple[tuple[float, str], ...]
"""The number from which on each category holds, ascending; minus infinity where a category has no lower end."""

Span = tuple[float | None, float | None]

MOST_CODES = 12
"""Categories up to which small whole numbers may be their codes."""


@dataclass(frozen=True)
class RangeScale:
    """The ranges of a column, and what they are counted in; no unit where the categories name none."""

    ranges: Ranges
    unit: str


def read_ranges(vocabulary: Vocabulary) -> RangeScale | None:
    """The ranges that the categories (or, where one names none itself, its synonyms) state; None where they leave gaps or overlap."""
    own = {category: span for category in vocabulary.categories if (span := read_span(category)) is not None}
    if len(own) < 2:
        return None
    told = own | _spans_of_synonyms(vocabulary, own)
    for spans in (told, own):
        if (ranges := _in_a_row(spans)) is not None:
            return RangeScale(ranges, _unit_of(own))
    return None


def are_codes(values: npt.NDArray[np.float64], categories: int) -> bool:
    """Whether numbers may stand for `categories` one by one, as 1, 2, 3 do, rather than measure anything."""
    different = np.unique(values)
    whole = bool((different == np.round(different)).all())
    return whole and len(different) <= categories <= MOST_CODES and float(different.min()) >= 0 and float(different.max()) <= categories


def sort_into(numbers: pa.Array, ranges: Ranges) -> pa.DictionaryArray:
    """Each number's category; null where there is none, or it lies below them all."""
    values = numbers.to_numpy(zero_copy_only=False).astype(np.float64)
    at = np.searchsorted(np.array([low for low, _ in ranges]), values, side="right") - 1
    missing = np.isnan(values) | (at < 0)
    codes = pa.array(np.where(missing, 0, at).astype(np.int32), mask=missing)
    return pa.DictionaryArray.from_arrays(codes, pa.array([category for _, category in ranges])).cast(CATEGORY)


def fault_in(ranges: Ranges) -> str:
    """What is wrong with ranges that a person wrote; empty where nothing is."""
    if any(math.isnan(low) for low, _ in ranges) or any(later[0] <= earlier[0] for earlier, later in pairwise(ranges)):
        return say("The ranges must begin at numbers that rise: {ranges}.", ranges=", ".join(f"{low:g} {shorten(c)}" for low, c in ranges))
    return ""


def _spans_of_synonyms(vocabulary: Vocabulary, own: Mapping[str, Span]) -> dict[str, Span]:
    """What the other categories' synonyms say: "overdrawn" is also "< 0 DM"."""
    found = {}
    for category in vocabulary.categories:
        spans = {read_span(word) for word in vocabulary.synonyms.words.get(category, ())} - {None}
        if category not in own and len(spans) == 1:
            found[category] = next(span for span in spans if span is not None)
    return found


def _in_a_row(spans: Mapping[str, Span]) -> Ranges | None:
    """The categories by rising numbers, where each begins where the one before it ends; "3 or more" follows "0 to 2" too."""
    ordered = sorted(spans.items(), key=lambda item: math.inf if item[1][1] is None else item[1][1])
    if ordered[-1][1][1] is not None or any(span[1] is None for _, span in ordered[:-1]):
        return None
    ranges = [(-math.inf if ordered[0][1][0] is None else ordered[0][1][0], ordered[0][0])]
    for (_, (_, end)), (category, (low, high)) in pairwise(ordered):
        begins = end if low is None else low
        if end is None or begins is None or begins - end not in {0.0, 1.0} or high == end:
            return None
        ranges.append((begins, category))
    return tuple(ranges)


def _unit_of(spans: Mapping[str, Span]) -> str:
    """The unit that every range of them names: "DM", "years"."""
    units = {next((unit.name for word in re.findall(r"[^\W\d]+", category) if (unit := read_unit(word))), "") for category in spans}
    return units.pop() if len(units) == 1 else ""
