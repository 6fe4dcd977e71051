"""The beginning of a file read like the whole: enough rows to know its columns by, at a cost that does not grow with the file."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from payoff.intake.decisions import ReadOptions
from payoff.intake.parquet import broken_parquet_refused
from payoff.intake.source import Source, read_source
from payoff.intake.text import Text, open_text
from payoff.intake.tidy import Tidy, read_tidy

HEAD_BYTES = 4 << 20
HEAD_ROWS = 20_000


def read_head(source: Source, options: ReadOptions | None = None) -> Tidy:
    """The first rows of `source` as read_tidy reads them; IntakeError as there. A workbook is read in full."""
    return read_tidy(cut_head(source, options), options)


def cut_head(source: Source, options: ReadOptions | None = None) -> Source:
    """`source` up to the last whole line of its first bytes, or its first rows; the same where it is no longer than that."""
    if not isinstance(source.content, Path | bytes) or source.format == "xlsx" or (source.size or 0) <= HEAD_BYTES:
        return source
    if options is not None and options.encoding is not None:
        # Where the lines end is not known before the encoding that is told now is tried.
        return source
    return _parquet_head(source) if source.format == "parquet" else _text_head(source)


def _text_head(source: Source) -> Source:
    text = source.text or Text("utf-8")
    pieces, wanted = [], HEAD_BYTES
    with source.open() as raw:
        stream = open_text(raw, text)
        while wanted > 0 and (piece := stream.read(wanted)):
            pieces.append(piece)
            wanted -= len(piece)
    start = b"".join(pieces)
    content = start[: start.rfind(b"\n") + 1] or start
    return replace(source, content=content, size=len(content), text=Text("utf-8"))


def _parquet_head(source: Source) -> Source:
    with broken_parquet_refused(source.name):
        file = source.open_parquet()
        batches = list(islice(file.iter_batches(HEAD_ROWS), 1))
        sink = io.BytesIO()
        pq.write_table(pa.Table.from_batches(batches, schema=file.schema_arrow), sink)
    return read_source(sink.getvalue(), source.name)
