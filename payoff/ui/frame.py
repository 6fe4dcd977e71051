"""The sidebar every page shares: which decision, which data, which model, and how to delete what was loaded."""

from __future__ import annotations

import streamlit as st

from payoff.domains import load_domains
from payoff.domains.term_sheet import TermSheet
from payoff.ui import state
from payoff.ui.format import count, plain
from payoff.ui.show import note

_DOMAIN = "domain"


def show_frame() -> None:
    """Draw the sidebar; called once per run, before the page."""
    with st.sidebar:
        sheet = _pick_domain()
        data = state.loaded(sheet.key)
        st.caption("Data in use")
        _show_data(sheet, data)
        if data is not None:
            st.caption("Model in use")
            _show_model(data)
            _show_delete()


def current_domain() -> TermSheet:
    """The term sheet the reader picked in the sidebar."""
    domains = load_domains()
    return domains.get(st.session_state.get(_DOMAIN, ""), next(iter(domains.values())))


def pick_domain(key: str) -> None:
    """Switch the sidebar to domain `key`; for callbacks, which run before the sidebar is drawn."""
    st.session_state[_DOMAIN] = key


def show_heading(text: str, sheet: TermSheet) -> None:
    """The page's title, with the caution that some domains must carry."""
    st.title(plain(text), anchor=False)
    if sheet.words.caution:
        note(sheet.words.caution)


def _pick_domain() -> TermSheet:
    domains = load_domains()
    key = st.selectbox(
        "Decision", list(domains), format_func=lambda k: f"{domains[k].title}: {domains[k].question}",
        key=_DOMAIN, bind="query-params", persist_state="session",
    )  # fmt: skip
    return domains[key]


def _show_data(sheet: TermSheet, data: state.InUse | None) -> None:
    if data is None:
        st.text("None yet")
        return
    st.text("Shipped sample" if data.is_sample else data.scored.name)
    basis = "measured: outcomes known" if data.scored.outcome is not None else "expected: no outcomes"
    note(f"{count(len(data.scored.probability))} {sheet.words.rows}, {basis}")


def _show_model(data: state.InUse) -> None:
    scored = data.scored
    st.text(scored.model)
    note(f"Ran on {scored.provider.used}" + (f": {scored.provider.reason}" if scored.provider.reason else ""))


def _show_delete() -> None:
    with st.popover("Delete my data", icon=":material/delete:", width="stretch"):
        st.markdown("Removes the file, its scores and your settings from this server's memory. Nothing was written to disk.")
        st.button("Delete now", type="primary", on_click=state.forget, width="stretch")
