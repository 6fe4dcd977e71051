"""How often customers without a contract will buy again: the BG/NBD model."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import gammaln, hyp2f1

from payoff.core.message import say
from payoff.core.value import Array


@dataclass(frozen=True)
class History:
    """Per customer (n,): repeat purchases x, time of the last one t_x, time observed T, both since the first purchase."""

    repeats: Array
    last: Array
    observed: Array


@dataclass(frozen=True)
class PurchaseModel:
    """Rates of purchase vary as Gamma(r, alpha), chances of dropping out after a purchase as Beta(a, b)."""

    r: float
    alpha: float
    a: float
    b: float


class NoFitError(ValueError):
    """The likelihood has no maximum that the search could reach; the message says what to look at."""


def fit_purchases(history: History) -> PurchaseModel:
    """Maximum likelihood over customers, by quasi-Newton search in the logarithms of the four parameters."""
    _check(history)
    scale = float(history.observed.mean())
    unit = History(history.repeats, history.last / scale, history.observed / scale)

    def loss(logs: Array) -> float:
        return -float(np.mean(log_likelihood(PurchaseModel(*np.exp(logs)), unit)))

    found = minimize(loss, np.zeros(4), method="L-BFGS-B", bounds=[(-7.0, 9.0)] * 4, options={"ftol": 1e-13, "gtol": 1e-8})
    if not found.success:
        raise NoFitError(
            say("The purchase model could not be fitted ({message}); are there enough customers who bought again?", message=found.message)
        )
    r, alpha, a, b = np.exp(found.x)
    return PurchaseModel(float(r), float(alpha) * scale, float(a), float(b))


def log_likelihood(model: PurchaseModel, history: History) -> Array:
    """Log-likelihood per customer (n,) (Fader, Hardie and Lee 2005, eq. 6)."""
    r, alpha, a, b = model.r, model.alpha, model.a, model.b
    x = history.repeats
    shared = gammaln(r + x) - gammaln(r) + r * np.log(alpha) + gammaln(a + b) + gammaln(b + x) - gammaln(b) - gammaln(a + b + x)
    return np.asarray(shared - (r + x) * np.log(alpha + history.observed) + np.log1p(_gone_odds(model, history)), dtype=np.float64)


def alive_probability(model: PurchaseModel, history: History) -> Array:
    """Chance (n,) that the customer has not dropped out; 1 for those who never bought again, who had no chance to."""
    return 1.0 / (1.0 + _gone_odds(model, history))


def expected_purchases(model: PurchaseModel, history: History, time: float) -> Array:
    """Purchases expected per customer (n,) in the next `time`, given the history (eq. 10); needs a ≠ 1."""
    r, a, b = model.r, model.a, model.b
    x, past = history.repeats, model.alpha + history.observed
    decay = (past / (past + time)) ** (r + x) * hyp2f1(r + x, b + x, a + b + x - 1.0, time / (past + time))
    return np.asarray((a + b + x - 1.0) / (a - 1.0) * (1.0 - decay) * alive_probability(model, history), dtype=np.float64)


def discounted_purchases(model: PurchaseModel, history: History, *, periods: int, discount: float) -> Array:
    """Purchases expected over `periods` units of time (n,), each unit's discounted at its end by `discount` per unit."""
    ahead = np.zeros_like(history.repeats, dtype=np.float64)
    before = ahead
    for period in range(1, periods + 1):
        so_far = expected_purchases(model, history, float(period))
        ahead = ahead + (so_far - before) / (1.0 + discount) ** period
        before = so_far
    return ahead


def _gone_odds(model: PurchaseModel, history: History) -> Array:
    """Odds of having dropped out right after the last repeat purchase; 0 without one."""
    x = history.repeats
    bought = np.maximum(x, 1.0)
    stretch = (model.r + x) * (np.log(model.alpha + history.observed) - np.log(model.alpha + history.last))
    return np.where(x > 0, model.a / (model.b + bought - 1.0) * np.exp(np.minimum(stretch, 700.0)), 0.0)


def _check(history: History) -> None:
    if not (history.repeats > 0).any():
        raise NoFitError(say("No customer bought a second time, so there is nothing to learn a purchase rate from."))
    wrong = (history.last > history.observed) | (history.last < 0) | (history.repeats < 0) | ((history.repeats == 0) & (history.last > 0))
    if wrong.any():
        raise NoFitError(
            say("{sum} customers have a last purchase outside the time they were observed (or without a repeat).", sum=int(wrong.sum()))
        )
