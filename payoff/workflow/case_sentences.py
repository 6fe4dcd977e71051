"""What a business case says in words, the same on screen, on the command line and in reports."""

from __future__ import annotations

from payoff.core.answer import Answer
from payoff.core.case_measures import CENT
from payoff.core.message import Message, join, say, uncapital
from payoff.core.product_cost import ITEMS
from payoff.core.sensitivity import Swing, Switch
from payoff.core.wording import MINUS, count, exact_money, money, percent, say_basis
from payoff.domains.case_sheet import VALUE, CaseSheet
from payoff.domains.term_sheet import Assumption
from payoff.workflow.business_case import CaseResult
from payoff.workflow.case_risk import CaseRisk
from payoff.workflow.worth import Worth

CALLS = {"go": say("Go ahead"), "dont": say("Don't"), "not_proven": say("Not proven")}
SHARES = 100
SMALL = 0.05
WHOLE = 1000
MONTHS = 12


def say_case(result: CaseResult, risk: CaseRisk) -> tuple[str, str, str]:
    """The verdict in a word or two, what it comes to (present value with interval), and how sure that is (odds of loss, payback)."""
    currency, npv = result.worth.currency, result.measures.npv
    worth = say(
        "Worth {npv} over {horizon} as planned, {basis}",
        npv=money(npv, currency),
        horizon=say_horizon(result.plan.months),
        basis=say_basis(result.worth.basis),
    )
    if risk.simulation is None or risk.call is None:
        return say("No odds"), say("{worth}.", worth=worth), risk.missing["simulation"]
    found = risk.simulation.interval
    reach = say("{low} to {high} in 90 of 100 draws", low=money(found.low, currency), high=money(found.high, currency))
    return (
        CALLS[risk.call],
        say("{worth} ({reach}).", worth=worth, reach=reach),
        join([say_odds(risk.simulation.loss), say_payback(result)]),
    )


def say_odds(loss: float) -> str:
    """How often money is lost."""
    times = round(loss * SHARES)
    if times == 0:
        return say("Fewer than 1 in 100 draws lose money.") if loss > 0 else say("No draw loses money.")
    return say("{times} of 100 draws lose money.", times=times)


def say_payback(result: CaseResult) -> str:
    """When the money is back, or that it is not."""
    found = result.measures.payback
    if found.value is not None:
        return say("Planned, the money is back after {n:.0f} months.", n=found.value)
    never = result.measures.trough.cash < 0
    return (
        say("Planned, the outlay is not recovered within {horizon}.", horizon=say_horizon(result.plan.months))
        if never
        else say_undefined(found)
    )


def say_worth(worth: Worth) -> str:
    """The value per case, where it comes from and how far it may move."""
    words = worth.sheet.words
    against = {"none": words.act_none, "all": words.act_all, "today": say("today's rule")}[worth.baseline]
    reach = worth.interval
    span = (
        ""
        if reach is None
        else say(" ({low} to {high}, 90 % of resamples)", low=money(reach.low, worth.currency), high=money(reach.high, worth.currency))
    )
    each = say("{per_case} per {row}", per_case=money(worth.per_case, worth.currency), row=words.row)
    return say(
        "{each} above {against}{span}, {basis} on {n} {rows}",
        each=each,
        against=against,
        span=span,
        basis=say_basis(worth.basis),
        n=count(worth.rows),
        rows=words.rows,
    )


def say_flow(result: CaseResult) -> str:
    """How deep the purse goes, when it turns, and where it ends."""
    currency, found = result.worth.currency, result.measures
    end = money(float(result.flow.cumulative[-1]), currency)
    trough = found.trough
    deepest = say("Keep {cash} ready: the deepest point is month {period}", cash=money(-trough.cash, currency), period=trough.period)
    if trough.cash >= 0:
        deepest = say("No money has to be put up")
    month = found.break_even_month.value
    turn = (
        say_undefined(found.break_even_month)
        if month is None
        else say("Cumulative cash is back at nothing in month {month:.0f}.", month=month)
    )
    return say(
        "{deepest}. {turn} After {horizon} it stands at {end}, undiscounted, after tax.",
        deepest=deepest,
        turn=turn,
        horizon=say_horizon(result.plan.months),
        end=end,
    )


def say_swings(swings: tuple[Swing, ...], sheet: CaseSheet, currency: str) -> str:
    """Which assumption to look at first."""
    if not swings:
        return say("No assumption has a range, so none stands out.")
    first = swings[0]
    low, high = sorted((first.at_low, first.at_high))
    span = say("{low} to {high}", low=money(low, currency), high=money(high, currency))
    return say(
        "Look at {name} first: it alone moves the present value from {span} (10th to 90th percentile).",
        name=_in_a_sentence(first.name, sheet),
        span=span,
    )


def say_distribution(risk: CaseRisk, currency: str) -> str:
    """What to be ready for."""
    if risk.simulation is None:
        return risk.missing["simulation"]
    found = risk.simulation
    worst = say(
        "{worst} or worse in 5 of 100 draws, {mean} on average among those",
        worst=money(found.value_at_risk, currency),
        mean=money(found.tail_mean, currency),
    )
    mean = say("{mean} (± {error} from drawing)", mean=money(found.interval.mean, currency), error=money(found.error, currency))
    return say("Be ready for {worst}; the mean of all is {mean}.", worst=worst, mean=mean)


def say_switch(switch: Switch, sheet: CaseSheet, currency: str) -> str:
    """Where one assumption flips the answer."""
    if switch.flip.value is None:
        return say_undefined(switch.flip)
    unit = unit_of(switch.name, sheet, currency)
    name = _in_a_sentence(switch.name, sheet)
    move = "" if switch.planned == 0 else say(", {move} from the plan", move=percent(switch.flip.value / switch.planned - 1))
    return say("The answer flips when {name} reaches {value}{move}.", name=name, value=show(switch.flip.value, unit, currency), move=move)


def say_switches(risk: CaseRisk, sheet: CaseSheet, currency: str) -> str:
    """The nearest flip, and how many assumptions cannot flip it alone."""
    first = risk.switches[0]
    safe = sum(switch.flip.value is None for switch in risk.switches)
    return say(
        "{switch} {safe} of {all} assumptions cannot flip it alone, whatever they are.",
        switch=say_switch(first, sheet, currency),
        safe=safe,
        all=len(risk.switches),
    )


def say_information(risk: CaseRisk, sheet: CaseSheet, currency: str) -> str:
    """What knowing would be worth, and what to find out first."""
    if risk.information is None:
        return risk.missing["simulation"]
    found = risk.information
    if found.everything < CENT:
        return say("Next to no draw changes the answer, so knowing more before deciding would be worth nothing.")
    name, worth = next(iter(found.each.items()))
    if worth < SMALL * found.everything:
        everything = say("Knowing everything beforehand would be worth {everything}", everything=money(found.everything, currency))
        return say("{everything}; no assumption alone is worth finding out.", everything=everything)
    first = say("Knowing {name} beforehand would be worth {worth}", name=_in_a_sentence(name, sheet), worth=money(worth, currency))
    return say(
        "{first}, knowing everything {everything}: spend no more than that on finding out.",
        first=first,
        everything=money(found.everything, currency),
    )


def say_product(result: CaseResult) -> str:
    """What the AI product costs, and which item makes it up."""
    cost, currency = result.product, result.worth.currency
    largest = max(cost.items, key=lambda item: cost.share(item).value or 0.0)
    servers = cost.share("servers").value or 0.0
    first = say("The AI product costs {total} a year", total=money(float(cost.total), currency))
    if largest == "servers":
        return say("{first}, {servers} of it for servers: a faster model would pay.", first=first, servers=percent(servers))
    label = uncapital(ITEMS[largest])
    return say(
        "{first}. The largest item is {label} with {share}; servers are only {servers}.",
        first=first,
        label=label,
        share=percent(cost.share(largest).value),
        servers=percent(servers),
    )


def say_reconciliation(result: CaseResult) -> str:
    """The way from the rows of the file to the first line of the cash flow."""
    found, currency = result.reconciliation, result.worth.currency
    words = result.worth.sheet.words
    verdict = say("It adds up.") if found.holds else say("It does not add up: {gap} are unexplained.", gap=money(found.gap, currency))
    each = say(
        "{total} over {n} {rows} = {each} per {row}",
        total=exact_money(found.file_total, currency),
        n=count(found.rows),
        rows=words.rows,
        each=exact_money(found.per_case, currency),
        row=words.row,
    )
    line = say(
        "{n} {rows} followed over the horizon = {total}",
        n=count(found.cases),
        rows=words.rows,
        total=exact_money(found.first_line, currency),
    )
    return say("{each}; times {line}, the first line of the cash flow. {verdict}", each=each, line=line, verdict=verdict)


def say_horizon(months: int) -> str:
    """A number of months as a reader counts them: "5 years", "18 months"."""
    if months == MONTHS:
        return say("1 year")
    return say("{n} years", n=months // MONTHS) if months % MONTHS == 0 else say("{n} months", n=months)


def say_undefined(answer: Answer) -> str:
    """Why there is no number."""
    return answer.reason or ""


def name_assumption(name: str, sheet: CaseSheet) -> str:
    """An assumption as it is called inside a sentence."""
    label = say("Value per case") if name == VALUE else sheet.get(name).label
    return uncapital(label)


def unit_of(name: str, sheet: CaseSheet, currency: str) -> str:
    """The unit of an assumption, or of the value per case."""
    return say("{currency} per case", currency=currency) if name == VALUE else sheet.get(name).unit


def show(value: float, unit: str, currency: str) -> str:
    """A value in its unit: shares as percentages, money with its prefix."""
    if unit == currency:
        return money(value, currency)
    if isinstance(unit, Message) and unit.values.get("currency") == currency:
        # The unit's own words around the amount: "€ 80.0 k a year".
        return Message(unit.template, {**unit.values, "currency": money(value, currency)})
    if unit.startswith("of ") or unit == "per year":
        return say("{share} {unit}", share=percent(value), unit=unit)
    digits = count(value) if abs(value) >= WHOLE else f"{value:.3g}".replace("-", MINUS)
    return say("{number} {unit}", number=digits, unit=unit)


def show_bare(value: float, assumption: Assumption, currency: str) -> str:
    """A value without the words of its unit, where they stand beside it already."""
    unit = assumption.unit
    if unit.startswith(currency):
        return money(value, currency)
    if assumption.high <= 1 and (unit.startswith("of ") or unit == "per year"):
        return percent(value)
    return count(value) if abs(value) >= WHOLE else f"{value:.3g}".replace("-", MINUS)


def _in_a_sentence(name: str, sheet: CaseSheet) -> str:
    label = name_assumption(name, sheet)
    return say("the {name}", name=label) if name == VALUE else label
