"""The measures of the case as formulas, each beside the app's figure for the plan; and the present value at every rate."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from payoff.core.answer import Answer
from payoff.core.cash_flow import MONTHS
from payoff.core.message import say
from payoff.core.value import Array
from payoff.reports import palette
from payoff.reports.book.assumptions import FILE_ROWS, FILE_VALUE
from payoff.reports.book.book import Book, Page
from payoff.reports.book.flow import flow_range
from payoff.reports.book.styles import CENTS, PERCENT, POWERS, WHOLE, money_format

FIRST = 4
_YEARLY = (1.0 + np.linspace(0.0, 2.0, 81)) ** (1.0 / MONTHS)
FAR = 64
MONTHLY = "((1+discount)^(1/12)-1)"
NONE = say("n/a")
SHOWN = (0.0, 2.0)
"""Yearly rates between which the profile is drawn."""


@dataclass(frozen=True)
class Measure:
    """A row: the formula, the app's figure, and how it is read."""

    name: str
    label: str
    formula: str
    value: float | None
    number: str
    how: str
    reason: str = ""


def write_measures(book: Book) -> None:
    """Each measure live, with what the app computed for the plan and how far the two lie apart."""
    page = book.pages["measures"]
    for column, width in enumerate((36, 18, 20, 16, 70)):
        page.sheet.set_column(column, column, width)
    page.text(0, 0, say("Measures"), "title")
    note = say(
        "Live figures follow the yellow cells; the app's are those of the plan as it stood on {date}.", date=book.answer.provenance.made
    )
    page.across(1, (0, 4), note, "note")
    page.head(
        FIRST - 1,
        [say("Measure"), say("Live"), say("App, as planned"), say("Difference"), say("How, or why there is none")],
        figures=(1, 2, 3),
    )
    row = FIRST
    for measure in (*_measures(book), *_reconciliation(book)):
        _write_measure(page, row, measure)
        row += 1
    volume = book.answer.result.measures.break_even_volume
    page.text(row, 0, say("Break-even volume, cases in year 1"), "label")
    page.number(row, 2, volume.value, WHOLE)
    page.text(row, 4, say("Found by the app by trial; a formula cannot search for it. {reason}", reason=volume.reason or ""), "unit")


def write_rates(book: Book) -> None:
    """The present value at many rates of discount, where it crosses nothing, and its chart."""
    page, net = book.pages["rates"], book.answer.result.flow.net
    page.text(0, 0, say("Present value by rate"), "title")
    page.across(
        1, (0, 6), say("Where the line crosses nothing lies an internal rate of return. The measures read their rate from here."), "note"
    )
    page.head(
        FIRST - 1,
        [say("Growth a month"), say("Rate a year"), say("Present value, {currency}", currency=book.currency), say("Crosses")],
        figures=range(4),
    )
    page.sheet.set_column(0, 1, 16)
    page.sheet.set_column(2, 2, 22)
    page.sheet.set_column(3, 3, 10)
    page.sheet.freeze_panes(FIRST, 0)
    flow, month = flow_range(book, "net"), flow_range(book, "month")
    worth, money = profile(net), _money(book)
    crossed = _crossed(worth)
    for at, growth in enumerate(rates_over(len(net) - 1)):
        row = FIRST + at
        page.number(row, 0, float(growth), "0.0000")
        page.formula(row, 1, f"A{row + 1}^12-1", float(growth**MONTHS - 1), number=PERCENT)
        page.formula(
            row,
            2,
            f"SUMPRODUCT({flow},A{row + 1}^(-{month}))",
            float(worth[at]),
            number=money if FAR <= at < FAR + len(_YEARLY) else POWERS,
        )
        if at:
            formula = f'IF((C{row}>=0)<>(C{row + 1}>=0),{at},"")'
            page.formula(row, 3, formula, float(at) if crossed[at] else "", number="0")
    page.sheet.insert_chart(FIRST, 5, _chart(book), {"object_position": 2})


def rates_over(months: int) -> Array:
    """Growth per month at which the present value is taken to look for rates of return, ascending.

    Closest at the yearly rates a reader thinks in, and as far down as a spreadsheet can still count over `months`. Two roots
    between two of them go unnoticed.
    """
    least = max(0.01, 10.0 ** (-250.0 / months))
    return np.concatenate([np.geomspace(least, 1.0, FAR, endpoint=False), _YEARLY, np.geomspace(_YEARLY[-1], 20.0, FAR)[1:]])


def profile(net: Array) -> Array:
    """Present value of monthly flows (months + 1,) at each of their rates."""
    return rates_over(len(net) - 1)[:, None] ** (-np.arange(len(net), dtype=np.float64)) @ net


def _crossed(worth: Array) -> np.ndarray:
    return np.concatenate([[False], (worth[1:] >= 0) != (worth[:-1] >= 0)])


def _write_measure(page: Page, row: int, measure: Measure) -> None:
    page.text(row, 0, measure.label, "label")
    page.formula(row, 1, measure.formula, measure.value, number=measure.number)
    page.define(measure.name, row, 1)
    page.number(row, 2, measure.value, measure.number)
    live, app = f"B{row + 1}", f"C{row + 1}"
    apart = 0.0 if measure.value is not None else None
    page.formula(row, 3, f'IF(AND(ISNUMBER({live}),ISNUMBER({app})),{live}-{app},"{page.book.tongue(NONE)}")', apart, number=measure.number)
    page.define(f"app_{measure.name}", row, 2)
    how = measure.how if measure.value is not None or not measure.reason else measure.reason
    page.text(row, 4, how, "unit")
    page.fit(row, ((how, 68.0),))


def _measures(book: Book) -> tuple[Measure, ...]:
    """Measures in reading order; those of the screen, by the same conventions."""
    return *_worth(book), *_rates(book), *_returns(book), *_times(book)


def _worth(book: Book) -> tuple[Measure, ...]:
    """The present value, and what bears on whether it has one rate of return."""
    found, months = book.answer.result.measures, book.answer.result.plan.months
    later, before = flow_range(book, "sign", first=1), flow_range(book, "sign", last=months - 1)
    label = say("Net present value, {currency}", currency=book.currency)
    how = say("Month 0 undiscounted, month m at (1 + r)^(−m/12), after tax")
    signs, why = say("Changes of sign of the cash flow"), say("More than one, and there may be several rates of return")
    return (
        Measure("npv", label, f"SUM({flow_range(book, 'present')})", found.npv, _money(book), how),
        Measure("sign_changes", signs, f"SUMPRODUCT(--({later}*{before}<0))", float(found.irr.sign_changes), WHOLE, why),
    )


def _rates(book: Book) -> tuple[Measure, ...]:
    """Rates of return: as many as the sheet of rates finds, the rate where it is the only one, and the modified one."""
    found, net, none = book.answer.result.measures, flow_range(book, "net"), book.quote(NONE)
    crosses, guess = _crossings(book)
    count = float(_crossed(profile(book.answer.result.flow.net)).sum())
    irr = f"IF(rates_found=1,(1+IRR({net},{guess}))^12-1,{none})"
    mirr = f"IF(AND(MAX({net})>0,MIN({net})<0),(1+MIRR({net},{MONTHLY},{MONTHLY}))^12-1,{none})"
    where, only = say("Where the present value by rate crosses nothing"), say("Effective; shown only where there is exactly one")
    borrowed = say("Borrowed and reinvested at the discount rate")
    modified = say("Modified rate of return (MIRR), a year")
    return (
        Measure("rates_found", say("Rates of return found"), f"COUNT({crosses})", count, WHOLE, where),
        Measure("irr_rate", say("Internal rate of return, a year"), irr, found.irr.rate, PERCENT, only, found.irr.reason or ""),
        Measure("mirr_rate", modified, mirr, found.mirr.value, PERCENT, borrowed, found.mirr.reason or ""),
    )


def _returns(book: Book) -> tuple[Measure, ...]:
    """Value over outlay, discounted and not."""
    found, net, none = book.answer.result.measures, flow_range(book, "net"), book.quote(NONE)
    outlay = f"SUMPRODUCT(({net}<0)*{net}*{flow_range(book, 'factor')})"
    index = f"IF({outlay}=0,{none},1+npv/-{outlay})"
    roi = f'IF(SUMIF({net},"<0")=0,{none},SUM({net})/-SUMIF({net},"<0"))'
    how = say("1 + present value over the present value of the months that cost")
    reasons = found.profitability.reason or "", found.roi.reason or ""
    return (
        Measure("profitability", say("Profitability index"), index, found.profitability.value, "0.00", how, reasons[0]),
        Measure("roi", say("Return on what is laid out"), roi, found.roi.value, PERCENT, say("Undiscounted"), reasons[1]),
    )


def _times(book: Book) -> tuple[Measure, ...]:
    """When the money is back, and how deep the purse goes before."""
    found, none = book.answer.result.measures, book.quote(NONE)
    month, end = flow_range(book, "month"), flow_range(book, "cumulative")
    back, present = flow_range(book, "back"), flow_range(book, "back_present")
    whole = f"IF(COUNT({back})=0,{none},ROUNDUP(MIN({back}),0))"
    at_end = say("The first month at whose end the purse is back at nothing")
    deepest = say("Deepest point of the purse, {currency}", currency=book.currency)
    when = f"INDEX({month},MATCH(MIN({end}),{end},0))"
    turn = found.break_even_month
    return (
        _period("payback_months", say("Payback, months"), f"IF(COUNT({back})=0,{none},MIN({back}))", found.payback),
        _period(
            "discounted_payback", say("Discounted payback, months"), f"IF(COUNT({present})=0,{none},MIN({present}))",
            found.discounted_payback,
        ),
        Measure("break_even_month", say("Break-even month"), whole, turn.value, WHOLE, at_end, turn.reason or ""),
        Measure("trough", deepest, f"MIN({end})", found.trough.cash, _money(book), say("The most that has to be put up")),
        Measure("trough_month", say("Month of the deepest point"), when, float(found.trough.period), WHOLE, say("From the start")),
    )  # fmt: skip


def _reconciliation(book: Book) -> tuple[Measure, ...]:
    """From the rows of the file to the first line of the cash flow."""
    found, currency = book.answer.result.reconciliation, book.currency
    money = money_format(found.first_line)
    from_file = f"{FILE_VALUE}/{FILE_ROWS}*cases_followed"
    cases, value = f"SUM({flow_range(book, 'cases')})*followed", f"SUM({flow_range(book, 'value')})"
    hows = (
        say("All cases in use, times the share followed"), say("Value of the rows over their number, times cases followed"),
        say("All months of the line Value"), say("Nothing, unless the value per case was overwritten"),
    )  # fmt: skip
    file, first, gap = (
        say("From the file, {currency}", currency=currency), say("First line of the cash flow, {currency}", currency=currency),
        say("Unexplained, {currency}", currency=currency),
    )  # fmt: skip
    return (
        Measure("cases_followed", say("Cases followed over the horizon"), cases, found.cases, WHOLE, hows[0]),
        Measure("from_file", file, from_file, found.product, money, hows[1]),
        Measure("first_line", first, value, found.first_line, money, hows[2]),
        Measure("unexplained", gap, "first_line-from_file", found.gap, CENTS, hows[3]),
    )


def _period(name: str, label: str, formula: str, answer: Answer) -> Measure:
    return Measure(
        name, label, formula, answer.value, "0.0", say("From the first outlay; the last month in proportion"), answer.reason or ""
    )


def _crossings(book: Book) -> tuple[str, str]:
    """Where the sheet of rates marks crossings, and from there a first guess of the rate a month for the spreadsheet's own IRR."""
    page = book.pages["rates"]
    last = FIRST + len(rates_over(book.answer.result.plan.months)) - 1
    crosses = page.span((FIRST + 1, last), 3)
    return crosses, f"INDEX({page.span((FIRST, last), 0)},MAX({crosses}))-1"


def _money(book: Book) -> str:
    return money_format(*book.answer.result.flow.net)


def _chart(book: Book):  # type: ignore[no-untyped-def]
    """The profile between the rates a reader thinks in."""
    yearly = rates_over(book.answer.result.plan.months) ** MONTHS - 1
    inside = np.flatnonzero((yearly >= SHOWN[0]) & (yearly <= SHOWN[1]))
    rows, page = (FIRST + int(inside[0]), FIRST + int(inside[-1])), book.pages["rates"]
    chart = book.chart("scatter", say("Present value by rate of discount"), subtype="straight")
    chart.add_series({
        "categories": f"={page.span(rows, 1)}", "values": f"={page.span(rows, 2)}", "line": {"color": palette.ACT, "width": 2.25},
        "name": book.tongue(say("Present value")),
    })  # fmt: skip
    chart.set_x_axis({**book.axis(say("Rate a year"), "0%"), "min": SHOWN[0], "max": SHOWN[1]})
    chart.set_y_axis({**book.axis(book.currency, _money(book)), "major_gridlines": {"visible": True, "line": {"color": palette.GRID}}})
    chart.set_legend({"none": True})
    chart.set_size({"width": 640, "height": 340})
    return chart
