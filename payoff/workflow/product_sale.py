"""The AI product sold to others: its cost at their volume, the price that follows, and what each way to sell it earns."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from payoff.core.advertising import effective_cpm
from payoff.core.answer import Answer, quotient
from payoff.core.message import say
from payoff.core.product_cost import WITH_VOLUME, ProductCost, price_floor
from payoff.core.revenue import (
    Offer,
    Tier,
    advertising_revenue,
    average_subscribers,
    licence_revenue,
    metered_revenue,
    seat_revenue,
    shared_revenue,
)
from payoff.core.uncertainty import draw_together
from payoff.core.value import Money
from payoff.core.verdict import Interval, summarise
from payoff.workflow.business_case import CasePlan, CaseResult, build_product_cost

TIERS = (Tier(100_000, 1.0), Tier(1_000_000, 0.7), Tier(math.inf, 0.5))
"""Discounts of a metered price, as multiples of the list price."""
LICENCE_YEARS = 3
WORKDAYS = 220
MONTHS = 12
DRAWS = 2_000
CUSTOMERS = say("customers")
Settings = Mapping[str, Money]


@dataclass(frozen=True)
class Sale:
    """A year of selling to all customers; money. `floor` and `asked` are per thousand calls, `variable` too, `fixed` a year.

    The asked price is the floor over one less the margin; None with its reason where there are no calls. `tiers` are the prices
    of a metered service that bring the asked price on average.
    """

    calls: float
    fixed: float
    variable: float
    floor: Answer
    asked: Answer
    tiers: tuple[Tier, ...]
    planned_calls: float
    """Of one customer a year, which sets the fee of a subscription."""
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True)
class SaleRisk:
    """What one way to sell leaves a year after every cost, when volumes turn out otherwise but prices stay as planned."""

    key: str
    profit: Interval
    loss: float
    """Share of draws in which it does not cover its cost."""


def plan_sale(result: CaseResult) -> Sale:
    """Cost, price and offers for the customers that the plan assumes."""
    settings, plan = result.plan.settings, result.plan
    calls = settings["customers"] * settings["calls"]
    cost = _cost(settings, plan)
    support = settings["customers"] * settings["support"]
    hosted = float(_hosting(cost))
    # Support joins the cost that the price has to cover, as inference does.
    floor = price_floor(replace(cost, items={**cost.items, "support": support}), margin=0.0)
    reason = say("A margin is below the whole price.")
    asked = floor if floor.value is None else quotient(floor.value, 1.0 - settings["margin"], reason=reason)
    tiers = () if asked.value is None else _tiers(asked.value, settings["calls"])
    sale = Sale(calls, float(cost.total) - hosted, (hosted + support) / calls * 1000.0, floor, asked, tiers, settings["calls"])
    return replace(sale, offers=_offers(settings, cost, sale)) if tiers else sale


def weigh_sale(result: CaseResult, sale: Sale) -> dict[str, SaleRisk]:
    """Each offer by key under draws of the ranges, at the planned tiers; empty where nothing has a range or nothing is sold."""
    plan = result.plan
    if not plan.spreads or not sale.offers:
        return {}
    correlations = {pair: figure for pair, figure in plan.correlations.items() if plan.spreads.keys() >= set(pair)}
    drawn = draw_together(plan.spreads, replace(plan.draw, draws=DRAWS), correlations=correlations)
    settings: Settings = {**plan.settings, **drawn}
    cost = _cost(settings, plan)
    fixed = cost.total - _hosting(cost)
    profits = {offer.key: np.asarray(offer.contribution - fixed) for offer in _offers(settings, cost, sale)}
    return {key: SaleRisk(key, summarise(profit), float(np.mean(profit < 0))) for key, profit in profits.items()}


def _cost(settings: Settings, plan: CasePlan) -> ProductCost:
    """What the product costs a year at all customers' calls."""
    return build_product_cost({**settings, "volume": settings["customers"] * settings["calls"]}, plan)


def _tiers(price: float, calls: float) -> tuple[Tier, ...]:
    """Tiers whose list price lets a customer of `calls` a year pay `price` a thousand on average."""
    list_price = price * calls / 1000.0 / float(metered_revenue(calls, TIERS))
    return tuple(Tier(tier.up_to, tier.per_thousand * list_price) for tier in TIERS)


def _hosting(cost: ProductCost) -> Money:
    """Inference and its electricity, which follow the calls."""
    return sum((cost.items[item] for item in WITH_VOLUME), 0.0)


def _offers(s: Settings, cost: ProductCost, sale: Sale) -> tuple[Offer, ...]:
    """Every way to sell, under settings that may be drawn; whoever leaves is replaced."""
    customers, days = s["customers"], s["project_days"]
    served = _hosting(cost) + customers * s["support"]
    winning = customers * s["churn"] * MONTHS * s["acquisition"]
    metered = customers * metered_revenue(s["calls"], sale.tiers)
    licences = customers * licence_revenue(s["licence"], maintenance=s["maintenance"], years=LICENCE_YEARS)
    people = days * s["loaded"] / WORKDAYS
    named = (
        Offer("metered", say("API service, metered by tiers"), metered, served, winning, customers, CUSTOMERS),
        Offer("project", say("Enterprise projects"), days * s["day_rate"], people, winning, days, say("project days")),
        Offer("licence", say("Licence and maintenance"), licences, customers * s["support"], winning, customers, CUSTOMERS),
    )
    return (*named, *_extensions(s, sale, served=served, winning=winning))


def _extensions(s: Settings, sale: Sale, *, served: Money, winning: Money) -> tuple[Offer, ...]:
    """Ways beyond the source articles. Subscribers pay the planned fee whatever they call; only they grow by who joins."""
    customers, calls = s["customers"], s["customers"] * s["calls"]
    staying = average_subscribers(customers, churn=s["churn"], joining=s["joining"])
    fees, won = staying * metered_revenue(sale.planned_calls, sale.tiers), s["joining"] * MONTHS * s["acquisition"]
    seats = customers * s["seats"]
    shown = advertising_revenue(calls * s["impressions"], fill=s["fill"], cpm=effective_cpm(s["click"], s["bid"]))
    shared = customers * shared_revenue(s["partner_revenue"], s["partner_share"])
    millions = calls / 1e6
    return (
        Offer("subscription", say("Subscription"), fees, served * staying / customers, won, staying, CUSTOMERS, extension=True),
        Offer("seats", say("Seats"), seat_revenue(seats, s["seat_price"]), served, winning, seats, say("seats"), extension=True),
        Offer("advertising", say("Advertising"), shown, served, winning, millions, say("million calls"), extension=True),
        Offer("share", say("Revenue share"), shared, served, winning, customers, CUSTOMERS, extension=True),
    )
