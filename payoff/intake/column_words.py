"""A column read as words: yes and no, categories that repeat, or text."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from payoff.core.message import Message, say
from payoff.intake.decisions import EXAMPLES_SHOWN, ColumnReading, Decision
from payoff.intake.drafted import Counts, Drafted, Read, describe_values
from payoff.intake.gaps import Mask, missing_texts, word_decision
from payoff.intake.lettering import MANY, count_different, word_places
from payoff.intake.problems import shorten
from payoff.intake.typed import CATEGORY
from payoff.intake.words import YES_NO

TOP = 5
FEW_CATEGORIES = 50
REPEATED = 0.5
"""Share of different values below which text is a category."""

FEW_ROWS = 10
"""Rows up to which one repetition makes a category."""

RARE = 0.02
"""Share of different values below which even many make a category."""

LANGUAGE_NAMES = {
    "English": say("English"), "German": say("German"), "French": say("French"), "Spanish": say("Spanish"), "Chinese": say("Chinese"),
    "Japanese": say("Japanese"), "Italian": say("Italian"), "Portuguese": say("Portuguese"), "Dutch": say("Dutch"),
    "Polish": say("Polish"), "Russian": say("Russian"), "Korean": say("Korean"),
}  # fmt: skip


def read_empty_column(drafted: Drafted) -> Read:
    """A column in which no cell says anything."""
    decision = word_decision(drafted.text, drafted.gaps, drafted.counts, drafted.name)
    decisions = () if decision is None else (decision,)
    length, why = len(drafted.coded), say("no cell holds anything")
    return Read(pa.nulls(length), ColumnReading(drafted.name, "empty", 0, length, 0, why, decisions=decisions))


def read_yes_no_column(drafted: Drafted) -> Read | None:
    """The column as yes and no, where its words are those of one language; None where they are not."""
    if len(drafted.text) > 2 * FEW_CATEGORIES:
        return None
    strict = missing_texts(drafted.text, strict=False, words=drafted.options.missing)
    words = drafted.lower
    for language, yes, no in YES_NO:
        # "无" and "x" may be answers here: only what is neither yes nor no can be missing.
        value = [True if w in yes else False if w in no else None for w in words]
        known = np.array([v is not None for v in value])
        if not all(known | strict) or len({v for v in value if v is not None}) < 2:
            continue
        array = _answers(value, drafted.coded.indices)
        why = say("the values are yes and no in {language}", language=LANGUAGE_NAMES[language])
        decision = word_decision(drafted.text, ~known, drafted.counts, drafted.name)
        shown = tuple(w for w in drafted.coded.dictionary.to_pylist() if w)[:EXAMPLES_SHOWN]
        said = Decision("yes_no", say("yes or no"), why, drafted.name, int(drafted.counts[known].sum()), shown, option="columns.kind")
        reading = describe_values(array, drafted.name, "yes_no", why)
        return Read(array, replace(reading, decisions=(said,) if decision is None else (said, decision)))
    return None


def _say_repeats(distinct: int) -> Message:
    if distinct == 1:
        return say("every cell that is filled says the same")
    return say("{n} different values repeat", n=f"{distinct:,}")


def _answers(value: list[bool | None], codes: pa.Array) -> pa.BooleanArray:
    """The answer (n,) of each cell, whose word has the code `codes`."""
    if None not in value and value.count(True) == 1:
        return pc.equal(codes, pa.scalar(value.index(True), codes.type))
    return pa.array(value, pa.bool_()).take(codes)


def read_word_column(drafted: Drafted) -> Read:
    """The column as categories where its words repeat, else as text."""
    gaps = _strict_gaps(drafted)
    words = drafted.spelled
    kept = pc.if_else(pa.array(gaps), pa.scalar(None, pa.string()), words) if gaps.any() else words
    counts = np.where(gaps, 0, drafted.counts) if gaps.any() else drafted.counts
    total, distinct = int(counts.sum()), _count_distinct(drafted, kept, counts)
    repeats = distinct <= FEW_CATEGORIES and distinct <= max(REPEATED * total, min(total - 1, FEW_ROWS))
    category = (repeats or distinct < RARE * total) if drafted.options.kind is None else drafted.options.kind == "category"
    array = _recoded(kept, drafted.coded.indices) if category else _spelled(kept, drafted.coded)
    decision = word_decision(drafted.text, gaps, drafted.counts, drafted.name)
    why = _say_repeats(distinct) if category else say("the values are words that seldom repeat")
    reading = ColumnReading(
        drafted.name,
        "category" if category else "text",
        total,
        len(array) - total,
        0,
        say("you said so") if drafted.options.kind else why,
        distinct=distinct,
        top=_top(kept, counts, distinct),
        decisions=() if decision is None else (decision,),
    )
    return Read(array, reading)


def _count_distinct(drafted: Drafted, kept: pa.StringArray, counts: Counts) -> int:
    if drafted.different is not None and kept is drafted.text:
        return drafted.different
    return count_different(kept if counts.all() else kept.filter(pa.array(counts > 0)))


def _strict_gaps(drafted: Drafted) -> Mask:
    """Which distinct values (n,) say "not known" and can be no answer, or are missing because a person said so."""
    said = drafted.options
    if not (drafted.gaps.any() or said.kept):
        return drafted.gaps
    gaps = missing_texts(drafted.text, strict=True, words=said.missing)
    if said.also_missing:
        gaps = gaps | missing_texts(drafted.text, strict=True, words=said.also_missing)
    if said.kept:
        gaps = gaps & ~np.isin(drafted.lower, [word.casefold() for word in said.kept])
    return gaps


def _recoded(words: pa.StringArray, codes: pa.Array) -> pa.DictionaryArray:
    """`words` (null where missing, some perhaps equal) by `codes` (n,) as categories, each word once."""
    once = words.dictionary_encode()
    if len(once.dictionary) == len(words):
        return pa.DictionaryArray.from_arrays(codes, once.dictionary, safe=False)
    return pa.DictionaryArray.from_arrays(once.indices.take(codes), once.dictionary).cast(CATEGORY)


def _spelled(words: pa.StringArray, coded: pa.DictionaryArray) -> pa.StringArray:
    """The word of each cell (n,); without a copy where each is a word of its own."""
    own = len(words) == len(coded) and not coded.null_count and bool((coded.indices.to_numpy() == np.arange(len(words))).all())
    return words if own else words.take(coded.indices)


def _top(words: pa.StringArray, counts: Counts, distinct: int) -> tuple[tuple[str, int], ...]:
    if len(words) >= MANY and counts.max() <= 1:
        # Perhaps not coded by its words, and hardly worth a list where it is.
        return ()
    if np.count_nonzero(counts) > distinct:
        # Some differ only in the space around them.
        once = words.dictionary_encode()
        codes = word_places(once)
        words, counts = once.dictionary, np.bincount(codes, weights=counts)[: len(once.dictionary)].astype(np.int64)
    order = np.argsort(-counts, kind="stable")[:TOP]
    return tuple((shorten(words[int(at)].as_py()), int(counts[at])) for at in order if counts[at] and words[int(at)].as_py() is not None)
