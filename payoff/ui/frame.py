"""The sidebar every page shares: which decision, which data, which model, and how to delete what was loaded."""

from __future__ import annotations

import streamlit as st

from payoff.core.wording import say_basis
from payoff.domains.term_sheet import TermSheet
from payoff.ui import state
from payoff.ui.brought import brought
from payoff.ui.format import count, plain
from payoff.ui.language import _, pick_language, speaking
from payoff.ui.loading import delete_everything, follow_link
from payoff.ui.own import known_sheets, note_lost, wanted
from payoff.ui.show import note

_DOMAIN = "domain"


def show_frame() -> None:
    """Draw the sidebar; called once per run, before the page."""
    with st.sidebar:
        sheet = _pick_domain()
        follow_link(sheet.key)
        data = state.loaded(sheet.key)
        st.caption(_("Data in use"))
        _show_data(sheet, data)
        if data is not None:
            st.caption(_("Model in use"))
            _show_model(data)
        if data is not None or brought() is not None:
            _show_delete()
        pick_language()


def current_domain() -> TermSheet:
    """The term sheet the reader picked in the sidebar."""
    domains = known_sheets()
    return domains.get(st.session_state.get(_DOMAIN, ""), next(iter(domains.values())))


def pick_domain(key: str) -> None:
    """Switch the sidebar to domain `key`; for callbacks, which run before the sidebar is drawn."""
    st.session_state[_DOMAIN] = key


def show_heading(text: str, sheet: TermSheet) -> None:
    """The page's title with what is in use, which a narrow screen would else hide, and the caution some domains must carry."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.title(plain(text), anchor=False, width="content")
        data = state.loaded(sheet.key)
        if data is not None:
            st.text(f"{_name(data)} · {_(say_basis(data.case.basis))} · {_say_model(data)}", width="content")
    if sheet.words.caution:
        note(_(sheet.words.caution))


def _pick_domain() -> TermSheet:
    domains = known_sheets()
    note_lost(st.query_params.get(_DOMAIN), domains)
    if (key := wanted()) in domains:
        st.session_state[_DOMAIN] = key
    # Not bound to the address by Streamlit: that would write the label there, and break links when a label is reworded.
    if _DOMAIN not in st.session_state and st.query_params.get(_DOMAIN) in domains:
        st.session_state[_DOMAIN] = st.query_params[_DOMAIN]
    key = st.selectbox(
        _("Decision"),
        list(domains),
        format_func=speaking(lambda k: domains[k].title),
        help=_("What is decided, and with whose prices."),
        key=_DOMAIN,
        persist_state="session",
    )
    if key != st.query_params.get(_DOMAIN, next(iter(domains))):
        st.query_params[_DOMAIN] = key
    note(_(domains[key].question))
    return domains[key]


def _show_data(sheet: TermSheet, data: state.InUse | None) -> None:
    if data is None:
        st.text(_("None yet"))
        return
    st.text(_name(data))
    rows, basis = count(len(data.scored.probability)), say_basis(data.case.basis)
    if data.case.ranking.measured:
        note(_("{n} {rows}, {basis}: outcomes known", n=rows, rows=sheet.words.rows, basis=basis))
    else:
        note(_("{n} {rows}, {basis}: outcomes unknown", n=rows, rows=sheet.words.rows, basis=basis))


def _name(data: state.InUse) -> str:
    return _("Shipped sample") if data.is_sample else data.scored.name


def _say_model(data: state.InUse) -> str:
    scored = data.scored
    if scored.provider is None:
        return _("the file's own scores")
    return _("{model} on {provider}", model=scored.model, provider=scored.provider.used)


def _show_model(data: state.InUse) -> None:
    scored = data.scored
    if scored.provider is None:
        st.text(_("None: the file's own scores"))
        note(_(scored.origin))
        return
    st.text(str(scored.model))
    used, why = scored.provider.used, scored.provider.reason
    note(_("Ran on {provider}: {why}", provider=used, why=why) if why else _("Ran on {provider}", provider=used))


def _show_delete() -> None:
    with st.popover(_("Delete my data"), icon=":material/delete:", width="stretch"):
        st.markdown(_("Removes the file, its scores and your settings from this server's memory. The file was never written to disk."))
        note(_("Scenarios you saved stay until you delete them there."))
        st.button(_("Delete now"), type="primary", on_click=delete_everything, width="stretch")
