"""What the case itself says to each step on the way to the market, and where the way stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from payoff.core.message import Message, join, say
from payoff.core.wording import count, money, percent, say_basis
from payoff.domains.case_sheet import CaseSheet
from payoff.domains.case_steps import STEPS, Step, StepStates
from payoff.workflow import case_sentences as words
from payoff.workflow.business_case import CaseResult
from payoff.workflow.case_risk import CaseRisk
from payoff.workflow.product_panels import IDLE
from payoff.workflow.product_sale import plan_sale, weigh_sale
from payoff.workflow.selling_panels import selling_panel


@dataclass(frozen=True)
class Figured:
    """A case with its figures, as the steps look at it."""

    result: CaseResult
    risk: CaseRisk
    sheet: CaseSheet


def say_path(states: StepStates) -> Message:
    """How far the product has come, and what is next or stands in the way."""
    passed, ahead = say("{passed} of {all} steps are answered yes.", passed=states.passed, all=len(STEPS)), states.next
    refused = [step.title for step in STEPS if states.of(step.key).answer == "no"]
    if refused:
        return join([passed, say("Stop there: {steps} is answered no.", steps=join(refused, ", "))])
    if ahead is None:
        return join([passed, say("The way is clear.")])
    return join([passed, say("Next: {step}.", step=ahead.title)])


def say_evidence(step: Step, figured: Figured) -> str:
    """What the figures of the case have to say to the question at the end of `step`."""
    return EVIDENCE[step.key](figured)


def _market(figured: Figured) -> str:
    found, rows = figured.result.measures.break_even_volume, figured.result.worth.sheet.words.rows
    planned = say("{volume} {rows} are planned in year 1.", volume=count(figured.result.plan.settings["volume"]), rows=rows)
    even = found.reason if found.value is None else say("The present value is nothing at {volume}.", volume=count(found.value))
    return join([planned, even or ""])


def _route(figured: Figured) -> str:
    result = figured.result
    share = float(result.product.reserved.busy)
    busy = percent(share) if share >= IDLE else say("less than 0.1 %")
    servers = say("{servers} servers would be busy {busy} of the time.", servers=count(float(result.product.reserved.servers)), busy=busy)
    return join([say("Value: {worth}.", worth=words.say_worth(result.worth)), servers])


def _model(figured: Figured) -> str:
    sale = plan_sale(figured.result)
    inside = words.say_case(figured.result, figured.risk)[1]
    sold = selling_panel(figured.result, sale, weigh_sale(figured.result, sale)).advice
    return join([say("Used inside: {finding}", finding=inside), say("Sold: {finding}", finding=sold)])


def _build(figured: Figured) -> str:
    result, currency = figured.result, figured.result.worth.currency
    one_off, training = (money(result.plan.settings[name], currency) for name in ("one_off", "training"))
    return say(
        "Before the first case, {one_off} are paid for the change and {training} for the model. The value per case rests on {rows} rows, "
        "{basis}.",
        one_off=one_off, training=training, rows=count(result.worth.rows), basis=say_basis(result.worth.basis),
    )  # fmt: skip


def _sell(figured: Figured) -> str:
    followed = next(switch for switch in figured.risk.switches if switch.name == "followed")
    flip = words.say_switch(followed, figured.sheet, figured.result.worth.currency)
    return join([words.say_payback(figured.result), flip])


def _serve(figured: Figured) -> str:
    return words.say_product(figured.result)


def _iterate(figured: Figured) -> str:
    settings = figured.result.plan.settings
    often = say(
        "The model is built anew every {life} months and retrained {times} times a year.",
        life=count(settings["model_life"]), times=f"{settings['retrainings']:g}",
    )  # fmt: skip
    return join([often, words.say_information(figured.risk, figured.sheet, figured.result.worth.currency)])


EVIDENCE: Mapping[str, Callable[[Figured], str]] = {
    "market": _market, "route": _route, "model": _model, "build": _build, "sell": _sell, "serve": _serve, "iterate": _iterate,
}  # fmt: skip
