"""Advertising: what an impression is worth, what it earns, and what the spending returns."""

from __future__ import annotations

from dataclasses import dataclass

from payoff.core.answer import Answer, quotient
from payoff.core.message import say
from payoff.core.value import Money

PER_MILLE = 1000.0


@dataclass(frozen=True)
class Funnel:
    """From impression to margin: click rate, conversion rate per click, order value in money, gross margin as a share."""

    click: Money
    conversion: Money
    order: Money
    margin: Money

    @property
    def per_impression(self) -> Money:
        """Expected margin of one impression, before its cost."""
        return self.click * self.conversion * self.order * self.margin


def effective_cpm(click: Money, bid: Money) -> Money:
    """Expected revenue per thousand impressions of selling clicks at `bid` each: 1000 · pCTR · bid."""
    return PER_MILLE * click * bid


def advertising_profit(impressions: Money, funnel: Funnel, *, cpm: Money) -> Money:
    """Margin attributed to `impressions` less their price, with `cpm` the price per thousand."""
    return impressions * (funnel.per_impression - cpm / PER_MILLE)


def break_even_cpm(funnel: Funnel) -> Money:
    """The price per thousand impressions at which they earn nothing."""
    return PER_MILLE * funnel.per_impression


def return_on_ad_spend(revenue: float, spend: float) -> Answer:
    """ROAS: attributed revenue per unit spent, before margin; not what the advertising added."""
    return quotient(revenue, spend, reason=say("Nothing was spent."))
