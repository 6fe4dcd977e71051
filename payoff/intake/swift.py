"""A clean delimited file read in one go by all cores; anything out of the ordinary is left to the careful reader."""

from __future__ import annotations

import io
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from payoff.intake.records import LONGEST_FIELD
from payoff.intake.source import Source
from payoff.intake.typed import CATEGORY

WINDOWS = 8
"""Places of the file where words of categories are looked for, so that few are met unprepared."""

WINDOW = 1 << 14

THREADS = 2


def read_swiftly(source: Source, types: Mapping[str, pa.DataType]) -> pa.Table | None:
    """All rows of `source` in `types`, the same as the careful reader would give; None where it must look itself."""
    if source.layout is None or source.text is None or not source.text.plain or not isinstance(source.content, Path | bytes):
        return None
    words = _find_words(source, types)
    frame = _parse(source, {name: _polars_type(kind, words.get(name)) for name, kind in types.items()})
    # A row that lacks fields is filled up with nulls: only the last column tells.
    if frame is None or not frame.height or frame.to_series(frame.width - 1).null_count() or not _is_plain(frame):
        return None
    with ThreadPoolExecutor(THREADS) as pool:
        table = pa.Table.from_arrays(list(pool.map(_as_arrow, frame.get_columns())), names=list(types))
    # Quoted fields may hold line breaks and separators, and a carriage return within a line is a broken row: read with care.
    return None if any(pc.any(pc.match_substring_regex(text, '["\\r]')).as_py() for text in _texts(table)) else table


def _find_words(source: Source, types: Mapping[str, pa.DataType]) -> dict[str, list[str]]:
    """Words of the columns read as categories, from all over the file."""
    wanted = [name for name, kind in types.items() if kind == CATEGORY]
    if not wanted or source.layout is None or source.text is None:
        return {}
    pieces = _windows(source, source.text.mark + source.layout.size)
    frame = _read_csv(pieces, dict.fromkeys(types, pl.String()), separator=source.layout.separator) if pieces else None
    if frame is None:
        return {}
    unique = frame.select(pl.col(name).drop_nulls().unique().sort().implode() for name in wanted)
    return {name: unique.get_column(name).item().to_list() for name in wanted}


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


def _polars_type(kind: pa.DataType, words: list[str] | None) -> pl.DataType:
    if pa.types.is_floating(kind):
        return pl.Float64()
    return pl.Enum(words) if words else pl.String()


def _parse(source: Source, schema: Mapping[str, pl.DataType]) -> pl.DataFrame | None:
    if source.layout is None or not isinstance(source.content, Path | bytes):
        return None
    return _read_csv(source.content, schema, separator=source.layout.separator, skip_lines=source.layout.lines)


def _read_csv(content: Path | bytes, schema: Mapping[str, pl.DataType], *, separator: str, skip_lines: int = 0) -> pl.DataFrame | None:
    try:
        return pl.read_csv(
            content, has_header=False, schema=dict(schema), separator=separator, quote_char=None, skip_lines=skip_lines, glob=False
        )  # fmt: skip
    except (pl.exceptions.PolarsError, OSError):
        # A number that is none, a word not met before, a field too many: the careful reader says which and where.
        return None


def _is_plain(frame: pl.DataFrame) -> bool:
    numbers = [name for name, kind in frame.schema.items() if kind == pl.Float64]
    texts = [name for name, kind in frame.schema.items() if kind == pl.String]
    if numbers and not frame.select(pl.all_horizontal(pl.col(numbers).is_finite().all())).item():
        return False
    longest = frame.select(pl.col(texts).str.len_bytes().max()).row(0) if texts else ()
    return max((size or 0 for size in longest), default=0) <= LONGEST_FIELD


def _as_arrow(column: pl.Series) -> pa.Array:
    array = column.to_arrow()
    if pa.types.is_dictionary(array.type):
        return pa.DictionaryArray.from_arrays(pc.cast(array.indices, pa.int32()), pc.cast(array.dictionary, pa.string()), safe=False)
    return array if pa.types.is_floating(array.type) else pc.cast(array, pa.string())


def is_ascii(table: pa.Table) -> bool:
    """Whether every word of `table` is plain ASCII; its names too."""
    names = all(name.isascii() for name in table.column_names)
    return names and all(pc.all(pc.string_is_ascii(text)).as_py() is not False for text in _texts(table))


def _texts(table: pa.Table) -> list[pa.Array]:
    """The different words of each category, and every cell of text."""
    columns = [column.chunk(0) for column in table.columns]
    words = [column.dictionary if pa.types.is_dictionary(column.type) else column for column in columns]
    return [column for column in words if pa.types.is_string(column.type)]
