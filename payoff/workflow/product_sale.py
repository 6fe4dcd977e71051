"""The AI product sold to others: its cost at their volume, the price that follows, and what each way to sell it earns."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from payoff.core.answer import Answer, quotient
from payoff.core.product_cost import WITH_VOLUME, price_floor
from payoff.core.revenue import Offer, Tier, licence_revenue, metered_revenue
from payoff.core.unit_economics import subscriber_counts
from payoff.workflow.business_case import CaseResult, build_product_cost

TIERS = (Tier(100_000, 1.0), Tier(1_000_000, 0.7), Tier(math.inf, 0.5))
"""Discounts of a metered price, as multiples of the list price."""
LICENCE_YEARS = 3
WORKDAYS = 220


@dataclass(frozen=True)
class Sale:
    """A year of selling to all customers; money. `floor` and `asked` are per thousand calls, `variable` too, `fixed` a year.

    The asked price is the floor over one less the margin; None with its reason where there are no calls.
    """

    calls: float
    fixed: float
    variable: float
    floor: Answer
    asked: Answer
    offers: tuple[Offer, ...]


def plan_sale(result: CaseResult) -> Sale:
    """Cost, price and offers for the customers that the plan assumes."""
    settings = result.plan.settings
    calls = settings["customers"] * settings["calls"]
    cost = build_product_cost({**settings, "volume": calls}, result.plan)
    support = settings["customers"] * settings["support"]
    following = sum(float(np.asarray(cost.items[item])) for item in WITH_VOLUME) + support
    fixed = float(np.asarray(cost.total)) + support - following
    # Support joins the cost that the price has to cover, as inference does.
    floor = price_floor(replace(cost, items={**cost.items, "support": support}), margin=0.0)
    asked = floor if floor.value is None else quotient(floor.value, 1.0 - settings["margin"], reason="A margin is below the whole price.")
    variable = following / calls * 1000.0
    offers = () if asked.value is None else _offers(result, asked.value, variable)
    return Sale(calls, fixed, variable, floor, asked, offers)


def _offers(result: CaseResult, price: float, variable: float) -> tuple[Offer, ...]:
    settings = result.plan.settings
    customers, calls = settings["customers"], settings["calls"]
    served = customers * calls / 1000.0 * variable
    # The list price is set so that a customer of this size pays the asked price on average, tiers included.
    per_list = metered_revenue(calls, TIERS)
    list_price = price * calls / 1000.0 / per_list
    metered = customers * metered_revenue(calls, tuple(Tier(tier.up_to, tier.per_thousand * list_price) for tier in TIERS))
    days = settings["project_days"]
    licences = customers * licence_revenue(settings["licence"], maintenance=settings["maintenance"], years=LICENCE_YEARS)
    staying = subscriber_counts(customers, churn=settings["churn"], joining=np.zeros(12)).mean()
    return (
        Offer("metered", "API service, metered by tiers", metered, served),
        Offer("project", "Enterprise projects", days * settings["day_rate"], days * settings["loaded"] / WORKDAYS),
        Offer("licence", "Licence and maintenance", licences, customers * settings["support"]),
        Offer("subscription", "Subscription, nobody new joining", float(staying) * price * calls / 1000.0, served, extension=True),
    )
