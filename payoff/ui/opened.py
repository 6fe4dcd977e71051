"""The scenario this reader has opened for a domain: its case stands in for the shipped one until it is left."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import streamlit as st

from payoff.core.message import reason, say
from payoff.domains.keys import KeysError
from payoff.domains.term_sheet import TermSheet
from payoff.store.engine import open_store
from payoff.store.record import Scenario, StoreError
from payoff.store.scenarios import read_scenario
from payoff.ui import state
from payoff.ui.case_controls import restore_plan, settle_ranges
from payoff.ui.controls import restore_question
from payoff.ui.frame import pick_domain
from payoff.ui.language import _
from payoff.ui.loading import use_sample
from payoff.ui.navigation import find_page
from payoff.ui.own import adopt, find_terms
from payoff.ui.show import line
from payoff.workflow.case_file import SAMPLE, CaseFile, shipped_case
from payoff.workflow.errors import EXPECTED
from payoff.workflow.saved_worth import SavedWorth, question_digest
from payoff.workflow.scenario import full_question, open_case

T = TypeVar("T")

ADDRESS = "scenario"
"""Query parameter that names the scenario a link was made for."""
CANNOT_OPEN = (StoreError, KeysError, *EXPECTED)

_OPENED = "payoff.opened"
_FOLLOWED = "payoff.followed"
_BROKEN = "payoff.broken_link"
_TO_CASE = "payoff.to_case"


@dataclass(frozen=True, eq=False)
class Opened:
    """A scenario as it was when it was opened or last saved here, and the case it holds."""

    scenario: Scenario
    file: CaseFile
    on_rows: bool = False
    """Whether the reader asked for the value per case of the rows loaded here, instead of the one saved."""
    _kept: dict[Hashable, Any] = field(default_factory=dict)

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` returned the first time it was asked for under `key`."""
        return state.remember(self._kept, key, make)

    @property
    def saved(self) -> SavedWorth:
        """Its value per case and what that rests on."""
        if self.file.saved is None:
            raise KeysError(say("This scenario holds no value per case."))
        return self.file.saved


def opened(domain: str) -> Opened | None:
    """What is open for `domain`, if anything is."""
    return _opened().get(domain)


def base_case(sheet: TermSheet) -> CaseFile:
    """The case whose numbers are the defaults: that of the open scenario, else the shipped one; with the terms of an own decision."""
    found = opened(sheet.key)
    return replace(shipped_case(sheet), terms=find_terms(sheet.key)) if found is None else found.file


def rests_on_saved(sheet: TermSheet) -> Opened | None:
    """The open scenario, as long as its value per case holds: the decision is the one it was saved with, or no data answers another."""
    found = opened(sheet.key)
    if found is None or state.loaded(sheet.key) is None:
        return found
    if found.on_rows:
        return None
    asked = full_question(state.last_question(sheet.key), sheet)
    return found if question_digest(asked, sheet) == question_digest(found.file.question, sheet) else None


def open_scenario(scenario: Scenario) -> None:
    """Make `scenario` the case of its domain, with every control where it was saved; for callbacks and links."""
    file = hold_scenario(scenario).file
    if file.terms is not None:
        adopt(file.terms)
    pick_domain(file.domain)
    restore_question(file.term_sheet, file.question)
    restore_plan(file)
    state.keep_question(file.domain, file.question)
    state.keep_steps(file.domain, file.steps)
    if file.data == SAMPLE:
        use_sample(file.domain)


def hold_scenario(scenario: Scenario) -> Opened:
    """Note that the case on the page is `scenario` from now on, its ranges included; the other controls stay as they are."""
    found = _opened()[scenario.entry.domain] = Opened(scenario, open_case(scenario))
    settle_ranges(found.file.sheet)
    return found


def leave_scenario(sheet: TermSheet) -> None:
    """Go back to the shipped case; for callbacks."""
    _opened().pop(sheet.key, None)
    st.query_params.pop(ADDRESS, None)
    restore_plan(shipped_case(sheet))
    state.keep_steps(sheet.key, shipped_case(sheet).steps)


def open_scenario_key(key: str) -> None:
    """Open the scenario called `key` and go to the Case page, or say why not; for callbacks."""
    st.session_state.pop(_BROKEN, None)
    try:
        open_scenario(read_scenario(open_store(), key))
        st.session_state[_TO_CASE] = True
    except CANNOT_OPEN as error:
        st.session_state[_BROKEN] = reason(error)


def take_to_case() -> None:
    """Switch to the Case page where a scenario was just opened: a callback cannot."""
    if st.session_state.pop(_TO_CASE, False):
        st.switch_page(find_page("case"))


def use_rows(domain: str) -> None:
    """Answer the open scenario's case on the rows loaded here; for callbacks."""
    if (found := opened(domain)) is not None:
        _opened()[domain] = replace(found, on_rows=True)


def follow_scenario() -> None:
    """Open what the address names, once; before the sidebar is drawn, which shows the scenario's domain."""
    key = st.query_params.get(ADDRESS)
    if not key or st.session_state.get(_FOLLOWED) == key:
        return
    st.session_state[_FOLLOWED] = key
    st.session_state.pop(_BROKEN, None)
    try:
        scenario = read_scenario(open_store(), key)
        open_scenario(scenario)
    except CANNOT_OPEN as error:
        st.session_state[_BROKEN] = reason(error)
        return
    # What else the address says was moved after opening, and holds.
    for name in [name for name in st.query_params if name.startswith(f"{scenario.entry.domain}_")]:
        st.session_state.pop(name, None)


def show_broken_link() -> None:
    """Why the scenario that the address names could not be opened."""
    why: str | None = st.session_state.get(_BROKEN)
    if why is not None:
        st.error(_("The scenario could not be opened."), icon=":material/link_off:")
        line(_(why))


def write_address(sheet: TermSheet) -> None:
    """Keep the open scenario in the address, so that the address can be shared."""
    found = opened(sheet.key)
    if found is not None and st.query_params.get(ADDRESS) != found.scenario.entry.key:
        st.query_params[ADDRESS] = st.session_state[_FOLLOWED] = found.scenario.entry.key


def _opened() -> dict[str, Opened]:
    return st.session_state.setdefault(_OPENED, {})
