"""How much customers spend per purchase: the Gamma-Gamma model, and lifetime value without a contract."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import gammaln

from payoff.core.answer import Answer, undefined
from payoff.core.message import say
from payoff.core.purchases import NoFitError
from payoff.core.value import Array


@dataclass(frozen=True)
class SpendModel:
    """A customer's purchases vary as Gamma(p, ν) around his mean, and ν over customers as Gamma(q, v)."""

    p: float
    q: float
    v: float

    @property
    def mean(self) -> Answer:
        """Mean spend per purchase over all customers, p·v / (q − 1)."""
        if self.q <= 1:
            return undefined(say("Spending is spread so widely that its mean is not finite (q is 1 or less)."))
        return Answer(self.p * self.v / (self.q - 1.0))


def fit_spend(repeats: Array, mean_spend: Array) -> SpendModel:
    """Maximum likelihood over the customers who bought again; `mean_spend` (n,) is per repeat purchase, in money.

    The model takes spend to be independent of frequency: look at `frequency_correlation` first.
    """
    repeats, money = _buyers(repeats, mean_spend)
    scale = float(money.mean())

    def loss(logs: Array) -> float:
        return -float(np.mean(log_likelihood(SpendModel(*np.exp(logs)), repeats, money / scale)))

    found = minimize(loss, np.array([1.0, 1.0, 0.0]), method="L-BFGS-B", bounds=[(-7.0, 9.0)] * 3, options={"ftol": 1e-13, "gtol": 1e-8})
    if not found.success:
        raise NoFitError(
            say("The spend model could not be fitted ({message}); does spending differ between customers at all?", message=found.message)
        )
    p, q, v = np.exp(found.x)
    return SpendModel(float(p), float(q), float(v) * scale)


def log_likelihood(model: SpendModel, repeats: Array, mean_spend: Array) -> Array:
    """Log-likelihood per customer (n,) (Fader and Hardie 2013, note 025, eq. 1a)."""
    p, q, v = model.p, model.q, model.v
    shape = p * repeats
    constant = gammaln(shape + q) - gammaln(shape) - gammaln(q) + q * np.log(v)
    return np.asarray(
        constant + (shape - 1.0) * np.log(mean_spend) + shape * np.log(repeats) - (shape + q) * np.log(repeats * mean_spend + v),
        dtype=np.float64,
    )


def expected_spend(model: SpendModel, repeats: Array, mean_spend: Array) -> Array:
    """Mean spend per purchase expected of each customer (n,), between his own average and that of all (note 025, eq. 5).

    NaN for a customer without repeats when the average of all is not finite.
    """
    weight = model.p * repeats + model.q - 1.0
    seen = np.where(repeats > 0, repeats * mean_spend, 0.0)
    return np.asarray(model.p * (model.v + seen) / np.where(weight > 0, weight, np.nan), dtype=np.float64)


def frequency_correlation(repeats: Array, mean_spend: Array) -> Answer:
    """Correlation of purchases and mean spend among repeat buyers; the model needs it to be near 0."""
    repeats, money = _buyers(repeats, mean_spend)
    if len(repeats) < 2 or np.ptp(repeats) == 0 or np.ptp(money) == 0:
        return undefined(say("Repeat buyers do not differ in how often or how much they buy, so there is no correlation."))
    return Answer(float(np.corrcoef(repeats, money)[0, 1]))


def lifetime_value(purchases: Array, spend: Array, *, margin: float) -> Array:
    """Value ahead per customer (n,): discounted expected purchases · expected spend · `margin` (a share)."""
    return purchases * spend * margin


def _buyers(repeats: Array, mean_spend: Array) -> tuple[Array, Array]:
    again = repeats > 0
    if not again.any() or not (mean_spend[again] > 0).all():
        raise NoFitError(say("The spend model needs customers who bought again, each with a positive mean spend."))
    return repeats[again], mean_spend[again]
