"""A whole file read into memory through any reader, with what was refused and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pyarrow as pa

from payoff.intake.batch import Ledger, Reject
from payoff.intake.reader import Reader
from payoff.scoring.pool import map_in_order


@dataclass(frozen=True, eq=False)
class Gathered:
    """The accepted rows as one table in file order, what adds up over the file, and the rows refused."""

    table: pa.Table
    ledger: Ledger
    rejects: tuple[Reject, ...]


def gather(reader: Reader, *, threads: int | None = None, progress: Callable[[float], None] | None = None) -> Gathered:
    """Read all of `reader`; `progress` gets the share done, and what it raises ends the work."""
    ledger, tables = Ledger(reader.header_lines), []
    rejects: list[Reject] = []
    for problem in reader.problems:
        ledger.note(problem)
    for batch in map_in_order(reader.read, reader.pieces(), threads=threads):
        rejects.extend(ledger.enter(batch))
        tables.append(batch.table)
        if progress is not None and reader.total:
            progress(min(ledger.size / reader.total, 1.0))
    if progress is not None:
        progress(1.0)
    return Gathered(pa.Table.from_batches(tables).unify_dictionaries().combine_chunks(), ledger, tuple(rejects))


def as_table(rejects: tuple[Reject, ...] | list[Reject]) -> pa.Table | None:
    """Rows refused as columns row, line, reason, record; None when there is none."""
    if not rejects:
        return None
    return pa.table(
        {
            "row": pa.array([r.row for r in rejects], pa.int64()),
            "line": pa.array([r.line for r in rejects], pa.int64()),
            "reason": pa.array([r.reason for r in rejects], pa.string()),
            "record": pa.array([r.record for r in rejects], pa.string()),
        }
    )
