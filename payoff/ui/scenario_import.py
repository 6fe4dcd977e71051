"""A scenario from a file: checked key by key, worked out anew, and saved as a new one."""

from __future__ import annotations

import streamlit as st

from payoff.store.engine import open_store
from payoff.store.scenarios import add_scenario
from payoff.ui.language import _, excuse
from payoff.ui.opened import CANNOT_OPEN
from payoff.ui.show import line, note
from payoff.ui.upload import ask_file
from payoff.workflow.scenario import read_scenario

_OUTCOME = "scenarios.import.outcome"
_NAME = "scenarios.import.name"
MOST_MEGABYTES = 4


def show_import(*, expanded: bool) -> None:
    """The way in for a file, and what came of the last one."""
    outcome = st.session_state.pop(_OUTCOME, None)
    with st.expander(_("Import a scenario"), icon=":material/upload_file:", expanded=expanded or isinstance(outcome, Exception)):
        if isinstance(outcome, Exception):
            st.error(_("This file cannot be imported."), icon=":material/error:")
            line(excuse(outcome))
            st.text(st.session_state.get(_NAME, ""))
        file = ask_file(_("A scenario or a case file, .toml"), ["toml"], key="scenarios.import", largest=MOST_MEGABYTES)
        note(_("Every key is checked, and the figures are worked out again before it is saved."))
    if outcome == "saved":
        st.toast(_("Imported."), icon=":material/check:")
    if file is not None:
        st.session_state[_NAME] = file.name
        st.session_state[_OUTCOME] = _import(file.content, file.name)
        st.rerun()


def _import(content: bytes, name: str) -> Exception | str:
    try:
        add_scenario(open_store(), read_scenario(content, name))
    except CANNOT_OPEN as error:
        return error
    return "saved"
