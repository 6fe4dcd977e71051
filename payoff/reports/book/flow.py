"""The cash flow as formulas: a row per month, and per year the sums of its months."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from xlsxwriter.utility import xl_col_to_name

from payoff.core.adoption import share_in_use
from payoff.core.cash_flow import MONTHS
from payoff.core.message import say
from payoff.core.value import Array
from payoff.domains.case_sheet import VALUE
from payoff.reports import palette
from payoff.reports.book.book import Book, Page
from payoff.reports.book.styles import PERCENT, WHOLE, Role, money_format
from payoff.workflow.business_case import build_case, planned_settings
from payoff.workflow.case_answer import CaseAnswer

FIRST = 4
"""Row of month 0, and of year 0."""
RUNNING, LIFE = "product_running", "model_months"
BASS = "1-EXP(-(bass_p+bass_q)*({month}-0.5)/12)"
FADED = "1+bass_q/bass_p*EXP(-(bass_p+bass_q)*({month}-0.5)/12)"
SHARE = f'IF(use="ramp",MIN(({{month}}-0.5)/MAX(ramp_months,0.1),1),({BASS})/({FADED}))'
TAXED = 'IF(losses="offset",-tax*{before_tax},-tax*({taxable}-{taxable.before}))'
PAID_BACK = 'IF(AND({line.before}<0,{line}>=0),{month.before}+{line.before}/({line.before}-{line}),"")'


@dataclass(frozen=True)
class Line:
    """A column of the monthly sheet: formulas of month 0 and of the others, and the values (months + 1,) under the plan.

    In a formula {key} is the same month's cell of another column and {key.before} that of the month before.
    """

    key: str
    label: str
    first: str
    later: str
    values: Array
    number: str
    helper: bool = False


class _Cell:
    """A cell as a formula template names it; `before` is the one above."""

    def __init__(self, column: int, row: int) -> None:
        self._name, self._row = xl_col_to_name(column), row

    @property
    def before(self) -> str:
        return f"{self._name}{self._row}"

    def __format__(self, _: str) -> str:
        return f"{self._name}{self._row + 1}"


def flow_lines(answer: CaseAnswer) -> tuple[Line, ...]:
    """Columns of the monthly sheet from left to right."""
    flow, plan = answer.result.flow, answer.result.plan
    settings = planned_settings(answer.result.worth, plan)
    month = np.arange(plan.months + 1, dtype=np.float64)
    used = np.concatenate([[0.0], share_in_use(build_case(settings, plan).adoption, plan.months)])
    so_far = np.cumsum(flow.before_tax)
    factor = (1.0 + settings["discount"]) ** (-month / MONTHS)
    present, net = flow.net * factor, flow.net
    money = money_format(*flow.value, *flow.one_off, *flow.running)
    return (
        Line("month", say("Month"), "0", "{month.before}+1", month, WHOLE),
        Line("year", say("Year"), "0", f"INT(({{month}}-1)/{MONTHS})+1", np.ceil(month / MONTHS), WHOLE),
        Line("share", say("In use"), "0", SHARE, used, PERCENT),
        Line("cases", say("Cases"), "0", "volume/12*(1+growth)^({year}-1)*{share}", flow.cases, WHOLE),
        Line("value", say("Value"), "0", f"{{cases}}*{VALUE}*followed", flow.value, money),
        Line("per_case", say("Handling"), "0", "-{cases}*(1+cost_growth)^({year}-1)*per_case", flow.per_case, money),
        Line("running", say("Running"), "0", f"-(running+{RUNNING})/12*(1+cost_growth)^({{year}}-1)", flow.running, money),
        Line("one_off", say("One-off and models"), "-one_off-training", f"IF(AND({{month}}<horizon,MOD({{month}},{LIFE})=0),-training,0)",
             flow.one_off, money),
        Line("before_tax", say("Before tax"), "SUM({value}:{one_off})", "SUM({value}:{one_off})", flow.before_tax, money),
        Line("tax", say("Tax"), TAXED.replace("{taxable.before}", "0"), TAXED, flow.tax, money),
        Line("net", say("Net cash"), "{before_tax}+{tax}", "{before_tax}+{tax}", net, money),
        Line("cumulative", say("Cumulative"), "{net}", "{cumulative.before}+{net}", flow.cumulative, money),
        Line("factor", say("Discount factor"), "1", "(1+discount)^(-{month}/12)", factor, "0.0000"),
        Line("present", say("Present value"), "{net}*{factor}", "{net}*{factor}", present, money),
        Line("present_so_far", say("Present value so far"), "{present}", "{present_so_far.before}+{present}", np.cumsum(present), money),
        Line("so_far", say("Before tax, so far"), "{before_tax}", "{so_far.before}+{before_tax}", so_far, money, helper=True),
        Line("taxable", say("Taxable so far"), "MAX({so_far},0)", "MAX({taxable.before},{so_far})",
             np.maximum(np.maximum.accumulate(so_far), 0.0), money, helper=True),
        Line("sign", say("Sign of net cash"), "SIGN({net})", "IF({net}=0,{sign.before},SIGN({net}))", _last_sign(net), "0", helper=True),
        Line("back", say("Paid back in"), '""', PAID_BACK.replace("line", "cumulative"), _paid_back(flow.cumulative), "0.0", helper=True),
        Line("back_present", say("Paid back in, discounted"), '""', PAID_BACK.replace("line", "present_so_far"),
             _paid_back(np.cumsum(present)), "0.0", helper=True),
    )  # fmt: skip


def flow_range(book: Book, key: str, *, first: int = 0, last: int | None = None) -> str:
    """Cells of a monthly column from month `first` to `last`, the horizon by default, as other sheets refer to them."""
    end = book.answer.result.plan.months if last is None else last
    return book.pages["months"].span((FIRST + first, FIRST + end), _keys(book.answer).index(key))


def write_months(book: Book) -> None:
    """The cash flow month by month; columns that only serve others are folded away on the right."""
    page, lines = book.pages["months"], flow_lines(book.answer)
    _open(page, say("Cash flow by month"), say("{currency}, after tax; paid is negative. Month 0 is the start.", currency=book.currency))
    page.head(FIRST - 1, [line.label for line in lines], figures=range(len(lines)))
    page.sheet.set_row(FIRST - 1, 30)
    page.sheet.repeat_rows(FIRST - 1)
    columns = {line.key: column for column, line in enumerate(lines)}
    for column, line in enumerate(lines):
        options = {"level": 1, "hidden": True} if line.helper else {}
        page.sheet.set_column(column, column, 9 if column < 3 else _width(line.values), None, options)
        for month, value in enumerate(line.values):
            row = FIRST + month
            cells = {key: _Cell(at, row) for key, at in columns.items()}
            role: Role = "total" if line.key in ("net", "cumulative") and month == len(line.values) - 1 else "figure"
            formula = (line.later if month else line.first).format(**cells)
            page.formula(row, column, formula, "" if np.isnan(value) else float(value), number=line.number, role=role)


def write_years(book: Book) -> None:
    """The same lines by year, with their chart."""
    page, flow = book.pages["years"], book.answer.result.flow.by_year()
    count = flow.net.shape[-1]
    _open(page, say("Cash flow by year"), say("{currency}, after tax; paid is negative. Year 0 is the start.", currency=book.currency))
    chosen = [line for line in flow_lines(book.answer) if line.key in YEARLY]
    page.head(FIRST - 1, [say("Year"), *(line.label for line in chosen)], figures=range(len(chosen) + 1))
    page.sheet.set_row(FIRST - 1, 30)
    page.sheet.set_column(0, 0, 9)
    values = _yearly(book.answer)
    for column, line in enumerate(chosen, 1):
        page.sheet.set_column(column, column, max(13, _width(values[line.key])))
        for year in range(count):
            page.formula(
                FIRST + year, column, _year_formula(book, line.key, year, column), float(values[line.key][year]), number=line.number
            )
    for year in range(count):
        page.number(FIRST + year, 0, year, WHOLE, role="figure")
    page.sheet.fit_to_pages(1, 1)
    page.sheet.insert_chart(FIRST + count + 2, 0, chart_cash(book), {"object_position": 2})


def chart_cash(book: Book, *, width: int = 760):  # type: ignore[no-untyped-def]  # xlsxwriter has no type for a combined chart
    """Net cash of each year as columns, and where the purse stands at its end as a line; both follow the formulas."""
    page, answer = book.pages["years"], book.answer
    count = answer.result.flow.by_year().net.shape[-1]
    rows, keys = (FIRST, FIRST + count - 1), ["year", *(line.key for line in flow_lines(answer) if line.key in YEARLY)]
    money = money_format(*answer.result.flow.cumulative, *answer.result.flow.by_year().net)
    chart = book.chart("column", say("Net cash by year, and where the purse stands"))
    line = book.file.add_chart({"type": "line"})
    bars = {"fill": {"color": palette.ACT}, "gap": 60, "invert_if_negative": True, "invert_if_negative_color": palette.LEAVE}
    ink = {"color": palette.INK}
    stroke = {"line": {**ink, "width": 2.25}, "marker": {"type": "circle", "size": 5, "fill": ink, "border": ink}}
    for drawn, key, name, look in (
        (chart, "net", say("Net cash of the year"), bars), (line, "cumulative", say("Cumulative at its end"), stroke),
    ):  # fmt: skip
        drawn.add_series({
            "name": book.tongue(name), "categories": f"={page.span(rows, 0)}", "values": f"={page.span(rows, keys.index(key))}", **look,
        })  # fmt: skip
    chart.combine(line)
    chart.set_x_axis(book.axis(say("Year")))
    chart.set_y_axis({**book.axis(book.currency, money), "major_gridlines": {"visible": True, "line": {"color": palette.GRID}}})
    chart.set_size({"width": width, "height": 360})
    return chart


YEARLY = ("cases", "value", "per_case", "running", "one_off", "before_tax", "tax", "net", "cumulative", "present", "present_so_far")


def _year_formula(book: Book, key: str, year: int, column: int) -> str:
    """The sum of a year's months; for what runs on, the year before and this one."""
    if key in ("cumulative", "present_so_far"):
        own = xl_col_to_name(column - 1)
        return f"{own}{FIRST + year + 1}" if year == 0 else f"{xl_col_to_name(column)}{FIRST + year}+{own}{FIRST + year + 1}"
    return f"SUMIFS({flow_range(book, key)},{flow_range(book, 'year')},{year})"


def _yearly(answer: CaseAnswer) -> Mapping[str, Array]:
    lines = {line.key: line.values for line in flow_lines(answer)}
    starts = np.concatenate([[0], np.arange(1, answer.result.plan.months + 1, MONTHS)])
    sums = {key: np.add.reduceat(lines[key], starts) for key in YEARLY}
    return {**sums, "cumulative": np.cumsum(sums["net"]), "present_so_far": np.cumsum(sums["present"])}


def _open(page: Page, title: str, note: str) -> None:
    page.text(0, 0, title, "title")
    page.across(1, (0, 8), note, "note")
    page.sheet.freeze_panes(FIRST, 1)


def _keys(answer: CaseAnswer) -> list[str]:
    return [line.key for line in flow_lines(answer)]


def _width(values: Array) -> int:
    """A column wide enough for the longest figure, sign and separators included."""
    largest = float(np.nanmax(np.abs(values))) if np.isfinite(values).any() else 0.0
    return max(11, len(f"{largest:,.0f}") + 3) if largest < 1e12 else 13


def _last_sign(net: Array) -> Array:
    """The sign of each month, or where nothing flows that of the month before."""
    signs = np.sign(net)
    place = np.maximum.accumulate(np.where(signs != 0, np.arange(len(signs)), 0))
    return signs[place]


def _paid_back(line: Array) -> Array:
    """Where a running sum returns to nothing, the month in proportion; NaN elsewhere."""
    found = np.full(len(line), np.nan)
    back = np.flatnonzero((line[:-1] < 0) & (line[1:] >= 0)) + 1
    found[back] = back - 1 + line[back - 1] / (line[back - 1] - line[back])
    return found
