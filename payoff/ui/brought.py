"""A file the reader brought: its bytes, how it was read and why; held for this reader until deleted or replaced."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import streamlit as st

from payoff.intake.decisions import ReadOptions
from payoff.intake.source import Source, read_source
from payoff.intake.tidy import Tidy, read_tidy
from payoff.ui import jobs
from payoff.workflow.inspect import Inspection, describe_reading

T = TypeVar("T")

WAY = "payoff.bring.way"
"""Which of the ways on was chosen, in the page's state."""

_BROUGHT = "payoff.brought"


@dataclass(frozen=True, eq=False)
class Brought:
    """One file, read in full. Every text that comes from it is plain text, never markup."""

    content: bytes = field(repr=False)
    name: str
    source: Source
    inspection: Inspection
    tidy: Tidy
    """The typed table, and the cells as written."""
    options: ReadOptions = field(default_factory=ReadOptions)
    """What the reader said about how to read it."""
    _kept: dict[Hashable, Any] = field(default_factory=dict, repr=False)

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes."""
        return self.source.sha256

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` returned the first time it was asked for under `key`."""
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]

    @property
    def columns(self) -> list[str]:
        """Names of the table's columns, in order."""
        return list(self.tidy.table.column_names)


def read_brought(content: bytes, name: str, options: ReadOptions) -> Callable[[jobs.Report], Brought]:
    """The work of reading a file, for a job."""

    def read(report: jobs.Report) -> Brought:
        begun = time.perf_counter()
        source = read_source(content, name)
        report(0.1)
        tidy = read_tidy(source, options)
        report(1.0)
        return Brought(content, name, source, describe_reading(source, tidy, seconds=time.perf_counter() - begun), tidy, options)

    return read


def brought() -> Brought | None:
    """The file the reader brought last, if any."""
    return st.session_state.get(_BROUGHT)


def hold(file: Brought) -> None:
    """Keep `file` in place of the one before."""
    st.session_state[_BROUGHT] = file
