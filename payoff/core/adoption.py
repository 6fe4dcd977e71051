"""Adoption over time: the Bass diffusion model, in closed form and fitted to sales."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.optimize import curve_fit

from payoff.core.answer import Answer, undefined
from payoff.core.message import say
from payoff.core.value import Array, Money

Form = Literal["density", "interval"]


@dataclass(frozen=True)
class Bass:
    """Everybody who will ever adopt (`market`), and the pull of innovation p and imitation q per period, p > 0."""

    market: float
    p: float
    q: float

    @property
    def peak_time(self) -> Answer:
        """When sales are highest, ln(q / p) / (p + q)."""
        if self.q <= self.p:
            return undefined(say("Imitation is no stronger than innovation, so sales fall from the start and have no later peak."))
        return Answer(math.log(self.q / self.p) / (self.p + self.q))

    @property
    def peak_sales(self) -> Answer:
        """Sales per period at the peak, m(p + q)² / 4q."""
        if self.q <= self.p:
            return undefined(say("Imitation is no stronger than innovation, so sales fall from the start and have no later peak."))
        return Answer(self.market * (self.p + self.q) ** 2 / (4.0 * self.q))


@dataclass(frozen=True)
class BassFit:
    """The fitted model, standard errors of (market, p, q), and the residual standard error in units of sales."""

    model: Bass
    errors: tuple[float, float, float]
    residual: float


@dataclass(frozen=True)
class Diffusion:
    """Use that spreads as Bass 1969 has it, with p and q per year, each a number or one per draw (D,)."""

    p: Money
    q: Money


@dataclass(frozen=True)
class Ramp:
    """Use that rises in a straight line to everybody over `months` (a number, or one per draw (D,)); 0 starts complete."""

    months: Money


class NoAdoptionFitError(ValueError):
    """The sales do not determine a diffusion curve; the message says why."""


def share_in_use(adoption: Ramp | Diffusion, months: int) -> Array:
    """Share of full use in month 1 … `months`, taken at mid-month, (months,) or (D, months)."""
    middle = np.arange(months, dtype=np.float64) + 0.5
    if isinstance(adoption, Diffusion):
        p, q = (np.asarray(rate, dtype=np.float64)[..., None] for rate in (adoption.p, adoption.q))
        return _share(p, q, middle / 12.0)
    # A ramp of less than a tenth of a month is complete at the first mid-month, so 0 needs no branch of its own.
    return np.minimum(middle / np.maximum(np.asarray(adoption.months, dtype=np.float64)[..., None], 0.1), 1.0)


def adopted_share(model: Bass, time: Array) -> Array:
    """Share of the market that has adopted by `time` (Bass 1969): (1 − e^{−(p+q)t}) / (1 + (q/p) e^{−(p+q)t})."""
    return _share(np.float64(model.p), np.float64(model.q), np.asarray(time, dtype=np.float64))


def adoption_rate(model: Bass, time: Array) -> Array:
    """Adoptions per period at the instant `time`: market times the derivative of the adopted share."""
    share = adopted_share(model, time)
    return model.market * (model.p + model.q * share) * (1.0 - share)


def period_sales(model: Bass, periods: int) -> Array:
    """Adoptions in period 1 … `periods`, (periods,): market · (F(t) − F(t − 1))."""
    return model.market * np.diff(adopted_share(model, np.arange(periods + 1, dtype=np.float64)))


def fit_bass(sales: Array, *, form: Form) -> BassFit:
    """Least squares over sales per period (n,), n ≥ 4.

    "interval" compares with adoptions between t − 1 and t (Srinivasan and Mason 1986) and is the one to use; "density" compares
    with the rate at t, as older published fits do. The two give clearly different p on the same sales.
    """
    sales = np.asarray(sales, dtype=np.float64)
    if len(sales) < 4 or not (sales > 0).any():
        raise NoAdoptionFitError(say("A diffusion curve has three unknowns; give at least four periods with sales."))
    time = np.arange(1, len(sales) + 1, dtype=np.float64)
    total = float(sales.sum())
    curve = _curve(form, total)
    try:
        # Fitting market / total keeps the three unknowns near one another in size.
        found, covariance = curve_fit(curve, time, sales, p0=(1.5, 0.03, 0.4), bounds=([0.5, 1e-9, 0.0], [1e3, 1.0, 5.0]))
    except RuntimeError as cause:
        raise NoAdoptionFitError(say("No diffusion curve was found for these sales; have they passed or neared their peak?")) from cause
    market, p, q = np.sqrt(np.diag(covariance)) * (total, 1.0, 1.0)
    residual = math.sqrt(np.sum((sales - curve(time, *found)) ** 2) / (len(sales) - 3))
    model = Bass(float(found[0]) * total, float(found[1]), float(found[2]))
    return BassFit(model, (float(market), float(p), float(q)), residual)


def _share(p: Array | np.float64, q: Array | np.float64, time: Array) -> Array:
    faded = np.exp(-(p + q) * time)
    return np.asarray((1.0 - faded) / (1.0 + q / p * faded), dtype=np.float64)


def _curve(form: Form, total: float) -> Callable[[Array, float, float, float], Array]:
    def sold(time: Array, market: float, p: float, q: float) -> Array:
        model = Bass(market * total, p, q)
        if form == "density":
            return adoption_rate(model, time)
        return model.market * (adopted_share(model, time) - adopted_share(model, time - 1.0))

    return sold
