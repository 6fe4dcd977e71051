"""The way to the market as the guided path through the case: seven steps, each with its inputs, its question and its answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import get_args

import streamlit as st

from payoff.core.message import join, say
from payoff.domains.case_sheet import CaseSheet
from payoff.domains.case_steps import ANSWERS, LONGEST_NOTE, STEPS, Step, StepAnswer, StepState, StepStates, get_step, open_inputs
from payoff.domains.term_sheet import TermSheetError
from payoff.ui import state
from payoff.ui.format import plain, strong
from payoff.ui.kept_text import KeptText
from payoff.ui.language import _, excuse, speaking
from payoff.ui.show import line, note, tabulate
from payoff.workflow.case_path import Figured, say_evidence, say_path
from payoff.workflow.case_sentences import show

ICONS: Mapping[str | None, str] = {
    "yes": ":material/check_circle:", "no": ":material/cancel:", "not yet": ":material/pending:", None: ":material/radio_button_unchecked:",
}  # fmt: skip


def follow_steps(domain: str, sheet: CaseSheet) -> None:
    """Take up the answers of a link once, before anything is drawn; what cannot be read is said and dropped."""
    kept = KeptText(f"{sheet.key}_steps")
    if kept.followed:
        try:
            state.keep_steps(domain, StepStates.from_plain(json.loads(kept.read())))
        except (TermSheetError, ValueError, AttributeError) as error:
            st.warning(_("The link's answers to the steps could not be read and were left out."), icon=":material/link_off:")
            if isinstance(error, TermSheetError):
                note(excuse(error))
    plain_states = state.last_steps(domain).to_plain()
    kept.keep(json.dumps(plain_states, ensure_ascii=False, separators=(",", ":")) if plain_states else "")
    kept.write()


def show_steps(domain: str, figured: Figured) -> None:
    """A row of all steps, and the chosen one opened below it."""
    states = state.last_steps(domain)
    # Where the way stands is said inside: an expander whose label changes is another one, and shut.
    opened = st.expander(
        _("The way to the market, step by step"), icon=":material/signpost:", key=f"{figured.sheet.key}.way", on_change="rerun"
    )
    if opened.open:
        with opened:
            line(say_path(states))
            _choose_step(domain, states, figured)


def _choose_step(domain: str, states: StepStates, figured: Figured) -> None:
    numbers = {step.key: place for place, step in enumerate(STEPS, start=1)}
    ahead = states.next or STEPS[-1]

    names = {key: f"{ICONS[states.of(key).answer]} {n} {plain(get_step(key).title)}" for key, n in numbers.items()}
    chosen = st.pills(
        _("Step"), list(numbers), default=ahead.key, format_func=names.__getitem__, key=f"{figured.sheet.key}.step", required=True,
        label_visibility="collapsed", persist_state="session",
    )  # fmt: skip
    _show_step(domain, get_step(chosen), figured)


def _show_step(domain: str, step: Step, figured: Figured) -> None:
    st.markdown(strong(step.question))
    line(say_evidence(step, figured))
    inputs, answer = st.columns([3, 2], gap="medium")
    with inputs:
        _show_inputs(step, figured)
    with answer:
        _ask(domain, step, figured.sheet)


def _show_inputs(step: Step, figured: Figured) -> None:
    """The assumptions of the step as they stand, and which of them nobody stands behind."""
    sheet, settings = figured.sheet, figured.result.plan.settings
    waiting = {a.name for a in open_inputs(step, sheet, settings)}
    rows = [
        {
            _("Assumption"): a.label, _("Value"): show(settings[a.name], a.unit, sheet.currency),
            _("Standing"): say("open: illustrative") if a.name in waiting else say("stated"), _("Found under"): a.group,
        }
        for a in map(sheet.get, step.inputs)
    ]  # fmt: skip
    st.dataframe(tabulate(rows), hide_index=True, alt=_("Inputs of the step {title}", title=step.title))
    said = _("No input of this step is open.")
    if waiting:
        said = _(
            "Still open: {inputs}. Change them under Assumptions.",
            inputs=join([sheet.get(n).label for n in step.inputs if n in waiting], ", "),
        )
    note(said)


def _ask(domain: str, step: Step, sheet: CaseSheet) -> None:
    """The answer to the step's question and a note, kept with the scenario and in the link."""
    held, keys = state.last_steps(domain).of(step.key), _keys(sheet, step)
    st.segmented_control(
        _("Answer"), list(get_args(StepAnswer)), default=held.answer, format_func=speaking(ANSWERS.__getitem__), key=keys[0],
        on_change=_keep, args=(domain, step, sheet),
    )  # fmt: skip
    st.text_area(_("Note"), held.note, key=keys[1], on_change=_keep, args=(domain, step, sheet), height=96, max_chars=LONGEST_NOTE)


def _keys(sheet: CaseSheet, step: Step) -> tuple[str, str]:
    return f"{sheet.key}.{step.key}.answer", f"{sheet.key}.{step.key}.note"


def _keep(domain: str, step: Step, sheet: CaseSheet) -> None:
    answer, written = (st.session_state.get(key) for key in _keys(sheet, step))
    state.keep_steps(domain, state.last_steps(domain).changed(step.key, StepState(answer, (written or "").strip())))
