"""A clean delimited file read in one go by all cores; anything out of the ordinary is left to the careful reader."""

from __future__ import annotations

import math
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from payoff.intake.glance import Data, Guess, Style, look_over, read_rows, take_windows
from payoff.intake.lettering import holds_any, is_ascii
from payoff.intake.records import LONGEST_FIELD, count_byte, count_lines
from payoff.intake.source import Source
from payoff.intake.typed import text_lengths

THREADS = 2


def read_swiftly(source: Source, types: Mapping[str, pa.DataType]) -> pa.Table | None:
    """All rows of `source` in `types`, the same as the careful reader would give; None where it must look itself.

    A column of text whose words repeat comes as categories.
    """
    if source.layout is None or source.text is None or not source.text.plain or not isinstance(source.content, Path | bytes):
        return None
    start = source.text.mark + source.layout.size
    content = source.content
    data = np.frombuffer(content, np.uint8) if isinstance(content, bytes) else np.memmap(content, dtype=np.uint8, mode="r")
    pieces = take_windows(data[start:])
    if not _ends_lines_evenly(pieces, source.text.newline):
        return None
    style = Style(source.layout.separator, quoted=b'"' in pieces)
    frame = _parse(source, look_over(pieces, types, style), style)
    if frame is None or not frame.height or not _is_whole(frame, data[start:], style) or not _is_finite(frame):
        return None
    with ThreadPoolExecutor(THREADS) as pool:
        table = pa.Table.from_arrays(list(pool.map(_as_arrow, frame.get_columns())), names=list(types))
    # A quotation mark within a field, nothing in quotes and a text without end are read with care.
    return table if all(_is_plain(text) for text in _texts(table)) else None


def _ends_lines_evenly(pieces: bytes, newline: str) -> bool:
    """Whether carriage returns stand at the ends of lines only: polars would drop one at the end of any field."""
    return pieces.count(b"\r") == (pieces.count(b"\n") if newline == "\r\n" else 0)


def _parse(source: Source, guess: Guess, style: Style) -> pl.DataFrame | None:
    if source.layout is None or not isinstance(source.content, Path | bytes):
        return None
    for schema in guess.schemas:
        frame = read_rows(source.content, schema, style, none=guess.none, skip_lines=source.layout.lines)
        if frame is not None:
            return frame
    return None


def _is_whole(frame: pl.DataFrame, below: Data, style: Style) -> bool:
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
            # Codes stay as narrow as they come: widening them takes longer than all that is done with them.
            return pa.DictionaryArray.from_arrays(array.indices, pc.cast(array.dictionary, pa.string()), safe=False)
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
