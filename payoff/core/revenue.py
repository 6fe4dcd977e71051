"""What a model earns when it is sold: by the call, by the project, by licence; further models are extensions."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from payoff.core.answer import Answer
from payoff.core.unit_economics import Subscriber, gross_margin


@dataclass(frozen=True)
class Tier:
    """Calls up to `up_to` a year (inf for the last tier) cost `per_thousand` each thousand, within this tier only."""

    up_to: float
    per_thousand: float


@dataclass(frozen=True)
class Offer:
    """One way to sell: revenue of a year, what varies with it, and whether it goes beyond the models of the source articles."""

    key: str
    label: str
    revenue: float
    variable: float
    extension: bool = False

    @property
    def gross_margin(self) -> Answer:
        """Share of revenue left after the cost of serving it."""
        return gross_margin(self.revenue, self.variable)

    @property
    def contribution(self) -> float:
        """Revenue less what varies with it."""
        return self.revenue - self.variable


def metered_revenue(calls: float, tiers: Sequence[Tier]) -> float:
    """Revenue of one customer's `calls` a year, each tier charged at its own price; ValueError unless tiers rise and the last is open."""
    bounds = [0.0, *(tier.up_to for tier in tiers)]
    if any(upper <= lower for lower, upper in itertools.pairwise(bounds)) or calls > bounds[-1]:
        raise ValueError("Tiers must rise, and the last one must have no upper end.")
    within = (max(0.0, min(calls, tier.up_to) - lower) for lower, tier in zip(bounds, tiers, strict=False))
    return sum(part / 1000.0 * tier.per_thousand for part, tier in zip(within, tiers, strict=True))


def licence_revenue(upfront: float, *, maintenance: float, years: int) -> float:
    """Average revenue a year of a licence over `years`: the fee once, and `maintenance` (a share of it) each year."""
    return upfront / years + maintenance * upfront


def subscriber_of(offer: Offer, customers: float, *, churn: float, acquisition: float) -> Subscriber:
    """The average customer of an offer per month; `churn` is monthly, `acquisition` what winning one costs."""
    margin = offer.gross_margin.value
    return Subscriber(offer.revenue / customers / 12.0, 0.0 if margin is None else margin, churn, acquisition)
