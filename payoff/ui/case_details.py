"""Tables of a business case: what would flip the answer, cash by year and month, measures, indices, and the method."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pandas as pd
import streamlit as st

from payoff.core.cash_flow import CashFlow
from payoff.core.message import capital, say
from payoff.core.uncertainty import REPLICATES
from payoff.core.wording import day, say_basis
from payoff.domains.case_sheet import CaseSheet
from payoff.ui.format import UNDEFINED, count, decimal, money, percent
from payoff.ui.language import _
from payoff.ui.show import line, note, tabulate, typeset
from payoff.workflow.business_case import LOSSES, USES, CaseResult
from payoff.workflow.case_file import CaseFile
from payoff.workflow.case_risk import CaseRisk
from payoff.workflow.case_sentences import name_assumption, show, unit_of

LINES = {
    "cases": say("Cases"),
    "value": say("Value"),
    "per_case": say("Handling"),
    "running": say("Running"),
    "one_off": say("One-off and models"),
    "tax": say("Tax"),
    "net": say("Net cash"),
    "cumulative": say("Cumulative"),
}
MOST_SWITCHES = 8
METHODS = {"sobol": say("Sobol sequence"), "latin": say("Latin hypercube")}


def show_switches(risk: CaseRisk, sheet: CaseSheet) -> None:
    """Kill switches: how far each assumption, alone, has to move before the present value turns."""
    rows = []
    for switch in [switch for switch in risk.switches if switch.flip.value is not None][:MOST_SWITCHES]:
        unit, flip = unit_of(switch.name, sheet, sheet.currency), float(switch.flip.value or 0.0)
        rows.append(
            {
                _("Assumption"): capital(name_assumption(switch.name, sheet)),
                _("Flips at"): show(flip, unit, sheet.currency),
                _("Planned"): show(switch.planned, unit, sheet.currency),
                _("Move"): UNDEFINED if switch.planned == 0 else percent(flip / switch.planned - 1),
                _("Odds"): _odds(switch.odds),
            }
        )
    st.dataframe(tabulate(rows), hide_index=True, alt=_("How far each assumption moves before the answer flips"))
    note(_("Each alone, all others as planned. Odds: the share of draws of its own range that lie beyond."))


def show_cash_tables(result: CaseResult) -> None:
    """The cash flow as a table, by year or by month."""
    with st.expander(_("Cash flow as a table, by year and by month"), icon=":material/calendar_month:"):
        years, months = st.tabs([_("By year"), _("By month")])
        with years:
            _show_years(result)
        with months:
            _show_months(result)


def show_case_details(result: CaseResult, risk: CaseRisk, file: CaseFile) -> None:
    """One expander per question; nothing is drawn before it is opened."""
    parts: tuple[tuple[str, str, Callable[[], None]], ...] = (
        (_("All measures"), ":material/functions:", lambda: _show_measures(result)),
        (_("Which assumptions work together (Sobol indices)"), ":material/hub:", lambda: _show_indices(risk, file)),
        (_("Every assumption with range, source and date"), ":material/menu_book:", lambda: _show_ledger(result, file)),
        (_("How the figures are made"), ":material/casino:", lambda: _show_method(result, risk)),
    )
    for label, icon, draw_it in parts:
        opened = st.expander(label, icon=icon, key=f"{file.sheet.key}.{icon}", on_change="rerun")
        if opened.open:
            with opened:
                draw_it()


def _show_years(result: CaseResult) -> None:
    table = _tabulate_flow(result.flow.by_year(), _("Year"))
    table[_("Cumulative")] = table[_("Net cash")].cumsum()
    _show_flow(table, _("Cash flow, one year a row"))
    _note_flow(result, _("Year 0 is the start."))


def _show_months(result: CaseResult) -> None:
    _show_flow(_tabulate_flow(result.flow, _("Month")), _("Cash flow, one month a row"))
    _note_flow(result, _("Month 0 is the start."))


def _tabulate_flow(flow: CashFlow, period: str) -> pd.DataFrame:
    return pd.DataFrame({period: np.arange(flow.net.shape[-1]), **{_(label): getattr(flow, line) for line, label in LINES.items()}})


def _show_flow(table: pd.DataFrame, about: str) -> None:
    st.dataframe(typeset(table.round(0)), hide_index=True, alt=about)


def _note_flow(result: CaseResult, start: str) -> None:
    currency, basis = result.worth.currency, say_basis(result.worth.basis)
    note(_("{currency}, {basis}, after tax; paid is negative. {start}", currency=currency, basis=basis, start=start))


def _show_measures(result: CaseResult) -> None:
    found, currency = result.measures, result.worth.currency
    roots = ", ".join(percent(rate) for rate in found.irr.rates) or UNDEFINED
    rows = [
        (_("Net present value"), money(found.npv, currency), _("Month 0 undiscounted, month m at (1 + r)^(−m/12)")),
        (
            _("Internal rates of return, all"),
            roots,
            found.irr.reason or _say_signs(found.irr.sign_changes),
        ),
        (_("Modified rate of return"), percent(found.mirr.value), found.mirr.reason or _("Financed and reinvested at the discount rate")),
        (
            _("Profitability index"),
            decimal(found.profitability.value),
            found.profitability.reason or _("1 + present value over net outlays"),
        ),
        (_("Return on what is laid out"), percent(found.roi.value), found.roi.reason or _("Undiscounted")),
        (_("Payback, months"), decimal(found.payback.value, 1), found.payback.reason or _("The last month in proportion")),
        (_("Discounted payback, months"), decimal(found.discounted_payback.value, 1), found.discounted_payback.reason or ""),
        (
            _("Break-even month"),
            count(found.break_even_month.value),
            found.break_even_month.reason or _("First month's end with nothing owed"),
        ),
        (
            _("Break-even volume, year 1"),
            count(found.break_even_volume.value),
            found.break_even_volume.reason or _("Present value of nothing"),
        ),
        (_("Deepest point of the purse"), money(found.trough.cash, currency), _("Month {period}", period=found.trough.period)),
    ]
    st.dataframe(tabulate(rows, [_("Measure"), _("Value"), _("How, or why not")]), hide_index=True, alt=_("Measures of the case"))


def _say_signs(changes: int) -> str:
    return _("One change of sign, one rate") if changes == 1 else _("{changes} changes of sign, yet one rate", changes=changes)


def _show_indices(risk: CaseRisk, file: CaseFile) -> None:
    if not risk.indices:
        line(risk.missing.get("simulation") or risk.missing.get("indices", ""))
        return
    rows = [
        {
            _("Assumption"): capital(name_assumption(i.name, file.sheet)),
            _("Alone"): _index(i.first),
            _("With interactions"): _index(i.total),
        }
        for i in risk.indices
    ]
    line(_("Where the second column is far above the first, the assumption matters mostly through others: settle them together."))
    st.dataframe(tabulate(rows), hide_index=True, alt=_("Share of the variance of the present value by assumption"))
    note(
        _(
            "Shares of the variance of the present value, first order (Saltelli 2010) and total (Jansen 1999). Small "
            "negative ones are noise."
        )
    )


def _show_ledger(result: CaseResult, file: CaseFile) -> None:
    spreads, sheet = result.plan.spreads, file.sheet
    rows = []
    for a in sheet.assumptions:
        spread = spreads.get(a.name)
        ends = None if spread is None else [show(float(end), a.unit, sheet.currency) for end in spread.quantile(np.array([0.1, 0.9]))]
        rows.append(
            {
                _("Assumption"): a.label,
                _("Value"): show(result.plan.settings[a.name], a.unit, sheet.currency),
                _("10th to 90th percentile"): _("fixed") if ends is None else say("{low} to {high}", low=ends[0], high=ends[1]),
                _("Source"): a.source,
                _("Date"): day(a.date),
                _("Kind"): a.kind,
            }
        )
    st.dataframe(tabulate(rows), hide_index=True, alt=_("Every assumption with its range, source and date"))
    note(_("Kinds: R regulatory, E official or primary data, P default of a published paper, S secondary source, I illustrative."))


def _show_method(result: CaseResult, risk: CaseRisk) -> None:
    plan = result.plan
    line(
        _(
            "Use grows by {uses}; growth and prices step up once a year; a tax loss is {losses}. Building the model "
            "is paid at month 0 and whenever its life ends; the AI product's yearly cost joins the running costs. "
            "There is no terminal value.",
            uses=USES[plan.use],
            losses=LOSSES[plan.losses],
        )
    )
    if risk.simulation is not None:
        drawn = _(
            "{n} draws ({method}, seed {seed})",
            n=count(len(risk.simulation.money)),
            method=METHODS[plan.draw.method],
            seed=plan.draw.seed,
        )
        error = money(risk.simulation.error, result.worth.currency)
        line(
            _(
                "{drawn} in {replicates} independent sets, whose means differ by a standard error of {error}. "
                "The value per case comes from the bootstrap resamples of the rows behind the decision.",
                drawn=drawn,
                replicates=REPLICATES,
                error=error,
            )
        )
        together = _("Assumptions are drawn independently of one another.")
        if plan.correlations:
            n = len(plan.correlations)
            together = _("Pairs that move together by a rank correlation (Gaussian copula): {n}. All others are independent.", n=n)
        line(together)


def _odds(share: float | None) -> str:
    if share is None:
        return _("no range")
    return percent(share) if share > 0 else _("no draw")


def _index(value: float) -> str:
    return UNDEFINED if math.isnan(value) else percent(value)
