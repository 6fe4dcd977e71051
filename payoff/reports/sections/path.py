"""The section on the way to the market: each step with its question, what the case says to it, and the answer given."""

from __future__ import annotations

from payoff.core.message import join, say
from payoff.domains.case_steps import ANSWERS, STEPS
from payoff.reports.sections.section import Section, Table
from payoff.workflow.case_answer import CaseAnswer
from payoff.workflow.case_path import Figured, say_evidence, say_path

OPEN = say("not answered")


def path_section(answer: CaseAnswer) -> Section:
    """Where the product stands on its way, step by step."""
    states, figured = answer.file.steps, Figured(answer.result, answer.risk, answer.file.sheet)
    rows = []
    for step in STEPS:
        given = states.of(step.key)
        said = OPEN if given.answer is None else ANSWERS[given.answer]
        # A note is the reader's own text and stands as it was written.
        rows.append((step.title, step.question, say_evidence(step, figured), join([said, given.note], ": ")))
    header = (say("Step"), say("Question"), say("What the case says"), say("Answer"))
    table = Table(header, tuple(rows), widths=(1.2, 2.2, 4.0, 1.4))
    return Section("path", say("The way to the market"), (say_path(states),), table=table)
