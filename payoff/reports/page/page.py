"""The page: every section with its charts, tables and notes in one file that needs nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from payoff.core.message import say
from payoff.core.wording import MINUS
from payoff.reports import palette
from payoff.reports.origin import say_origin
from payoff.reports.page.svg import draw_svg
from payoff.reports.sections.report import build_sections
from payoff.reports.sections.section import Chart, Section, Table
from payoff.reports.tongue import Tongue
from payoff.workflow.case_answer import CaseAnswer

_BEFORE_SIGN = re.compile(rf"{MINUS}(?=[^\w\s])")
TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Drawing:
    """A chart as the page shows it."""

    title: str
    svg: str
    """Every text in it escaped where it was drawn."""


class Unbroken(Tongue):
    """The language with every minus held to the currency sign after it: a line may end between the two otherwise."""

    def __call__(self, text: str) -> str:
        """As a tongue says it, with a word joiner, which has no width, behind the minus."""
        return _BEFORE_SIGN.sub(f"{MINUS}\u2060", super().__call__(text))


def write_page(answer: CaseAnswer, language: str) -> bytes:
    """An .html in the language asked for; it loads nothing and runs nothing."""
    tongue = Unbroken(language)
    colour = palette.UNCERTAIN if answer.risk.call is None else palette.CALLS[answer.risk.call]
    words = {"contents": say("Contents"), "made": say_origin(answer)}
    text = _environment().get_template("case.html").render(
        title=answer.file.title, colour=colour, sections=build_sections(answer), caution=answer.result.worth.sheet.words.caution,
        tongue=tongue, words=words, style=_read_style(), draw=lambda section: _draw(section, tongue), right=_right,
    )  # fmt: skip
    return text.encode()


def _draw(section: Section, tongue: Tongue) -> Iterable[Drawing]:
    said = " ".join(tongue(text) for text in section.sentences)
    return [Drawing(tongue(chart.headline), draw_svg(chart, tongue, _alternative(chart, tongue, said))) for chart in section.charts]


def _alternative(chart: Chart, tongue: Tongue, said: str) -> str:
    return f"{tongue(chart.headline)}. {said}"


def _right(table: Table, column: int) -> str:
    return "figure" if column in table.figures else ""


@cache
def _environment() -> Environment:
    return Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


@cache
def _read_style() -> str:
    return (TEMPLATES / "case.css").read_text(encoding="utf-8")
