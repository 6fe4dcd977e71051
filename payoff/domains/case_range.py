"""How far an assumption may turn out from what is planned."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from payoff.core.message import say
from payoff.core.spread import Lognormal, Pert, Spread, Triangular
from payoff.domains.term_sheet import Assumption

Shape = Literal["triangular", "pert", "lognormal"]
By = Literal["factor", "step"]
LEAST = 1e-6


@dataclass(frozen=True)
class Range:
    """Ends of a range around the planned value, which move with it: multiples of it ("factor"), or distances from it ("step").

    Ends are the extremes of a triangular or PERT range, whose mode is the plan, and the 10th and 90th percentile of a lognormal.
    """

    low: float
    high: float
    shape: Shape = "pert"
    by: By = "factor"

    def around(self, planned: float, assumption: Assumption, *, width: float = 1.0) -> Spread | None:
        """The distribution around `planned`, kept within what `assumption` allows; None where nothing is left to vary."""
        low, high = self._ends(planned)
        low, high = (planned + width * (end - planned) for end in (low, high))
        low, high = max(low, min(assumption.low, planned)), min(high, max(assumption.high, planned))
        if not high > low:
            return None
        if self.shape == "lognormal":
            return Lognormal(low, high)
        return (Pert if self.shape == "pert" else Triangular)(low, planned, high)

    def to_plain(self) -> dict[str, float | str]:
        """Ends and shape as a case file writes multiples."""
        return {"low": self.low, "high": self.high, "shape": self.shape}

    def stretched(self, width: float) -> Range | None:
        """A range of multiples `width` times as wide around one; None where nothing is left of it. A lognormal stays above nothing."""
        low, high = (1.0 + width * (end - 1.0) for end in (self.low, self.high))
        return replace(self, low=max(low, LEAST) if self.shape == "lognormal" else low, high=high) if high > low else None

    def _ends(self, planned: float) -> tuple[float, float]:
        if self.by == "factor":
            first, second = planned * self.low, planned * self.high
            return min(first, second), max(first, second)
        return planned + self.low, planned + self.high


def multiples_between(low: float, planned: float, high: float, *, shape: Shape) -> Range:
    """The range from `low` to `high` around a `planned` number other than 0 as multiples of it, whatever the shape."""
    first, second = sorted((low / planned, high / planned))
    return Range(first, second, shape, "factor")


def plain_range(spread: Spread) -> dict[str, float | str]:
    """The ends and the shape of a range as a case file writes them; ValueError for figures that were counted, not stated."""
    match spread:
        case Lognormal(p10, p90):
            return {"low": p10, "high": p90, "shape": "lognormal"}
        case Pert(low, _, high):
            return {"low": low, "high": high, "shape": "pert"}
        case Triangular(low, _, high):
            return {"low": low, "high": high, "shape": "triangular"}
    raise ValueError(say("Only a triangular, PERT or lognormal range can be written with two ends."))


def range_between(low: float, planned: float, high: float, *, shape: Shape) -> Range:
    """The range from `low` to `high` as it stands around `planned`: a lognormal stretches with the plan, the others move with it."""
    if shape == "lognormal":
        return Range(low / planned, high / planned, shape, "factor")
    return Range(low - planned, high - planned, shape, "step")
