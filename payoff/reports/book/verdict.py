"""The first sheet: the verdict as the screen says it, the figures behind it as formulas, and the cash flow as a chart."""

from __future__ import annotations

from payoff.core.message import say
from payoff.core.wording import percent
from payoff.reports import palette
from payoff.reports.book.book import Book, Page
from payoff.reports.book.flow import chart_cash
from payoff.reports.book.styles import PERCENT, money_format
from payoff.reports.origin import say_origin
from payoff.workflow.case_sentences import say_case, say_flow

LAST, WIDTH = 7, 17
KPI = 8
AS_PLANNED = say("These are the app's own figures.")
CHANGED = say("Assumptions were changed in this workbook. The sentences and the odds belong to the plan as the app computed it.")


def write_verdict(book: Book) -> None:
    """Verdict, live figures, chart."""
    page, answer = book.pages["verdict"], book.answer
    page.sheet.set_column(0, LAST, WIDTH)
    page.across(0, (0, LAST), answer.file.title, "heading")
    page.fit(0, ((answer.file.title, WIDTH * (LAST + 1) * 0.5),), line=26.0)
    call, finding, how_sure = say_case(answer.result, answer.risk)
    colour = palette.UNCERTAIN if answer.risk.call is None else palette.CALLS[answer.risk.call]
    page.sheet.write_string(2, 0, book.tongue(call), book.style("badge", fill=colour))
    page.sheet.set_row(2, 24)
    page.across(3, (0, LAST), finding, "lead")
    page.fit(3, ((finding, WIDTH * (LAST + 1) * 0.72),), line=18.0)
    for row, text in ((4, how_sure), (5, say_flow(answer.result))):
        page.across(row, (0, LAST), text)
        page.fit(row, ((text, WIDTH * (LAST + 1)),))
    _write_figures(page)
    page.sheet.insert_chart(KPI + 5, 0, chart_cash(book, width=980), {"object_position": 2, "x_offset": 4})
    page.across(KPI + 31, (0, LAST), say_origin(answer), "note")
    page.sheet.set_row(KPI + 31, 40)
    page.sheet.fit_to_pages(1, 1)
    page.sheet.activate()


def _write_figures(page: Page) -> None:
    """Four figures side by side, live, and below them the app's own."""
    answer = page.book.answer
    found, currency = answer.result.measures, page.book.currency
    figures = (
        (say("Net present value, {currency}", currency=currency), "npv", found.npv, money_format(found.npv)),
        (say("Rate of return (IRR)"), "irr_rate", found.irr.rate, PERCENT),
        (say("Payback, months"), "payback_months", found.payback.value, "0.0"),
        (say("Deepest point of the purse, {currency}", currency=currency), "trough", found.trough.cash, money_format(found.trough.cash)),
    )  # fmt: skip
    loss = None if answer.risk.simulation is None else answer.risk.simulation.loss
    for column, (label, name, value, number) in zip(range(0, LAST + 1, 2), figures, strict=True):
        page.across(KPI, (column, column + 1), label, "head")
        page.sheet.merge_range(KPI + 1, column, KPI + 1, column + 1, "", page.book.style("big", number))
        page.formula(KPI + 1, column, name, value, number=number, role="big")
        page.text(KPI + 2, column, say("App, as planned"), "note")
        page.formula(KPI + 2, column + 1, f"app_{name}", value, number=number, role="unit")
    page.sheet.set_row(KPI + 1, 30)
    page.across(KPI + 3, (0, 1), say("Draws that lose money: {share}", share=percent(loss)), "note")
    same = "ABS(npv-app_npv)<0.005"
    style = page.book.style("wrong")
    page.sheet.merge_range(KPI + 3, 2, KPI + 3, LAST, "", style)
    changed = f"=IF({same},{page.book.quote(AS_PLANNED)},{page.book.quote(CHANGED)})"
    page.sheet.write_formula(KPI + 3, 2, changed, style, page.book.tongue(AS_PLANNED))
