"""The list of scenarios: found by decision, author and text, one line each, chosen by ticking."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from payoff.core.message import say
from payoff.store.engine import Store
from payoff.store.record import Entry
from payoff.store.scenarios import list_scenarios
from payoff.ui.format import UNDEFINED, moment, money, percent, plain
from payoff.ui.language import _, speaking, spoken
from payoff.ui.opened import open_scenario_key
from payoff.ui.own import known_sheets
from payoff.ui.show import note
from payoff.workflow.case_sentences import CALLS, say_horizon
from payoff.workflow.scenario import NOBODY, headline_of

AT_ONCE = 20
WORDS_WIDTH, FIGURES_WIDTH = 560, 200
"""Pixels; on a narrow screen each takes a line of its own."""
_DOMAIN, _AUTHOR, _TEXT = "scenarios.domain", "scenarios.author", "scenarios.text"
_SHOWN = "scenarios.shown"
_TICK = "scenarios.tick."


def show_list(store: Store, entries: Sequence[Entry]) -> None:
    """The filters and the lines that pass them; `entries` are all there are."""
    domain, author, text = _ask(entries)
    found = list_scenarios(store, domain=domain, author=author, text=text) if domain or author or text.strip() else tuple(entries)
    if len(found) < len(entries):
        note(_("{n} of {all} scenarios", n=len(found), all=len(entries)))
    if not found:
        note(_("None of them fits. Take away a filter."))
    shown = st.session_state.setdefault(_SHOWN, AT_ONCE)
    for entry in found[:shown]:
        _show_line(entry)
    if len(found) > shown:
        more = _("Show {n} more", n=min(AT_ONCE, len(found) - shown))
        st.button(more, on_click=_show_more, key="scenarios.more", icon=":material/expand_more:")


def chosen(entries: Sequence[Entry]) -> list[Entry]:
    """The ticked ones, the last saved first."""
    return [entry for entry in entries if st.session_state.get(f"{_TICK}{entry.key}")]


def untick(*keys: str) -> None:
    """Take the tick away; for callbacks."""
    for key in keys:
        st.session_state[f"{_TICK}{key}"] = False


def name_decision(entry: Entry) -> str:
    """What the scenario decides: the domain's title, or what its author called an own decision."""
    sheet = known_sheets().get(entry.domain)
    return headline_of(entry.result).decision or entry.domain if sheet is None else spoken(sheet.title)


def name_author(name: str) -> str:
    """Who saved it, as they called themselves; in the reader's language where nobody said."""
    return spoken(_unnamed(name))


def _unnamed(name: str) -> str:
    return NOBODY if name == NOBODY else name


def _ask(entries: Sequence[Entry]) -> tuple[str, str, str]:
    decision, who, what = st.columns([2, 2, 3])
    names = {entry.domain: name_decision(entry) for entry in entries}
    authors = sorted({entry.author for entry in entries})
    domain = decision.selectbox(
        _("Decision"),
        ["", *sorted(names)],
        format_func=speaking(lambda key: names.get(key, key) or say("All")),
        key=_DOMAIN,
        persist_state="session",
    )
    author = who.selectbox(
        _("Author"), ["", *authors], format_func=speaking(lambda name: _unnamed(name) or say("All")), key=_AUTHOR, persist_state="session"
    )
    text = what.text_input(_("Title, author or note holds"), key=_TEXT, persist_state="session", icon=":material/search:")
    return domain or "", author or "", text


def _show_line(entry: Entry) -> None:
    headline = headline_of(entry.result)
    with st.container(border=True, horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap="small"):
        with st.container(width=WORDS_WIDTH, gap="xxsmall"):
            st.checkbox(f"**{plain(entry.title)}**", key=f"{_TICK}{entry.key}")
            note(f"{name_decision(entry)} · {name_author(entry.author)} · {spoken(moment(entry.saved))}")
            if entry.note:
                note(entry.note)
        with st.container(width=FIGURES_WIDTH, gap="xxsmall"):
            st.markdown(f"**{plain(_(money(headline.npv, headline.currency)))}**")
            note(_("Net present value, {horizon}", horizon=say_horizon(headline.months)))
            call = "" if headline.call is None else spoken(CALLS.get(headline.call, headline.call))
            note(_("{call}, loses money in {share}", call=call, share=percent(headline.loss)) if call else _(UNDEFINED))
        st.button(
            _("Open"), key=f"scenarios.open.{entry.key}", icon=":material/open_in_new:", on_click=open_scenario_key, args=(entry.key,)
        )


def _show_more() -> None:
    st.session_state[_SHOWN] += AT_ONCE
