"""A file's rows before their columns are read: cells as text, or typed where the file or a first look already says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from payoff.core.message import say
from payoff.intake.batch import Reject
from payoff.intake.decisions import Aside, Decision
from payoff.intake.problems import IntakeError, Problem, refuse

MOST_CELLS = 100_000_000
"""Cells of a table held in memory; more are refused before they are read."""

LARGEST = 1 << 30
"""Bytes of a file read as a whole."""

Places = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Raw:
    """Rows in file order; `table` (n rows) holds text, categories, or values already typed."""

    table: pa.Table
    row: Places
    """Data rows (n,) counted from 1 below the header; rejected ones are counted too."""
    line: Places | None
    """Lines of the file (rows of the sheet) (n,) from 1; None where the format has none or nobody asked."""
    rows: int
    """Rows read, rejected ones included."""
    records: pa.StringArray | None = None
    """Rows (n,) as written; None where the format has no text or nobody asked."""
    separator: str = ""
    because: Mapping[str, str] = field(default_factory=dict)
    """Why a column is typed already."""
    units: Mapping[str, str] = field(default_factory=dict)
    """What a row below the names says each column is counted in."""
    decisions: tuple[Decision, ...] = ()
    asides: tuple[Aside, ...] = ()
    rejects: tuple[Reject, ...] = ()
    problems: tuple[Problem, ...] = ()


def whole_column(column: pa.ChunkedArray) -> pa.Array:
    """A column in one piece, without a copy where it is one already."""
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def check_size(rows: int, columns: int, name: str) -> None:
    """IntakeError when a table of so many cells does not fit in memory."""
    if rows * max(columns, 1) > MOST_CELLS:
        raise refuse(
            "too_many_cells",
            say(
                "{name!r} unfolds to {rows:,} rows of {columns:,} columns; at most {most:,} cells are held.",
                name=name,
                rows=rows,
                columns=columns,
                most=MOST_CELLS,
            ),
            say("Keep the columns you need, or split the file."),
        )


def no_rows(name: str) -> IntakeError:
    """The refusal of a table without rows."""
    return refuse("no_rows", say("{name!r} has a header and no rows.", name=name), say("Add at least one row below the header."))
