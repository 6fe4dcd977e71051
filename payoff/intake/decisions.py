"""What a general reading decides about a file and why, and what a person may decide instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from payoff.core.message import Message, say

Kind = Literal["number", "date", "yes_no", "category", "text", "empty"]

EXAMPLES_SHOWN = 3

Reason = Literal["preamble", "blank row", "repeated header", "unit row", "summary row", "footer", "duplicate"]
"""Why a line is no row of the table."""

REASONS: Mapping[Reason, Message] = {
    "preamble": say("preamble"), "blank row": say("empty line"), "repeated header": say("header said again"),
    "unit row": say("row of units"), "summary row": say("summary row"), "footer": say("footer"), "duplicate": say("repeated row"),
}  # fmt: skip

DateOrder = Literal["DMY", "MDY", "YMD"]


TOPICS: Mapping[str, Message] = {
    "blank_rows": say("empty lines"),
    "date_order": say("date order"),
    "duplicate_rows": say("duplicate rows"),
    "empty_columns": say("empty columns"),
    "encoding": say("encoding"),
    "footer": say("footer"),
    "format": say("format"),
    "header": say("header"),
    "merged_cells": say("merged cells"),
    "missing_code": say("missing code"),
    "missing_words": say("missing words"),
    "multiplier": say("multiplier"),
    "negative_brackets": say("negative brackets"),
    "number_marks": say("number marks"),
    "percent": say("percent"),
    "percent_without_sign": say("percent without sign"),
    "preamble": say("preamble"),
    "quote": say("quote"),
    "repeated_header": say("header said again"),
    "repeated_names": say("repeated names"),
    "separator": say("separator"),
    "serial_dates": say("serial dates"),
    "sheet": say("sheet"),
    "subtotals": say("subtotals"),
    "summary_rows": say("summary rows"),
    "unit": say("unit"),
    "unit_row": say("row of units"),
    "unnamed_columns": say("unnamed columns"),
    "yes_no": say("kind of column"),
}


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
    also_missing: tuple[str, ...] = ()
    """Words and numbers that mean "not known" beside those the reader finds."""
    kept: tuple[str, ...] = ()
    """Words and numbers that are values, whatever the reader thinks."""
    percent: Literal["fractions", "as written"] | None = None
    """Whether 12 % becomes 0.12 or stays 12."""
    unit: str | None = None
    """What the numbers are counted in; empty for nothing."""


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
    also_missing: tuple[str, ...] = ()
    """Words and numbers that mean "not known" in every column."""
    kept: tuple[str, ...] = ()
    """Words and numbers that are values in every column."""
    summary_rows: Literal["set aside", "keep"] = "set aside"
    unit_row: Literal["set aside", "keep"] = "set aside"
    duplicates: Literal["keep", "drop"] = "keep"
    columns: Mapping[str, ColumnOptions] = field(default_factory=dict)

    def for_column(self, name: str) -> ColumnOptions:
        """What was said about the column `name`, and what was said about all where nothing else was."""
        said = self.columns.get(name, ColumnOptions())
        return replace(
            said, dates=said.dates or self.dates, also_missing=(*said.also_missing, *self.also_missing), kept=(*said.kept, *self.kept)
        )  # fmt: skip


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

    @property
    def never_repeats(self) -> bool:
        """Whether each of more values than `top` lists stands once: how many there are says more than the first of them."""
        return self.kind == "text" and self.distinct == self.count > len(self.top)


@dataclass(frozen=True)
class Aside:
    """A line that is no row of the table and was kept out of it: a title above, a total below, a repeated row."""

    line: int | None
    reason: Reason
    record: str


def name_reason(reason: Reason) -> Message:
    """Why a line is no row of the table, in words."""
    return REASONS[reason]


def name_topic(topic: str) -> Message:
    """What a decision is about, in words."""
    return TOPICS[topic]
