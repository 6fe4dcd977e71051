"""How sure the case is: what the app drew, as figures that stand still and say so."""

from __future__ import annotations

from payoff.core.message import say
from payoff.core.uncertainty import Simulation
from payoff.reports import palette
from payoff.reports.book.book import Book, Page
from payoff.reports.book.styles import PERCENT, WHOLE, money_format
from payoff.reports.names import METHODS, full_name
from payoff.reports.outcomes import Outcomes, count_outcomes
from payoff.workflow.case_risk import CaseRisk
from payoff.workflow.case_sentences import say_distribution, say_information, say_swings, say_switches

CHARTS = 8
"""Column from which charts stand."""


def write_uncertainty(book: Book) -> None:
    """Distribution, tornado, Sobol indices, worth of knowing, and what would flip the answer."""
    page, answer = book.pages["uncertainty"], book.answer
    risk, sheet, currency = answer.risk, answer.file.sheet, book.currency
    for column, width in enumerate((40, 16, 16, 16, 16, 16)):
        page.sheet.set_column(column, column, width)
    page.text(0, 0, say("How sure it is"), "title")
    page.across(1, (0, 5), _stands_still(book), "wrong")
    row = 3
    for reason in risk.missing.values():
        page.across(row, (0, 5), reason, "note")
        row += 1
    if risk.simulation is not None:
        row = _write_distribution(page, row, risk.simulation, say_distribution(risk, currency))
        row = _write_swings(page, row + 1, risk, say_swings(risk.swings, sheet, currency))
        row = _write_drivers(page, row + 1, risk, say_information(risk, sheet, currency))
    _write_switches(page, row + 1, risk, say_switches(risk, sheet, currency))


def _stands_still(book: Book) -> str:
    risk, draw = book.answer.risk, book.answer.result.plan.draw
    if risk.simulation is None:
        return say("Computed by the app for the plan; these figures do not follow the workbook.")
    return say(
        "Computed by the app for the plan from {draws} draws ({method}, seed {seed}); these figures do not follow the workbook.",
        draws=f"{len(risk.simulation.money):,}", method=METHODS[draw.method], seed=draw.seed,
    )  # fmt: skip


def _write_distribution(page: Page, row: int, found: Simulation, sentence: str) -> int:
    money, interval = money_format(found.interval.low, found.interval.high), found.interval
    _headed(page, row, say("How it may turn out"), sentence)
    figures = (
        (say("Share of draws that lose money"), found.loss, PERCENT), (say("Mean"), interval.mean, money),
        (say("Standard error of the mean, from drawing"), found.error, money),
        (say("5th percentile (value at risk)"), found.value_at_risk, money),
        (say("Mean of the worst 5 % (conditional value at risk)"), found.tail_mean, money), (say("95th percentile"), interval.high, money),
    )  # fmt: skip
    for label, value, number in figures:
        row += 1
        page.text(row + 1, 0, label, "label")
        page.number(row + 1, 1, value, number)
    row += 3
    outcomes = count_outcomes(found)
    page.head(row, [say("Present value near"), say("Loses"), say("Gains")], figures=(0, 1, 2))
    for middle, lost, gained in zip(outcomes.middles, outcomes.lost, outcomes.gained, strict=True):
        row += 1
        page.number(row, 0, middle, money)
        page.number(row, 1, lost, PERCENT)
        page.number(row, 2, gained, PERCENT)
    page.sheet.insert_chart(3, CHARTS, _histogram(page, (row - len(outcomes.middles) + 1, row), outcomes), {"object_position": 2})
    return row + 1


def _write_swings(page: Page, row: int, risk: CaseRisk, sentence: str) -> int:
    """Tornado: the present value with one assumption at its 10th and 90th percentile."""
    _headed(page, row, say("What drives it"), sentence)
    planned = page.book.answer.result.measures.npv
    head = (say("Assumption"), say("10th percentile"), say("90th percentile"), say("Change at the 10th"), say("Change at the 90th"))
    page.head(row + 2, head, figures=range(1, 5))
    first = row = row + 3
    money = money_format(*(swing.width for swing in risk.swings))
    for swing in risk.swings:
        page.text(row, 0, full_name(swing.name, page.book.answer.file.sheet), "label")
        for column, value in enumerate((swing.low, swing.high), 1):
            page.number(row, column, value, "#,##0.0##" if abs(swing.high) < 1000 else WHOLE)
        for column, value in enumerate((swing.at_low - planned, swing.at_high - planned), 3):
            page.number(row, column, value, money)
        row += 1
    page.sheet.insert_chart(24, CHARTS, _tornado(page, (first, min(row - 1, first + 9))), {"object_position": 2})
    return row


def _write_drivers(page: Page, row: int, risk: CaseRisk, sentence: str) -> int:
    """Sobol indices, and what knowing each assumption would be worth."""
    _headed(page, row, say("What is worth finding out"), sentence)
    worth = {} if risk.information is None else risk.information.each
    head = (say("Assumption"), say("Alone"), say("With interactions"), say("Worth knowing, {currency}", currency=page.book.currency))
    page.head(row + 2, head, figures=range(1, 4))
    row += 3
    for indices in risk.indices:
        page.text(row, 0, full_name(indices.name, page.book.answer.file.sheet), "label")
        page.number(row, 1, indices.first, PERCENT)
        page.number(row, 2, indices.total, PERCENT)
        page.number(row, 3, worth.get(indices.name), money_format(*worth.values()))
        row += 1
    page.across(
        row, (0, 5), say("Shares of the variance of the present value: first order (Saltelli 2010) and total (Jansen 1999)."), "note"
    )
    return row + 1


def _write_switches(page: Page, row: int, risk: CaseRisk, sentence: str) -> None:
    """How far each assumption, alone, has to move before the present value turns."""
    _headed(page, row, say("What would flip the answer"), sentence)
    page.head(row + 2, (say("Assumption"), say("Planned"), say("Flips at"), say("Move"), say("Draws beyond")), figures=range(1, 5))
    row += 3
    for switch in risk.switches:
        if switch.flip.value is None:
            continue
        page.text(row, 0, full_name(switch.name, page.book.answer.file.sheet), "label")
        for column, value in enumerate((switch.planned, switch.flip.value), 1):
            page.number(row, column, value, "#,##0.0###" if abs(value) < 1000 else WHOLE)
        page.number(row, 3, None if switch.planned == 0 else switch.flip.value / switch.planned - 1, PERCENT)
        page.number(row, 4, switch.odds, PERCENT)
        row += 1


def _headed(page: Page, row: int, title: str, sentence: str) -> None:
    page.across(row, (0, 5), title, "head")
    page.across(row + 1, (0, 5), sentence, "text")
    page.fit(row + 1, ((sentence, 120.0),))


def _histogram(page: Page, rows: tuple[int, int], outcomes: Outcomes):  # type: ignore[no-untyped-def]
    book = page.book
    chart = book.chart("column", say("How it may turn out"), subtype="stacked")
    for column, name, colour in ((1, say("Loses"), palette.UNCERTAIN), (2, say("Gains"), palette.ACT)):
        chart.add_series({
            "name": book.tongue(name), "categories": f"={page.span(rows, 0)}", "values": f"={page.span(rows, column)}",
            "fill": {"color": colour}, "gap": 4,
        })  # fmt: skip
    chart.set_x_axis(
        {**book.axis(say("Net present value, {currency}", currency=book.currency), money_format(*outcomes.middles)), "interval_unit": 8}
    )
    chart.set_y_axis({**book.axis(say("Share of draws"), "0%"), "major_gridlines": {"visible": True, "line": {"color": palette.GRID}}})
    chart.set_size({"width": 680, "height": 340})
    return chart


def _tornado(page: Page, rows: tuple[int, int]):  # type: ignore[no-untyped-def]
    book = page.book
    money = money_format(*(swing.width for swing in book.answer.risk.swings))
    chart = book.chart("bar", say("What drives it: change of the present value"))
    for column, name, colour in ((3, say("At its 10th percentile"), palette.UNCERTAIN), (4, say("At its 90th percentile"), palette.ACT)):
        chart.add_series({
            "name": book.tongue(name), "categories": f"={page.span(rows, 0)}", "values": f"={page.span(rows, column)}",
            "fill": {"color": colour}, "gap": 45, "overlap": 100,
        })  # fmt: skip
    chart.set_y_axis({**book.axis(), "reverse": True})
    chart.set_x_axis({**book.axis(book.currency, money), "label_position": "high"})
    chart.set_size({"width": 680, "height": 380})
    return chart
