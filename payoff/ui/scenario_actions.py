"""What can be done with the ticked scenarios: rename, duplicate, share, delete and take that back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.parse import urljoin

import streamlit as st

from payoff.store.engine import open_store
from payoff.store.record import Entry, StoreError
from payoff.store.scenarios import (
    MOST_NOTE,
    MOST_TEXT,
    copy_scenario,
    delete_scenario,
    read_scenario,
    rename_scenario,
    restore_scenario,
)
from payoff.ui.format import plain
from payoff.ui.language import _, excuse
from payoff.ui.opened import ADDRESS
from payoff.ui.reports_view import show_reports
from payoff.ui.saving import AUTHOR
from payoff.ui.scenario_list import untick
from payoff.ui.show import line, note
from payoff.workflow.case_answer import CaseAnswer, answer_case
from payoff.workflow.scenario import NOBODY, open_case, write_scenario

_DELETED = "scenarios.deleted"
_TROUBLE = "scenarios.trouble"
_TITLE, _NOTE = "scenarios.title.", "scenarios.note."


def show_actions(chosen: list[Entry]) -> None:
    """The buttons for the ticked scenarios, or what ticking is for."""
    if not chosen:
        note(_("Tick one to take its report for the board, or to rename, duplicate, share or delete it; tick two to compare them."))
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if len(chosen) == 1:
            _show_rename(chosen[0])
            _show_share(chosen[0])
            st.button(_("Duplicate"), icon=":material/content_copy:", on_click=_duplicate, args=(chosen[0],), key="scenarios.duplicate")
        label = _("Delete") if len(chosen) == 1 else _("Delete {n}", n=len(chosen))
        st.button(label, icon=":material/delete:", on_click=_delete, args=(chosen,), key="scenarios.delete")
        st.button(_("Untick"), icon=":material/close:", on_click=untick, args=tuple(entry.key for entry in chosen), key="scenarios.untick")
        if len(chosen) > 2:
            note(_("Two can be compared; {n} are ticked.", n=len(chosen)))
    if len(chosen) == 1:
        show_reports(partial(answer_scenario, chosen[0].key), name=_file_name(chosen[0]), key="scenarios.report")


def show_deleted() -> None:
    """What this reader deleted, each with the way to take it back, until the tab closes."""
    for key, title in list(st.session_state.get(_DELETED, {}).items()):
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            with st.container(width="stretch"):
                line(_("Deleted: {title}", title=title))
            st.button(_("Undo"), icon=":material/undo:", type="primary", on_click=_restore, args=(key,), key=f"scenarios.undo.{key}")


def show_trouble() -> None:
    """Why the last thing asked for did not happen; said once."""
    error: StoreError | None = st.session_state.pop(_TROUBLE, None)
    if error is not None:
        st.error(plain(excuse(error)), icon=":material/sync_problem:")
        line(_("The list shows how things stand now."))


def link_to(key: str) -> str:
    """The address under which the scenario opens on the Case page."""
    return f"{urljoin(str(st.context.url), 'case')}?{ADDRESS}={key}"


def _show_rename(entry: Entry) -> None:
    with st.popover(_("Rename"), icon=":material/edit:"):
        form = f"{entry.key}.{entry.revision}"
        st.text_input(_("Title"), entry.title, key=f"{_TITLE}{form}", max_chars=MOST_TEXT)
        st.text_area(_("Note"), entry.note, key=f"{_NOTE}{form}", max_chars=MOST_NOTE, height=80)
        st.button(_("Save"), type="primary", on_click=_rename, args=(entry, form), key="scenarios.rename")


def _show_share(entry: Entry) -> None:
    with st.popover(_("Share"), icon=":material/share:"):
        note(_("Whoever has this link and can reach this server opens the scenario with the same figures. The link cannot be guessed."))
        st.code(link_to(entry.key), language=None, wrap_lines=True)
        note(_("Or as a file that a person can read, for import here or for python -m payoff case."))
        st.download_button(
            _("Download as TOML"), lambda: write_scenario(read_scenario(open_store(), entry.key)), f"{_file_name(entry)}.toml",
            "application/toml", icon=":material/download:", on_click="ignore", key="scenarios.download",
        )  # fmt: skip


def answer_scenario(key: str) -> CaseAnswer:
    """The scenario worked out as the Case page would on opening it, without the rows its value per case was saved from."""
    return answer_case(open_case(read_scenario(open_store(), key)), Path())


def _file_name(entry: Entry) -> str:
    """A title as a file name that every system takes."""
    kept = "".join(mark if mark.isalnum() else "-" for mark in entry.title.lower())
    return "-".join(part for part in kept.split("-") if part)[:60] or entry.domain


def _rename(entry: Entry, form: str) -> None:
    title, about = str(st.session_state[f"{_TITLE}{form}"]), str(st.session_state[f"{_NOTE}{form}"])
    _try(lambda: rename_scenario(open_store(), entry.key, title=title, note=about, revision=entry.revision))


def _duplicate(entry: Entry) -> None:
    title = _("{title} (copy)", title=entry.title)[:MOST_TEXT]
    author = str(st.session_state.get(AUTHOR, "")).strip() or entry.author or str(NOBODY)
    if _try(lambda: copy_scenario(open_store(), entry.key, title=title, author=author)):
        untick(entry.key)


def _delete(entries: list[Entry]) -> None:
    for entry in entries:
        if _try(lambda entry=entry: delete_scenario(open_store(), entry.key, revision=entry.revision)):  # type: ignore[misc]
            st.session_state.setdefault(_DELETED, {})[entry.key] = entry.title
            untick(entry.key)


def _restore(key: str) -> None:
    if _try(lambda: restore_scenario(open_store(), key)):
        del st.session_state[_DELETED][key]


def _try(act: Callable[[], object]) -> bool:
    """Whether it was done; why not is kept for `show_trouble`."""
    try:
        act()
    except StoreError as error:
        st.session_state[_TROUBLE] = error
        return False
    return True
