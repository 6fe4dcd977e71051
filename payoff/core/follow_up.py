"""Decision curves for outcomes that take time: Kaplan–Meier event probabilities under censoring."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from payoff.core.decision_curve import FlagRates
from payoff.core.value import Array, Bools


@dataclass(frozen=True)
class FollowUp:
    """Per person (n,): time under observation and whether the event ended it; `horizon` in the same unit of time."""

    time: Array
    event: Bools
    horizon: float


@dataclass(frozen=True)
class SurvivalCurve:
    """Probability of no event (K,) just after each distinct observed `time` (K,), ascending."""

    time: Array
    survival: Array


def kaplan_meier(time: Array, event: Bools) -> SurvivalCurve:
    """Product-limit estimate (Kaplan and Meier 1958); those censored at a time were still at risk of it."""
    order = np.argsort(time, kind="stable")
    distinct, starts = np.unique(time[order], return_index=True)
    events = np.add.reduceat(np.asarray(event, dtype=np.float64)[order], starts) if len(time) else np.zeros(0)
    return SurvivalCurve(distinct, np.cumprod(1.0 - events / (len(time) - starts), dtype=np.float64))


def event_probability(follow_up: FollowUp) -> float:
    """One less the Kaplan–Meier estimate at the horizon; NaN when nobody was observed that long."""
    if len(follow_up.time) == 0 or follow_up.time.max() < follow_up.horizon:
        return float("nan")
    curve = kaplan_meier(follow_up.time, follow_up.event)
    reached = int(np.searchsorted(curve.time, follow_up.horizon, side="right"))
    return float(1.0 - curve.survival[reached - 1]) if reached else 0.0


def survival_rates(risk: Array, follow_up: FollowUp, thresholds: Array) -> FlagRates:
    """Flag rates by the horizon (Vickers 2008): (1 − KM of the flagged) · share flagged, and KM · share flagged.

    `risk` (n,) is the probability of the event by the horizon, not of surviving it. NaN where no flagged person was
    observed until then.
    """
    flagged = [risk >= threshold for threshold in thresholds]
    share = np.array([rows.mean() for rows in flagged])
    happens = np.array([event_probability(_of(follow_up, rows)) if rows.any() else 0.0 for rows in flagged])
    return FlagRates(happens * share, (1.0 - happens) * share, event_probability(follow_up))


def _of(follow_up: FollowUp, rows: Bools) -> FollowUp:
    return FollowUp(follow_up.time[rows], follow_up.event[rows], follow_up.horizon)
