"""A batch of a file's rows, read and checked, and the ledger that adds batches up."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from payoff.intake.problems import Problem, ProblemLog


@dataclass(frozen=True)
class Reject:
    """A row that cannot be scored: its place in the file, why, and the row as written."""

    row: int
    """Data rows counted from 1 below the header."""
    line: int | None
    """Lines of the file counted from 1; None where the format has no lines."""
    reason: str
    record: str


@dataclass(frozen=True)
class Batch:
    """Accepted rows in file order. Rows and lines count from the batch's first, until a Ledger places them."""

    table: pa.RecordBatch
    """Contract columns typed: float64 numbers, dictionary<string> categories; the rest as in the file."""
    original: pa.RecordBatch
    """The same rows as the file has them; a CSV's are the typed ones."""
    records: pa.StringArray | None
    """Each row's text as written, where a CSV reader was asked to keep it."""
    rows: int
    """Rows read, rejected ones and those set aside included."""
    lines: int
    """Lines read; 0 where the format has none."""
    size: int
    """Part of the reader's `total` that this batch took."""
    problems: tuple[Problem, ...] = ()
    rejects: tuple[Reject, ...] = ()
    place: npt.NDArray[np.int64] | None = None
    """Where the accepted rows stand among those read, from 0; None where all were accepted."""
    line: npt.NDArray[np.int64] | None = None
    """The accepted rows' lines, from 0; None where nobody looked."""
    aside: int = 0
    """Rows among those read that are no rows of the table: totals, footers, repeats."""


class Ledger:
    """What a file's batches add up to, in order: rows, problems, and the place of each rejected row."""

    def __init__(self, header_lines: int = 0) -> None:
        self.rows = 0
        """Rows of the table, rejected ones included."""
        self.rejected = 0
        self.size = 0
        self._place = 0
        self._lines = header_lines
        self._log = ProblemLog()

    def enter(self, batch: Batch) -> tuple[Reject, ...]:
        """Count `batch` in, and return its rejects with the row and line they have in the file."""
        for problem in batch.problems:
            self.note(replace(problem, rows=tuple(row + self._place for row in problem.rows)))
        placed = tuple(replace(r, row=r.row + self._place, line=None if r.line is None else r.line + self._lines) for r in batch.rejects)
        self._place += batch.rows
        self.rows += batch.rows - batch.aside
        self.rejected += len(placed)
        self.size += batch.size
        self._lines += batch.lines
        return placed

    def note(self, problem: Problem) -> None:
        """Count a problem in whose rows are the file's."""
        self._log.add(problem)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems so far, worst first."""
        return self._log.problems()
