"""A small loan table's contract, and a way to read bytes against it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pyarrow as pa
import pytest

from payoff.intake.batch import Ledger, Reject
from payoff.intake.contract import Contract, Expected
from payoff.intake.decisions import ReadOptions
from payoff.intake.problems import Problem
from payoff.intake.reader import open_reader
from payoff.intake.source import read_source
from payoff.intake.tidy import Tidy, read_tidy

CONTRACT = Contract(
    (
        Expected("loan_id", "text", required=False, missing=True),
        Expected("amount", "number", required=True, missing=False, unit="DM", low=1, high=1_000_000),
        Expected("months", "number", required=True, missing=False, unit="months", low=1, high=600, whole=True),
        Expected("age", "number", required=True, missing=True, unit="years", low=0, high=150, seen_low=18, seen_high=80),
        Expected("housing", "category", required=True, missing=True, vocabulary=("free", "rent", "own")),
        Expected("default", "category", required=False, missing=True),
    )
)


@dataclass(frozen=True)
class Reading:
    """A file read to its end."""

    table: pa.Table
    rows: int
    rejects: tuple[Reject, ...]
    problems: tuple[Problem, ...]
    records: list[str]

    def problem(self, kind: str) -> Problem:
        (found,) = [p for p in self.problems if p.kind == kind]
        return found


def read_all(content: bytes, name: str = "loans.csv") -> Reading:
    reader = open_reader(read_source(content, name), CONTRACT, keep_records=True)
    ledger = Ledger(reader.header_lines)
    for problem in reader.problems:
        ledger.note(problem)
    batches = [reader.read(piece) for piece in reader.pieces()]
    rejects = [reject for batch in batches for reject in ledger.enter(batch)]
    table = pa.Table.from_batches([batch.table for batch in batches]).unify_dictionaries()
    records = [record for batch in batches if batch.records is not None for record in batch.records.to_pylist()]
    return Reading(table, ledger.rows, tuple(rejects), ledger.problems, records)


@pytest.fixture(scope="session")
def read() -> Callable[..., Reading]:
    return read_all


def tidy_bytes(content: bytes | str, name: str = "table.csv", options: ReadOptions | None = None) -> Tidy:
    content = content.encode() if isinstance(content, str) else content
    return read_tidy(read_source(content, name), options, keep_lines=True)


@pytest.fixture(scope="session")
def tidy() -> Callable[..., Tidy]:
    return tidy_bytes
