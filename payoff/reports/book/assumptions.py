"""The sheet of assumptions: every input of the workbook in one place, with unit, range, source, owner and date."""

from __future__ import annotations

import itertools
from typing import cast

from payoff.core.message import say
from payoff.core.spread import Spread
from payoff.core.wording import Number
from payoff.domains.case_sheet import VALUE
from payoff.domains.grid import GRIDS
from payoff.domains.term_sheet import SOURCE_KINDS, Assumption
from payoff.reports.book.book import Book, Page
from payoff.reports.book.styles import CENTS, WHOLE, assumption_format, number_format
from payoff.reports.names import spread_ends
from payoff.reports.sections.ground import ALONE, KINDS, TOGETHER, TOGETHER_HOW, together_table
from payoff.workflow.business_case import LOSSES, USES
from payoff.workflow.case_sentences import say_worth

HEADER = (
    say("Assumption"), say("Value"), say("Unit"), say("Low"), say("High"), say("Shape"), say("Source"), say("Owner"), say("Date"),
    say("Kind"), say("Name in formulas"), say("Note"),
)  # fmt: skip
WIDTHS = (34, 15, 22, 12, 12, 20, 42, 22, 10, 8, 18, 48)
LAST = len(HEADER) - 1
FIXED = say("fixed")
FROM_DECISION, CONVENTIONS = say("From the decision"), say("Conventions")
YELLOW = say(
    "Yellow cells may be changed: cash flow, measures, product cost and charts follow. Low and high are the ends of what was drawn."
)
FILE_VALUE, FILE_ROWS = "file_value", "file_rows"


def write_assumptions(book: Book) -> None:
    """Inputs by group; each value cell has the assumption's own name."""
    page = book.pages["assumptions"]
    for column, width in enumerate(WIDTHS):
        page.sheet.set_column(column, column, width)
    page.text(0, 0, say("Assumptions"), "title")
    page.across(1, (0, LAST), YELLOW, "note")
    page.head(3, HEADER, figures=(1, 3, 4))
    page.sheet.freeze_panes(4, 1)
    page.sheet.repeat_rows(3)
    row = _write_conventions(page, _write_decision(page, 4))
    for group, members in itertools.groupby(book.answer.file.sheet.assumptions, key=lambda a: a.group):
        page.across(row, (0, LAST), group, "head")
        for assumption in members:
            row += 1
            _write_assumption(page, row, assumption)
        row += 1
    row = _write_together(page, row)
    page.across(row + 1, (0, LAST), KINDS, "note")


def _write_together(page: Page, row: int) -> int:
    """Which assumptions were drawn together, or that none was; the next free row."""
    table = together_table(page.book.answer)
    page.across(row, (0, LAST), TOGETHER, "head")
    page.across(row + 1, (0, LAST), TOGETHER_HOW if table.rows else ALONE, "note")
    row += 2
    for one, other, figure in table.rows:
        page.text(row, 0, one, "label")
        page.number(row, 1, cast(Number, figure).value, "0.00")
        page.text(row, 2, say("with {assumption}", assumption=other))
        row += 1
    return row


def _write_decision(page: Page, row: int) -> int:
    """What the rows of the file came to, and the value per case that follows; the next free row."""
    answer = page.book.answer
    worth, found = answer.result.worth, answer.provenance
    page.across(row, (0, LAST), FROM_DECISION, "head")
    unit = say("{currency}, all rows of the file", currency=worth.currency)
    entries = (
        (FILE_VALUE, say("Value of the decision on the file"), worth.total, unit, CENTS),
        (FILE_ROWS, say("Rows of the file"), float(worth.rows), say("rows"), WHOLE),
    )
    for name, label, value, measure, number in entries:
        row += 1
        page.number(row, 1, value, number, role="input")
        _describe(page, row, label=label, unit=measure, name=name)
        page.text(row, 6, found.data)
        page.text(row, 8, found.made)
    row += 1
    page.formula(row, 1, f"{FILE_VALUE}/{FILE_ROWS}", worth.per_case, number="#,##0.00####", role="input")
    _describe(page, row, label=say("Value per case"), unit=say("{currency} per case", currency=worth.currency), name=VALUE)
    _range(page, row, worth.spread, "#,##0.00####")
    page.text(row, LAST, say_worth(worth), "note")
    page.fit(row, ((say_worth(worth), WIDTHS[LAST] * 1.1), ("x" * 50, WIDTHS[5])))
    return row + 1


def _write_conventions(page: Page, row: int) -> int:
    """The choices that are words, with the words that may be chosen; the next free row."""
    plan = page.book.answer.result.plan
    page.across(row, (0, LAST), CONVENTIONS, "head")
    row += 1
    page.number(row, 1, plan.months, WHOLE)
    _describe(page, row, label=say("Horizon"), unit=say("months"), name="horizon")
    page.text(row, LAST, say("Fixed in a workbook: the rows of the cash flow are its months."), "note")
    choices = (
        ("use", say("Use grows by"), plan.use, {key: str(page.book.tongue(text)) for key, text in USES.items()}),
        ("losses", say("Tax on a loss"), plan.losses, {key: str(page.book.tongue(text)) for key, text in LOSSES.items()}),
        ("grid", say("Electricity grid"), plan.grid, {key: page.book.tongue(grid.label) for key, grid in GRIDS.items()}),
    )
    for name, label, chosen, options in choices:
        row += 1
        page.text(row, 1, chosen, "input")
        page.sheet.data_validation(row, 1, row, 1, {"validate": "list", "source": list(options)})
        _describe(page, row, label=label, unit=say("choose"), name=name)
        meant = "; ".join(f"{key}: {text}" for key, text in options.items())
        page.text(row, LAST, meant, "note")
        page.fit(row, ((meant, WIDTHS[LAST] * 1.1),))
    return row + 1


def _write_assumption(page: Page, row: int, a: Assumption) -> None:
    answer = page.book.answer
    value = answer.result.plan.settings[a.name]
    number = assumption_format(a, value)
    page.number(row, 1, value, number, role="input")
    page.sheet.data_validation(row, 1, row, 1, {
        "validate": "decimal", "criteria": "between", "minimum": a.low, "maximum": a.high, "error_type": "warning",
        "error_title": page.book.tongue(say("Outside what the app accepts")), "error_message": f"{a.low:g} – {a.high:g}",
    })  # fmt: skip
    _describe(page, row, label=a.label, unit=a.unit, name=a.name)
    _range(page, row, answer.result.plan.spreads.get(a.name), number)
    for column, text in ((6, a.source), (7, a.owner), (8, a.date), (LAST, a.help)):
        page.text(row, column, text, "note" if column == LAST else "text")
    page.text(row, 9, a.kind)
    page.sheet.write_comment(row, 9, page.book.tongue(SOURCE_KINDS[a.kind]))
    page.fit(row, ((a.label, WIDTHS[0]), (a.unit, WIDTHS[2] - 1), (a.source, WIDTHS[6]), (a.help, WIDTHS[LAST] * 1.1)))


def _describe(page: Page, row: int, *, label: str, unit: str, name: str) -> None:
    page.text(row, 0, label, "label")
    page.text(row, 2, unit, "unit")
    page.text(row, 10, name, "note")
    page.define(name, row, 1)


def _range(page: Page, row: int, spread: Spread | None, number: str) -> None:
    """Ends of what was drawn and its shape."""
    if spread is None:
        page.text(row, 5, FIXED, "unit")
        return
    low, high, shape = spread_ends(spread)
    shown = number if number.endswith("%") else number_format(max(abs(low), abs(high)) if abs(high) >= 1000 else low)
    page.number(row, 3, low, number if abs(high) < 1000 else shown)
    page.number(row, 4, high, number if abs(high) < 1000 else shown)
    page.text(row, 5, shape, "unit")
