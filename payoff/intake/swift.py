"""A clean delimited file read in one go by all cores; anything out of the ordinary is left to the careful reader."""

from __future__ import annotations

import math
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from payoff.intake.lettering import holds_any, is_ascii
from payoff.intake.numbers import MISSING_WORDS
from payoff.intake.records import LONGEST_FIELD, count_byte, count_lines
from payoff.intake.source import Source
from payoff.intake.typed import text_lengths

WINDOWS = 8
"""Places of the file where words of categories are looked for, so that few are met unprepared."""

WINDOW = 1 << 14

THREADS = 2

WHOLE = r"^-?[0-9]{1,9}$"
"""A whole number of 32 bits."""

FEW_WORDS = 100
"""Different words up to which a column's words may all have been met."""

MET_AGAIN = 0.1
"""Share of the words met in the lower half of the file that must stand in the upper half for a column to be coded by its words."""

Data = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class _Style:
    """How the fields are written."""

    separator: str
    quoted: bool


@dataclass(frozen=True)
class _Guess:
    """What the columns are read as, the quickest schema first, and the word that stands for an empty cell in some."""

    schemas: tuple[Mapping[str, pl.DataType], ...]
    none: Mapping[str, str]


def read_swiftly(source: Source, types: Mapping[str, pa.DataType]) -> pa.Table | None:
    """All rows of `source` in `types`, the same as the careful reader would give; None where it must look itself.

    A column of text whose words repeat comes as categories.
    """
    if source.layout is None or source.text is None or not source.text.plain or not isinstance(source.content, Path | bytes):
        return None
    start = source.text.mark + source.layout.size
    content = source.content
    data = np.frombuffer(content, np.uint8) if isinstance(content, bytes) else np.memmap(content, dtype=np.uint8, mode="r")
    pieces = _windows(data[start:])
    if not _ends_lines_evenly(pieces, source.text.newline):
        return None
    style = _Style(source.layout.separator, quoted=b'"' in pieces)
    frame = _parse(source, _look_over(pieces, types, style), style)
    if frame is None or not frame.height or not _is_whole(frame, data[start:], style) or not _is_finite(frame):
        return None
    with ThreadPoolExecutor(THREADS) as pool:
        table = pa.Table.from_arrays(list(pool.map(_as_arrow, frame.get_columns())), names=list(types))
    # A quotation mark within a field, nothing in quotes and a text without end are read with care.
    return table if all(_is_plain(text) for text in _texts(table)) else None


def _ends_lines_evenly(pieces: bytes, newline: str) -> bool:
    """Whether carriage returns stand at the ends of lines only: polars would drop one at the end of any field."""
    return pieces.count(b"\r") == (pieces.count(b"\n") if newline == "\r\n" else 0)


def _parse(source: Source, guess: _Guess, style: _Style) -> pl.DataFrame | None:
    if source.layout is None or not isinstance(source.content, Path | bytes):
        return None
    for schema in guess.schemas:
        frame = _read_csv(source.content, schema, style, none=guess.none, skip_lines=source.layout.lines)
        if frame is not None:
            return frame
    return None


def _is_whole(frame: pl.DataFrame, below: Data, style: _Style) -> bool:
    """Whether each row is one of the lines `below` the header, and has all of its fields."""
    # At the very end of a file a separator too many goes unnoticed.
    short = bool(frame.to_series(frame.width - 1).null_count()) or below[-1] == ord(style.separator)
    if not short and not style.quoted:
        return True
    if style.quoted and count_lines(below) != frame.height:
        # A quotation mark has swallowed a line's end.
        return False
    # A row that lacks fields is filled up with nulls: it lacks separators too; an empty line of a single column is no row.
    return not short or (frame.width > 1 and count_byte(below, style.separator.encode()) == _expected_separators(frame, style.separator))


def _look_over(pieces: bytes, types: Mapping[str, pa.DataType], style: _Style) -> _Guess:
    """In which types the columns are read in less time, by rows from all over the file."""
    safe = {name: pl.Float64() if pa.types.is_floating(kind) else pl.String() for name, kind in types.items()}
    met = _read_csv(pieces, dict.fromkeys(types, pl.String()), style) if pieces else None
    return _Guess((safe,), {}) if met is None else _guess(met, safe, quoted=style.quoted)


def _guess(met: pl.DataFrame, safe: Mapping[str, pl.DataType], *, quoted: bool) -> _Guess:
    numbers = [name for name, kind in safe.items() if kind == pl.Float64]
    texts = [name for name in safe if name not in numbers]
    # All columns in one go: a question asked of polars takes longer on its way than here to be answered.
    found = _ask(met, [*map(_ask_numbers, numbers), *(pl.col(name).n_unique() for name in texts)])
    few = [name for name in texts if found[name] <= FEW_WORDS]
    words = _ask(met, [_ask_words(name) for name in few])
    # Where fields are quoted polars codes '"Acme" Inc' as 'Acme In' without a word; as text it refuses it.
    coding = [] if quoted else texts
    again = _ask(met, [_ask_again(name, met.height // 2) for name in coding if name not in few])
    quick, coded = dict(safe), dict(safe)
    for name in numbers:
        quick[name] = coded[name] = pl.Int32() if found[name]["whole"] else pl.Float64()
    for name in [*(name for name in few if name in coding), *(name for name, share in again.items() if (share or 0.0) >= MET_AGAIN)]:
        quick[name] = coded[name] = pl.Categorical(pl.Categories.random())
    for name, answer in words.items():
        # A word met only once says that there are others yet unmet.
        if answer["fewest"] and answer["fewest"] > 1:
            quick[name] = pl.Enum(answer["words"])
    none = {name: found[name]["none"][0] for name in numbers if len(found[name]["none"]) == 1}
    return _Guess((quick, coded, safe), none)


def _ask(met: pl.DataFrame, questions: list[pl.Expr]) -> dict[str, Any]:
    return met.select(questions).row(0, named=True) if questions else {}


def _ask_numbers(name: str) -> pl.Expr:
    """Whether all numbers are whole, and which words stand for none."""
    there, none = pl.col(name), pl.col(name).is_in(MISSING_WORDS)
    return pl.struct(whole=there.filter(~none).str.contains(WHOLE).all(), none=there.filter(none).unique().implode()).alias(name)


def _ask_words(name: str) -> pl.Expr:
    """The different words, and how often the rarest stands."""
    there = pl.col(name).drop_nulls()
    return pl.struct(words=there.unique().sort().implode(), fewest=there.unique_counts().min()).alias(name)


def _ask_again(name: str, half: int) -> pl.Expr:
    """Which share of the lower half's words stands in the upper half too."""
    return pl.col(name).slice(half).drop_nulls().is_in(pl.col(name).slice(0, half).implode()).mean()


def _windows(below: Data) -> bytes:
    """Whole lines from WINDOWS places of the rows `below` the header; all of few."""
    if len(below) <= WINDOWS * WINDOW:
        return below.tobytes()
    pieces = []
    for at in np.linspace(0, len(below), WINDOWS, endpoint=False).astype(int).tolist():
        piece = below[at : at + WINDOW].tobytes()
        pieces.append(piece[0 if at == 0 else piece.find(b"\n") + 1 : piece.rfind(b"\n") + 1])
    return b"".join(pieces)


def _read_csv(
    content: Path | bytes, schema: Mapping[str, pl.DataType], style: _Style, *, none: Mapping[str, str] | None = None, skip_lines: int = 0
) -> pl.DataFrame | None:
    quote = '"' if style.quoted else None
    try:
        return pl.read_csv(
            content, has_header=False, schema=dict(schema), separator=style.separator, quote_char=quote,
            null_values=dict(none or {}) or None, skip_lines=skip_lines, glob=False,
        )  # fmt: skip
    except (pl.exceptions.PolarsError, OSError):
        # A number that is none, more words than have a code, a field too many.
        return None


def _expected_separators(frame: pl.DataFrame, separator: str) -> int:
    """How often `separator` stands in the file where every row of `frame` has all of its fields."""
    within = pl.col("word").cast(pl.String).str.count_matches(separator, literal=True)
    expected = frame.height * (frame.width - 1)
    for column in frame:
        words = column.drop_nulls().alias("word")
        if column.dtype == pl.String:
            expected += int(words.to_frame().select(within.sum()).item())
        elif isinstance(column.dtype, pl.Categorical | pl.Enum):
            expected += int(words.value_counts(name="times").select((within * pl.col("times")).sum()).item())
    return expected


def _is_finite(frame: pl.DataFrame) -> bool:
    # A sum shows what is not finite among its parts.
    return all(math.isfinite(column.sum()) for column in frame if column.dtype == pl.Float64)


def _is_plain(text: pa.StringArray) -> bool:
    shortest, longest = text_lengths(text)
    return shortest > 0 and longest <= LONGEST_FIELD and not holds_any(text, b'"')


def _as_arrow(column: pl.Series) -> pa.Array:
    if not isinstance(column.dtype, pl.Categorical):
        array = column.to_arrow()
        if pa.types.is_dictionary(array.type):
            return pa.DictionaryArray.from_arrays(pc.cast(array.indices, pa.int32()), pc.cast(array.dictionary, pa.string()), safe=False)
        return pc.cast(array, pa.string() if pa.types.is_large_string(array.type) else pa.float64(), safe=False)
    # Words get their codes as several threads meet them: put in order, they are the same every time.
    words = pc.cast(column.dtype.categories.to_series().to_arrow(), pa.string())
    order = pc.sort_indices(words)
    place = np.empty(len(words), dtype=np.int32)
    place[order.to_numpy()] = np.arange(len(words), dtype=np.int32)
    return pa.DictionaryArray.from_arrays(pa.array(place).take(column.to_physical().to_arrow()), words.take(order), safe=False)


def is_ascii_table(table: pa.Table) -> bool:
    """Whether every word of `table` is plain ASCII; its names too."""
    return all(name.isascii() for name in table.column_names) and all(is_ascii(text) for text in _texts(table))


def _texts(table: pa.Table) -> list[pa.Array]:
    """The different words of each category, and every cell of text."""
    columns = [column.chunk(0) for column in table.columns]
    words = [column.dictionary if pa.types.is_dictionary(column.type) else column for column in columns]
    return [column for column in words if pa.types.is_string(column.type)]
