"""A file the reader brought: its bytes, how it was read and why; held for this reader until deleted or replaced."""

from __future__ import annotations

from dataclasses import dataclass, field

import streamlit as st

from payoff.intake.decisions import ReadOptions
from payoff.intake.source import Source
from payoff.intake.tidy import Tidy
from payoff.workflow.inspect import Inspection

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

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes."""
        return self.source.sha256

    @property
    def columns(self) -> list[str]:
        """Names of the table's columns, in order."""
        return list(self.tidy.table.column_names)


def brought() -> Brought | None:
    """The file the reader brought last, if any."""
    return st.session_state.get(_BROUGHT)


def hold(file: Brought) -> None:
    """Keep `file` in place of the one before."""
    st.session_state[_BROUGHT] = file
