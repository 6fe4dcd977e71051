"""The report as a list of sections; a new one is one more function here."""

from __future__ import annotations

from collections.abc import Callable

from payoff.reports.sections.certainty import certainty_section, drivers_section
from payoff.reports.sections.ground import assumptions_section, origin_section, product_section
from payoff.reports.sections.path import path_section
from payoff.reports.sections.section import Section
from payoff.reports.sections.summary import cash_section, value_section, verdict_section
from payoff.workflow.case_answer import CaseAnswer

SECTIONS: tuple[Callable[[CaseAnswer], Section], ...] = (
    verdict_section, cash_section, value_section, certainty_section, drivers_section, product_section, path_section, assumptions_section,
    origin_section,
)  # fmt: skip


def build_sections(answer: CaseAnswer) -> tuple[Section, ...]:
    """Every section, the verdict first."""
    return tuple(build(answer) for build in SECTIONS)
