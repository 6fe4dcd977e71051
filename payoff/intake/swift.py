"""A clean delimited file read in one go by all cores; anything out of the ordinary is left to the careful reader."""

from __future__ import annotations

import io
import math
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from payoff.intake.lettering import holds_any, is_ascii
from payoff.intake.records import LONGEST_FIELD, count_lines
from payoff.intake.source import Source
from payoff.intake.typed import CATEGORY, text_lengths

WINDOWS = 8
"""Places of the file where words of categories are looked for, so that few are met unprepared."""

WINDOW = 1 << 14

THREADS = 2

WHOLE = r"^-?[0-9]{1,9}$"
"""A whole number of 32 bits."""


@dataclass(frozen=True)
class _Style:
    """How the fields are written."""

    separator: str
    quoted: bool


def read_swiftly(source: Source, types: Mapping[str, pa.DataType]) -> pa.Table | None:
    """All rows of `source` in `types`, the same as the careful reader would give; None where it must look itself."""
    if source.layout is None or source.text is None or not source.text.plain or not isinstance(source.content, Path | bytes):
        return None
    frame = _parse(source, types)
    # A row that lacks fields is filled up with nulls: only the last column tells.
    if frame is None or not frame.height or frame.to_series(frame.width - 1).null_count() or not _is_plain(frame):
        return None
    with ThreadPoolExecutor(THREADS) as pool:
        table = pa.Table.from_arrays(list(pool.map(_as_arrow, frame.get_columns())), names=list(types))
    # A quotation mark within a field, nothing in quotes, and a carriage return within a line are read with care.
    return None if any(holds_any(text, b'"\r') or not text_lengths(text)[0] for text in _texts(table)) else table


def _parse(source: Source, types: Mapping[str, pa.DataType]) -> pl.DataFrame | None:
    if source.layout is None or source.text is None or not isinstance(source.content, Path | bytes):
        return None
    schema = {name: pl.Float64() if pa.types.is_floating(kind) else pl.String() for name, kind in types.items()}
    pieces = _windows(source, source.text.mark + source.layout.size)
    style = _Style(source.layout.separator, quoted=b'"' in pieces)
    met = _read_csv(pieces, dict.fromkeys(types, pl.String()), style) if pieces else None
    words, whole = _look_over(met, types) if met is not None else ({}, {})
    for tried in (schema | words | whole, schema | words) if whole else (schema | words,):
        frame = _read_csv(source.content, tried, style, skip_lines=source.layout.lines)
        if frame is not None:
            return frame if not style.quoted or _is_line_by_line(frame, source.content, source.layout.lines) else None
    return None


def _is_line_by_line(frame: pl.DataFrame, content: Path | bytes, above: int) -> bool:
    """Whether each row is one of the lines below those `above`: no quotation mark has swallowed anything then."""
    data = content if isinstance(content, bytes) else np.memmap(content, dtype=np.uint8, mode="r")
    return count_lines(data) - above == frame.height


def _look_over(met: pl.DataFrame, types: Mapping[str, pa.DataType]) -> tuple[dict[str, pl.Enum], dict[str, pl.Int32]]:
    """The words `met` of each category, and the numbers whose cells are all whole: both are read in less time."""
    categories = [name for name, kind in types.items() if kind == CATEGORY]
    numbers = [name for name, kind in types.items() if pa.types.is_floating(kind)]
    if not categories and not numbers:
        return {}, {}
    unique = (pl.col(name).drop_nulls().unique().sort().implode() for name in categories)
    found = met.select(*unique, *(pl.col(name).str.contains(WHOLE).all() for name in numbers)).row(0, named=True)
    words = {name: pl.Enum(found[name]) for name in categories if found[name]}
    return words, {name: pl.Int32() for name in numbers if found[name]}


def _windows(source: Source, start: int) -> bytes:
    """Whole lines from WINDOWS places of the file below its first `start` bytes."""
    pieces = []
    with source.open() as raw:
        file = raw if isinstance(raw, io.BufferedIOBase) else io.BytesIO(raw.read())
        size = source.size or 0
        for at in np.linspace(start, max(size, start), WINDOWS, endpoint=False).astype(int).tolist():
            file.seek(at)
            piece = file.read(WINDOW)
            end = len(piece) if at + len(piece) >= size else piece.rfind(b"\n") + 1
            pieces.append(piece[0 if at == start else piece.find(b"\n") + 1 : end])
    return b"".join(pieces)


def _read_csv(content: Path | bytes, schema: Mapping[str, pl.DataType], style: _Style, *, skip_lines: int = 0) -> pl.DataFrame | None:
    quote = '"' if style.quoted else None
    try:
        return pl.read_csv(
            content, has_header=False, schema=dict(schema), separator=style.separator, quote_char=quote, skip_lines=skip_lines, glob=False
        )  # fmt: skip
    except (pl.exceptions.PolarsError, OSError):
        # A number that is none, a word not met before, a field too many: the careful reader says which and where.
        return None


def _is_plain(frame: pl.DataFrame) -> bool:
    numbers = [name for name, kind in frame.schema.items() if kind == pl.Float64]
    texts = [name for name, kind in frame.schema.items() if kind == pl.String]
    # A sum shows what is not finite among its parts.
    if not all(math.isfinite(frame.get_column(name).sum()) for name in numbers):
        return False
    longest = frame.select(pl.col(texts).str.len_bytes().max()).row(0) if texts else ()
    return max((size or 0 for size in longest), default=0) <= LONGEST_FIELD


def _as_arrow(column: pl.Series) -> pa.Array:
    array = column.to_arrow()
    if pa.types.is_dictionary(array.type):
        return pa.DictionaryArray.from_arrays(pc.cast(array.indices, pa.int32()), pc.cast(array.dictionary, pa.string()), safe=False)
    return pc.cast(array, pa.string() if pa.types.is_large_string(array.type) else pa.float64(), safe=False)


def is_ascii_table(table: pa.Table) -> bool:
    """Whether every word of `table` is plain ASCII; its names too."""
    return all(name.isascii() for name in table.column_names) and all(is_ascii(text) for text in _texts(table))


def _texts(table: pa.Table) -> list[pa.Array]:
    """The different words of each category, and every cell of text."""
    columns = [column.chunk(0) for column in table.columns]
    words = [column.dictionary if pa.types.is_dictionary(column.type) else column for column in columns]
    return [column for column in words if pa.types.is_string(column.type)]
