"""How scores spread over 0 to 1, split by outcome where it is known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from payoff.core.value import Array

BINS = 40


@dataclass(frozen=True)
class Distribution:
    """Rows per bin of equal width, each (B,), between `edges` (B+1,); every row is in exactly one of the three."""

    edges: Array
    events: Array
    others: Array
    unknown: Array

    @property
    def measured(self) -> bool:
        """Whether any outcome is known."""
        return bool(self.events.any() or self.others.any())


def spread_scores(score: Array, outcome: Array | None = None, *, bins: int = BINS) -> Distribution:
    """Count `score` (n,) between 0 and 1; `outcome` (n,) is 1, 0, or NaN where unknown."""
    edges = np.linspace(0.0, 1.0, bins + 1)
    known = np.full(len(score), np.nan) if outcome is None else outcome
    groups = (score[known == 1], score[known == 0], score[np.isnan(known)])
    return Distribution(edges, *(np.histogram(group, edges)[0].astype(float) for group in groups))
