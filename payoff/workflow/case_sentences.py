"""What a business case says in words, the same on screen, on the command line and in reports."""

from __future__ import annotations

from payoff.core.answer import Answer
from payoff.core.case_measures import CENT
from payoff.core.product_cost import ITEMS
from payoff.core.sensitivity import Swing, Switch
from payoff.core.wording import MINUS, SPACE, UNDEFINED, count, money, percent
from payoff.domains.case_sheet import VALUE, CaseSheet
from payoff.workflow.business_case import CaseResult
from payoff.workflow.case_risk import CaseRisk
from payoff.workflow.worth import Worth

CALLS = {"go": "Go ahead", "dont": "Don't", "not_proven": "Not proven"}
SHARES = 100
SMALL = 0.05
WHOLE = 1000


def say_case(result: CaseResult, risk: CaseRisk) -> tuple[str, str, str]:
    """The verdict in a word or two, what it comes to (present value with interval), and how sure that is (odds of loss, payback)."""
    currency, npv = result.worth.currency, result.measures.npv
    worth = f"Worth {money(npv, currency)} over {say_horizon(result.plan.months)} as planned, {result.worth.basis}"
    if risk.simulation is None or risk.call is None:
        return "No odds", f"{worth}.", risk.missing["simulation"]
    found = risk.simulation.interval
    reach = f"{money(found.low, currency)} to {money(found.high, currency)} in 90 of 100 draws"
    return CALLS[risk.call], f"{worth} ({reach}).", f"{say_odds(risk.simulation.loss)} {say_payback(result)}"


def say_odds(loss: float) -> str:
    """How often money is lost."""
    times = round(loss * SHARES)
    if times == 0:
        return "Fewer than 1 in 100 draws lose money." if loss > 0 else "No draw loses money."
    return f"{times} of 100 draws lose money."


def say_payback(result: CaseResult) -> str:
    """When the money is back, or that it is not."""
    found = result.measures.payback
    if found.value is not None:
        return f"Planned, the money is back after {found.value:.0f} months."
    never = result.measures.trough.cash < 0
    return f"Planned, the outlay is not recovered within {say_horizon(result.plan.months)}." if never else say_undefined(found)


def say_worth(worth: Worth) -> str:
    """The value per case, where it comes from and how far it may move."""
    words = worth.sheet.words
    against = {"none": words.act_none, "all": words.act_all, "today": "today's rule"}[worth.baseline]
    reach = worth.interval
    span = "" if reach is None else f" ({money(reach.low, worth.currency)} to {money(reach.high, worth.currency)}, 90 % of resamples)"
    each = f"{money(worth.per_case, worth.currency)} per {words.row}"
    return f"{each} above {against}{span}, {worth.basis} on {count(worth.rows)} {words.rows}"


def say_flow(result: CaseResult) -> str:
    """How deep the purse goes, when it turns, and where it ends."""
    currency, found = result.worth.currency, result.measures
    end = money(float(result.flow.cumulative[-1]), currency)
    trough = found.trough
    deepest = f"Keep {money(-trough.cash, currency)} ready: the deepest point is month {trough.period}"
    if trough.cash >= 0:
        deepest = "No money has to be put up"
    month = found.break_even_month.value
    turn = say_undefined(found.break_even_month) if month is None else f"Cumulative cash is back at nothing in month {month:.0f}."
    return f"{deepest}. {turn} After {say_horizon(result.plan.months)} it stands at {end}, undiscounted, after tax."


def say_swings(swings: tuple[Swing, ...], sheet: CaseSheet, currency: str) -> str:
    """Which assumption to look at first."""
    if not swings:
        return "No assumption has a range, so none stands out."
    first = swings[0]
    low, high = sorted((first.at_low, first.at_high))
    span = f"{money(low, currency)} to {money(high, currency)}"
    return f"Look at {_in_a_sentence(first.name, sheet)} first: it alone moves the present value from {span} (10th to 90th percentile)."


def say_distribution(risk: CaseRisk, currency: str) -> str:
    """What to be ready for."""
    if risk.simulation is None:
        return risk.missing["simulation"]
    found = risk.simulation
    worst = f"{money(found.value_at_risk, currency)} or worse in 5 of 100 draws, {money(found.tail_mean, currency)} on average among those"
    mean = f"{money(found.interval.mean, currency)} (± {money(found.error, currency)} from drawing)"
    return f"Be ready for {worst}; the mean of all is {mean}."


def say_switch(switch: Switch, sheet: CaseSheet, currency: str) -> str:
    """Where one assumption flips the answer."""
    if switch.flip.value is None:
        return say_undefined(switch.flip)
    unit = unit_of(switch.name, sheet, currency)
    name = _in_a_sentence(switch.name, sheet)
    move = "" if switch.planned == 0 else f", {percent(switch.flip.value / switch.planned - 1)} from the plan"
    return f"The answer flips when {name} reaches {show(switch.flip.value, unit, currency)}{move}."


def say_switches(risk: CaseRisk, sheet: CaseSheet, currency: str) -> str:
    """The nearest flip, and how many assumptions cannot flip it alone."""
    first = risk.switches[0]
    safe = sum(switch.flip.value is None for switch in risk.switches)
    return f"{say_switch(first, sheet, currency)} {safe} of {len(risk.switches)} assumptions cannot flip it alone, whatever they are."


def say_information(risk: CaseRisk, sheet: CaseSheet, currency: str) -> str:
    """What knowing would be worth, and what to find out first."""
    if risk.information is None:
        return risk.missing["simulation"]
    found = risk.information
    if found.everything < CENT:
        return "Next to no draw changes the answer, so knowing more before deciding would be worth nothing."
    name, worth = next(iter(found.each.items()))
    if worth < SMALL * found.everything:
        everything = f"Knowing everything beforehand would be worth {money(found.everything, currency)}"
        return f"{everything}; no assumption alone is worth finding out."
    first = f"Knowing {_in_a_sentence(name, sheet)} beforehand would be worth {money(worth, currency)}"
    return f"{first}, knowing everything {money(found.everything, currency)}: spend no more than that on finding out."


def say_product(result: CaseResult) -> str:
    """What the AI product costs, and which item makes it up."""
    cost, currency = result.product, result.worth.currency
    largest = max(cost.items, key=lambda item: cost.share(item).value or 0.0)
    servers = cost.share("servers").value or 0.0
    first = f"The AI product costs {money(float(cost.total), currency)} a year"
    if largest == "servers":
        return f"{first}, {percent(servers)} of it for servers: a faster model would pay."
    label = ITEMS[largest][:1].lower() + ITEMS[largest][1:]
    return f"{first}. The largest item is {label} with {percent(cost.share(largest).value)}; servers are only {percent(servers)}."


def say_reconciliation(result: CaseResult) -> str:
    """The way from the rows of the file to the first line of the cash flow."""
    found, currency = result.reconciliation, result.worth.currency
    words = result.worth.sheet.words
    verdict = "It adds up." if found.holds else f"It does not add up: {money(found.gap, currency)} are unexplained."
    each = f"{exact(found.file_total, currency)} over {count(found.rows)} {words.rows} = {exact(found.per_case, currency)} per {words.row}"
    line = f"{count(found.cases)} {words.rows} followed over the horizon = {exact(found.first_line, currency)}"
    return f"{each}; times {line}, the first line of the cash flow. {verdict}"


def say_horizon(months: int) -> str:
    """A number of months as a reader counts them: "5 years", "18 months"."""
    return f"{months // 12} year{'s' if months > 12 else ''}" if months % 12 == 0 else f"{months} months"


def say_undefined(answer: Answer) -> str:
    """Why there is no number."""
    return answer.reason or ""


def name_assumption(name: str, sheet: CaseSheet) -> str:
    """An assumption as it is called inside a sentence."""
    label = "Value per case" if name == VALUE else sheet.get(name).label
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def unit_of(name: str, sheet: CaseSheet, currency: str) -> str:
    """The unit of an assumption, or of the value per case."""
    return f"{currency} per case" if name == VALUE else sheet.get(name).unit


def show(value: float, unit: str, currency: str) -> str:
    """A value in its unit: shares as percentages, money with its prefix."""
    first, _, rest = unit.partition(" ")
    if first == currency:
        return f"{money(value, currency)} {rest}".rstrip()
    if unit.startswith("of ") or unit == "per year":
        return f"{percent(value)} {unit}"
    digits = count(value) if abs(value) >= WHOLE else f"{value:.3g}".replace("-", MINUS)
    return f"{digits} {unit}"


def exact(value: float, currency: str) -> str:
    """Money to the cent."""
    return UNDEFINED if value != value else f"{MINUS if value < 0 else ''}{currency}{SPACE}{abs(value):,.2f}"


def _in_a_sentence(name: str, sheet: CaseSheet) -> str:
    return f"{'the ' if name == VALUE else ''}{name_assumption(name, sheet)}"
