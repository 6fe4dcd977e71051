"""Campaign economics: what contacting a customer is worth, with the cost of contact and of the incentive kept apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from payoff.core.answer import Answer, undefined
from payoff.core.curve import Curve, value_curve
from payoff.core.message import say
from payoff.core.ranking import Ranking
from payoff.core.value import Array, Money, ValueMatrix


@dataclass(frozen=True)
class Campaign:
    """What a campaign costs; money per person, `redemption` is the share of responders who use the incentive."""

    contact: Money
    """Paid for everybody contacted."""
    incentive: Money
    """Paid only for those who respond and redeem."""
    redemption: float
    fixed: float
    """Paid once, as soon as anybody is contacted."""


@dataclass(frozen=True)
class Retention:
    """A churn campaign: the leaver's lifetime value is kept where the incentive is accepted (Verbeke et al. 2012)."""

    lifetime_value: Money
    contact: Money
    incentive: Money
    acceptance: Money
    """Share of would-be leavers who accept and stay (γ)."""


@dataclass(frozen=True)
class Spending:
    """Profit, cost and revenue of contacting down to each cut, (B+1,); `roi` is profit per unit of cost, NaN where nothing is spent."""

    curve: Curve
    cost: Array
    roi: Array


@dataclass(frozen=True)
class Frontier:
    """The best profit (K,) that each `budget` (K,) allows, where it is reached, and profit per further unit of budget (K−1,)."""

    budget: Array
    profit: Array
    acted: Array
    affordable: Array
    shadow_price: Array


def campaign_values(campaign: Campaign, margin: Money) -> ValueMatrix:
    """Cells of contacting (act) a customer whose response brings `margin`, before campaign costs.

    The response is attributed to the contact: whoever is left alone counts as 0. Only a randomised control group tells
    what the contact added.
    """
    response = margin - np.multiply(campaign.incentive, campaign.redemption) - campaign.contact
    return ValueMatrix(tp=response, fp=np.negative(campaign.contact), tn=0.0, fn=0.0, fixed=campaign.fixed)


def retention_values(retention: Retention) -> ValueMatrix:
    """Cells of making an offer (act) to a customer who would leave (event) or not: γ(CLV − d) − f and −(d + f)."""
    kept = retention.acceptance * (retention.lifetime_value - retention.incentive) - retention.contact
    wasted = -(retention.incentive + retention.contact)
    return ValueMatrix(tp=kept, fp=wasted, tn=0.0, fn=0.0)


def spend_by_depth(ranking: Ranking, campaign: Campaign, margin: Money) -> Spending:
    """Profit, cost and return of contacting in order of score; `margin` and costs in the ranking's places, or one number."""
    curve = value_curve(ranking, campaign_values(campaign, margin))
    response = campaign.contact + np.multiply(campaign.incentive, campaign.redemption)
    paid = ValueMatrix(tp=response, fp=campaign.contact, tn=0.0, fn=0.0, fixed=-campaign.fixed)
    cost = value_curve(ranking, paid).value
    return Spending(curve, cost, np.divide(curve.value, cost, out=np.full_like(cost, np.nan), where=cost > 0))


def break_even_response(campaign: Campaign, margin: float) -> Answer:
    """Response rate from which a contact pays: contact / (margin − incentive · redemption)."""
    earned = margin - float(campaign.incentive) * campaign.redemption
    if earned <= 0:
        return undefined(say("A response costs more than it brings, so no response rate pays for the contact."))
    return Answer(float(campaign.contact) / earned)


def break_even_depth(curve: Curve) -> Answer:
    """The largest share of customers that can be contacted before the campaign as a whole loses money."""
    paying = np.flatnonzero((curve.value >= 0) & (curve.acted > 0))
    if paying.size == 0:
        return undefined(say("The campaign loses money at every depth."))
    return Answer(float(curve.share[paying[-1]]))


def budget_frontier(spending: Spending, budgets: Array) -> Frontier:
    """Best profit within each of the ascending `budgets` (K,), customers contacted in order of score."""
    budgets = np.asarray(budgets, dtype=np.float64)
    if (budgets < 0).any() or (np.diff(budgets) <= 0).any():
        raise ValueError(say("Budgets must be 0 or more and rise from one to the next."))
    # Cost never falls along the curve, so the points within a budget are its first ones.
    last = np.searchsorted(spending.cost, budgets, side="right") - 1
    best = np.array([int(np.argmax(spending.curve.value[: end + 1])) for end in last])
    profit, acted = spending.curve.value[best], spending.curve.acted
    return Frontier(budgets, profit, acted[best], acted[last], np.diff(profit) / np.diff(budgets))
