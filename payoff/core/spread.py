"""Uncertain inputs: a low, likely and high value, or two quantiles, as a distribution to draw from."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy import stats

from payoff.core.message import say
from payoff.core.value import Array


class BadRangeError(ValueError):
    """A range does not order its values; the message says which."""


@dataclass(frozen=True)
class _ThreePoint:
    """A low, a likely and a high value, in that order."""

    low: float
    mode: float
    high: float

    def __post_init__(self) -> None:
        if not (self.low <= self.mode <= self.high and self.low < self.high):
            raise BadRangeError(
                say(
                    "A range must rise from low over likely to high; {low:g}, {mode:g}, {high:g} does not.",
                    low=self.low,
                    mode=self.mode,
                    high=self.high,
                )
            )


@dataclass(frozen=True)
class Triangular(_ThreePoint):
    """Density rising straight from `low` to `mode` and falling straight to `high`."""

    @property
    def mean(self) -> float:
        """(a + m + b) / 3."""
        return (self.low + self.mode + self.high) / 3.0

    @property
    def variance(self) -> float:
        """(a² + m² + b² − am − ab − mb) / 18."""
        a, m, b = self.low, self.mode, self.high
        return (a * a + m * m + b * b - a * m - a * b - m * b) / 18.0

    def quantile(self, share: Array) -> Array:
        """Value below which a `share` (0 to 1, any shape) of the draws lies."""
        peak = (self.mode - self.low) / (self.high - self.low)
        return np.asarray(stats.triang.ppf(share, peak, loc=self.low, scale=self.high - self.low), dtype=np.float64)


@dataclass(frozen=True)
class Pert(_ThreePoint):
    """A beta distribution on `low` to `high` with weight 4 on the `mode` (Malcolm et al. 1959)."""

    @property
    def mean(self) -> float:
        """(a + 4m + b) / 6."""
        return (self.low + 4.0 * self.mode + self.high) / 6.0

    @property
    def variance(self) -> float:
        """(μ − a)(b − μ) / 7."""
        return (self.mean - self.low) * (self.high - self.mean) / 7.0

    def quantile(self, share: Array) -> Array:
        """Value below which a `share` (0 to 1, any shape) of the draws lies."""
        width = self.high - self.low
        alpha, beta = 1.0 + 4.0 * (self.mode - self.low) / width, 1.0 + 4.0 * (self.high - self.mode) / width
        return np.asarray(stats.beta.ppf(share, alpha, beta, loc=self.low, scale=width), dtype=np.float64)


@dataclass(frozen=True)
class Lognormal:
    """A positive, right-skewed quantity known by its 10th and 90th percentiles."""

    p10: float
    p90: float

    def __post_init__(self) -> None:
        if not 0 < self.p10 < self.p90:
            raise BadRangeError(
                say("The two percentiles must be positive and rise; {p10:g} and {p90:g} do not.", p10=self.p10, p90=self.p90)
            )

    @property
    def location(self) -> float:
        """Mean of the logarithm; its exponential is the median."""
        return (math.log(self.p10) + math.log(self.p90)) / 2.0

    @property
    def scale(self) -> float:
        """Standard deviation of the logarithm."""
        return (math.log(self.p90) - math.log(self.p10)) / (2.0 * float(stats.norm.ppf(0.9)))

    @property
    def mean(self) -> float:
        """exp(μ + σ²/2)."""
        return math.exp(self.location + self.scale**2 / 2.0)

    @property
    def variance(self) -> float:
        """(exp(σ²) − 1) · mean²."""
        return math.expm1(self.scale**2) * self.mean**2

    def quantile(self, share: Array) -> Array:
        """Value below which a `share` (0 to 1, any shape) of the draws lies; infinite at 1."""
        return np.exp(self.location + self.scale * np.asarray(stats.norm.ppf(share), dtype=np.float64))


@dataclass(frozen=True, eq=False)
class Empirical:
    """A quantity known by equally likely figures (R,), such as those of bootstrap resamples, ascending."""

    figures: Array

    def __post_init__(self) -> None:
        if len(self.figures) < 2 or (np.diff(self.figures) < 0).any():
            raise BadRangeError(say("A distribution from figures needs at least two of them, ascending."))

    @property
    def mean(self) -> float:
        """Their average."""
        return float(self.figures.mean())

    @property
    def variance(self) -> float:
        """Their population variance."""
        return float(self.figures.var())

    def quantile(self, share: Array) -> Array:
        """Value below which a `share` (0 to 1, any shape) of the figures lies, straight between two of them."""
        return np.asarray(np.interp(share, np.linspace(0.0, 1.0, len(self.figures)), self.figures), dtype=np.float64)


Spread = Triangular | Pert | Lognormal | Empirical
