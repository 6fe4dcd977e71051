"""Bank capital under the internal-ratings approach, and the return on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.stats import norm

from payoff.core.value import Array, Money

CONFIDENCE = 0.999
"""The one-year solvency level of the supervisory formula (Basel Framework, CRE31)."""
RISK_WEIGHT_PER_CAPITAL = 12.5
"""The reciprocal of the 8 % minimum capital ratio."""


@dataclass(frozen=True)
class Corporate:
    """Loans to firms: effective maturity in years, and yearly sales in EUR million where the firm is small or medium-sized."""

    maturity: float
    sales: float | None


@dataclass(frozen=True)
class Retail:
    """Loans to persons: residential mortgage, qualifying revolving (cards), or other."""

    kind: Literal["mortgage", "revolving", "other"]


Asset = Corporate | Retail


@dataclass(frozen=True)
class Margin:
    """One year's earnings on the exposure, in money, before tax; `tax` is a rate."""

    interest: Money
    fees: Money
    funding: Money
    costs: Money
    expected_loss: Money
    tax: float

    @property
    def after_tax(self) -> Money:
        """What is left after funding, running costs, expected loss and tax."""
        return (self.interest + self.fees - self.funding - self.costs - self.expected_loss) * (1.0 - self.tax)


def asset_correlation(pd: Money, asset: Asset) -> Array:
    """Supervisory correlation R at a one-year `pd` (CRE31.5, 31.9 and 31.14–16), same shape as `pd`."""
    pd = np.asarray(pd, dtype=np.float64)
    if isinstance(asset, Corporate):
        return _between(0.12, 0.24, pd, decay=50.0) - _small_firm_relief(asset.sales)
    if asset.kind == "other":
        return _between(0.03, 0.16, pd, decay=35.0)
    return np.full_like(pd, 0.15 if asset.kind == "mortgage" else 0.04)


def capital_requirement(pd: Money, lgd: Money, asset: Asset, *, pd_floor: float) -> Array:
    """K, the capital per unit of exposure at default, for unexpected loss only (CRE31.4–31.16, without the 1.06 scalar).

    `pd` is raised to `pd_floor` first. NaN at pd = 1: a defaulted exposure needs a best-estimate loss instead; 0 at pd = 0.
    """
    pd = np.maximum(np.asarray(pd, dtype=np.float64), pd_floor)
    inside = np.where((pd > 0) & (pd < 1), pd, np.nan)
    correlation = asset_correlation(inside, asset)
    stressed = norm.cdf((norm.ppf(inside) + np.sqrt(correlation) * norm.ppf(CONFIDENCE)) / np.sqrt(1.0 - correlation))
    capital = np.asarray(lgd) * (stressed - inside) * _maturity_factor(inside, asset)
    return np.where(pd <= 0, 0.0, capital)


def risk_weight(pd: Money, lgd: Money, asset: Asset, *, pd_floor: float) -> Array:
    """Risk weight as a fraction of exposure at default: 12.5 · K."""
    return RISK_WEIGHT_PER_CAPITAL * capital_requirement(pd, lgd, asset, pd_floor=pd_floor)


def risk_weighted_assets(weight: Money, ead: Money) -> Money:
    """Exposure at default times its risk weight, in money."""
    return weight * ead


def raroc(margin: Margin, capital: Money) -> Array:
    """Risk-adjusted return on `capital` (money), after tax (Crouhy, Galai and Mark 2001); NaN where no capital is held."""
    capital = np.asarray(capital, dtype=np.float64)
    return np.asarray(margin.after_tax) / np.where(capital > 0, capital, np.nan)


def economic_value_added(margin: Margin, capital: Money, *, hurdle: float) -> Money:
    """After-tax margin less what `capital` must earn at the `hurdle` rate: (RAROC − hurdle) · capital."""
    return margin.after_tax - hurdle * capital


def _between(low: float, high: float, pd: Array, *, decay: float) -> Array:
    weight = (1.0 - np.exp(-decay * pd)) / (1.0 - np.exp(-decay))
    return low * weight + high * (1.0 - weight)


def _small_firm_relief(sales: float | None) -> float:
    """Up to .04 for sales of EUR 5 million and below, nothing from 50 million (CRE31.9)."""
    if sales is None:
        return 0.0
    return 0.04 * (1.0 - (min(max(sales, 5.0), 50.0) - 5.0) / 45.0)


def _maturity_factor(pd: Array, asset: Asset) -> Array | float:
    """Longer loans can lose value by migrating to a worse grade; retail has no such term."""
    if isinstance(asset, Retail):
        return 1.0
    slope = (0.11852 - 0.05478 * np.log(pd)) ** 2
    return (1.0 + (asset.maturity - 2.5) * slope) / (1.0 - 1.5 * slope)
