"""A source opened against a contract, whatever its format."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

from payoff.intake.batch import Batch
from payoff.intake.contract import Contract
from payoff.intake.csv_reader import CsvReader
from payoff.intake.decisions import ReadOptions
from payoff.intake.fit import needs_tidying
from payoff.intake.parquet_reader import ParquetReader
from payoff.intake.problems import Problem
from payoff.intake.sniff import sniff
from payoff.intake.source import Source
from payoff.intake.tidy import read_tidy
from payoff.intake.tidy_reader import TidyReader


class Reader(Protocol):
    """Rows in pieces: `pieces` is cheap and in order, `read` is the work and may run in several threads at once."""

    problems: tuple[Problem, ...]
    """What opening the file found."""
    names: tuple[str, ...]
    """The file's columns in order."""
    total: int | None
    """The sum of all batches' `size`, roughly; None where it cannot be known."""
    header_lines: int

    def pieces(self) -> Iterator[Any]:
        """The file cut up; only this reader's `read` knows what a piece is."""
        ...

    def read(self, piece: Any) -> Batch:
        """The rows of one piece, checked."""
        ...


def open_any(source: Source, contract: Contract, *, options: ReadOptions | None = None, keep_records: bool = False) -> Reader:
    """Open `source` as it is where it is a plain table, and read in full and tidied where it is not; IntakeError as `open_reader`.

    With `options` it is always tidied: a person who overrides a decision has looked at the general reading.
    """
    if options is not None and options != ReadOptions():
        return TidyReader(source.hold(), contract, options)
    source = source.for_columns(contract.names)
    # A stream is judged by its beginning; only where that is untidy must all of it be held.
    if needs_tidying(source.beginning(), contract):
        return TidyReader(source.hold(), contract)
    return open_reader(source, contract, keep_records=keep_records)


def column_names(source: Source, names: tuple[str, ...]) -> tuple[str, ...]:
    """The columns that opening `source` finds, `names` being what is looked for; IntakeError where there is no table."""
    source = source.for_columns(names)
    if source.format == "parquet" or not isinstance(source.content, Path | bytes):
        return source.header
    if source.format == "xlsx":
        return tuple(read_tidy(source).table.column_names)
    return source.header if set(source.header) & set(names) else tuple(sniff(source, ReadOptions(), look_on=False).layout.names)


def open_reader(source: Source, contract: Contract, *, keep_records: bool = False) -> Reader:
    """Open a plain `source`; IntakeError when its columns do not meet `contract`. `keep_records` keeps a CSV's lines as written."""
    source = source.for_columns(contract.names)
    if source.format == "parquet":
        return ParquetReader(source, contract)
    return CsvReader(source, contract, keep_records=keep_records)
