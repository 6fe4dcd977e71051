"""A person's own columns become the inputs of a model, and those that cannot are left out with a word about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd

from payoff.core.message import Message, say
from payoff.domains.manifest import DateOrder, Input, Part
from payoff.domains.moments import WEEKDAYS, read_part
from payoff.domains.terms import split_terms

MOST_CATEGORIES = 60
"""Values of a category that a model tells apart; rarer ones count as unknown."""

LEAST_COVERED = 0.3
"""Share of the rows that the values told apart must cover."""

LEAST_TERMS = 3.0
"""Median terms of a cell below which text is a name or a code."""

TERM_CELLS = 60_000_000
"""Rows times terms: what fits in memory while fitting."""

TERMS = (200, 3_000)
"""Fewest and most terms of a text."""

LEAST_ROWS = 3
"""Rows in which a term, or one of more than FEW_CATEGORIES values, must stand to be told apart."""

FEW_CATEGORIES = 10


@dataclass(frozen=True)
class OwnColumn:
    """A column as it was read; in the frame numbers are float64, dates datetime64[us], the rest text, None where missing."""

    name: str
    kind: Literal["number", "date", "category", "text"]
    unit: str = ""
    codes: tuple[float, ...] = ()
    """Numbers that were read as "not known"."""
    dates: DateOrder = ""


@dataclass(frozen=True)
class LeftOut:
    """A column that no model sees, and why."""

    column: str
    reason: Message


@dataclass(frozen=True)
class Chosen:
    """What the model sees of the columns, and what it does not."""

    inputs: tuple[Input, ...]
    left_out: tuple[LeftOut, ...]
    notes: tuple[Message, ...]
    """What became of columns that are seen only in part."""


def choose_inputs(columns: Sequence[OwnColumn], frame: pd.DataFrame, *, time: str = "") -> Chosen:
    """Inputs from `columns` of the training rows `frame`; dates become ages before the date `time` and weekdays."""
    inputs: list[Input] = []
    left_out: list[LeftOut] = []
    notes: list[Message] = []
    for column in columns:
        values = frame[column.name]
        if reason := _useless(values):
            left_out.append(LeftOut(column.name, reason))
        elif column.kind == "number":
            inputs.append(_number(column, values))
        elif column.kind == "date":
            inputs += _dates(column, frame, time)
        else:
            found = _words(column, values)
            if isinstance(found, Input):
                inputs.append(found)
                notes += _seen_in_part(found, values)
            else:
                left_out.append(LeftOut(column.name, found))
    return Chosen(tuple(inputs), tuple(left_out), tuple(notes))


def _useless(values: pd.Series) -> Message | None:
    distinct = values.nunique()
    if distinct == 0:
        return say("It is empty in every training row.")
    if distinct == 1:
        return say("It holds the same value in every training row that has one.")
    return None


def _number(column: OwnColumn, values: pd.Series) -> Input:
    low, high = float(values.min()), float(values.max())
    return Input(column.name, "number", column.unit, seen_low=low, seen_high=high, codes=column.codes)


def _words(column: OwnColumn, values: pd.Series) -> Input | Message:
    """A text where cells are sentences, a category where words repeat, and otherwise the reason why it is neither."""
    counts = values.value_counts()
    said = [split_terms(text) for text in counts.index]
    if len(counts) > MOST_CATEGORIES and float(np.median([len(terms) for terms in said])) >= LEAST_TERMS:
        terms = _vocabulary([terms for terms, count in zip(said, counts, strict=True) for _ in range(count)], len(values))
        if len(terms) >= LEAST_TERMS:
            return Input(column.name, "text", terms=terms)
    few = counts if len(counts) <= FEW_CATEGORIES else counts[counts >= LEAST_ROWS][:MOST_CATEGORIES]
    if few.sum() < LEAST_COVERED * counts.sum():
        told = {"distinct": len(counts)}
        return say("Its {distinct} values are names or codes that seldom repeat: there is nothing in them to learn from.", **told)
    return Input(column.name, "category", categories=tuple(sorted(few.index)))


def _vocabulary(said: Sequence[Sequence[str]], rows: int) -> tuple[str, ...]:
    """The commonest terms, in the order of the alphabet; they are chosen without a look at the outcomes."""
    counts = Counter(term for terms in said for term in set(terms))
    fewest, most = TERMS
    room = min(max(TERM_CELLS // max(rows, 1), fewest), most)
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(sorted(term for term, count in ranked[:room] if count >= LEAST_ROWS))


def _dates(column: OwnColumn, frame: pd.DataFrame, time: str) -> Iterator[Input]:
    moments = frame[column.name].to_numpy(dtype="datetime64[us]")
    if column.name != time:
        since = time or str(np.nanmax(moments).astype("datetime64[D]"))
        reference = frame[time].to_numpy(dtype="datetime64[us]") if time else np.full(len(frame), np.datetime64(since, "us"))
        age = _part(column, "age", "number", since=since)
        values = read_part(age, moments, reference)
        if np.unique(values[~np.isnan(values)]).size > 1:
            yield _bounded(age, values)
    weekday = _part(column, "weekday", "category", categories=WEEKDAYS)
    if _varies(weekday, moments):
        yield weekday
    hour = _part(column, "hour", "number")
    if _varies(hour, moments):
        yield _bounded(hour, read_part(hour, moments, None))


def _varies(item: Input, moments: np.ndarray) -> bool:
    values = read_part(item, moments, None)
    return bool(np.unique(values[~np.isnan(values)]).size > 1)


_SUFFIX: dict[Part, tuple[str, str]] = {"age": ("age", "days"), "weekday": ("weekday", ""), "hour": ("hour", "h")}


def _part(
    column: OwnColumn, part: Part, kind: Literal["number", "category"], *, since: str = "", categories: tuple[str, ...] = ()
) -> Input:
    suffix, unit = _SUFFIX[part]
    return Input(
        f"{column.name} ({suffix})", kind, unit, categories=categories, source=column.name, part=part, since=since, dates=column.dates
    )


def _bounded(item: Input, values: np.ndarray) -> Input:
    return replace(item, seen_low=float(np.nanmin(values)), seen_high=float(np.nanmax(values)))


def _seen_in_part(item: Input, values: pd.Series) -> Iterator[Message]:
    if item.kind == "text":
        yield say("{column}: read as text by its {terms} commonest words.", column=item.name, terms=len(item.terms))
    elif (distinct := values.nunique()) > len(item.categories):
        yield say(
            "{column}: of its {distinct} values the {kept} commonest are told apart; the others count as unknown.",
            column=item.name, distinct=distinct, kept=len(item.categories),
        )  # fmt: skip
