"""The workbook as a list of sheets; a new sheet is a name and a function."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from payoff.core.message import say
from payoff.reports.book.about import write_about
from payoff.reports.book.assumptions import write_assumptions
from payoff.reports.book.book import Book
from payoff.reports.book.flow import write_months, write_years
from payoff.reports.book.measures import write_measures, write_rates
from payoff.reports.book.panels import write_panels, write_path
from payoff.reports.book.product import write_product
from payoff.reports.book.uncertainty import write_uncertainty
from payoff.reports.book.verdict import write_verdict
from payoff.reports.tongue import Tongue
from payoff.workflow.case_answer import CaseAnswer

Sheet = tuple[str, Callable[[Book], None]]
SHEETS: Mapping[str, Sheet] = {
    "verdict": (say("Verdict"), write_verdict),
    "assumptions": (say("Assumptions"), write_assumptions),
    "years": (say("Cash by year"), write_years),
    "months": (say("Cash by month"), write_months),
    "measures": (say("Measures"), write_measures),
    "product": (say("Product cost"), write_product),
    "uncertainty": (say("Uncertainty"), write_uncertainty),
    "business": (say("As a business"), write_panels),
    "path": (say("Way to the market"), write_path),
    "rates": (say("Rates"), write_rates),
    "about": (say("About"), write_about),
}


def write_workbook(answer: CaseAnswer, language: str) -> bytes:
    """An .xlsx whose formulas follow its assumptions."""
    book = Book(answer, Tongue(language), {key: name for key, (name, _) in SHEETS.items()})
    for _, write in SHEETS.values():
        write(book)
    return book.close()
