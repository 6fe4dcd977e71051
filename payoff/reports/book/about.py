"""What the workbook rests on and how to read it."""

from __future__ import annotations

from payoff.core.message import say
from payoff.reports.book.book import Book
from payoff.reports.origin import origin_rows
from payoff.workflow.case_sentences import say_reconciliation, say_worth

HOW = (
    say("Yellow cells are inputs; every other figure is a formula, but for grey ones, which the app computed for the plan."),
    say("Month 0 is undiscounted; month m is worth (1 + r)^(−m/12). Growth and prices step up once a year. There is no terminal value."),
    say("Building the model is paid at month 0 and whenever its life ends; the AI product's yearly cost joins the running costs."),
    say("Formulas use the names in the ledger of assumptions, and no macros."),
)


def write_about(book: Book) -> None:
    """Provenance, the way from file to cash flow, and conventions."""
    page, answer = book.pages["about"], book.answer
    page.sheet.set_column(0, 0, 30)
    page.sheet.set_column(1, 1, 110)
    page.text(0, 0, say("About this workbook"), "title")
    row = 2
    for label, value in origin_rows(answer):
        page.text(row, 0, label, "label")
        page.text(row, 1, value)
        row += 1
    row += 1
    page.across(row, (0, 1), say("How to read it"), "head")
    for text in (*HOW, say_worth(answer.result.worth), say_reconciliation(answer.result)):
        row += 1
        page.across(row, (0, 1), text, "text")
        page.sheet.set_row(row, 28)
