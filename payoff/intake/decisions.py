"""What a general reading decides about a file and why, and what a person may decide instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["number", "date", "yes_no", "category", "text", "empty"]

EXAMPLES_SHOWN = 3

DateOrder = Literal["DMY", "MDY", "YMD"]


@dataclass(frozen=True)
class Decision:
    """One thing the reader made up its mind about: read as …, because …. All text is plain text, never markup."""

    topic: str
    """Stable code: "encoding", "separator", "decimal_mark" …"""
    read_as: str
    because: str
    column: str | None = None
    count: int = 0
    """Cells, rows or lines it concerns; 0 where it is the file as a whole."""
    examples: tuple[str, ...] = ()
    otherwise: str = ""
    """The other reading that the evidence allows; empty where it is clear."""
    option: str = ""
    """The option of ReadOptions (or ColumnOptions) that overrides it."""


@dataclass(frozen=True)
class ColumnOptions:
    """What a person says about one column; None leaves it to the reader."""

    kind: Kind | None = None
    decimal: Literal[".", ","] | None = None
    dates: DateOrder | None = None
    missing: tuple[str, ...] | None = None
    """Every word and number that means "not known" here; an empty tuple: only empty cells do."""


@dataclass(frozen=True)
class ReadOptions:
    """What a person says about a file; None leaves it to the reader."""

    encoding: str | None = None
    separator: str | None = None
    quote: str | None = None
    header_line: int | None = None
    """Line of the file (or row of the sheet), from 1, that names the columns; 0 when none does."""
    sheet: str | None = None
    decimal: Literal[".", ","] | None = None
    dates: DateOrder | None = None
    summary_rows: Literal["set aside", "keep"] = "set aside"
    duplicates: Literal["keep", "drop"] = "keep"
    columns: Mapping[str, ColumnOptions] = field(default_factory=dict)


@dataclass(frozen=True)
class ColumnReading:
    """How one column was read; numbers in `low` and `high` are in the column's unit, dates there are ISO text."""

    name: str
    kind: Kind
    count: int
    """Cells that hold a value."""
    missing: int
    unreadable: int
    """Cells that hold something the kind cannot be; missing in the table, and listed in the problems."""
    because: str
    unit: str = ""
    low: float | str | None = None
    high: float | str | None = None
    distinct: int | None = None
    """Different values; None where they were not counted."""
    top: tuple[tuple[str, int], ...] = ()
    """The most frequent values of a category with their counts."""
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True)
class Aside:
    """A line that is no row of the table and was kept out of it: a title above, a total below, a repeated row."""

    line: int | None
    reason: Literal["preamble", "summary row", "footer", "duplicate"]
    record: str
