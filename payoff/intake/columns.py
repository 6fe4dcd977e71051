"""One column of text or typed values becomes numbers, dates, yes/no, categories or text, with the reasons."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from payoff.intake.amounts import Draft, Style, draft_amounts, plain_text, read_amounts
from payoff.intake.dates import DateDraft, draft_dates, read_compact
from payoff.intake.decisions import EXAMPLES_SHOWN, ColumnOptions, ColumnReading, DateOrder, Decision, Kind, ReadOptions
from payoff.intake.gaps import Mask, missing_texts, numeric_codes, word_decision
from payoff.intake.problems import ROWS_SHOWN, Problem, shorten
from payoff.intake.typed import CATEGORY
from payoff.intake.words import YES_NO

READABLE = 0.9
"""Share of the cells with a value that must read as numbers or dates for the column to be that."""

TOP = 5
FEW_CATEGORIES = 50
REPEATED = 0.5
"""Share of different values below which text is a category."""

FEW_ROWS = 10
"""Rows up to which one repetition makes a category."""

RARE = 0.02
"""Share of different values below which even many make a category."""

DATE_WORDS = ("date", "datum", "fecha", "data", "day", "tag", "jour", "dt", "日期", "日付", "年月日", "时间", "時間")

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Marks:
    """What other columns and the separator say about the file's numbers and dates."""

    decimal: str
    because: str
    dates: str = ""


@dataclass(frozen=True, eq=False)
class Drafted:
    """A column of text looked at once: its distinct values (n,), how often each stands, and what they may be."""

    name: str
    coded: pa.DictionaryArray
    counts: Counts
    text: pa.StringArray
    """The distinct values, made plain."""
    options: ColumnOptions
    gaps: Mask
    """Which of them mean "not known" where a number or a date belongs."""
    amounts: Draft | None = None
    dates: DateDraft | None = None


@dataclass(frozen=True, eq=False)
class Read:
    """A column as read: its array (n,), the report, and the problems with single cells."""

    array: pa.Array
    reading: ColumnReading
    problems: tuple[Problem, ...] = ()
    unreadable: Mask | None = field(default=None, repr=False)


def draft_column(array: pa.Array, name: str, options: ColumnOptions) -> Drafted:
    """Look at a column of text or categories (n,) without deciding yet."""
    coded = array if pa.types.is_dictionary(array.type) else array.dictionary_encode()
    codes = coded.indices.drop_null().to_numpy()
    counts = np.bincount(codes, minlength=len(coded.dictionary)).astype(np.int64)
    text = plain_text(pc.cast(coded.dictionary, pa.string()))
    gaps = missing_texts(text, strict=False, words=options.missing)
    drafted = Drafted(name, coded, counts, text, options, gaps)
    left = np.where(gaps, 0, counts)
    if not left.any() or options.kind in {"text", "category", "yes_no"} or not _has_digits(text, left):
        return drafted
    dates = draft_dates(text, left) if options.kind in {None, "date"} else None
    amounts = draft_amounts(text, left) if dates is None and options.kind in {None, "number"} else None
    return replace(drafted, amounts=amounts, dates=dates)


def find_marks(drafted: list[Drafted], separator: str, options: ReadOptions) -> Marks:
    """What the columns whose marks are beyond doubt say about those in doubt."""
    if options.decimal is not None:
        return Marks(options.decimal, "you said so")
    votes = {".": 0, ",": 0}
    for draft in drafted:
        if draft.amounts is not None and draft.amounts.marked and len(draft.amounts.decimals) == 1:
            votes[draft.amounts.styles[0].decimal] += 1
    days = _day_order(drafted)
    if votes["."] != votes[","]:
        decimal = max(votes, key=lambda mark: votes[mark])
        return Marks(decimal, f"other columns write decimals with {_say(decimal)}", days)
    if separator == ";":
        return Marks(",", "files separated by semicolons come from where decimals have a comma", days)
    return Marks(".", "nothing in the file says otherwise", days)


def read_text_column(drafted: Drafted, marks: Marks) -> Read:
    """Decide what a column of text is, and read it as that."""
    said = drafted.options.kind
    if not np.where(drafted.gaps, 0, drafted.counts).any() and said is None:
        return _read_empty(drafted)
    if said in {None, "yes_no"} and (read := _read_yes_no(drafted)) is not None:
        return read
    if drafted.dates is not None and (read := _read_dates(drafted, drafted.dates, marks)) is not None:
        return read
    if drafted.amounts is not None and (read := _read_numbers(drafted, drafted.amounts, marks)) is not None:
        return read
    return _read_words(drafted)


def read_typed_column(array: pa.Array, name: str, options: ColumnOptions, because: str) -> Read:
    """A column (n,) that the file or the first look already made numbers, dates or yes/no."""
    kind = array.type
    if pa.types.is_boolean(kind):
        return Read(array, _described(array, name, "yes_no", because))
    if pa.types.is_temporal(kind):
        return Read(array, _described(array, name, "date", because))
    if pa.types.is_null(kind):
        return Read(array, ColumnReading(name, "empty", 0, len(array), 0, "no cell holds anything"))
    return _finish_numbers(pc.cast(array, pa.float64(), safe=False), name, options, because=because)


def _read_empty(drafted: Drafted) -> Read:
    decision = word_decision(drafted.text, drafted.gaps, drafted.counts, drafted.name)
    decisions = () if decision is None else (decision,)
    length = len(drafted.coded)
    return Read(
        pa.nulls(length), ColumnReading(drafted.name, "empty", 0, length, 0, "no cell holds anything", decisions=decisions)
    )


def _read_yes_no(drafted: Drafted) -> Read | None:
    strict = missing_texts(drafted.text, strict=False, words=drafted.options.missing)
    words = pc.utf8_lower(drafted.text).to_pylist()
    for language, yes, no in YES_NO:
        # "无" and "x" may be answers here: only what is neither yes nor no can be missing.
        value = [True if w in yes else False if w in no else None for w in words[: 2 * FEW_CATEGORIES]]
        known = np.array([v is not None for v in value])
        if len(words) > len(value) or not all(known | strict) or len({v for v in value if v is not None}) < 2:
            continue
        array = pa.array(value, pa.bool_()).take(drafted.coded.indices)
        reading = _described(array, drafted.name, "yes_no", f"the values are yes and no in {language}")
        decision = word_decision(drafted.text, ~known, drafted.counts, drafted.name)
        shown = tuple(w for w in drafted.coded.dictionary.to_pylist() if w)[:EXAMPLES_SHOWN]
        count = int(drafted.counts[known].sum())
        said = Decision("yes_no", "yes or no", reading.because, drafted.name, count, shown, option="columns.kind")
        return Read(array, replace(reading, decisions=(said,) if decision is None else (said, decision)))
    return None


def _read_dates(drafted: Drafted, draft: DateDraft, marks: Marks) -> Read | None:
    order, why, other = _choose_order(draft, drafted.options, marks)
    days = draft.readings[order]
    bad = np.isnat(days) & ~drafted.gaps
    if drafted.counts[bad].sum() > (1 - READABLE) * drafted.counts[~drafted.gaps].sum() and drafted.options.kind is None:
        return None
    values = pa.array(days) if draft.timed else pa.array(days).cast(pa.date32())
    array = values.take(drafted.coded.indices)
    spoken = {"DMY": "day, month, year", "MDY": "month, day, year", "YMD": "year, month, day"}
    shown = tuple(drafted.coded.dictionary.filter(pa.array(~np.isnat(days))).slice(0, EXAMPLES_SHOWN).to_pylist())
    count = int(drafted.counts[~np.isnat(days)].sum())
    said = Decision("date_order", spoken[order], why, drafted.name, count, shown, "" if other is None else spoken[other], "columns.dates")
    return _with_cells(drafted, array, _described(array, drafted.name, "date", why), bad=bad, decisions=(said,))


def _choose_order(draft: DateDraft, options: ColumnOptions, marks: Marks) -> tuple[DateOrder, str, DateOrder | None]:
    orders = draft.orders
    if options.dates is not None and options.dates in draft.readings:
        return options.dates, "you said so", None
    if len(orders) == 1:
        every = draft.mark == "" or all(count == 0 for order, count in draft.cells.items() if order != orders[0])
        return orders[0], "no date fits another order" if every else "more dates fit this order than any other", None
    like_others = next((order for order in orders if order == marks.dates), None)
    if like_others is not None:
        return like_others, "the file's other dates have this order", next(o for o in orders if o != like_others)
    if "MDY" in orders and draft.mark == "/" and marks.decimal == "." and "DMY" in orders:
        return "MDY", "the marks allow both orders; with slashes and decimal points the American one is likelier", "DMY"
    return orders[0], "the numbers allow more than one order; this one is the commonest with this mark", orders[1]


def _day_order(drafted: list[Drafted]) -> str:
    orders = {d.dates.orders[0] for d in drafted if d.dates is not None and len(d.dates.orders) == 1 and d.dates.mark}
    return orders.pop() if len(orders) == 1 else ""


def _read_numbers(drafted: Drafted, draft: Draft, marks: Marks) -> Read | None:
    style, why, other = _choose_style(draft, drafted.options, marks)
    numbers = read_amounts(draft, style)
    if _is_identifier(draft, numbers) and drafted.options.kind is None:
        return None
    bad = np.isnan(numbers) & ~drafted.gaps
    if drafted.counts[bad].sum() > (1 - READABLE) * drafted.counts[~drafted.gaps].sum() and drafted.options.kind is None:
        return None
    array = pa.array(np.where(drafted.gaps, np.nan, numbers), from_pandas=True).take(drafted.coded.indices)
    decisions = _number_decisions(drafted, draft, style, why=why, other=other)
    read = _finish_numbers(array, drafted.name, drafted.options, because=why, unit=draft.unit)
    return _with_cells(drafted, read.array, read.reading, bad=bad, decisions=decisions)


def _choose_style(draft: Draft, options: ColumnOptions, marks: Marks) -> tuple[Style, str, str]:
    wanted = options.decimal
    if wanted is not None:
        fitting = [s for s in draft.styles if s.decimal == wanted]
        return (fitting or [Style(wanted, "")])[0], "you said so", ""
    if not draft.marked:
        return draft.styles[0], "the cells hold plain digits", ""
    if len(draft.decimals) == 1:
        return draft.styles[0], "more cells make sense this way than any other", ""
    (style, *_) = [s for s in draft.styles if s.decimal == marks.decimal]
    (other, *_) = [s for s in draft.styles if s.decimal != marks.decimal]
    return style, f"the cells allow two readings; {marks.because}", _say_style(other)


def _number_decisions(drafted: Drafted, draft: Draft, style: Style, *, why: str, other: str) -> tuple[Decision, ...]:
    count = int(drafted.counts[draft.digits.is_valid().to_numpy(zero_copy_only=False)].sum())
    name, found = drafted.name, []
    if draft.marked:
        shown = draft.grouped[:EXAMPLES_SHOWN]
        found.append(Decision("number_marks", _say_style(style), why, name, count, shown, other, "columns.decimal"))
    if draft.unit == "%":
        because = "of the percent sign; 12 % is kept as 0.12"
        bare = draft.units.get("", 0)
        found.append(Decision("percent", "fractions", because, name, count - bare))
        if bare:
            found.append(Decision("percent_without_sign", "percent too", "most of the column has the sign", name, bare))
    elif draft.unit:
        found.append(Decision("unit", draft.unit, "the word stands beside the numbers", name, draft.units[draft.unit]))
    brackets = pc.match_substring_regex(drafted.text, r"\(.*\)$").to_numpy(zero_copy_only=False) & (draft.factor < 0)
    if negative := int(drafted.counts[brackets].sum()):
        found.append(Decision("negative_brackets", "negative numbers", "brackets around an amount mean minus", name, negative))
    scaled = np.abs(draft.factor)
    if draft.unit != "%" and (scaled > 1).any():
        shown = tuple(drafted.text.filter(pa.array(scaled > 1)).slice(0, EXAMPLES_SHOWN).to_pylist())
        because = "a word such as thousand or million follows"
        found.append(Decision("multiplier", "multiplied out", because, name, int(drafted.counts[scaled > 1].sum()), shown))
    return tuple(found)


def _is_identifier(draft: Draft, numbers: npt.NDArray[np.float64]) -> bool:
    # Leading zeros and more digits than a number keeps would be lost.
    if draft.marked or draft.unit:
        return False
    leading = pc.match_substring_regex(draft.digits, r"^0\d")
    return bool(pc.any(leading).as_py()) or bool(np.nanmax(np.abs(numbers), initial=0.0) >= 2.0**53)


def _finish_numbers(array: pa.DoubleArray, name: str, options: ColumnOptions, *, because: str, unit: str = "") -> Read:
    values = array.to_numpy(zero_copy_only=False)
    codes, decisions = numeric_codes(values, name, told=options.missing)
    if codes is not None:
        array = pc.if_else(pa.array(codes), pa.scalar(None, pa.float64()), array)
    if options.kind is None or options.kind == "date":
        days = _compact_dates(array, name)
        if days is not None:
            why = "every number is a day written as year, month, day"
            return Read(days, replace(_described(days, name, "date", why), decisions=decisions))
    reading = _described(array, name, "number", because)
    return Read(array, replace(reading, unit=unit, decisions=decisions))


def _compact_dates(array: pa.DoubleArray, name: str) -> pa.Array | None:
    bounds = pc.min_max(array)
    low, high = bounds["min"].as_py(), bounds["max"].as_py()
    if low is None or low < 19_000_101 or high > 22_001_231 or not any(word in name.casefold() for word in DATE_WORDS):
        return None
    days = read_compact(array.to_numpy(zero_copy_only=False))
    return None if days is None else pa.array(days).cast(pa.date32())


def _read_words(drafted: Drafted) -> Read:
    gaps = missing_texts(drafted.text, strict=True, words=drafted.options.missing)
    words = pc.utf8_trim_whitespace(pc.cast(drafted.coded.dictionary, pa.string()))
    kept = pc.if_else(pa.array(gaps), pa.scalar(None, pa.string()), words)
    counts = np.where(gaps, 0, drafted.counts)
    total, distinct = int(counts.sum()), len(pc.unique(kept.filter(pa.array(counts > 0))).drop_null())
    repeats = distinct <= FEW_CATEGORIES and distinct <= max(REPEATED * total, min(total - 1, FEW_ROWS))
    category = (repeats or distinct < RARE * total) if drafted.options.kind is None else drafted.options.kind == "category"
    array = _recoded(kept, drafted.coded.indices) if category else kept.take(drafted.coded.indices)
    decision = word_decision(drafted.text, gaps, drafted.counts, drafted.name)
    why = f"{distinct:,} different values repeat" if category else "the values are words that seldom repeat"
    reading = ColumnReading(
        drafted.name,
        "category" if category else "text",
        total,
        len(array) - total,
        0,
        "you said so" if drafted.options.kind else why,
        distinct=distinct,
        top=_top(kept, counts),
        decisions=() if decision is None else (decision,),
    )
    return Read(array, reading)


def _recoded(words: pa.StringArray, codes: pa.Array) -> pa.DictionaryArray:
    """`words` (null where missing, some perhaps equal) by `codes` (n,) as categories, each word once."""
    once = words.dictionary_encode()
    if len(once.dictionary) == len(words):
        return pa.DictionaryArray.from_arrays(pc.cast(codes, pa.int32()), once.dictionary)
    return pa.DictionaryArray.from_arrays(once.indices.take(codes), once.dictionary).cast(CATEGORY)


def _has_digits(text: pa.StringArray, counts: Counts) -> bool:
    """Whether enough cells hold a digit for the column to be numbers or dates; the costly patterns need not be tried otherwise."""
    digits = pc.match_substring_regex(text, "[0-9]").to_numpy(zero_copy_only=False)
    return bool(counts[digits].sum() >= REPEATED * counts.sum())


def _top(words: pa.StringArray, counts: Counts) -> tuple[tuple[str, int], ...]:
    order = np.argsort(-counts, kind="stable")[:TOP]
    return tuple((shorten(words[int(at)].as_py()), int(counts[at])) for at in order if counts[at] and words[int(at)].as_py() is not None)


def _with_cells(drafted: Drafted, array: pa.Array, reading: ColumnReading, *, bad: Mask, decisions: tuple[Decision, ...]) -> Read:
    missing = word_decision(drafted.text, drafted.gaps, drafted.counts, drafted.name)
    every = (*decisions, *reading.decisions, *(() if missing is None else (missing,)))
    places = np.append(bad, False)[pc.fill_null(drafted.coded.indices, len(bad)).to_numpy()]
    rows = np.flatnonzero(places)
    problems: tuple[Problem, ...] = ()
    if len(rows):
        what = {"number": "numbers", "date": "dates"}[reading.kind]
        message = f"{shorten(drafted.name)} holds cells that are no {what}; they are left empty in the table."
        fix = "Mend the cells, or read the column as text."
        value = shorten(drafted.coded[int(rows[0])].as_py())
        shown = tuple(int(row) + 1 for row in rows[:ROWS_SHOWN])
        problems = (Problem("unreadable_cells", "warning", message, fix, drafted.name, shown, len(rows), value),)
    done = replace(reading, decisions=every, unreadable=len(rows), missing=reading.missing - len(rows))
    return Read(array, done, problems, places if len(rows) else None)


def _described(array: pa.Array, name: str, kind: Kind, because: str) -> ColumnReading:
    low = high = None
    top: tuple[tuple[str, int], ...] = ()
    if kind == "yes_no":
        yes = pc.sum(array).as_py() or 0
        top = (("yes", yes), ("no", len(array) - array.null_count - yes))
    elif len(array) > array.null_count:
        bounds = pc.min_max(array)
        low, high = bounds["min"].as_py(), bounds["max"].as_py()
        if kind == "date":
            low, high = low.isoformat(), high.isoformat()
    return ColumnReading(name, kind, len(array) - array.null_count, array.null_count, 0, because, low=low, high=high, top=top)


def _say_style(style: Style) -> str:
    groups = {"": "", ",": " and thousands with a comma", ".": " and thousands with a point", " ": " and thousands with a space"}
    return f"decimals with {_say(style.decimal)}" + groups.get(style.group, " and thousands with an apostrophe")


def _say(decimal: str) -> str:
    return "a comma" if decimal == "," else "a point"


