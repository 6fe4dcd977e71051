"""The AI product sold: what each way to sell it leaves, what one customer is worth, and how bringing customers on becomes cheaper."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from payoff.core.answer import Answer
from payoff.core.cash_flow import monthly_rate
from payoff.core.clv import expected_lifetime
from payoff.core.experience import Convention, ExperienceCurve
from payoff.core.message import Message, join, say
from payoff.core.revenue import Offer, subscriber_of
from payoff.core.unit_economics import NOBODY_LEAVES, Subscriber
from payoff.core.wording import count, money, percent
from payoff.domains.panel import Figure, Panel, Series
from payoff.workflow.business_case import CaseResult
from payoff.workflow.product_sale import LICENCE_YEARS, Sale, SaleRisk

CONVENTIONS: Mapping[Convention, Message] = {
    "unit": say("each costs less: unit curve (Crawford)"),
    "cumulative average": say("the average falls: cumulative average (Wright 1936)"),
}
MOST_POINTS = 60
WORTH_WINNING = 3.0
Row = tuple[str | float | None, ...]


def selling_panel(result: CaseResult, sale: Sale, risks: Mapping[str, SaleRisk]) -> Panel:
    """Each way to sell over a year: margins, where it breaks even and how often it loses money."""
    currency, fixed = result.worth.currency, money(sale.fixed, result.worth.currency)
    if not sale.offers:
        return Panel("selling", say("Selling the model"), say("There is nothing to sell: {why}", why=sale.asked.reason), "expected")
    best = max(sale.offers, key=lambda offer: float(offer.contribution))
    left = float(best.contribution)
    covers = say("which covers the fixed cost of {fixed}", fixed=fixed)
    if left < sale.fixed:
        covers = say("which does not cover the fixed cost of {fixed}", fixed=fixed)
    first = say("{model} contributes most: {money} a year, {covers}.", model=best.label, money=money(left, currency), covers=covers)
    parts = [first, *(_say_risk(risk, currency) for key, risk in risks.items() if key == best.key)]
    header = (
        say("Model"), say("Contribution, {currency}", currency=currency), say("Breaks even at"), say("Planned"),
        say("Revenue, {currency}", currency=currency), say("Gross margin, %"), say("Contribution margin, %"),
        say("Loses money, % of draws"),
    )  # fmt: skip
    note = say(
        "All of a year. The source articles name only the API service, enterprise projects and licences; what is marked as an extension "
        "goes beyond them. Gross margin is after inference, electricity and support, or after the people of a project; contribution also "
        "after winning the customers of the year, who replace those lost (of a subscription: those who join). A way breaks even where its "
        "contribution covers the fixed cost. A licence fee is spread over {years} years. In the draws, volumes turn out otherwise "
        "and prices stay as planned.",
        years=LICENCE_YEARS,
    )  # fmt: skip
    rows = tuple(_offer_row(offer, sale, risks.get(offer.key)) for offer in sale.offers)
    return Panel("selling", say("Selling the model"), join(parts), "expected", header=header, table=rows, note=note)


def customer_panel(result: CaseResult, sale: Sale) -> Panel:
    """What the average customer is worth under each way to sell, over what winning one costs."""
    settings, currency = result.plan.settings, result.worth.currency
    header = (
        say("Model"), say("Revenue a month, {currency}", currency=currency), say("LTV, {currency}", currency=currency),
        say("LTV discounted, {currency}", currency=currency), "LTV : CAC", say("CAC payback, months"),
    )  # fmt: skip
    stay = expected_lifetime(1.0 - settings["churn"])
    figures = (
        Figure(say("Winning one (CAC)"), settings["acquisition"], currency, say("Sales and marketing per new customer.")),
        Figure(say("Lost a month (churn)"), 100.0 * settings["churn"], "%"),
        Figure(say("Stays on average"), stay.value, say("months"), stay.reason or say("One over churn.")),
    )
    worthwhile = [offer.label for offer in sale.offers if (customer_of(result, offer).value_to_cost.value or 0.0) >= WORTH_WINNING]
    advice: str = say("Under no way to sell does a customer bring back three times what winning one costs: win fewer, or win them cheaper.")
    if not settings["churn"]:
        advice = NOBODY_LEAVES
    elif worthwhile:
        advice = say("A customer brings back at least three times what winning one costs under: {ways}.", ways=join(worthwhile, ", "))
    note = say(
        "Lifetime value (LTV): monthly gross margin over churn, undiscounted; and discounted monthly at the firm's rate, the first "
        "payment after a month to those who stayed (Gupta and Lehmann 2003). Payback is blind to churn. Three times is a rule of thumb "
        "of the trade."
    )
    rows = tuple(_customer_row(result, offer) for offer in sale.offers)
    return Panel("customer", say("One customer"), advice, "expected", figures=figures, header=header, table=rows, note=note)


def customer_of(result: CaseResult, offer: Offer) -> Subscriber:
    """The average customer under one way to sell, per month."""
    settings = result.plan.settings
    return subscriber_of(offer, settings["customers"], churn=settings["churn"], acquisition=settings["acquisition"])


def experience_panel(result: CaseResult) -> Panel:
    """What bringing all customers on costs when it becomes cheaper with each, in both conventions of the experience curve."""
    settings, currency = result.plan.settings, result.worth.currency
    units = max(1, round(settings["customers"]))
    curves = {name: ExperienceCurve(settings["onboarding"], settings["progress"], name) for name in CONVENTIONS}
    totals = {name: float(curve.total_costs(units)[-1]) for name, curve in curves.items()}
    shown = np.unique(np.geomspace(1, units, MOST_POINTS).astype(int))
    series = tuple(
        Series(how, tuple(shown.astype(float)), tuple(curves[name].unit_costs(units)[shown - 1])) for name, how in CONVENTIONS.items()
    )
    advice = say(
        "Bringing {units} customers on costs {unit} if each costs less than the one before, {average} if it is the average that falls: ask "
        "which of the two a quoted {ratio} curve means.",
        units=count(units), unit=money(totals["unit"], currency), average=money(totals["cumulative average"], currency),
        ratio=percent(settings["progress"]),
    )  # fmt: skip
    ratio = settings["progress"]
    last = {name: float(curve.unit_costs(units)[-1]) for name, curve in curves.items()}
    if units == 1:
        advice = say("With one customer nothing is learned yet: both conventions say {unit}.", unit=money(totals["unit"], currency))
    figures = (
        Figure(say("Progress ratio"), 100 * ratio, "%", say("What is left of the cost at each doubling; also called the slope.")),
        Figure(say("Learning rate"), 100 * (1 - ratio), "%", say("What is saved at each doubling: one less the progress ratio.")),
        Figure(say("The last one, unit curve"), last["unit"], currency, CONVENTIONS["unit"]),
        Figure(say("The last one, cumulative average"), last["cumulative average"], currency, CONVENTIONS["cumulative average"]),
    )
    note = say(
        "Cost = first · n^log2(progress ratio). Two conventions: the cost of the n-th unit (unit curve, Crawford), or the average of the "
        "first n (cumulative average, Wright 1936). Sources swap the two names, and call either the ratio or what is saved the learning "
        "rate, so go by the formula. It stands beside the ways to sell and is not part of their cost."
    )
    return Panel(
        "experience", say("Experience"), advice, "expected", figures=figures, series=series, x_label=say("n-th customer"),
        y_label=say("Cost of bringing on, {currency}", currency=currency), note=note,
    )  # fmt: skip


def _say_risk(risk: SaleRisk, currency: str) -> Message:
    low, high, loss = money(risk.profit.low, currency), money(risk.profit.high, currency), percent(risk.loss)
    return say("After it, {low} to {high} is left in 90 of 100 draws; {loss} of draws lose money.", low=low, high=high, loss=loss)


def _offer_row(offer: Offer, sale: Sale, risk: SaleRisk | None) -> Row:
    at = offer.break_even(sale.fixed)
    even = say("no volume") if at.value is None else say("{number} {unit}", number=count(np.ceil(at.value)), unit=offer.unit)
    return (
        say("{model} (extension)", model=offer.label) if offer.extension else offer.label, round(float(offer.contribution)), even,
        say("{number} {unit}", number=count(float(offer.units)), unit=offer.unit), round(float(offer.revenue)),
        _share(offer.gross_margin), _share(offer.contribution_margin), None if risk is None else round(100 * risk.loss, 1),
    )  # fmt: skip


def _customer_row(result: CaseResult, offer: Offer) -> Row:
    customer = customer_of(result, offer)
    discounted = customer.discounted_value(monthly_rate(result.plan.settings["discount"]), first="t1")
    return (
        offer.label, round(customer.revenue, 2), _rounded(customer.lifetime_value, 0), _rounded(discounted, 0),
        _rounded(customer.value_to_cost, 2), _rounded(customer.payback, 1),
    )  # fmt: skip


def _share(answer: Answer) -> float | None:
    return None if answer.value is None else round(100 * answer.value, 1)


def _rounded(answer: Answer, places: int) -> float | None:
    return None if answer.value is None else round(answer.value, places)
