"""The domain's own calculators below the decision: one at a time, so that the page stays a page."""

from __future__ import annotations

import streamlit as st

from payoff.domains import shipped_domains
from payoff.domains.panel import Panel, Refusal
from payoff.ui import state
from payoff.ui.choice import Choice
from payoff.ui.format import count, plain
from payoff.ui.language import _
from payoff.ui.panels import show_panel
from payoff.ui.show import current_look, note
from payoff.workflow.calculate import calculate
from payoff.workflow.decide import Decision, Question

AT_ONCE = 50_000
"""Rows up to which the calculators follow every move of a slider; beyond, they wait to be asked."""


def show_calculators(data: state.InUse, question: Question, decision: Decision) -> None:
    """A choice of calculators and the answer of the one chosen; where a reader's own decision has none, the page says so."""
    sheet = data.case.sheet
    if not sheet.calculators and sheet.key in shipped_domains():
        return
    if not sheet.calculators:
        note(_("Calculators come with the shipped domains; a decision of your own has none beyond this page and Case."))
        return
    st.subheader(plain(_("{title} calculators", title=sheet.title)), anchor=False)
    if data.case.rows > AT_ONCE and not st.toggle(
        _("Work them out on all {n} rows", n=count(data.case.rows)), key=f"{sheet.key}.calculators_on"
    ):
        return
    answers = {answer.key: answer for answer in _calculate(data, question, decision)}
    choice = Choice(f"{sheet.key}_calculator", {key: answer.title for key, answer in answers.items()}, next(iter(answers)))
    chosen = choice.press(_("Calculator"))
    show_panel(answers[chosen], decision.currency, current_look())


def _calculate(data: state.InUse, question: Question, decision: Decision) -> tuple[Panel | Refusal, ...]:
    key = ("calculators", decision.threshold.used, state.key_of(question))
    return data.once(key, lambda: calculate(data.scored, decision, question.today))
