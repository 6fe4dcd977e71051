"""The workbook: formulas that give the app's figures to the cent, for the plan and for changed assumptions, and text that stays text."""

from __future__ import annotations

import html
import io
import math
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from payoff.domains import load_domains
from payoff.reports.book.workbook import write_workbook
from payoff.workflow.business_case import CasePlan, CaseResult, evaluate_case
from payoff.workflow.case_answer import CaseAnswer
from payoff.workflow.case_sentences import say_case

CENT = 0.005
DOMAINS = tuple(load_domains())
VARIANTS = [(domain, variant) for domain in DOMAINS for variant in ("numbers", "turned")]
VARIANTS += [("credit", "drowned"), ("medical", "drowned"), ("medical", "nothing"), ("credit", "often")]
OTHER_WAY = {"use": {"ramp": "bass", "bass": "ramp"}, "losses": {"carried": "offset", "offset": "carried"}}
MEASURES = {"npv": CENT, "trough": CENT, "irr_rate": 1e-7, "mirr_rate": 1e-9, "payback_months": 1e-6, "discounted_payback": 1e-6,
            "profitability": 1e-9, "roi": 1e-9, "break_even_month": 0, "trough_month": 0}  # fmt: skip


def changes_of(plan: CasePlan) -> dict[str, dict[str, float | str]]:
    """Cells to edit, by variant: many numbers at once; every convention turned; a volume that asks for servers and drowns the case;
    several rates of return; no cases at all."""
    s = plan.settings
    return {
        "numbers": {
            "volume": s["volume"] * 1.37, "growth": 0.07, "followed": 0.61, "discount": 0.21, "tax": 0.31, "training": s["training"] * 1.5,
            "model_life": 7, "per_case": s["per_case"] + 0.01, "cost_growth": -0.03, "ramp_months": 0.0, "people": 1.25, "retrainings": 5,
        },
        "turned": {
            "use": OTHER_WAY["use"][plan.use], "losses": OTHER_WAY["losses"][plan.losses], "grid": "in", "bass_p": 0.05, "bass_q": 1.4,
        },
        "drowned": {"value_per_case": 0.01, "rows_per_second": 0.1, "volume": 5_000_000, "one_off": 1e7, "model_life": 18.5, "pue": 2.0},
        "often": {"training": 400_000, "model_life": 59, "one_off": 0, "volume": 30_000, "losses": "offset"},
        "nothing": {"volume": 0, "running": 0, "growth": -0.5},
    }  # fmt: skip


def changed_result(result: CaseResult, changes: Mapping[str, float | str]) -> CaseResult:
    """The app's own answer to the same changes."""
    numbers = {name: float(value) for name, value in changes.items() if not isinstance(value, str) and name != "value_per_case"}
    words: dict[str, Any] = {name: value for name, value in changes.items() if isinstance(value, str)}
    worth = result.worth
    if "value_per_case" in changes:
        worth = replace(worth, total=float(changes["value_per_case"]) * worth.rows)
    return evaluate_case(worth, replace(result.plan, settings={**result.plan.settings, **numbers}, **words))


def named_cell(book: Workbook, name: str) -> tuple[Worksheet, str]:
    sheet, cell = next(iter(book.defined_names[name].destinations))
    return book[sheet], cell.replace("$", "")


def read(book: Workbook, name: str) -> Any:
    sheet, cell = named_cell(book, name)
    return sheet[cell].value


def edited(content: bytes, changes: Mapping[str, float | str]) -> bytes:
    """The workbook with some input cells overwritten; saved so, no formula keeps the value it was stored with."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for name, value in changes.items():
        sheet, cell = named_cell(book, name)
        sheet[cell].value = value
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def formula_cells(content: bytes) -> Iterator[tuple[str, str, Any]]:
    """(sheet, cell, stored value) of every formula."""
    formulas, values = (openpyxl.load_workbook(io.BytesIO(content), data_only=only) for only in (False, True))
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield sheet.title, cell.coordinate, values[sheet.title][cell.coordinate].value


def agree(stored: Any, worked_out: Any) -> bool:
    if isinstance(stored, int | float) and isinstance(worked_out, int | float):
        return math.isclose(stored, worked_out, rel_tol=1e-8, abs_tol=1e-6)
    return (stored or "") == (worked_out or "")


@pytest.fixture(scope="session")
def written(answers) -> Mapping[str, bytes]:
    return {domain: write_workbook(answer, "en") for domain, answer in answers.items()} | {"zh": write_workbook(answers["campaign"], "zh")}


@pytest.fixture(scope="session")
def recalculated(answers, written, recalculate) -> Mapping[str, Workbook]:
    """Every shipped case as written and in every variant, worked out by LibreOffice in one go."""
    books = {domain: edited(content, {}) for domain, content in written.items()}
    for domain, answer in answers.items():
        books |= {f"{d}-{name}": edited(written[d], changes_of(answer.result.plan)[name]) for d, name in VARIANTS if d == domain}
    return recalculate(books)


@pytest.mark.parametrize("domain", [*DOMAINS, "zh"])
def test_every_stored_value_is_what_its_formula_gives(written, recalculated, domain) -> None:
    cells = list(formula_cells(written[domain]))
    wrong = [(s, c, stored) for s, c, stored in cells if not agree(stored, recalculated[domain][s][c].value)]
    assert len(cells) > 1000
    assert wrong == []


@pytest.mark.parametrize(("domain", "variant"), VARIANTS)
def test_a_changed_assumption_moves_the_workbook_as_it_moves_the_app(answers, recalculated, domain, variant) -> None:
    answer = answers[domain]
    expected = changed_result(answer.result, changes_of(answer.result.plan)[variant])
    book = recalculated[f"{domain}-{variant}"]
    found, m = {name: read(book, name) for name in MEASURES}, expected.measures
    app = {
        "npv": m.npv, "trough": m.trough.cash, "irr_rate": m.irr.rate, "mirr_rate": m.mirr.value, "payback_months": m.payback.value,
        "discounted_payback": m.discounted_payback.value, "profitability": m.profitability.value, "roi": m.roi.value,
        "break_even_month": m.break_even_month.value, "trough_month": m.trough.period,
    }  # fmt: skip
    for name, within in MEASURES.items():
        assert found[name] == ("n/a" if app[name] is None else pytest.approx(app[name], abs=within, rel=1e-9)), name
    assert read(book, "rates_found") == len(m.irr.rates)
    years = expected.flow.by_year()
    for column, line in (("C", years.value), ("H", years.tax), ("I", years.net)):
        cells = [book["Cash by year"][f"{column}{5 + year}"].value for year in range(len(line))]
        assert cells == pytest.approx(list(line), abs=CENT), column
    assert read(book, "product_yearly") == pytest.approx(float(expected.product.total), abs=CENT)
    assert read(book, "carbon") == pytest.approx(float(expected.product.power.carbon), abs=CENT)


def test_of_several_rates_of_return_none_is_shown(recalculated) -> None:
    assert (read(recalculated["credit-often"], "rates_found"), read(recalculated["credit-often"], "irr_rate")) == (3, "n/a")


def test_the_first_sheet_says_when_the_plan_was_changed(recalculated) -> None:
    assert recalculated["credit"]["Verdict"]["C12"].value.startswith("These are the app's own figures")
    assert recalculated["credit-turned"]["Verdict"]["C12"].value.startswith("Assumptions were changed in this workbook")


def test_the_verdict_is_the_sentence_of_the_screen(credit, written) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(written["credit"]))["Verdict"]
    assert tuple(sheet[cell].value for cell in ("A3", "A4", "A5")) == say_case(credit.result, credit.risk)


def test_charts_are_native_and_read_cells_that_follow(written) -> None:
    with zipfile.ZipFile(io.BytesIO(written["credit"])) as parts:
        charts = [parts.read(name).decode() for name in parts.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", name)]
    references = {reference for chart in charts for reference in re.findall(r"<c:f>([^<]+)</c:f>", chart)}
    assert len(charts) == 6
    assert {"'Cash by year'!$I$5:$I$10", "'Product cost'!$B$5:$B$12"} <= references


@pytest.mark.parametrize(
    "hostile", ["=11+11", '=HYPERLINK("http://example.org")', "+cmd|' /C calc'!A0", "@SUM(A1)", "http://example.org/x"]
)
def test_text_of_a_stranger_never_becomes_a_formula_or_a_link(credit: CaseAnswer, hostile) -> None:
    sheet = credit.file.sheet
    named = replace(sheet, assumptions=tuple(replace(a, source=hostile, owner=hostile, date=hostile) for a in sheet.assumptions))
    file = replace(credit.file, title=hostile, sheet=named)
    content = write_workbook(replace(credit, file=file, provenance=replace(credit.provenance, data=hostile)), "en")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheets = "".join(parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets"))
    formulas = re.findall(r"<f>([^<]*)</f>", sheets)
    assert not [formula for formula in formulas if hostile.lstrip("=") in html.unescape(formula)]
    assert "<hyperlink" not in sheets
    assert openpyxl.load_workbook(io.BytesIO(content))["Assumptions"]["G16"].value == hostile
