"""The sections that say what the case comes to: verdict, where the value comes from, and when the money comes."""

from __future__ import annotations

import numpy as np

from payoff.core.cash_flow import CashFlow
from payoff.core.message import capital, say
from payoff.core.wording import UNDEFINED, count, decimal, money, percent, say_basis
from payoff.reports.origin import say_origin
from payoff.reports.sections.section import Chart, Figure, Line, Section, Table
from payoff.workflow.business_case import LOSSES, USES
from payoff.workflow.case_answer import CaseAnswer
from payoff.workflow.case_sentences import say_case, say_flow, say_reconciliation, say_worth
from payoff.workflow.policy_names import name_policy

LINES = {
    "cases": say("Cases"), "value": say("Value"), "per_case": say("Handling"), "running": say("Running"),
    "one_off": say("One-off and models"), "tax": say("Tax"), "net": say("Net cash"), "cumulative": say("Cumulative"),
}  # fmt: skip


def verdict_section(answer: CaseAnswer) -> Section:
    """The answer first: the verdict of the screen and the four figures under it."""
    call, finding, how_sure = say_case(answer.result, answer.risk)
    caution = answer.result.worth.sheet.words.caution
    notes = (say_origin(answer), answer.provenance.split, *answer.risk.missing.values(), *((caution,) if caution else ()))
    return Section("verdict", call, (finding, how_sure), _figures(answer), notes=notes)


def value_section(answer: CaseAnswer) -> Section:
    """Where the money of one case comes from: the ladder of policies on the file, and the way from there to the cash flow."""
    result = answer.result
    ladder = () if answer.decision is None else (_ladder(answer),)
    sentences = (say("{worth}.", worth=say_worth(result.worth)), say_reconciliation(result))
    notes = (say("The threshold in use is compared with the best policy that needs no model, on the same rows."), say_origin(answer))
    return Section("value", say("Where the value comes from"), sentences, charts=ladder, table=_decision_table(answer), notes=notes)


def cash_section(answer: CaseAnswer) -> Section:
    """When the money comes: by year, and how deep the purse goes on the way."""
    result, currency = answer.result, answer.result.worth.currency
    years, months = result.flow.by_year(), result.flow
    yearly = Chart(
        "columns", say("Net cash of each year"), _numbers(years.net), (Line(say("Net cash"), _values(years.net), "act"),), "money",
        currency, say("Year"),
    )  # fmt: skip
    running = Chart(
        "line", say("Where the purse stands, month by month"), _numbers(months.net),
        (Line(say("Cumulative"), _values(months.cumulative), "ink"),), "money", currency, say("Month"),
    )  # fmt: skip
    plan = result.plan
    notes = (
        say("{basis} money in {currency}, after tax; paid is negative. Month 0 is the start.", basis=capital(say_basis(result.worth.basis)),
            currency=currency),
        say("Use grows by {use}; a tax loss is {losses}; there is no terminal value.", use=USES[plan.use], losses=LOSSES[plan.losses]),
        say("Month 0 is undiscounted; month m is worth (1 + r)^(−m/12)."),
    )  # fmt: skip
    details = ((say("Cash flow by year, {currency}", currency=currency), _flow_table(years)),)
    return Section("cash", say("When the money comes"), (say_flow(result),), charts=(yearly, running), details=details, notes=notes)


def _figures(answer: CaseAnswer) -> tuple[Figure, ...]:
    """Present value, odds of loss, payback and rate of return."""
    found, currency, simulation = answer.result.measures, answer.result.worth.currency, answer.risk.simulation
    reach = say("no range") if simulation is None else say(
        "{low} to {high} (90 %)", low=money(simulation.interval.low, currency), high=money(simulation.interval.high, currency)
    )  # fmt: skip
    drawn = say("no draws") if simulation is None else say("of {draws} draws", draws=count(len(simulation.money)))
    later = found.discounted_payback.value
    discounted = say("not within the horizon when discounted") if later is None else say("{months} when discounted", months=_months(later))
    return (
        Figure(say("Net present value"), money(found.npv, currency), reach),
        Figure(say("Loses money in"), percent(None if simulation is None else simulation.loss), drawn),
        Figure(say("Paid back after"), _months(found.payback.value), discounted),
        Figure(say("Rate of return (IRR)"), percent(found.irr.rate), say("{rate} modified (MIRR)", rate=percent(found.mirr.value))),
    )


def _months(number: float | None) -> str:
    return UNDEFINED if number is None else say("{months} months", months=count(number))


def _ladder(answer: CaseAnswer) -> Chart:
    """The value of each policy on the file."""
    decision, sheet = answer.decision, answer.result.worth.sheet
    rungs = () if decision is None else decision.ladder.rungs
    names = tuple(name_policy(rung.key, decision, sheet.words) for rung in rungs if decision is not None)
    title = say("What each policy is worth on the {rows} {name}", rows=count(answer.result.worth.rows), name=sheet.words.rows)
    return Chart("bars", title, names, (Line(say("Value"), tuple(rung.value for rung in rungs), "act"),), "money", sheet.currency)


def _decision_table(answer: CaseAnswer) -> Table | None:
    """What the threshold in use does, and how sure the value per case is."""
    worth, decision = answer.result.worth, answer.decision
    words = worth.sheet.words
    rows: list[tuple[str, str]] = [(say("Value per case"), money(worth.per_case, worth.currency))]
    if worth.interval is not None:
        low, high = money(worth.interval.low, worth.currency), money(worth.interval.high, worth.currency)
        rows.append((say("90 % of resamples"), say("{low} to {high}", low=low, high=high)))
        rows.append((say("Resamples above nothing"), percent(worth.interval.probability)))
    if decision is not None:
        rows.append((say("Threshold"), decimal(decision.threshold.used, 3)))
        acted = say("{acted} of {rows}", acted=count(decision.confusion.acted), rows=count(decision.rows))
        rows.append((say("{rows} to {act}", rows=capital(words.rows), act=words.act), acted))
    rows.append((say("Cases followed over the horizon"), count(answer.result.reconciliation.cases)))
    return Table((say("Decision"), say("On this file")), tuple(rows), frozenset({1}), (3.0, 2.4))


def _flow_table(years: CashFlow) -> Table:
    running = {**{line: getattr(years, line) for line in LINES}, "cumulative": np.cumsum(years.net)}
    rows = tuple((str(year), *(count(float(np.round(running[line][year])) + 0.0) for line in LINES)) for year in range(len(years.net)))
    return Table((say("Year"), *LINES.values()), rows, frozenset(range(1, 1 + len(LINES))))


def _numbers(values: np.ndarray) -> tuple[str, ...]:
    return tuple(str(number) for number in range(len(values)))


def _values(values: np.ndarray) -> tuple[float, ...]:
    return tuple(float(value) for value in values)
