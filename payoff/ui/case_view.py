"""The Case page put together: the verdict on top, cash flow and what moves it beside the assumptions, the AI product below."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from payoff.core.message import join
from payoff.domains.case_sheet import CaseSheet
from payoff.domains.panel import Panel, Refusal
from payoff.domains.term_sheet import TermSheet
from payoff.ui import state
from payoff.ui.assumptions import reset_assumptions
from payoff.ui.case_controls import choose_plan
from payoff.ui.case_details import show_case_details, show_cash_tables, show_switches
from payoff.ui.case_presets import show_presets
from payoff.ui.case_steps import follow_steps, show_steps
from payoff.ui.case_sureness import show_sureness
from payoff.ui.choice import Choice
from payoff.ui.figures.case import chart_cash, chart_costs, chart_information, chart_outcomes, chart_swings
from payoff.ui.footing import read_footing, show_footing
from payoff.ui.format import UNDEFINED, count, decimal, money, money_range, percent, plain
from payoff.ui.language import _, excuse
from payoff.ui.navigation import find_page
from payoff.ui.opened import base_case
from payoff.ui.panels import show_panel
from payoff.ui.reports_view import show_reports
from payoff.ui.saving import Figures, show_saving
from payoff.ui.share import show_link
from payoff.ui.show import current_look, draw, line, note, tell
from payoff.ui.verdict import show_call
from payoff.workflow import case_sentences as words
from payoff.workflow.business_case import CasePlan, CaseResult, evaluate_case
from payoff.workflow.case_answer import CaseAnswer
from payoff.workflow.case_file import CaseFile
from payoff.workflow.case_path import Figured
from payoff.workflow.case_risk import CaseRisk, weigh_case
from payoff.workflow.errors import EXPECTED
from payoff.workflow.product_panels import product_panels
from payoff.workflow.worth import Worth

_AS = {"go": "deploy", "dont": "dont", "not_proven": "not_proven"}


def show_case(sheet: TermSheet) -> None:
    """Everything Case says under the question last asked on Decide, or under that of the open scenario."""
    base, data = base_case(sheet), state.loaded(sheet.key)
    if data is not None:
        state.write_tag(data)
    follow_steps(sheet.key, base.sheet)
    top, verdict, numbers = st.container(), st.container(), st.container()
    left, assumptions = st.columns([22, 9], gap="medium")
    with assumptions:
        st.subheader(_("Assumptions"), anchor=False)
        plan = choose_plan(base, None if data is None else data.scored.model)
    try:
        footing = read_footing(sheet)
        worth = footing.saved.worth
        result = evaluate_case(worth, plan)
        key = ("case", state.key_of(footing.question), _key(plan, worth))
        risk = footing.once(key, lambda: footing.common(key, lambda: weigh_case(worth, plan, base.sheet)))
    except EXPECTED as error:
        with verdict:
            st.error(_("With these assumptions there is no case to make."), icon=":material/error:")
            line(excuse(error))
            st.button(_("Reset the assumptions"), on_click=reset_assumptions, args=(base.sheet,), key=f"{base.sheet.key}.refused")
        return
    file = replace(base, data=footing.data, question=footing.question, plan=plan, steps=state.last_steps(sheet.key), saved=footing.saved)
    with top:
        show_saving(file, Figures(result, risk))
        show_footing(footing, file, result)
    with verdict:
        show_call(words.say_case(result, risk), call=None if risk.call is None else _AS[risk.call])
    with numbers:
        _show_numbers(result, risk)
        decision, judgement = footing.find_decision()
        answer = CaseAnswer(file, decision, judgement, result, risk, footing.saved.provenance)
        show_reports(lambda: answer, name=f"{file.domain}-case")
        show_steps(sheet.key, Figured(result, risk, base.sheet))
    with left:
        _show_cash(result)
        _show_risk(result, risk, base)
        show_sureness(base, plan, worth)
    _show_product(result, base.sheet, footing.once(("sale", _key(plan, worth)), lambda: product_panels(result)))
    st.subheader(_("For the analyst"), anchor=False)
    show_case_details(result, risk, base)
    show_link()


def _key(plan: CasePlan, worth: Worth) -> tuple[object, ...]:
    settings, conventions = tuple(sorted(plan.settings.items())), (plan.months, plan.use, plan.losses, plan.grid, plan.draw)
    return settings, repr(plan.spreads), repr(plan.correlations), plan.value_range, conventions, worth.per_case


def _show_numbers(result: CaseResult, risk: CaseRisk) -> None:
    """Present value, odds of loss, payback and rate of return."""
    currency, found = result.worth.currency, result.measures
    worth, loss, back, rate = st.columns(4)
    interval = None if risk.simulation is None else risk.simulation.interval
    reach = "" if interval is None else _("{range} (90 %)", range=money_range(interval.low, interval.high, currency))
    with worth:
        tell(
            _("Net present value, {horizon}", horizon=words.say_horizon(result.plan.months)), money(found.npv, currency), reach,
            about=_("As planned, after tax; month 0 undiscounted. Below it, where 90 of 100 draws lie."), border=True,
        )  # fmt: skip
    with loss:
        odds = UNDEFINED if risk.simulation is None else percent(risk.simulation.loss)
        draws = "" if risk.simulation is None else _("of {n} draws", n=count(len(risk.simulation.money)))
        about = _("Ranges of the assumptions drawn together with the resamples of the value per case. At most 5 % means go ahead.")
        tell(_("Loses money in"), odds, draws, about=about, border=True)
    with back:
        after = UNDEFINED if found.payback.value is None else _("{n:.0f} months", n=found.payback.value)
        later = found.discounted_payback.value
        below = _("not within the horizon when discounted") if later is None else _("{n:.0f} months when discounted", n=later)
        tell(_("Paid back after"), after, below, about=found.payback.reason or _("As planned, from the first outlay."), border=True)
    modified, several = _("{rate} modified (MIRR)", rate=percent(found.mirr.value)), len(found.irr.rates) > 1
    every = join([percent(rate) for rate in found.irr.rates], ", ")
    with rate:
        one = _("{n} rates", n=len(found.irr.rates)) if several else percent(found.irr.rate)
        about = found.irr.reason or _("A year, effective. MIRR reinvests at the discount rate.")
        tell(_("Rate of return (IRR)"), one, every if several else modified, about=about, border=True)
    if several:
        st.warning(plain(join([found.irr.reason or "", modified])), icon=":material/warning:")


def _show_cash(result: CaseResult) -> None:
    st.subheader(_("When the money comes"), anchor=False)
    draw(chart_cash(result, current_look()), words.say_flow(result), key="case.cash")
    _show_turn(result)
    show_cash_tables(result)
    with st.container(border=True, gap="xxsmall"):
        finding, icon = _("It does not add up to the file"), "error"
        if result.reconciliation.holds:
            finding, icon = _("It adds up to the file"), "check"
        st.markdown(f":material/{icon}: **{finding}**")
        line(words.say_reconciliation(result))
        note(_("Value: {worth}.", worth=words.say_worth(result.worth)))
        st.page_link(find_page("decide"), label=_("Change the decision behind it"), icon=":material/balance:")


def _show_turn(result: CaseResult) -> None:
    """When and from which volume the case breaks even, how deep the purse goes, and what each unit laid out brings."""
    found, currency = result.measures, result.worth.currency
    month, volume = found.break_even_month, found.break_even_volume
    with st.container(horizontal=True, gap="medium"):
        tell(_("Breaks even in month"), count(month.value), about=month.reason or _("First month's end with nothing owed."))
        about = volume.reason or _("Cases in year 1 at which the present value is nothing.")
        tell(_("Breaks even at a volume of"), count(volume.value), about=about)
        deepest = _("Month {period}: the most that has to be financed.", period=found.trough.period)
        tell(_("Deepest point of the purse"), money(found.trough.cash, currency), about=deepest)
        about = found.profitability.reason or _("1 + present value over net outlays.")
        tell(_("Profitability index"), decimal(found.profitability.value), about=about)


def _show_risk(result: CaseResult, risk: CaseRisk, file: CaseFile) -> None:
    look, currency = current_look(), result.worth.currency
    for reason in risk.missing.values():
        note(reason)
    if risk.simulation is not None and risk.information is not None:
        drives, turns_out = st.columns(2, gap="medium")
        with drives:
            st.subheader(_("What drives it"), anchor=False)
            tornado = chart_swings(risk.swings, result.measures.npv, file.sheet, look)
            draw(tornado, words.say_swings(risk.swings, file.sheet, currency), key="case.swings")
        with turns_out:
            st.subheader(_("How it may turn out"), anchor=False)
            outcomes = chart_outcomes(risk.simulation, result.measures.npv, currency, look)
            draw(outcomes, words.say_distribution(risk, currency), key="case.outcomes")
    st.subheader(_("What would flip the answer"), anchor=False)
    line(words.say_switches(risk, file.sheet, currency))
    show_switches(risk, file.sheet)
    if risk.information is not None:
        st.subheader(_("What is worth finding out"), anchor=False)
        sentence = words.say_information(risk, file.sheet, currency)
        if sum(worth > 0 for worth in risk.information.each.values()) > 1:
            draw(chart_information(risk.information.each, file.sheet, look), sentence, key="case.information")
        else:
            line(sentence)


def _show_product(result: CaseResult, sheet: CaseSheet, found: tuple[Panel | Refusal, ...]) -> None:
    st.subheader(_("The AI product itself"), anchor=False)
    draw(chart_costs(result.product, result.worth.currency, current_look()), words.say_product(result), key="case.costs")
    show_presets(sheet)
    panels = {panel.key: panel for panel in found}
    choice = Choice(f"{result.worth.domain}_case_panel", {key: panel.title for key, panel in panels.items()}, next(iter(panels)))
    chosen = choice.press(_("Go further"))
    show_panel(panels[chosen], result.worth.currency, current_look())
