"""One instalment loan under a monthly chance of default: its expected present value and the risk it can bear."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from scipy.optimize import brentq

from payoff.core.answer import Answer, undefined
from payoff.core.impairment import expected_credit_loss, marginal_default, survival
from payoff.core.lending import annuity_value, level_instalment, outstanding
from payoff.core.message import say
from payoff.core.value import Array


@dataclass(frozen=True)
class Loan:
    """Terms of a loan; rates are per year, `origination` is paid at the start and `servicing` each month while it lives.

    Timing: a default in month k falls before instalment k; (1 − lgd) of the balance then open is recovered in that month.
    Cash is discounted at `funding` / 12 a month.
    """

    amount: float
    rate: float
    months: int
    lgd: float
    funding: float
    origination: float = 0.0
    servicing: float = 0.0

    @cached_property
    def instalment(self) -> float:
        """Level monthly payment."""
        return float(self.amount * level_instalment(self.rate / 12, self.months))

    @property
    def interest(self) -> float:
        """Interest over the term, undiscounted."""
        return self.instalment * self.months - self.amount

    @cached_property
    def balance(self) -> Array:
        """Balance open before instalment 1 … n, (n,)."""
        return self.amount * outstanding(self.rate / 12, self.months)

    @property
    def riskless_gain(self) -> float:
        """Present value to the lender if it is certain to be repaid, less the amount; before costs."""
        return float(self.instalment * annuity_value(self.funding / 12, self.months) - self.amount)

    def cash_value(self, pd_year: float) -> float:
        """Expected present value of instalments and recoveries at a twelve-month probability of default."""
        recovered = marginal_default(pd_year, self.months) * (1 - self.lgd) * self.balance
        return float((survival(pd_year, self.months) * self.instalment + recovered) @ self._discount)

    def net_value(self, pd_year: float) -> float:
        """Expected net present value: cash less the amount, origination, and servicing while the loan lives."""
        serviced = self.servicing * float(survival(pd_year, self.months) @ self._discount)
        return self.cash_value(pd_year) - self.amount - self.origination - serviced

    def credit_loss(self, pd_year: float, *, rate: float, months: int | None = None) -> float:
        """Expected credit loss of the first `months` or the whole life, at `rate` a year: IFRS 9 takes the effective interest rate."""
        loss = expected_credit_loss(marginal_default(pd_year, self.months), self.lgd * self.balance, rate=rate, months=months)
        return float(loss)

    @property
    def _discount(self) -> Array:
        return np.asarray((1 + self.funding / 12) ** -np.arange(1.0, self.months + 1))


def break_even_pd(loan: Loan) -> Answer:
    """Twelve-month probability of default at which the loan is worth nothing."""
    certain = 1 - 1e-9
    if loan.net_value(0.0) <= 0:
        return undefined(say("This loan loses money even if it is certain to be repaid."))
    if loan.net_value(certain) > 0:
        return undefined(say("This loan earns money even if it is certain to default."))
    return Answer(float(brentq(loan.net_value, 0.0, certain, xtol=1e-13)))


def break_even_rate(loan: Loan, pd_year: float, *, most: float = 2.0) -> Answer:
    """Yearly rate, up to `most`, that just pays for the risk: risk-based pricing."""

    def at(rate: float) -> float:
        return replace(loan, rate=rate).net_value(pd_year)

    if at(most) < 0:
        return undefined(say("No rate up to {most:.0%} a year pays for this risk.", most=most))
    return Answer(0.0) if at(0.0) >= 0 else Answer(float(brentq(at, 0.0, most, xtol=1e-13)))
