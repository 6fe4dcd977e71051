"""The Scenarios page put together: what was deleted, what is chosen and compared, the list, and the way in for a file."""

from __future__ import annotations

import streamlit as st

from payoff.store.engine import open_store
from payoff.store.record import StoreError
from payoff.store.scenarios import list_scenarios
from payoff.ui.language import _, excuse
from payoff.ui.navigation import find_page
from payoff.ui.opened import show_broken_link, take_to_case
from payoff.ui.scenario_actions import show_actions, show_deleted, show_trouble
from payoff.ui.scenario_compare import show_comparison
from payoff.ui.scenario_import import show_import
from payoff.ui.scenario_list import chosen, show_list
from payoff.ui.show import line, note


def show_scenarios() -> None:
    """Everything on the page."""
    take_to_case()
    show_broken_link()
    try:
        store = open_store()
        entries = list_scenarios(store)
    except StoreError as error:
        st.error(_("Scenarios cannot be read."), icon=":material/error:")
        line(excuse(error))
        return
    show_trouble()
    show_deleted()
    if not entries:
        _show_empty()
    else:
        ticked = chosen(entries)
        show_actions(ticked)
        if len(ticked) == 2:
            show_comparison(store, (ticked[0], ticked[1]))
        show_list(store, entries)
    show_import(expanded=not entries)
    place = store.file or _("a PostgreSQL database")
    note(_("Kept in {place}, for everyone who can reach this server.", place=place))


def _show_empty() -> None:
    with st.container(border=True):
        st.subheader(_("No scenario is saved yet"), anchor=False)
        line(_("Build a case, press Save this case, and it stands here: to open again, to compare with another, and to share."))
        st.page_link(find_page("case"), label=_("Go to the case"), icon=":material/account_balance:")
