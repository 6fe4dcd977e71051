"""Whose column is whose: every proposal with its reasons, to be changed where it is wrong, and then scored by."""

from __future__ import annotations

from pathlib import PurePath

import streamlit as st

from payoff.core.message import say
from payoff.intake.problems import IntakeError
from payoff.mapping.mapping import ColumnMapping, MappingError, check_mapping, unmapped_columns
from payoff.mapping.propose import SURE, Proposal
from payoff.ui.format import count
from payoff.ui.language import _, excuse
from payoff.ui.loading import begin_scoring
from payoff.ui.match_row import choose_match, has_unknown_words, put_match, show_row
from payoff.ui.matching_state import Waiting, give_up, handle, save
from payoff.ui.show import note, tabulate
from payoff.workflow.errors import EXPECTED
from payoff.workflow.mapping_file import read_mapping, write_mapping
from payoff.workflow.read_words import read_options, say_options
from payoff.workflow.score import Scored

_FAULT = "payoff.matching.fault"
_TURN = "payoff.matching.turn"
_READ = "read_words"


def show_matching(waiting: Waiting, *, leave: bool = True) -> None:
    """The proposals, those in doubt first; then the way to scores, or in words what is missing for it."""
    with st.container(border=True):
        st.subheader(_("Which of your columns is which?"), anchor=False)
        st.text(waiting.name)
        _show_gist(waiting)
        _show_upload(waiting)
        doubtful = [p for p in waiting.proposals.columns if _is_doubtful(waiting, p)]
        sure = [p for p in waiting.proposals.columns if p not in doubtful]
        for proposal in doubtful:
            show_row(waiting, proposal)
        if sure:
            with st.expander(_("{n} columns matched without doubt", n=count(len(sure))), icon=":material/task_alt:"):
                for proposal in sure:
                    show_row(waiting, proposal)
        _show_end(waiting, leave=leave)


def show_used(scored: Scored) -> None:
    """By which mapping a file was scored, to be kept for later."""
    mapping = scored.mapping
    if mapping is None:
        return
    with st.expander(_("Scored with your columns: {n} matched", n=count(len(mapping.matches))), icon=":material/swap_horiz:"):
        labels = {column.name: column.label for column in scored.sheet.columns}
        rows = [(labels.get(m.column, m.column), m.column, m.source, m.factor, len(m.words) or None) for m in mapping.matches]
        table = tabulate(rows, [say("Meaning"), say("Column"), say("Your column"), say("Times"), say("Words translated")])
        st.dataframe(table, hide_index=True, alt=_("Which of your columns stood for which"))
        note(_("The next file of this shape is scored by it without asking, as long as this page is open."))
        _offer_mapping(mapping, scored.name, key=f"used.{scored.domain}")


def chosen_mapping(waiting: Waiting) -> ColumnMapping:
    """The mapping as it stands on the page."""
    matches = [choose_match(waiting, proposal) for proposal in waiting.proposals.columns]
    mapping = waiting.proposals.mapping
    read = st.session_state.get(f"{waiting.key}.{_READ}", say_options(waiting.options))
    return ColumnMapping(mapping.domain, mapping.header, tuple(match for match in matches if match is not None), read)


def _show_gist(waiting: Waiting) -> None:
    needed = [p for p in waiting.proposals.columns if p.required]
    found = [p for p in needed if p.source is not None]
    told = {"found": count(len(found)), "needed": count(len(needed))}
    note(
        _("The file names its columns otherwise than the model does. "
          "{found} of the {needed} it needs were recognised; look at those in doubt, change what is wrong, then score.", **told)
    )  # fmt: skip


def _is_doubtful(waiting: Waiting, proposal: Proposal) -> bool:
    if proposal.source is None:
        return proposal.required
    return proposal.confidence < SURE or proposal.factor != 1 or has_unknown_words(waiting, proposal)


def _show_upload(waiting: Waiting) -> None:
    with st.expander(_("Use a mapping saved earlier"), icon=":material/upload_file:"):
        turn = st.session_state.setdefault(_TURN, 0)
        file = st.file_uploader(_("A mapping (TOML)"), type=["toml"], key=f"{waiting.key}.upload.{turn}")
    if fault := st.session_state.pop(_FAULT, ""):
        st.error(_("This mapping cannot be used here."), icon=":material/error:")
        st.text(fault)
    if file is None:
        return
    st.session_state[_TURN] += 1
    try:
        _apply(waiting, read_mapping(file.getvalue(), file.name))
    except EXPECTED as error:
        st.session_state[_FAULT] = excuse(error)
    st.rerun()


def _apply(waiting: Waiting, mapping: ColumnMapping) -> None:
    """Put a saved mapping's choices into the page; MappingError where it speaks of other columns."""
    strange = [match.source for match in mapping.matches if match.source not in waiting.proposals.header]
    if mapping.domain != waiting.domain or strange:
        first = strange[0] if strange else mapping.domain
        raise MappingError(say("The mapping speaks of {column!r}, which this file or decision does not have.", column=first))
    read_options(mapping.read)
    st.session_state[f"{waiting.key}.{_READ}"] = mapping.read
    for proposal in waiting.proposals.columns:
        put_match(waiting, proposal.column, mapping.match_of(proposal.column))


def _show_end(waiting: Waiting, *, leave: bool) -> None:
    mapping = chosen_mapping(waiting)
    labels = {p.column: _(p.label) for p in waiting.proposals.columns}
    missing = unmapped_columns(mapping, waiting.target.contract)
    fault = "" if missing else _fault_of(waiting, mapping)
    if missing:
        st.error(
            _("Not ready to score: nothing in the file stands for {columns}. Choose a column for each; where the file has none, "
              "this model cannot score it.", columns=", ".join(f"{labels[name]} ({name})" for name in missing)),
            icon=":material/block:",
        )  # fmt: skip
    if fault:
        st.text(fault)
    with st.container(horizontal=True):
        ready = not missing and not fault
        score = st.button(
            _("Score with these columns"), type="primary", disabled=not ready, icon=":material/play_arrow:", key=f"{waiting.key}.score"
        )  # fmt: skip
        if score:
            save(mapping)
            begin_scoring(waiting.domain, waiting.content, waiting.name, handle(mapping))
        _offer_mapping(mapping, waiting.name, key=f"{waiting.key}.save")
        if leave:
            st.button(_("Leave it"), on_click=give_up, args=(waiting.domain,), key=f"{waiting.key}.leave")


def _offer_mapping(mapping: ColumnMapping, name: str, *, key: str) -> None:
    st.download_button(
        _("Save the mapping"), lambda: write_mapping(mapping), f"{PurePath(name).stem or 'mapping'}-mapping.toml",
        "application/toml", icon=":material/download:", on_click="ignore", key=key,
        help=_("A file to read, mend and use again, here or with the command line."),
    )  # fmt: skip


def _fault_of(waiting: Waiting, mapping: ColumnMapping) -> str:
    try:
        check_mapping(mapping, waiting.target.contract)
    except (MappingError, IntakeError) as error:
        return excuse(error)
    return ""
