"""Expected credit loss: over one year, over the life of a loan, by IFRS 9 stage and weighted over scenarios."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from payoff.core.message import say
from payoff.core.value import Array, Money

MONTHS_AHEAD = 12
"""Months of default that stage 1 covers (IFRS 9 5.5.5)."""


@dataclass(frozen=True)
class StageRule:
    """When credit risk has risen significantly, and when a loan counts as credit-impaired; all thresholds are policy inputs."""

    ratio: float
    """Stage 2 where PD now is at least this multiple of PD at origination …"""
    rise: float
    """… and at least this much above it (a probability)."""
    late_days: float = 30.0
    """Stage 2 above these days past due whatever the PD: the rebuttable presumption of IFRS 9 5.5.11."""
    default_days: float = 90.0
    """Stage 3 from these days past due: the backstop of IFRS 9 B5.5.37."""


def expected_loss(pd: Money, lgd: Money, ead: Money) -> Money:
    """PD · LGD · EAD; the horizon is that of `pd`, money as `ead` (BCBS128 §375)."""
    return pd * lgd * ead


def exposure_at_default(drawn: Money, undrawn: Money, *, conversion: Money) -> Money:
    """What a credit line will owe when it defaults: drawn + credit conversion factor · undrawn."""
    return drawn + conversion * undrawn


def monthly_hazard(pd_year: Money) -> Array:
    """Constant monthly probability of default that compounds to the twelve-month `pd_year`: 1 − (1 − PD)^(1/12)."""
    # By logarithms, because 1 − (1 − PD) leaves few digits of a small PD; a certain default has the logarithm −inf.
    with np.errstate(divide="ignore"):
        return np.asarray(-np.expm1(np.log1p(-np.asarray(pd_year, dtype=np.float64)) / 12.0))


def change_horizon(pd: Money, *, months: Money, to: Money) -> Array:
    """Probability of default within `to` months of one stated for `months`, at a constant monthly hazard."""
    return np.asarray(1.0 - (1.0 - np.asarray(pd, dtype=np.float64)) ** (np.asarray(to) / np.asarray(months)))


def survival(pd_year: Money, months: int) -> Array:
    """Probability of still paying after month 1 … `months`; (..., months) for `pd_year` (...)."""
    hazard = monthly_hazard(pd_year)
    return np.asarray((1.0 - hazard[..., None]) ** np.arange(1, months + 1), dtype=np.float64)


def marginal_default(pd_year: Money, months: int) -> Array:
    """Probability of defaulting in month 1 … `months` and not before; (..., months) for `pd_year` (...)."""
    alive = survival(pd_year, months)
    before = np.concatenate([np.ones_like(alive[..., :1]), alive[..., :-1]], axis=-1)
    return before * monthly_hazard(pd_year)[..., None]


def expected_credit_loss(default: Array, loss: Array, *, rate: float, months: int | None) -> Array:
    """Present value of the losses expected in the first `months`, or over the whole life with None.

    `default` and `loss` are (..., life): the marginal probability of default in each month and LGD · EAD then. Month k is
    discounted by (1 + rate/12)^k; IFRS 9 B5.5.44 asks for the effective interest rate.
    """
    discount = (1.0 + rate / 12.0) ** -np.arange(1, default.shape[-1] + 1)
    return np.asarray((default * loss * discount)[..., :months].sum(axis=-1), dtype=np.float64)


def assign_stage(pd_now: Money, pd_origination: Money, *, days_past_due: Money, rule: StageRule) -> Array:
    """Stage 1, 2 or 3 per row; the two PDs must share one horizon (lifetime where available, IFRS 9 5.5.9)."""
    now, then, late = np.broadcast_arrays(pd_now, pd_origination, days_past_due)
    worse = (now >= rule.ratio * then) & (now - then >= rule.rise)
    stage = np.where(worse | (late > rule.late_days), 2.0, 1.0)
    return np.where(late >= rule.default_days, 3.0, stage)


def loss_allowance(stage: Array, *, year: Money, life: Money, defaulted: Money) -> Array:
    """The loss to provide for: twelve months in stage 1, the whole life in stage 2, the loss of a `defaulted` loan in stage 3."""
    return np.select([stage == 1, stage == 2, stage == 3], np.broadcast_arrays(year, life, defaulted), np.nan)


def weigh_scenarios(losses: Array, weights: Array) -> Array:
    """Probability-weighted loss (IFRS 9 5.5.17) of scenarios along the first axis; ValueError unless the weights sum to 1."""
    weights = np.asarray(weights, dtype=np.float64)
    if (weights < 0).any() or not np.isclose(weights.sum(), 1.0):
        raise ValueError(say("Scenario weights are probabilities and must sum to 1; these sum to {sum:g}.", sum=weights.sum()))
    return np.tensordot(weights, np.asarray(losses, dtype=np.float64), axes=1)
