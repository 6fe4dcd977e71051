"""The economics of one customer of a product: margin, lifetime value, cost to acquire, payback."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from payoff.core.answer import Answer, quotient, undefined
from payoff.core.clv import contractual_value
from payoff.core.finance import Timing
from payoff.core.message import say
from payoff.core.value import Array, Money

NOBODY_LEAVES = say("Nobody leaves, so an undiscounted lifetime value has no bound.")


@dataclass(frozen=True)
class Subscriber:
    """Revenue per period, gross margin as a share (after inference, hosting and support), churn per period, cost to acquire."""

    revenue: float
    margin: float
    churn: float
    acquisition: float

    @property
    def contribution(self) -> float:
        """Gross margin in money per period."""
        return self.revenue * self.margin

    @property
    def lifetime_value(self) -> Answer:
        """Undiscounted: contribution / churn."""
        return quotient(self.contribution, self.churn, reason=NOBODY_LEAVES)

    @property
    def value_to_cost(self) -> Answer:
        """Undiscounted lifetime value over acquisition cost (LTV:CAC)."""
        value = self.lifetime_value
        return value if value.value is None else quotient(value.value, self.acquisition, reason=say("Customers come at no cost."))

    @property
    def payback(self) -> Answer:
        """Periods of contribution that repay the acquisition cost; blind to churn."""
        if self.contribution <= 0:
            return undefined(say("A customer contributes nothing, so the cost of acquiring one is never repaid."))
        return Answer(self.acquisition / self.contribution)

    def discounted_value(self, discount: float, *, first: Timing) -> Answer:
        """Lifetime value at `discount` per period; `first` says whether the first payment comes at once or a period later."""
        return contractual_value(self.contribution, 1.0 - self.churn, discount=discount, first=first)


def gross_margin(revenue: float, cost_of_goods: float) -> Answer:
    """Share of revenue left after the cost of goods sold, which for an AI product includes inference, hosting and support."""
    return quotient(revenue - cost_of_goods, revenue, reason=say("There is no revenue to take a share of."))


def acquisition_cost(spending: float, customers: float) -> Answer:
    """Sales and marketing spending per new customer (CAC)."""
    return quotient(spending, customers, reason=say("No customer was won, so there is no cost per customer."))


def subscriber_counts(start: Money, *, churn: Money, joining: Array) -> Array:
    """Subscribers at the end of each period: N·(1 − churn) + those `joining`; (T,), or (T, D) where any of them is one per draw."""
    counts, now = [], np.asarray(start, dtype=np.float64)
    for new in joining:
        now = now * (1.0 - churn) + new
        counts.append(now)
    return np.array(np.broadcast_arrays(*counts))


def net_revenue_retention(start: float, *, expansion: float, contraction: float, lost: float) -> Answer:
    """Revenue now from the customers of a period ago, over their revenue then (NRR)."""
    return quotient(start + expansion - contraction - lost, start, reason=say("There was no recurring revenue to retain."))


def burn_multiple(burned: float, added_revenue: float) -> Answer:
    """Cash burned per unit of recurring revenue added."""
    if added_revenue <= 0:
        return undefined(say("No recurring revenue was added, so there is no cash burned per unit of it."))
    return Answer(burned / added_revenue)
