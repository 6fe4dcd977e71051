"""Maximum profit of a ranking, for one known parameter or expected over an uncertain one, on the ROC convex hull."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy.special import betainc

from payoff.core.message import say
from payoff.core.roc import Roc, convex_hull
from payoff.core.value import Array


@dataclass(frozen=True)
class MaximumProfit:
    """Profit per row (per unit lent for credit) at the best cut, and the share of rows acted on there."""

    value: float
    share: float


class Uncertain(Protocol):
    """A parameter between 0 and 1: chance of at most x, and mean of the part up to x."""

    def cdf(self, x: Array) -> Array: ...
    def partial_mean(self, x: Array) -> Array: ...


@dataclass(frozen=True)
class LossShare:
    """Share of the amount lent that a default costs (λ): 0 with chance `none`, all with `whole`, else anything alike.

    Defaults of Verbraken, Bravo, Weber and Baesens 2014.
    """

    none: float = 0.55
    whole: float = 0.10

    def cdf(self, x: Array) -> Array:
        inside = self.none + (1 - self.none - self.whole) * np.clip(x, 0, 1) + self.whole * (x >= 1)
        return np.where(x < 0, 0.0, inside)

    def partial_mean(self, x: Array) -> Array:
        return (1 - self.none - self.whole) * np.clip(x, 0, 1) ** 2 / 2 + self.whole * (x >= 1)

    @property
    def mean(self) -> float:
        """Average loss share."""
        return self.whole + (1 - self.none - self.whole) / 2


@dataclass(frozen=True)
class Acceptance:
    """Share of would-be leavers who accept an offer (γ): Beta(`alpha`, `beta`), Verbraken, Verbeke and Baesens 2013."""

    alpha: float = 6.0
    beta: float = 14.0

    def cdf(self, x: Array) -> Array:
        return np.asarray(betainc(self.alpha, self.beta, np.clip(x, 0, 1)))

    def partial_mean(self, x: Array) -> Array:
        return self.mean * np.asarray(betainc(self.alpha + 1, self.beta, np.clip(x, 0, 1)))

    @property
    def mean(self) -> float:
        """Average acceptance."""
        return self.alpha / (self.alpha + self.beta)


@dataclass(frozen=True)
class Offer:
    """A retention offer, money per customer: value kept, incentive paid on acceptance by leavers and by all others, contact paid always."""

    lifetime_value: float = 200.0
    incentive: float = 10.0
    contact: float = 1.0


@dataclass(frozen=True)
class ProfitLines:
    """Profit at each hull cut as a line in the parameter θ: `slope` · θ + `level`, (K,), with the share acted on."""

    slope: Array
    level: Array
    share: Array


def credit_lines(roc: Roc, *, roi: float = 0.2644) -> ProfitLines:
    """Declining at each cut, θ the loss share: λ · π₁ · TPR − ROI · π₀ · FPR per unit lent (Verbraken et al. 2014)."""
    hull = convex_hull(roc)
    return ProfitLines(hull.prevalence * hull.tpr, -roi * (1 - hull.prevalence) * hull.fpr, hull.acted)


def churn_lines(roc: Roc, offer: Offer) -> ProfitLines:
    """Offering at each cut, θ the acceptance: [γ(CLV − d) − f] · π₁ · TPR − (d + f) · π₀ · FPR (Verbeke et al. 2012)."""
    if offer.incentive >= offer.lifetime_value:
        raise ValueError(
            say(
                "The incentive ({incentive:g}) eats up the lifetime value it should keep ({lifetime_value:g}).",
                incentive=offer.incentive,
                lifetime_value=offer.lifetime_value,
            )
        )
    hull = convex_hull(roc)
    leavers, others = hull.prevalence * hull.tpr, (1 - hull.prevalence) * hull.fpr
    level = -offer.contact * leavers - (offer.incentive + offer.contact) * others
    return ProfitLines((offer.lifetime_value - offer.incentive) * leavers, level, hull.acted)


def maximum_profit(lines: ProfitLines, parameter: float) -> MaximumProfit:
    """Profit at the cut that is best for one known parameter; of equals, the one that acts least."""
    profit = lines.slope * parameter + lines.level
    best = int(np.argmax(profit))
    return MaximumProfit(float(profit[best]), float(lines.share[best]))


def expected_maximum_profit(lines: ProfitLines, parameter: Uncertain) -> MaximumProfit:
    """Mean over the parameter of the profit at the cut that is then best, and of the share acted on there.

    Exact: along the hull the best cut changes at rising values of the parameter, so the integral falls into pieces.
    """
    with np.errstate(divide="ignore"):
        turns = -np.diff(lines.level) / np.diff(lines.slope)
    low, high = np.concatenate([[-1.0], turns]), np.concatenate([turns, [np.inf]])
    chance = parameter.cdf(high) - parameter.cdf(low)
    mean = parameter.partial_mean(high) - parameter.partial_mean(low)
    return MaximumProfit(float(lines.slope @ mean + lines.level @ chance), float(lines.share @ chance))
