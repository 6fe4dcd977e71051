"""The file that Score was given last: how it was read, and the controls to have it read otherwise and scored again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import streamlit as st

from payoff.intake.decisions import ReadOptions
from payoff.mapping.mapping import ColumnMapping
from payoff.ui import state, work
from payoff.ui.bring_report import show_report
from payoff.ui.brought import Brought, read_brought
from payoff.ui.language import _
from payoff.workflow.flow import Handling
from payoff.workflow.read_words import say_options

READING = "score.reading"
"""Where the work of reading the file for its report stands."""

Begin = Callable[[str, bytes, str, Handling], None]
"""Scores a file of a domain as it is told; the page runs again with the result."""

_GIVEN = "payoff.given"
_READ = "payoff.given.read"


@dataclass(frozen=True, eq=False)
class Given:
    """A file as it was given to be scored; its texts are a stranger's."""

    content: bytes = field(repr=False)
    name: str
    handling: Handling


def hold_given(domain: str, given: Given | None) -> None:
    """Keep the file given last for `domain` in place of the one before; None lets it go."""
    st.session_state.setdefault(_GIVEN, {})[domain] = given
    st.session_state.pop(_READ, None)
    work.forget_failure(READING)


def show_reading(domain: str, begin: Begin) -> None:
    """The report of "Your file" for the file given last, where a person asks for it; reading otherwise scores it again by `begin`."""
    given: Given | None = st.session_state.get(_GIVEN, {}).get(domain)
    if given is None:
        return
    label = _("How the file was read, and how to read it otherwise")
    if not st.toggle(label, key=f"{_GIVEN}.{domain}.open"):
        return
    work.show_work(READING, _take)
    read = st.session_state.get(_READ)
    if read is not None:
        show_report(read, lambda file, options: begin(domain, file.content, file.name, _told(domain, given, file, options)))
    elif not work.under_way(READING) and not work.has_failed(READING):
        options = given.handling.options or ReadOptions()
        work.begin(READING, name=given.name, doing=_("Reading"), work=read_brought(given.content, given.name, options))


def _take(file: Brought) -> None:
    st.session_state[_READ] = file


def _told(domain: str, given: Given, file: Brought, options: ReadOptions) -> Handling:
    """How the file is scored when it is read by `options`: by the mapping that held so far, if any."""
    mapping = given.handling.mapping or _mapping_used(domain, file)
    return Handling(options, None if mapping is None else replace(mapping, read=say_options(options)))


def _mapping_used(domain: str, file: Brought) -> ColumnMapping | None:
    data = state.loaded(domain)
    return data.scored.mapping if data is not None and data.scored.digest == file.digest else None
