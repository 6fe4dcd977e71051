"""Looking at a stranger's file: how it was read and why, column by column, for a page, the command line or JSON."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from payoff.intake.batch import Reject
from payoff.intake.decisions import Aside, ColumnReading, Decision, ReadOptions
from payoff.intake.problems import IntakeError, Problem
from payoff.intake.source import Source, read_source
from payoff.intake.tidy import Tidy, read_tidy
from payoff.workflow.read_words import ReadWordError

REJECTS_SHOWN = 1_000
"""Rejected rows a report lists; `rows_rejected` counts them all."""


FAILURES = (IntakeError, ReadWordError, OSError)
"""What inspecting raises with a message for the person who asked."""


@dataclass(frozen=True)
class Inspection:
    """What a file was read as. All text that comes from the file is plain text, never markup."""

    name: str
    format: str
    size: int | None
    rows: int
    """Rows of the table."""
    rows_read: int
    """Data rows of the file: those of the table, rejected ones and those set aside."""
    rows_rejected: int
    seconds: float
    decisions: tuple[Decision, ...]
    columns: tuple[ColumnReading, ...]
    problems: tuple[Problem, ...]
    asides: tuple[Aside, ...]
    rejects: tuple[Reject, ...]


def inspect_file(path: Path, options: ReadOptions | None = None) -> Inspection:
    """Read all of the file at `path` and report on it; IntakeError where there is no table."""
    begun = time.perf_counter()
    source = read_source(path, path.name)
    tidy = read_tidy(source, options)
    return describe_reading(source, tidy, seconds=time.perf_counter() - begun)


def describe_reading(source: Source, tidy: Tidy, *, seconds: float) -> Inspection:
    """The report on a file that was read."""
    return Inspection(
        name=tidy.name,
        format=tidy.format,
        size=source.size,
        rows=tidy.table.num_rows,
        rows_read=tidy.rows_read,
        rows_rejected=len(tidy.rejects),
        seconds=seconds,
        decisions=tidy.decisions,
        columns=tidy.columns,
        problems=tidy.problems,
        asides=tidy.asides,
        rejects=tidy.rejects[:REJECTS_SHOWN],
    )


def as_json(inspection: Inspection) -> dict[str, Any]:
    """The same report as plain values."""
    return asdict(inspection)
