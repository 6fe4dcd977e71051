"""Saving the case on the page: as a new scenario, over the open one, or as a copy where somebody else was quicker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import streamlit as st

from payoff.store.engine import open_store
from payoff.store.record import ConflictError, Draft, Scenario
from payoff.store.scenarios import MOST_NOTE, MOST_TEXT, add_scenario, save_scenario
from payoff.ui.format import moment, plain
from payoff.ui.language import _, excuse, spoken
from payoff.ui.opened import CANNOT_OPEN, Opened, hold_scenario, leave_scenario, open_scenario, opened
from payoff.ui.scenario_list import name_author
from payoff.ui.show import line, note
from payoff.workflow.business_case import CaseResult
from payoff.workflow.case_difference import find_decision_changes, find_plan_changes
from payoff.workflow.case_file import CaseFile
from payoff.workflow.case_risk import CaseRisk
from payoff.workflow.scenario import draft_scenario

AUTHOR = "author"
"""Who saves, in the page's state: asked once, used by every save."""
SAVED = "saved"
TITLE_WIDTH = 640
"""Pixels; on a narrow screen the title takes the whole line."""
_OUTCOME = "payoff.saving"
_TITLE, _NOTE = "payoff.saving.title", "payoff.saving.note"


@dataclass(frozen=True)
class Figures:
    """What the page worked out."""

    result: CaseResult
    risk: CaseRisk


@dataclass(frozen=True)
class Trouble:
    """A save that did not happen: why, and what was to be saved, where that much could be put together."""

    domain: str
    error: Exception
    draft: Draft | None


def show_saving(file: CaseFile, figures: Figures) -> None:
    """Which scenario is open, and the way to save `file`, which holds everything as it stands on the page."""
    found, outcome = opened(file.domain), st.session_state.get(_OUTCOME)
    if isinstance(outcome, Trouble) and outcome.domain == file.domain:
        _show_trouble(outcome)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap="small"):
        if found is not None:
            _show_open(found, file)
        with st.container(horizontal=True, width="content", gap="small"):
            with st.popover(_("Save this case") if found is None else _("Save"), icon=":material/save:"):
                _show_form(file, figures, found)
            if found is not None:
                st.button(_("Leave it"), icon=":material/close:", on_click=leave_scenario, args=(file.term_sheet,), key="scenario.leave")
    if outcome == SAVED and found is not None:
        del st.session_state[_OUTCOME]
        st.toast(_("Saved as revision {n}.", n=found.scenario.entry.revision), icon=":material/check:")


def ask_author() -> str:
    """The reader's name, for what they save."""
    return str(st.text_input(_("Your name"), key=AUTHOR, max_chars=MOST_TEXT, persist_state="session"))


def _show_open(found: Opened, file: CaseFile) -> None:
    entry = found.scenario.entry
    unsaved = len(find_plan_changes(found.file.plan, file.plan)) + len(find_decision_changes(found.file, file))
    with st.container(gap="xxsmall", width=TITLE_WIDTH):
        line(_("Scenario: {title}", title=entry.title))
        note(_("Revision {n}, {author}, {when}", n=entry.revision, author=name_author(entry.author), when=moment(entry.saved)))
        if unsaved:
            note(_("Changed since it was saved: {n}", n=unsaved))


def _show_form(file: CaseFile, figures: Figures, found: Opened | None) -> None:
    entry = None if found is None else found.scenario.entry
    form = file.domain if entry is None else entry.key
    st.text_input(_("Title"), spoken(file.title), key=f"{_TITLE}.{form}", max_chars=MOST_TEXT)
    ask_author()
    st.text_area(_("Note"), "" if entry is None else entry.note, key=f"{_NOTE}.{form}", max_chars=MOST_NOTE, height=80)
    if found is not None:
        st.button(
            _("Save over the open one"), type="primary", on_click=_save, args=(file, figures, found), width="stretch", key="scenario.save"
        )
    st.button(
        _("Save") if entry is None else _("Save as a new scenario"), type="primary" if entry is None else "secondary", on_click=_add,
        args=(file, figures, form), width="stretch", key="scenario.add",
    )  # fmt: skip
    kept = _("Kept: every assumption with its range, the decision, the value per case with its resamples, digests of file and model.")
    note(kept)
    note(_("The rows of the file are not kept."))


def _show_trouble(trouble: Trouble) -> None:
    with st.container(border=True):
        st.error(plain(excuse(trouble.error)), icon=":material/sync_problem:")
        if isinstance(trouble.error, ConflictError):
            line(_("Nothing is lost: theirs is saved, and yours is still on this page. Save yours beside theirs, or open theirs instead."))
        with st.container(horizontal=True):
            if trouble.draft is not None:
                st.button(_("Save mine as a copy"), type="primary", on_click=_save_copy, args=(trouble.draft,), key="scenario.copy")
            if isinstance(trouble.error, ConflictError):
                st.button(_("Open theirs"), on_click=_open_theirs, args=(trouble.error,), key="scenario.theirs")
            st.button(_("Not now"), on_click=_forget_trouble, key="scenario.forget")


def _read_draft(file: CaseFile, figures: Figures, form: str) -> Draft:
    """What the form says, with the case it stands beside."""
    title, author, about = (str(st.session_state.get(key, "")) for key in (f"{_TITLE}.{form}", AUTHOR, f"{_NOTE}.{form}"))
    return draft_scenario(replace(file, title=title), figures, author=author, note=about)


def _add(file: CaseFile, figures: Figures, form: str) -> None:
    _keep(file.domain, lambda: _read_draft(file, figures, form), lambda draft: add_scenario(open_store(), draft))


def _save(file: CaseFile, figures: Figures, found: Opened) -> None:
    entry = found.scenario.entry
    _keep(
        file.domain,
        lambda: _read_draft(file, figures, entry.key),
        lambda draft: save_scenario(open_store(), entry.key, draft, revision=entry.revision),
    )


def _save_copy(draft: Draft) -> None:
    copy = replace(draft, title=_("{title} (copy)", title=draft.title)[:MOST_TEXT])
    _keep(draft.domain, lambda: copy, lambda draft: add_scenario(open_store(), draft))


def _keep(domain: str, make: Callable[[], Draft], save: Callable[[Draft], Scenario]) -> None:
    draft = None
    try:
        draft = make()
        hold_scenario(save(draft))
        st.session_state[_OUTCOME] = SAVED
    except CANNOT_OPEN as error:
        st.session_state[_OUTCOME] = Trouble(domain, error, draft)


def _open_theirs(conflict: ConflictError) -> None:
    st.session_state.pop(_OUTCOME, None)
    open_scenario(conflict.theirs)


def _forget_trouble() -> None:
    st.session_state.pop(_OUTCOME, None)
