"""A column read as dates: in which order day, month and year stand, or as the running day numbers of spreadsheets."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from payoff.core.message import Message, say
from payoff.intake.dates import DateDraft, read_compact
from payoff.intake.decisions import EXAMPLES_SHOWN, ColumnOptions, DateOrder, Decision
from payoff.intake.drafted import Bounds, Drafted, Marks, Read, describe_values, with_bad_cells

DATE_WORDS = ("date", "datum", "fecha", "data", "day", "tag", "jour", "dt", "日期", "日付", "年月日", "时间", "時間")

SERIAL_WORDS = frozenset(["date", "datum", "fecha", "dates", "datetime", "timestamp"])
"""Words of a name that, beside whole numbers of the right size, speak for running day numbers."""

LOOKED_AT = 1_000
"""Texts among which examples are looked for."""

SERIAL_DAYS = (18_264.0, 73_050.0)
"""1950 to 2099 as spreadsheets count days."""

EPOCH = np.datetime64("1899-12-30")
"""Day zero of Excel and its kin."""

SPOKEN: Mapping[DateOrder, Message] = {
    "DMY": say("day, month, year"),
    "MDY": say("month, day, year"),
    "YMD": say("year, month, day"),
}


def read_date_column(drafted: Drafted, draft: DateDraft, marks: Marks) -> Read | None:
    """The column as dates; None where too few cells are any."""
    order, why, other = _choose_order(draft, drafted.options, marks)
    days = draft.readings[order]
    bad = np.isnat(days) & ~drafted.gaps
    if drafted.is_too_bad(bad):
        return None
    values = pa.array(days) if draft.timed else pa.array(days).cast(pa.date32())
    array = values.take(drafted.coded.indices)
    first = drafted.coded.dictionary.slice(0, LOOKED_AT).filter(pa.array(~np.isnat(days[:LOOKED_AT])))
    shown = tuple(pc.unique(first).slice(0, EXAMPLES_SHOWN).to_pylist())
    count = int(drafted.counts[~np.isnat(days)].sum())
    said = Decision("date_order", SPOKEN[order], why, drafted.name, count, shown, "" if other is None else SPOKEN[other], "columns.dates")
    return with_bad_cells(drafted, array, describe_values(array, drafted.name, "date", why), bad=bad, decisions=(said,))


def settled_order(drafted: Sequence[Drafted]) -> str:
    """The order of the columns whose dates allow no other; empty where they disagree or there are none."""
    orders = {d.dates.orders[0] for d in drafted if d.dates is not None and len(d.dates.orders) == 1 and d.dates.mark}
    return orders.pop() if len(orders) == 1 else ""


def numbers_as_dates(array: pa.DoubleArray, name: str, options: ColumnOptions, *, bounds: Bounds) -> Read | None:
    """Numbers (n,) within `bounds` that are days, written like 20240131 or counted as spreadsheets do; None where they are numbers."""
    if options.kind not in {None, "date"} or bounds is None:
        return None
    low, high = bounds
    told = options.kind == "date"
    if low >= 19_000_101 and high <= 22_001_231 and (told or any(word in name.casefold() for word in DATE_WORDS)):
        days = read_compact(array.to_numpy(zero_copy_only=False))
        if days is not None:
            return _as_days(pa.array(days).cast(pa.date32()), name, say("every number is a day written as year, month, day"))
    if SERIAL_DAYS[0] <= low and high <= SERIAL_DAYS[1] and (told or _speaks_of_dates(name)):
        return _serial_dates(array, name, told=told)
    return None


def _serial_dates(array: pa.DoubleArray, name: str, *, told: bool) -> Read | None:
    values = array.to_numpy(zero_copy_only=False)
    there = values[~np.isnan(values)]
    if not told and (there != np.rint(there)).any():
        return None
    why = say("you said so") if told else say("the name speaks of dates, and the whole numbers are days as spreadsheets count them")
    read = _as_days(_days_since(values), name, why)
    shown = tuple(f"{value:g}" for value in there[:EXAMPLES_SHOWN])
    as_days = say("days counted from 30 December 1899")
    said = Decision("serial_dates", as_days, why, name, len(there), shown, "" if told else say("numbers"), "columns.kind")
    return replace(read, reading=replace(read.reading, decisions=(said,)))


def _days_since(values: npt.NDArray[np.float64]) -> pa.Array:
    gaps = np.isnan(values)
    seconds = np.rint(np.where(gaps, 0.0, values) * 86_400).astype("timedelta64[s]")
    days = np.where(gaps, np.datetime64("NaT", "s"), EPOCH.astype("datetime64[s]") + seconds).astype("datetime64[us]")
    whole = (values[~gaps] == np.rint(values[~gaps])).all()
    return pa.array(days).cast(pa.date32()) if whole else pa.array(days)


def _as_days(days: pa.Array, name: str, why: str) -> Read:
    return Read(days, describe_values(days, name, "date", why))


def _speaks_of_dates(name: str) -> bool:
    plain = name.casefold()
    return bool(SERIAL_WORDS & set(re.split(r"[\W_\d]+", plain))) or any(word in plain for word in ("日期", "日付", "年月日", "datum"))


def _choose_order(draft: DateDraft, options: ColumnOptions, marks: Marks) -> tuple[DateOrder, Message, DateOrder | None]:
    orders = draft.orders
    if options.dates is not None and options.dates in draft.readings:
        return options.dates, say("you said so"), None
    if len(orders) == 1:
        every = draft.mark == "" or all(count == 0 for order, count in draft.cells.items() if order != orders[0])
        return orders[0], say("no date fits another order") if every else say("more dates fit this order than any other"), None
    like_others = next((order for order in orders if order == marks.dates), None)
    if like_others is not None:
        return like_others, say("the file's other dates have this order"), next(o for o in orders if o != like_others)
    if "MDY" in orders and draft.mark == "/" and marks.decimal == "." and "DMY" in orders:
        return "MDY", say("the marks allow both orders; with slashes and decimal points the American one is likelier"), "DMY"
    return orders[0], say("the numbers allow more than one order; this one is the commonest with this mark"), orders[1]
