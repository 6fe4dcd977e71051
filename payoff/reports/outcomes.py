"""How often each present value comes up among the draws, counted for a chart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from payoff.core.uncertainty import Simulation

BINS = 40
LEFT_OFF = 0.002
"""Share of draws left off on each side, so that a few do not flatten the rest."""


@dataclass(frozen=True)
class Outcomes:
    """Middles of equal bins, money, and the share of all draws in each, split at nothing."""

    middles: tuple[float, ...]
    lost: tuple[float, ...]
    gained: tuple[float, ...]


def count_outcomes(simulation: Simulation) -> Outcomes:
    """Bins with an edge at nothing, so that none holds both gains and losses."""
    low, high = np.quantile(simulation.money, [LEFT_OFF, 1.0 - LEFT_OFF])
    width = max(float(high - low), 1e-9) / BINS
    edges = np.arange(np.floor(low / width), np.ceil(high / width) + 1) * width
    counts, _ = np.histogram(simulation.money, edges)
    middles, share = (edges[1:] + edges[:-1]) / 2, counts / len(simulation.money)
    lost, gained = np.where(middles < 0, share, 0.0), np.where(middles >= 0, share, 0.0)
    return Outcomes(tuple(map(float, middles)), tuple(map(float, lost)), tuple(map(float, gained)))
