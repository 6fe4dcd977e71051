"""One column of text or typed values becomes numbers, dates, yes/no, categories or text, with the reasons."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from payoff.core.message import say
from payoff.intake.amounts import draft_amounts, plain_text, read_amounts
from payoff.intake.column_dates import read_date_column, settled_order
from payoff.intake.column_numbers import finish_numbers, is_identifier, read_number_column, say_mark
from payoff.intake.column_words import REPEATED, read_empty_column, read_word_column, read_yes_no_column
from payoff.intake.dates import draft_dates, draft_iso, looks_iso
from payoff.intake.decisions import ColumnOptions, ColumnReading, ReadOptions
from payoff.intake.drafted import Counts, Drafted, Marks, Read, describe_values
from payoff.intake.gaps import missing_texts
from payoff.intake.lettering import MANY, Coded, code_words, count_codes, own_words, spread

LOOKED_AT = 500
"""Texts that tell whether a column of many can be dates or numbers at all."""

MOST_TRIED = 2_000
"""Texts up to which all are tried as dates and numbers without such a look."""


def draft_column(array: pa.Array, name: str, options: ColumnOptions) -> Drafted:
    """Look at a column of text or categories (n,) without deciding yet."""
    if options == ColumnOptions() and (stamped := _draft_stamps(array, name)) is not None:
        return stamped
    coded = _by_words(array)
    counts, text = coded.counts, plain_text(pc.cast(coded.array.dictionary, pa.string()))
    gaps = missing_texts(text, strict=False, words=options.missing)
    if options.also_missing or options.kept:
        said = pc.utf8_lower(text).to_pylist()
        gaps = (gaps | np.isin(said, [w.casefold() for w in options.also_missing])) & ~np.isin(said, [w.casefold() for w in options.kept])
    drafted = Drafted(name, coded.array, counts, text, options, gaps, different=coded.different)
    left = np.where(gaps, 0, counts)
    if not left.any() or options.kind in {"text", "category", "yes_no"}:
        return drafted
    if not (_is_promising(text, left) if options.kind is None and len(text) > MOST_TRIED else _has_digits(text, left)):
        return drafted
    dates = draft_dates(text, left) if options.kind in {None, "date"} else None
    amounts = draft_amounts(text, left) if dates is None and options.kind in {None, "number", "date"} else None
    return replace(drafted, amounts=amounts, dates=dates)


def _draft_stamps(array: pa.Array, name: str) -> Drafted | None:
    """Many dates as ISO 8601 writes them, which need no look at their words; None where there are few, or others."""
    if len(array) < MANY or not pa.types.is_string(array.type) or not looks_iso(array):
        return None
    coded = own_words(array)
    dates = draft_iso(coded.array.dictionary, coded.counts)
    if dates is None:
        return None
    return Drafted(
        name, coded.array, coded.counts, coded.array.dictionary, ColumnOptions(), np.zeros(len(coded.counts), dtype=bool), dates=dates
    )


def _by_words(array: pa.Array) -> Coded:
    if not pa.types.is_dictionary(array.type):
        return code_words(array)
    return _without_unused(Coded(array, count_codes(array.indices.drop_null().to_numpy(), len(array.dictionary))))


def _without_unused(coded: Coded) -> Coded:
    """`coded` without words that no cell holds: what a line that was set aside said, or what a file lists and never says."""
    used = coded.counts > 0
    if used.all():
        return coded
    place = pa.array(np.cumsum(used, dtype=np.int32) - 1)
    words = coded.array.dictionary.filter(pa.array(used))
    return Coded(pa.DictionaryArray.from_arrays(place.take(coded.array.indices), words), coded.counts[used])


def _is_promising(text: pa.StringArray, counts: Counts) -> bool:
    """Whether some of many texts, from all over the column, read as dates or numbers: taking all of them apart is costly."""
    at = spread(np.flatnonzero(counts), LOOKED_AT)
    some, times = text.take(at), counts[at]
    if not _has_digits(some, times):
        return False
    if draft_dates(some, times) is not None:
        return True
    amounts = draft_amounts(some, times)
    return amounts is not None and not is_identifier(amounts, read_amounts(amounts, amounts.styles[0]))


def find_marks(drafted: list[Drafted], separator: str, options: ReadOptions) -> Marks:
    """What the columns whose marks are beyond doubt say about those in doubt."""
    if options.decimal is not None:
        return Marks(options.decimal, say("you said so"))
    votes = {".": 0, ",": 0}
    for draft in drafted:
        if draft.amounts is not None and draft.amounts.marked and len(draft.amounts.decimals) == 1:
            votes[draft.amounts.styles[0].decimal] += 1
    days = settled_order(drafted)
    if votes["."] != votes[","]:
        decimal = max(votes, key=lambda mark: votes[mark])
        return Marks(decimal, say("other columns write decimals with {mark}", mark=say_mark(decimal)), days)
    if separator == ";":
        return Marks(",", say("files separated by semicolons come from where decimals have a comma"), days)
    return Marks(".", say("nothing in the file says otherwise"), days)


def read_text_column(drafted: Drafted, marks: Marks) -> Read:
    """Decide what a column of text is, and read it as that."""
    said = drafted.options.kind
    if not drafted.is_readable and said is None:
        return read_empty_column(drafted)
    if said in {None, "yes_no"} and (read := read_yes_no_column(drafted)) is not None:
        return read
    if drafted.dates is not None and (read := read_date_column(drafted, drafted.dates, marks)) is not None:
        return read
    if drafted.amounts is not None and (read := read_number_column(drafted, drafted.amounts, marks)) is not None:
        return read
    return read_word_column(drafted)


def read_typed_column(array: pa.Array, name: str, options: ColumnOptions, because: str) -> Read:
    """A column (n,) that the file or the first look already made numbers, dates or yes/no."""
    kind = array.type
    if pa.types.is_boolean(kind):
        return Read(array, describe_values(array, name, "yes_no", because))
    if pa.types.is_temporal(kind):
        return Read(array, describe_values(array, name, "date", because))
    if pa.types.is_null(kind):
        return Read(array, ColumnReading(name, "empty", 0, len(array), 0, say("no cell holds anything")))
    return finish_numbers(pc.cast(array, pa.float64(), safe=False), name, options, because=because, unit=options.unit or "")


def _has_digits(text: pa.StringArray, counts: Counts) -> bool:
    """Whether enough cells hold a digit for the column to be numbers or dates; the costly patterns need not be tried otherwise."""
    digits = pc.match_substring_regex(text, "[0-9]").to_numpy(zero_copy_only=False)
    return bool(counts[digits].sum() >= REPEATED * counts.sum())
