"""The reader's own decisions: term sheets made from their own terms, in this session only, beside the domains there are."""

from __future__ import annotations

import streamlit as st

from payoff.domains import load_domains, read_fitted_terms
from payoff.domains.own_terms import OWN, OwnTerms, build_sheet
from payoff.domains.term_sheet import TermSheet
from payoff.ui import state

_OWN = "payoff.own"
_WANTED = "payoff.own.wanted"
_OPEN = "payoff.own.open"
_LOST = "payoff.own.lost"


def known_sheets() -> dict[str, TermSheet]:
    """Every decision this reader can choose, by key: the domains, then the reader's own, oldest first."""
    return {**load_domains(), **{sheet.key: sheet for _, sheet in _own().values()}}


def own_terms() -> dict[str, OwnTerms]:
    """The terms stated in this session, by the key of their sheet."""
    return {sheet.key: terms for terms, sheet in _own().values()}


def find_terms(key: str) -> OwnTerms | None:
    """The terms behind the decision `key`, stated here or beside a model fitted on them; None for a shipped domain."""
    return own_terms().get(key) or read_fitted_terms(key)


def remember(terms: OwnTerms) -> TermSheet:
    """Add `terms` to the decisions of this session, in place of those of the same title, whose data is let go; returns their sheet."""
    sheet, own = build_sheet(terms), _own()
    before = own.pop(terms.title, None)
    if before is not None and before[1].key != sheet.key:
        state.drop(before[1].key)
    own[terms.title] = (terms, sheet)
    return sheet


def adopt(terms: OwnTerms) -> None:
    """Add somebody else's `terms` to the decisions of this session; those of the same title stay, with their data."""
    sheet = build_sheet(terms)
    if sheet.key not in known_sheets():
        _own()[sheet.key] = (terms, sheet)


def open_decision(data: state.InUse, terms: OwnTerms) -> None:
    """Hold `data`, valued under `terms`, choose their decision in the sidebar, and go on to Decide with the next run."""
    remember(terms)
    st.session_state.pop(_LOST, None)
    state.keep(data)
    want(data.scored.domain)
    st.session_state[_OPEN] = True


def want(key: str) -> None:
    """Choose the decision `key` with the next run, before the sidebar is drawn."""
    st.session_state[_WANTED] = key


def wanted() -> str | None:
    """The decision asked for since the last run, once."""
    return st.session_state.pop(_WANTED, None)


def goes_on() -> bool:
    """Whether the page should lead on to Decide now, once."""
    return bool(st.session_state.pop(_OPEN, False))


def note_lost(key: str | None, known: dict[str, TermSheet]) -> None:
    """Remember that the address was made for a decision of somebody's own which is not stated here."""
    if key is not None and key not in known and key.startswith(OWN):
        st.session_state[_LOST] = True


def is_lost() -> bool:
    """Whether the address was made for a decision that is not stated here."""
    return bool(st.session_state.get(_LOST, False))


def _own() -> dict[str, tuple[OwnTerms, TermSheet]]:
    """Terms and sheet by title, or by key where they came with a scenario."""
    return st.session_state.setdefault(_OWN, {})
