"""Parquet rows in batches, typed and checked like a CSV's."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from payoff.core.message import say
from payoff.intake.batch import Batch, Reject
from payoff.intake.checks import check_rows
from payoff.intake.contract import Contract
from payoff.intake.findings import Findings
from payoff.intake.header import check_header
from payoff.intake.parquet import broken_parquet_refused
from payoff.intake.problems import Problem, refuse
from payoff.intake.source import Source
from payoff.intake.typed import type_columns

BATCH_ROWS = 32_768


class ParquetReader:
    """A Parquet file against a contract. `pieces` decodes in order; `read` types and checks, in several threads at once."""

    def __init__(self, source: Source, contract: Contract) -> None:
        self.problems: tuple[Problem, ...] = (*source.problems, *check_header(source.header, contract))
        categories = {c.name for c in contract.columns if c.kind == "category"}
        self._file = source.open_parquet(categories)
        self.header_lines = 0
        self.names: tuple[str, ...] = source.header
        self.total = self._file.metadata.num_rows
        self._name, self._contract = source.name, contract
        if not self.total:
            raise refuse("no_rows", say("{name!r} has columns and no rows.", name=source.name), say("Add at least one row."))

    def pieces(self) -> Iterator[pa.RecordBatch]:
        """The rows as the file has them."""
        with broken_parquet_refused(self._name):
            batches = self._file.iter_batches(BATCH_ROWS)
        while True:
            with broken_parquet_refused(self._name):
                batch = next(batches, None)
            if batch is None:
                return
            yield batch

    def read(self, batch: pa.RecordBatch) -> Batch:
        """The rows of `batch`, checked."""
        typed = type_columns(batch, self._contract)
        findings = Findings(np.arange(len(batch)))
        check_rows(typed, self._contract, findings)
        rejected = findings.rejected()
        kept = pa.array(np.isin(findings.place, rejected, invert=True))
        return Batch(
            table=typed.rows.filter(kept) if len(rejected) else typed.rows,
            original=batch.filter(kept) if len(rejected) else batch,
            records=None,
            rows=len(batch),
            lines=0,
            size=len(batch),
            problems=findings.problems(),
            rejects=tuple(Reject(row + 1, None, findings.reason(row), _as_record(batch, row)) for row in rejected.tolist()),
        )


def _as_record(batch: pa.RecordBatch, row: int) -> str:
    cells = [column[row].as_py() for column in batch.columns]
    return ",".join("" if cell is None else str(cell) for cell in cells)
