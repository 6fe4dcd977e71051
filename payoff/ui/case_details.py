"""Tables of a business case: what would flip the answer, cash by year and month, measures, indices, and the method."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pandas as pd
import streamlit as st

from payoff.core.cash_flow import CashFlow
from payoff.core.message import capital
from payoff.core.uncertainty import REPLICATES
from payoff.domains.case_sheet import CaseSheet
from payoff.ui.format import UNDEFINED, count, decimal, money, percent
from payoff.ui.show import line, note
from payoff.workflow.business_case import LOSSES, USES, CaseResult
from payoff.workflow.case_file import CaseFile
from payoff.workflow.case_risk import CaseRisk
from payoff.workflow.case_sentences import name_assumption, show, unit_of

LINES = {
    "cases": "Cases", "value": "Value", "per_case": "Handling", "running": "Running", "one_off": "One-off and models", "tax": "Tax",
    "net": "Net cash", "cumulative": "Cumulative",
}  # fmt: skip
MOST_SWITCHES = 8
METHODS = {"sobol": "Sobol sequence", "latin": "Latin hypercube"}


def show_switches(risk: CaseRisk, sheet: CaseSheet) -> None:
    """Kill switches: how far each assumption, alone, has to move before the present value turns."""
    rows = []
    for switch in [switch for switch in risk.switches if switch.flip.value is not None][:MOST_SWITCHES]:
        unit, flip = unit_of(switch.name, sheet, sheet.currency), float(switch.flip.value or 0.0)
        rows.append({
            "Assumption": capital(name_assumption(switch.name, sheet)), "Planned": show(switch.planned, unit, sheet.currency),
            "Flips at": show(flip, unit, sheet.currency), "Move": UNDEFINED if switch.planned == 0 else percent(flip / switch.planned - 1),
            "Odds": _odds(switch.odds),
        })  # fmt: skip
    st.dataframe(pd.DataFrame(rows), hide_index=True, alt="How far each assumption moves before the answer flips")
    note("Each alone, all others as planned. Odds: the share of draws of its own range that lie beyond.")


def show_case_details(result: CaseResult, risk: CaseRisk, file: CaseFile) -> None:
    """One expander per question; nothing is drawn before it is opened."""
    parts: tuple[tuple[str, str, Callable[[], None]], ...] = (
        ("Cash flow by year", ":material/calendar_today:", lambda: _show_flow(result.flow.by_year(), "Year", result)),
        ("Cash flow by month", ":material/calendar_month:", lambda: _show_flow(result.flow, "Month", result)),
        ("All measures", ":material/functions:", lambda: _show_measures(result)),
        ("Which assumptions work together (Sobol indices)", ":material/hub:", lambda: _show_indices(risk, file)),
        ("Every assumption with range, source and date", ":material/menu_book:", lambda: _show_ledger(result, file)),
        ("How the figures are made", ":material/casino:", lambda: _show_method(result, risk)),
    )
    for label, icon, draw_it in parts:
        opened = st.expander(label, icon=icon, key=f"{file.sheet.key}.{label}", on_change="rerun")
        if opened.open:
            with opened:
                draw_it()


def _show_flow(flow: CashFlow, period: str, result: CaseResult) -> None:
    table = pd.DataFrame({period: np.arange(flow.net.shape[-1]), **{label: getattr(flow, line) for line, label in LINES.items()}})
    if period == "Year":
        table["Cumulative"] = table["Net cash"].cumsum()
    numbers = {label: st.column_config.NumberColumn(format="localized", step=1) for label in LINES.values()}
    st.dataframe(table.round(0), hide_index=True, column_config=numbers, alt=f"Cash flow, one {period.lower()} a row")
    note(f"{result.worth.currency}, {result.worth.basis}, after tax; paid is negative. {period} 0 is the start.")


def _show_measures(result: CaseResult) -> None:
    found, currency = result.measures, result.worth.currency
    roots = ", ".join(percent(rate) for rate in found.irr.rates) or UNDEFINED
    rows = [
        ("Net present value", money(found.npv, currency), "Month 0 undiscounted, month m at (1 + r)^(−m/12)"),
        ("Internal rates of return, all", roots, found.irr.reason or f"{found.irr.sign_changes} changes of sign, one rate"),
        ("Modified rate of return", percent(found.mirr.value), found.mirr.reason or "Financed and reinvested at the discount rate"),
        ("Profitability index", decimal(found.profitability.value), found.profitability.reason or "1 + present value over net outlays"),
        ("Return on what is laid out", percent(found.roi.value), found.roi.reason or "Undiscounted"),
        ("Payback, months", decimal(found.payback.value, 1), found.payback.reason or "The last month in proportion"),
        ("Discounted payback, months", decimal(found.discounted_payback.value, 1), found.discounted_payback.reason or ""),
        ("Break-even month", count(found.break_even_month.value), found.break_even_month.reason or "First month's end with nothing owed"),
        ("Break-even volume, year 1", count(found.break_even_volume.value), found.break_even_volume.reason or "Present value of nothing"),
        ("Deepest point of the purse", money(found.trough.cash, currency), f"Month {found.trough.period}"),
    ]
    st.dataframe(pd.DataFrame(rows, columns=["Measure", "Value", "How, or why not"]), hide_index=True, alt="Measures of the case")


def _show_indices(risk: CaseRisk, file: CaseFile) -> None:
    if not risk.indices:
        line(risk.missing.get("simulation", ""))
        return
    rows = [
        {"Assumption": capital(name_assumption(i.name, file.sheet)), "Alone": _index(i.first), "With interactions": _index(i.total)}
        for i in risk.indices
    ]
    line("Where the second column is far above the first, the assumption matters mostly through others: settle them together.")
    st.dataframe(pd.DataFrame(rows), hide_index=True, alt="Share of the variance of the present value by assumption")
    note("Shares of the variance of the present value, first order (Saltelli 2010) and total (Jansen 1999). Small negative ones are noise.")


def _show_ledger(result: CaseResult, file: CaseFile) -> None:
    spreads, sheet = result.plan.spreads, file.sheet
    rows = []
    for a in sheet.assumptions:
        spread = spreads.get(a.name)
        ends = None if spread is None else [show(float(end), a.unit, sheet.currency) for end in spread.quantile(np.array([0.1, 0.9]))]
        rows.append({
            "Assumption": a.label, "Value": show(result.plan.settings[a.name], a.unit, sheet.currency),
            "10th to 90th percentile": "fixed" if ends is None else " to ".join(ends), "Source": a.source, "Date": a.date, "Kind": a.kind,
        })  # fmt: skip
    st.dataframe(pd.DataFrame(rows), hide_index=True, alt="Every assumption with its range, source and date")
    note("Kinds: R regulatory, E official or primary data, P default of a published paper, S secondary source, I illustrative.")


def _show_method(result: CaseResult, risk: CaseRisk) -> None:
    plan = result.plan
    line(
        f"Use grows by {USES[plan.use]}; growth and prices step up once a year; a tax loss is {LOSSES[plan.losses]}. Building the model is "
        "paid at month 0 and whenever its life ends; the AI product's yearly cost joins the running costs. There is no terminal value."
    )
    if risk.simulation is not None:
        drawn = f"{count(len(risk.simulation.money))} draws ({METHODS[plan.draw.method]}, seed {plan.draw.seed})"
        error = money(risk.simulation.error, result.worth.currency)
        line(
            f"{drawn} in {REPLICATES} independent sets, whose means differ by a standard error of {error}. Assumptions are drawn "
            "independently of one another; the value per case comes from the bootstrap resamples of the rows behind the decision."
        )


def _odds(share: float | None) -> str:
    if share is None:
        return "no range"
    return percent(share) if share > 0 else "no draw"


def _index(value: float) -> str:
    return UNDEFINED if math.isnan(value) else percent(value)
