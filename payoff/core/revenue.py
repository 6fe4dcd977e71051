"""What a model earns when it is sold: by the call, by the project, by licence; further models are extensions."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from payoff.core.advertising import PER_MILLE
from payoff.core.answer import Answer, undefined
from payoff.core.message import say
from payoff.core.payback import break_even_volume
from payoff.core.unit_economics import Subscriber, gross_margin, subscriber_counts
from payoff.core.value import Money

MONTHS = 12


@dataclass(frozen=True)
class Tier:
    """Calls up to `up_to` a year (inf for the last tier) cost `per_thousand` each thousand, within this tier only."""

    up_to: float
    per_thousand: float


@dataclass(frozen=True, eq=False)
class Offer:
    """One way to sell, over a year; money, each a number or one per draw (D,).

    `served` is the cost of goods sold (inference, electricity, support, or a project's people), `winning` what the customers
    won in the year cost. `units` of `unit` are what is sold; an `extension` goes beyond the models of the source articles.
    """

    key: str
    label: str
    revenue: Money
    served: Money
    winning: Money
    units: Money
    unit: str
    extension: bool = False

    @property
    def gross_margin(self) -> Answer:
        """Share of revenue left after the cost of serving it."""
        return gross_margin(float(self.revenue), float(self.served))

    @property
    def contribution(self) -> Money:
        """Revenue less everything that varies with it: serving it, and winning the year's customers."""
        return self.revenue - self.served - self.winning

    @property
    def contribution_margin(self) -> Answer:
        """Share of revenue left after everything that varies with it."""
        return gross_margin(float(self.revenue), float(self.served + self.winning))

    def break_even(self, fixed: float) -> Answer:
        """Units a year at which the contribution covers the `fixed` cost."""
        units = float(self.units)
        if units == 0:
            return undefined(say("Nothing is sold this way in the plan, so no break-even follows from it."))
        return break_even_volume(fixed, float(self.revenue) / units, variable=float(self.served + self.winning) / units)


def metered_revenue(calls: Money, tiers: Sequence[Tier]) -> Money:
    """Revenue of one customer's `calls` a year, each tier charged at its own price; ValueError unless tiers rise and the last is open."""
    bounds = [0.0, *(tier.up_to for tier in tiers)]
    if any(upper <= lower for lower, upper in itertools.pairwise(bounds)) or np.max(calls) > bounds[-1]:
        raise ValueError(say("Tiers must rise, and the last one must have no upper end."))
    within = (np.clip(calls, lower, upper) - lower for lower, upper in itertools.pairwise(bounds))
    return sum((part / PER_MILLE * tier.per_thousand for part, tier in zip(within, tiers, strict=True)), 0.0)


def licence_revenue(upfront: Money, *, maintenance: Money, years: int) -> Money:
    """Average revenue a year of a licence over `years`: the fee once, and `maintenance` (a share of it) each year."""
    return upfront / years + maintenance * upfront


def average_subscribers(start: Money, *, churn: Money, joining: Money) -> Money:
    """Subscribers on average over the ends of a year's months; churn and those joining are monthly."""
    return subscriber_counts(start, churn=churn, joining=np.array([joining] * MONTHS)).mean(axis=0)


def seat_revenue(seats: Money, price: Money) -> Money:
    """Revenue a year of `seats` at a monthly `price` each."""
    return seats * price * MONTHS


def advertising_revenue(impressions: Money, *, fill: Money, cpm: Money) -> Money:
    """Revenue of `impressions`, a share `fill` of which is sold at `cpm` a thousand: impressions · fill · eCPM / 1000."""
    return impressions * fill * cpm / PER_MILLE


def shared_revenue(partner: Money, share: Money) -> Money:
    """What a `share` (0 to 1) of a partner's revenue comes to."""
    return partner * share


def subscriber_of(offer: Offer, customers: float, *, churn: float, acquisition: float) -> Subscriber:
    """The average customer of an offer per month; `churn` is monthly, `acquisition` what winning one costs."""
    margin = offer.gross_margin.value
    return Subscriber(float(offer.revenue) / customers / MONTHS, 0.0 if margin is None else margin, churn, acquisition)
