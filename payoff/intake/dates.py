"""Text read as dates: the common orders, month names in several languages, times, and which orders remain possible."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from payoff.intake.decisions import DateOrder
from payoff.intake.eras import in_calendar_years
from payoff.intake.lettering import MANY
from payoff.intake.words import MONTHS

Whole = npt.NDArray[np.int64]
Days = npt.NDArray[np.datetime64]

TIME = (
    r"(?:[T ,:]\s*(?P<hour>\d{1,2})[:時时hH]\s?(?P<minute>\d{2})[分]?(?::?(?P<second>\d{2})(?:\.\d+)?[秒]?)?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\.?)?(?P<hours>[+\-]\d{2})?)?\s*(?P<zone>Z|UTC|[+\-]\d{2}:?\d{2})?$"
)
NUMERIC = r"^(?P<a>\d{1,4})\s?(?P<mark>[./\-年])\s?(?P<b>\d{1,2})\s?[./\-月]\s?(?P<c>\d{1,4})\.?日?" + TIME
DAY_FIRST = r"^(?P<a>\d{1,2})(?:\.|st|nd|rd|th|er)?[\s\-]*(?:de\s+)?(?P<b>\p{L}{3,10})\.?[\s\-]*(?:de\s+)?(?P<c>\d{2,4})" + TIME
MONTH_FIRST = r"^(?P<b>\p{L}{3,10})\.?\s+(?P<a>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<c>\d{4})" + TIME
ISO = r"^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?$"
DATE_LENGTH = len("2024-01-31")
DATELIKE = 0.8
"""Share of the cells that must look like dates before a column can be one."""

YEARS = (1800, 2200)
TURN = 69
"""Two-digit years up to this are of this century, later ones of the last: as POSIX has it."""


FEW = 500
"""Different values up to which they are looked at one by one."""

LIKELY = re.compile(r"\d\s?[./\-年]\s?\d|[^\W\d_]{3}\.?[\s\-]*(?:de\s+)?\d")
"""What stands in every date: numbers with a mark between them, or a month's name before one."""


@dataclass(frozen=True, eq=False)
class DateDraft:
    """Distinct texts (n,) taken apart as dates; the orders that read the most cells are still open."""

    readings: dict[DateOrder, Days]
    """The dates under each possible order, NaT where a text is none."""
    cells: dict[DateOrder, int]
    """Cells read under each order."""
    timed: bool
    """Whether some have a time of day."""
    mark: str
    """The mark between the parts, empty for month names."""

    @property
    def orders(self) -> tuple[DateOrder, ...]:
        """Those that read the most cells."""
        most = max(self.cells.values())
        return tuple(order for order, count in self.cells.items() if count == most)


def draft_dates(text: pa.StringArray, counts: Whole) -> DateDraft | None:
    """`text` (n,) from `plain_text`, each standing `counts` times, taken apart; None where too few are dates."""
    text = in_calendar_years(text)
    if not _are_many(text, counts):
        return None
    if len(text) > MANY and (iso := draft_iso(text, counts)) is not None:
        return iso
    for pattern in (NUMERIC, DAY_FIRST, MONTH_FIRST):
        fits = pc.fill_null(pc.match_substring_regex(text, pattern), False).to_numpy(zero_copy_only=False)
        if counts[fits].sum() >= DATELIKE * max(counts.sum(), 1):
            draft = _draft(text, counts, pattern)
            if max(draft.cells.values()) >= DATELIKE * counts.sum():
                return draft
    return None


def _are_many(text: pa.StringArray, counts: Whole) -> bool:
    """Whether enough of a few values hold what every date does; compiling the patterns costs more than this look."""
    if len(text) > FEW:
        return True
    likely = np.array([value is not None and LIKELY.search(value) is not None for value in text.to_pylist()], dtype=bool)
    return bool(counts[likely].sum() >= DATELIKE * max(counts.sum(), 1))


def read_compact(numbers: npt.NDArray[np.float64]) -> Days | None:
    """Numbers (n,) like 20240131 as dates; None where one of them is no day."""
    whole = np.nan_to_num(numbers, nan=0.0).astype(np.int64)
    there = ~np.isnan(numbers)
    days = _days(whole // 10_000, whole // 100 % 100, whole % 100)
    return None if np.isnat(days[there]).any() or not there.any() else days


def looks_iso(text: pa.StringArray) -> bool:
    """Whether the first of many texts (n,), nulls aside, are dates as ISO 8601 writes them."""
    return bool(pc.all(pc.match_substring_regex(text.slice(0, FEW), ISO)).as_py())


def draft_iso(text: pa.StringArray, counts: Whole) -> DateDraft | None:
    """Many dates as ISO 8601 writes them, read by Arrow in a fraction of the time; None where one is not."""
    there = text if counts.all() else pc.if_else(pa.array(counts > 0), text, pa.scalar(None, pa.string()))
    if not looks_iso(there):
        return None
    try:
        stamps = pc.cast(there, pa.timestamp("us"))
    except pa.ArrowInvalid:
        return None
    days: Days = stamps.to_numpy(zero_copy_only=False).astype("datetime64[s]").astype("datetime64[us]")
    years = pc.min_max(pc.year(stamps)).as_py()
    if years["min"] is None or years["min"] < YEARS[0] or years["max"] > YEARS[1]:
        return None
    timed = bool(pc.any(pc.greater(pc.binary_length(there), DATE_LENGTH)).as_py())
    return DateDraft({"YMD": days}, {"YMD": int(counts.sum())}, timed, "-")


def _draft(text: pa.StringArray, counts: Whole, pattern: str) -> DateDraft:
    parts = pc.extract_regex(text, pattern)
    a, b, c = (_part(parts, name) for name in "abc")
    time = _time(parts)
    if pattern != NUMERIC:
        readings: dict[DateOrder, Days] = {"DMY": _days(_year(c, parts, "c"), _months(parts), a) + time}
        mark = ""
    else:
        late = _year(c, parts, "c")
        early: dict[DateOrder, Days] = {"YMD": _days(_year(a, parts, "a"), b, c) + time}
        readings = {"DMY": _days(late, b, a) + time, "MDY": _days(late, a, b) + time}
        # Where two digits may be either, years are those that vary less.
        readings = early | readings if len(np.unique(a)) < len(np.unique(c)) else readings | early
        mark = pc.struct_field(parts, "mark").drop_null()[0].as_py()
    cells: dict[DateOrder, int] = {order: int(counts[~np.isnat(days)].sum()) for order, days in readings.items()}
    return DateDraft(readings, cells, bool((_part(parts, "hour") >= 0).any()), mark)


def _part(parts: pa.StructArray, name: str) -> Whole:
    text = pc.struct_field(parts, name)
    digits = pc.if_else(pc.match_substring_regex(text, r"^\d+$"), text, pa.scalar(None, pa.string()))
    return pc.fill_null(pc.cast(digits, pa.int64()), -1).to_numpy(zero_copy_only=False)


def _year(values: Whole, parts: pa.StructArray, name: str) -> Whole:
    length = pc.fill_null(pc.utf8_length(pc.struct_field(parts, name)), 0).to_numpy(zero_copy_only=False)
    short = np.where(values <= TURN, values + 2000, values + 1900)
    return np.where(length == 4, values, np.where(length == 2, short, -1))


def _months(parts: pa.StructArray) -> Whole:
    words = pc.utf8_lower(pc.struct_field(parts, "b")).dictionary_encode()
    known = np.array([*(MONTHS.get(word, 0) for word in words.dictionary.to_pylist()), 0], dtype=np.int64)
    return known[pc.fill_null(words.indices, len(known) - 1).to_numpy(zero_copy_only=False)]


def _days(year: Whole, month: Whole, day: Whole) -> Days:
    there = (year >= YEARS[0]) & (year <= YEARS[1]) & (month >= 1) & (month <= 12) & (day >= 1) & (day <= 31)
    first = (np.where(there, year, 1970) - 1970).astype("timedelta64[Y]") + np.datetime64("1970", "Y")
    month_start = first.astype("datetime64[M]") + (np.where(there, month, 1) - 1).astype("timedelta64[M]")
    days = month_start.astype("datetime64[D]") + (np.where(there, day, 1) - 1).astype("timedelta64[D]")
    # The 31st of a month with 30 days falls into the next: no date.
    there &= days.astype("datetime64[M]") == month_start
    return np.where(there, days, np.datetime64("NaT", "D")).astype("datetime64[us]")


def _time(parts: pa.StructArray) -> npt.NDArray[np.timedelta64]:
    hour, minute, second = (np.maximum(_part(parts, name), 0) for name in ("hour", "minute", "second"))
    half = pc.utf8_lower(pc.fill_null(pc.struct_field(parts, "half"), ""))
    afternoon = pc.starts_with(half, "p").to_numpy(zero_copy_only=False)
    morning = pc.starts_with(half, "a").to_numpy(zero_copy_only=False)
    hour = np.where(afternoon & (hour < 12), hour + 12, np.where(morning & (hour == 12), 0, hour))
    seconds = hour * 3600 + minute * 60 + second - 60 * _offset(parts)
    valid = (hour < 25) & (minute < 60) & (second < 61)
    return np.where(valid, seconds, np.iinfo(np.int64).min).astype("timedelta64[s]")


def _offset(parts: pa.StructArray) -> Whole:
    # PostgreSQL leaves out the minutes, but only behind a time: "2024-03-05-01" is a number of something.
    either = pc.binary_join_element_wise(*(pc.fill_null(pc.struct_field(parts, name), "") for name in ("zone", "hours")), "")
    zone = pc.replace_substring(either, ":", "").dictionary_encode()
    minutes = [int(z[0] + "1") * (int(z[1:3]) * 60 + int(z[3:5] or 0)) if z[:1] in {"+", "-"} else 0 for z in zone.dictionary.to_pylist()]
    return np.array(minutes, dtype=np.int64)[zone.indices.to_numpy()]
