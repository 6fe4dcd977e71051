"""The Decide page put together: the verdict on top, figures and outcomes beside the assumptions, calculators and details below."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from payoff.domains.term_sheet import TermSheet
from payoff.ui import state
from payoff.ui.assumptions import reset_assumptions, show_assumptions
from payoff.ui.calculators import show_calculators
from payoff.ui.controls import choose_capacity, choose_threshold, choose_today
from payoff.ui.details import show_details
from payoff.ui.figures.money import chart_curve, chart_ladder
from payoff.ui.language import _, excuse
from payoff.ui.outcomes import show_outcomes
from payoff.ui.sentences import say_capacity, say_curve, say_ladder
from payoff.ui.share import show_link
from payoff.ui.show import current_look, draw, line, note
from payoff.ui.verdict import show_numbers, show_verdict
from payoff.workflow.decide import Decision, Judgement, Question, QuestionError, decide, judge
from payoff.workflow.errors import EXPECTED

LADDER_WIDTH = 330
OUTCOMES_WIDTH = 460


def show_decision(data: state.InUse) -> None:
    """Everything Decide says about `data`; controls are read first, figures answer before the slower verdict."""
    sheet, look = data.case.sheet, current_look()
    state.write_tag(data)
    verdict, numbers = st.container(), st.container()
    left, prices = st.columns([22, 9], gap="medium")
    ladder, curve = _beside(left, LADDER_WIDTH, "stretch")
    room, outcomes = _beside(left, "stretch", OUTCOMES_WIDTH)
    with prices:
        st.subheader(_("Assumptions"), anchor=False)
        settings = show_assumptions(sheet)
    with room:
        question = _ask(data, sheet, settings)
    try:
        base = _decide(data, question)
        with curve:
            st.subheader(_("At which threshold"), anchor=False)
            drawn = st.container()
            question = replace(question, threshold=choose_threshold(sheet, base.threshold.bayes))
        decision = _decide(data, question)
    except EXPECTED as error:
        _show_refusal(verdict, error, sheet)
        return
    state.keep_question(sheet.key, question)
    with ladder:
        st.subheader(_("Against which alternatives"), anchor=False)
        draw(chart_ladder(decision, sheet.words, look), say_ladder(decision, sheet.words), key="ladder")
    with outcomes:
        st.subheader(_("Where the money comes from"), anchor=False)
        show_outcomes(decision, sheet)
    with room:
        _show_capacity(decision, sheet)
    judgement = data.once(("judgement", state.key_of(question)), lambda: judge(data.case, question))
    with drawn:
        draw(chart_curve(decision, judgement, sheet.words, look), say_curve(decision, sheet.words), key="curve")
    with verdict:
        show_verdict(decision, judgement, sheet)
    with numbers:
        show_numbers(decision, judgement, sheet)
    _show_below(data, question, decision, judgement)


def _beside(place: DeltaGenerator, *widths: int | Literal["stretch"]) -> tuple[DeltaGenerator, ...]:
    """Containers beside each other where the screen is wide enough, else below each other."""
    row = place.container(horizontal=True, gap="medium")
    return tuple(row.container(width=width) for width in widths)


def _ask(data: state.InUse, sheet: TermSheet, settings: dict[str, float]) -> Question:
    """The question without its threshold; a rule of today's that cannot be read is left out, and said so."""
    st.subheader(_("Your situation"), anchor=False)
    today = choose_today(sheet, data.case)
    question = Question(settings=settings, today=today)
    if today is not None:
        try:
            _decide(data, question)
        except QuestionError as error:
            st.text(excuse(error))
            question = replace(question, today=None)
    return replace(question, capacity=choose_capacity(sheet, data.case.rows))


def _decide(data: state.InUse, question: Question) -> Decision:
    return data.once(("decision", state.key_of(question)), lambda: decide(data.case, question))


def _show_refusal(place: DeltaGenerator, error: Exception, sheet: TermSheet) -> None:
    with place:
        st.error(_("With these assumptions there is no decision to make."), icon=":material/error:")
        line(excuse(error))
        st.button(_("Reset the assumptions"), on_click=reset_assumptions, args=(sheet,), key=f"{sheet.key}.refused")


def _show_capacity(decision: Decision, sheet: TermSheet) -> None:
    if decision.capacity is None:
        note(_("No limit on how many {rows} you can {act}.", rows=sheet.words.rows, act=sheet.words.act))
    else:
        line(say_capacity(decision.capacity, decision, sheet.words))


def _show_below(data: state.InUse, question: Question, decision: Decision, judgement: Judgement) -> None:
    if decision.left_out:
        note(_("{n} rows have no outcome yet and are left out of the money.", n=decision.left_out))
    show_calculators(data, question, decision)
    st.subheader(_("For the analyst"), anchor=False)
    show_details(data, decision, judgement, current_look())
    show_link()
