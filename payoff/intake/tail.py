"""A look at the last lines of a text file: totals and notes there are not seen from its beginning."""

from __future__ import annotations

import csv
import io

import pyarrow as pa

from payoff.intake.asides import is_footer, is_summary, summary_rows
from payoff.intake.fillers import blank_rows
from payoff.intake.sniff import Sniffed

LOOKED_AT = 1 << 14
"""Bytes at the end; even, so that UTF-16 is not cut within a character."""

LAST_LINES = 20


def ends_otherwise(sniffed: Sniffed) -> bool:
    """Whether the last lines of a file that was sniffed sum it up, speak about it, or hold nothing."""
    width = len(sniffed.layout.names)
    records = [record for record in _last_records(sniffed) if record]
    if any(len(record) != width and (is_summary([*record, ""]) or is_footer(record, width=width)) for record in records):
        return True
    fitting = [record for record in records if len(record) == width]
    columns = zip(*fitting, strict=True) if fitting else [()] * width
    table = pa.table([pa.array(cells, pa.string()) for cells in columns], names=list(sniffed.layout.names))
    return bool(summary_rows(table) or len(blank_rows(table)))


def _last_records(sniffed: Sniffed) -> list[list[str]]:
    source = sniffed.source
    if source.text is None or source.size is None:
        return []
    with source.open() as raw:
        start = max(source.size - LOOKED_AT, source.text.mark)
        if not isinstance(raw, io.BufferedIOBase):
            return []
        raw.seek(start)
        lines = raw.read().decode(source.text.encoding, errors="replace").splitlines()
    below = lines[1:] if start > source.text.mark else lines[sniffed.header_lines :]
    return [[cell.strip() for cell in record] for record in _split(below[-LAST_LINES:], source.separator)]


def _split(lines: list[str], separator: str) -> list[list[str]]:
    try:
        return list(csv.reader(lines, delimiter=separator))
    except csv.Error:
        # A quotation cut in two: the careful reader will say so where it matters.
        return []
