"""A column read as numbers: with which marks, in which unit, and which of them stand for "not known"."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from payoff.core.message import Message, say
from payoff.intake.amounts import Draft, Style, read_amounts
from payoff.intake.column_dates import numbers_as_dates
from payoff.intake.decisions import EXAMPLES_SHOWN, ColumnOptions, Decision
from payoff.intake.drafted import Drafted, Marks, Read, describe_numbers, find_bounds, with_bad_cells
from payoff.intake.gaps import may_hold_codes, numeric_codes
from payoff.intake.units import name_unit

EXACT = 2.0**53
"""From here on a number no longer keeps every digit."""


def read_number_column(drafted: Drafted, draft: Draft, marks: Marks) -> Read | None:
    """The column as numbers; None where too few cells are any, or where a number would lose something."""
    style, why, other = _choose_style(draft, drafted.options, marks)
    numbers = read_amounts(draft, style)
    if draft.unit == "%" and drafted.options.percent == "as written":
        numbers = numbers * 100
    if is_identifier(draft, numbers) and drafted.options.kind is None:
        return None
    bad = np.isnan(numbers) & ~drafted.gaps
    if drafted.is_too_bad(bad):
        return None
    array = pa.array(np.where(drafted.gaps, np.nan, numbers), from_pandas=True).take(drafted.coded.indices)
    decisions = _number_decisions(drafted, draft, style, why=why, other=other)
    unit = drafted.options.unit if drafted.options.unit is not None else draft.unit
    read = finish_numbers(array, drafted.name, drafted.options, because=why, unit=unit)
    return with_bad_cells(drafted, read.array, read.reading, bad=bad, decisions=decisions)


def finish_numbers(array: pa.DoubleArray, name: str, options: ColumnOptions, *, because: str, unit: str = "") -> Read:
    """Numbers (n,) without the codes that stand for "not known"; as dates where they are days."""
    bounds = find_bounds(array)
    decisions: tuple[Decision, ...] = ()
    if options.missing is not None or options.also_missing or may_hold_codes(bounds, name):
        values = array.to_numpy(zero_copy_only=False)
        codes, decisions = numeric_codes(values, name, told=options.missing, kept=options.kept, more=options.also_missing)
        if codes is not None:
            array = pc.if_else(pa.array(codes), pa.scalar(None, pa.float64()), array)
            bounds = find_bounds(array)
    dates = numbers_as_dates(array, name, options, bounds=bounds) if not unit else None
    if dates is not None:
        return replace(dates, reading=replace(dates.reading, decisions=(*decisions, *dates.reading.decisions)))
    reading = describe_numbers(array, name, because, bounds)
    return Read(array, replace(reading, unit=unit, decisions=decisions))


def say_mark(decimal: str) -> Message:
    """A decimal mark in words."""
    return say("a comma") if decimal == "," else say("a point")


def _choose_style(draft: Draft, options: ColumnOptions, marks: Marks) -> tuple[Style, str, str]:
    wanted = options.decimal
    if wanted is not None:
        fitting = [s for s in draft.styles if s.decimal == wanted]
        return (fitting or [Style(wanted, "")])[0], say("you said so"), ""
    if not draft.marked:
        return draft.styles[0], say("the cells hold plain digits"), ""
    if len(draft.decimals) == 1:
        return draft.styles[0], say("more cells make sense this way than any other"), ""
    (style, *_) = [s for s in draft.styles if s.decimal == marks.decimal]
    (other, *_) = [s for s in draft.styles if s.decimal != marks.decimal]
    return style, say("the cells allow two readings; {because}", because=marks.because), _say_style(other)


def _number_decisions(drafted: Drafted, draft: Draft, style: Style, *, why: str, other: str) -> tuple[Decision, ...]:
    count = int(drafted.counts[draft.digits.is_valid().to_numpy(zero_copy_only=False)].sum())
    found: list[Decision] = []
    if draft.marked:
        shown = draft.grouped[:EXAMPLES_SHOWN]
        found.append(Decision("number_marks", _say_style(style), why, drafted.name, count, shown, other, "columns.decimal"))
    found += _unit_decisions(drafted, draft, count)
    brackets = pc.match_substring_regex(drafted.text, r"\(.*\)$").to_numpy(zero_copy_only=False) & (draft.factor < 0)
    if negative := int(drafted.counts[brackets].sum()):
        minus = say("brackets around an amount mean minus")
        found.append(Decision("negative_brackets", say("negative numbers"), minus, drafted.name, negative, option="columns.kind"))
    scaled = np.abs(draft.factor)
    if draft.unit != "%" and (scaled > 1).any():
        shown = tuple(drafted.text.filter(pa.array(scaled > 1)).slice(0, EXAMPLES_SHOWN).to_pylist())
        because, times = say("a word such as thousand or million follows"), int(drafted.counts[scaled > 1].sum())
        found.append(Decision("multiplier", say("multiplied out"), because, drafted.name, times, shown, option="columns.kind"))
    return tuple(found)


def _unit_decisions(drafted: Drafted, draft: Draft, count: int) -> list[Decision]:
    name, said = drafted.name, drafted.options
    if draft.unit == "%":
        bare = draft.units.get("", 0)
        if said.percent == "as written":
            return [Decision("percent", say("numbers as written"), say("you said so"), name, count - bare, option="columns.percent")]
        because = say("of the percent sign; 12 % is kept as 0.12")
        found = [Decision("percent", say("fractions"), because, name, count - bare, option="columns.percent")]
        if bare:
            most = say("most of the column has the sign")
            found.append(Decision("percent_without_sign", say("percent too"), most, name, bare, option="columns.percent"))
        return found
    if said.unit is not None:
        return [Decision("unit", said.unit or say("none"), say("you said so"), name, count, option="columns.unit")]
    if draft.unit:
        beside = say("the word stands beside the numbers")
        return [Decision("unit", name_unit(draft.unit), beside, name, draft.units[draft.unit], option="columns.unit")]
    return []


def is_identifier(draft: Draft, numbers: npt.NDArray[np.float64]) -> bool:
    """Whether `numbers` (n,) would lose leading zeros, or more digits than a number keeps."""
    if draft.marked or draft.unit:
        return False
    leading = pc.match_substring_regex(draft.digits, r"^0\d")
    return bool(pc.any(leading).as_py()) or bool(np.nanmax(np.abs(numbers), initial=0.0) >= EXACT)


def _say_style(style: Style) -> Message:
    mark = say_mark(style.decimal)
    if not style.group:
        return say("decimals with {mark}", mark=mark)
    groups = {",": say("a comma"), ".": say("a point"), " ": say("a space")}
    group = groups.get(style.group) or say("an apostrophe")
    return say("decimals with {mark} and thousands with {group}", mark=mark, group=group)
