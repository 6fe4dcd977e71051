"""Whether a file is plain enough for the streaming readers, or must be read in full and tidied first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from payoff.intake.asides import find_units, subtotal_rows
from payoff.intake.contract import Contract, Expected
from payoff.intake.decisions import ReadOptions
from payoff.intake.fillers import blank_rows, repeated_headers
from payoff.intake.gaps import HIGH_CODES, LOW_CODES, may_hold_codes
from payoff.intake.numbers import read_numbers
from payoff.intake.parquet import broken_parquet_refused
from payoff.intake.raw import Raw
from payoff.intake.sniff import sniff
from payoff.intake.source import Source
from payoff.intake.tail import ends_otherwise
from payoff.intake.tidy import read_columns

SAMPLE_ROWS = 300
GROUPED = r"\d\.\d{3}$"
"""1.234 may be a little over one, or over a thousand."""


def needs_tidying(source: Source, contract: Contract) -> bool:
    """Whether the beginning of `source` holds what only the general reader understands; a stream is taken as it comes."""
    if source.format == "xlsx":
        return True
    if not isinstance(source.content, Path | bytes):
        return False
    if source.format == "parquet":
        return _differs(_parquet_sample(source, contract), contract)
    known = set(contract.required) <= set(source.header)
    sniffed = sniff(source, ReadOptions(separator=source.separator if known else None), look_on=False)
    if not set(contract.required) <= set(sniffed.layout.names):
        # Whoever says which column is missing should know where the header is.
        return bool(sniffed.asides)
    if sniffed.asides or any(decision.topic in {"quote", "repeated_names", "unnamed_columns"} for decision in sniffed.decisions):
        return True
    if not known or ends_otherwise(sniffed):
        return True
    names = sniffed.layout.names
    rows = [record for record in sniffed.sample if len(record) == len(names)]
    columns = zip(*rows, strict=True) if rows else [()] * len(names)
    table = pa.table([pa.array(cells, pa.string()) for cells in columns], names=list(names))
    if find_units(table) or subtotal_rows(table) or len(blank_rows(table)) or len(repeated_headers(table)):
        return True
    return _differs(Raw(table, np.arange(len(rows)), None, len(rows), separator=sniffed.source.separator), contract)


def _parquet_sample(source: Source, contract: Contract) -> Raw:
    """The first rows of the columns in which the contract expects numbers, written as text or as numbers."""
    with broken_parquet_refused(source.name):
        file = source.open_parquet()
        wanted = {column.name for column in contract.columns if column.kind == "number"}
        names = [f.name for f in file.schema_arrow if f.name in wanted and (pa.types.is_string(f.type) or _is_number(f.type))]
        batch = next(file.iter_batches(SAMPLE_ROWS, columns=names), None) if names else None
    table = pa.table({}) if batch is None else pa.Table.from_batches([batch])
    return Raw(table, np.arange(table.num_rows), None, table.num_rows)


def _differs(sample: Raw, contract: Contract) -> bool:
    """Whether a number column of `sample` holds a cell that reads as a number, or as missing, only with more care."""
    numbers = [column for name in sample.table.column_names if (column := contract.expect(name)) is not None and column.kind == "number"]
    if any(_holds_code(sample, column) for column in numbers):
        return True
    doubtful = [column.name for column in numbers if _is_doubtful(sample, column.name)]
    if not doubtful:
        return False
    for read in read_columns(replace(sample, table=sample.table.select(doubtful)), ReadOptions()):
        if read.reading.kind != "number":
            continue
        plain, refused = _read_plainly(sample, read.reading.name)
        careful = pc.cast(read.array, pa.float64())
        if pc.any(pc.and_(careful.is_valid(), pc.fill_null(pc.not_equal(careful, plain), True))).as_py():
            return True
        if careful.null_count > plain.null_count or pc.sum(refused).as_py() > read.reading.unreadable:
            return True
    return False


def _holds_code(sample: Raw, expected: Expected) -> bool:
    """Whether a number is outside what its column can hold and one that files write for "not known": the whole column must tell."""
    plain, _ = _read_plainly(sample, expected.name)
    least, most = pc.min_max(plain).as_py().values()
    low = least is not None and expected.low is not None and least < expected.low and least in LOW_CODES
    return low or (most is not None and expected.high is not None and most > expected.high and most in HIGH_CODES)


def _is_doubtful(sample: Raw, name: str) -> bool:
    """Whether a number column needs the careful reading, which takes its time: a cell is refused, may group thousands, or be a code."""
    plain, refused = _read_plainly(sample, name)
    cells = sample.table.column(name).combine_chunks()
    grouped = pa.types.is_string(cells.type) and pc.any(pc.match_substring_regex(cells, GROUPED)).as_py()
    least, most = pc.min_max(plain).as_py().values()
    coded = least is not None and may_hold_codes((least, most), name)
    return bool(grouped or coded or pc.any(refused).as_py())


def _read_plainly(sample: Raw, name: str) -> tuple[pa.Array, pa.BooleanArray]:
    """The numbers (n,) of a column as the streaming readers take them, and which cells they refuse."""
    cells = sample.table.column(name).combine_chunks()
    if pa.types.is_string(cells.type):
        return read_numbers(cells)
    return pc.cast(cells, pa.float64(), safe=False), pa.array(np.zeros(len(cells), dtype=bool))


def _is_number(kind: pa.DataType) -> bool:
    return pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind)
