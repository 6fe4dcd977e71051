"""Sheets that stand still: the AI product as a business of its own, and its way to the market."""

from __future__ import annotations

from payoff.core.message import say
from payoff.domains.panel import Figure, Panel
from payoff.reports.book.book import Book, Page
from payoff.reports.book.styles import money_format, number_format
from payoff.reports.sections.path import path_section
from payoff.workflow.product_panels import product_panels

WIDTHS = (34, 20, 18, 18, 18, 18, 18, 18)
LAST = len(WIDTHS) - 1
STILL = say("Computed by the app for the plan; these figures do not follow the workbook.")


def write_panels(book: Book) -> None:
    """Price, ways to sell, customers, servers and scale, as the Case page shows them."""
    page = book.pages["business"]
    for column, width in enumerate(WIDTHS):
        page.sheet.set_column(column, column, width)
    page.text(0, 0, say("The AI product as a business"), "title")
    page.across(1, (0, LAST), STILL, "wrong")
    row = 3
    for panel in product_panels(book.answer.result):
        row = _write_panel(page, row, panel) + 1


def write_path(book: Book) -> None:
    """The steps to the market with their questions, what the case says, and the answers given."""
    page, section = book.pages["path"], path_section(book.answer)
    widths = (24, 42, 70, 26)
    for column, width in enumerate(widths):
        page.sheet.set_column(column, column, width)
    page.text(0, 0, section.title, "title")
    page.across(1, (0, 3), STILL, "wrong")
    page.across(2, (0, 3), section.sentences[0], "text")
    if section.table is None:
        return
    page.head(4, section.table.header)
    for row, cells in enumerate(section.table.rows, 5):
        for column, text in enumerate(cells):
            page.text(row, column, text)
        page.fit(row, zip(cells, widths, strict=True))


def _write_panel(page: Page, row: int, panel: Panel) -> int:
    """One panel: its advice, figures, table and note; the next free row."""
    page.across(row, (0, LAST), panel.title, "head")
    page.across(row + 1, (0, LAST), panel.advice, "text")
    page.fit(row + 1, ((panel.advice, sum(WIDTHS)),))
    row += 2
    for figure in panel.figures:
        _write_figure(page, row, figure)
        row += 1
    if panel.table:
        columns = range(1, len(panel.header))
        page.head(row, panel.header, figures=columns)
        page.fit(row, zip(panel.header, WIDTHS, strict=False))
        for at, cells in enumerate(panel.table, row + 1):
            for column, cell in enumerate(cells):
                _write_cell(page, at, column, cell)
        row += 1 + len(panel.table)
    if panel.note:
        page.across(row, (0, LAST), panel.note, "note")
        page.fit(row, ((panel.note, sum(WIDTHS) * 1.1),))
        row += 1
    return row


def _write_figure(page: Page, row: int, figure: Figure) -> None:
    page.text(row, 0, figure.label, "label")
    number = money_format(figure.value or 0.0) if figure.unit == page.book.currency else number_format(round(figure.value or 0.0, 4))
    page.number(row, 1, figure.value, number)
    page.text(row, 2, figure.unit, "unit")
    page.sheet.merge_range(row, 3, row, LAST, "", page.book.style("note"))
    page.text(row, 3, figure.note, "note")


def _write_cell(page: Page, row: int, column: int, cell: str | float | None) -> None:
    if isinstance(cell, str):
        page.text(row, column, cell, "label" if column == 0 else "right")
    else:
        page.number(row, column, cell, number_format(0.0 if cell is None else round(cell, 4)))
