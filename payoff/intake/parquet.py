"""Parquet files opened, or refused with a reason."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from payoff.core.message import say
from payoff.intake.problems import refuse

DEEPEST = 100
"""Levels of columns within columns that the library follows."""


def open_parquet(content: Path | bytes, name: str, *, categories: Collection[str] = ()) -> pq.ParquetFile:
    """The Parquet file in `content`, text columns among `categories` as dictionaries; IntakeError when it is cut short or broken."""
    with broken_parquet_refused(name):
        file = _open(content, [])
        coded = [field.name for field in file.schema_arrow if field.name in categories and pa.types.is_string(field.type)]
        return _open(content, coded) if coded else file


def _open(content: Path | bytes, coded: list[str]) -> pq.ParquetFile:
    # Without pre-buffering a row group of any size is read a page at a time.
    return pq.ParquetFile(pa.BufferReader(content) if isinstance(content, bytes) else content, read_dictionary=coded, pre_buffer=False)


@contextmanager
def broken_parquet_refused(name: str) -> Iterator[None]:
    """Turn the library's errors about a broken file into an IntakeError."""
    try:
        yield
    except (pa.ArrowException, OSError) as error:
        if "too deeply nested" in str(error):
            raise refuse(
                "nested_too_deep",
                say("{name!r} nests columns in columns more than {most} times.", name=name, most=DEEPEST),
                say("Unnest it into plain columns first."),
            ) from error
        raise refuse(
            "broken_parquet", say("{name!r} is a broken or truncated Parquet file.", name=name), say("Export or copy it again.")
        ) from error
