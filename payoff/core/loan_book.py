"""A book of instalment loans: the credit losses to expect of each, and what it owes on average."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from payoff.core.impairment import MONTHS_AHEAD, expected_credit_loss, marginal_default
from payoff.core.lending import level_instalment, outstanding
from payoff.core.value import Array

AT_ONCE = 4096
"""Loans of one term worked on together, so that a long book needs little memory."""


@dataclass(frozen=True)
class LoanBook:
    """Amount lent and whole months to run per loan (n,), with one customer rate a year and one loss given default for all."""

    amount: Array
    months: Array
    rate: float
    lgd: float

    @property
    def average_balance(self) -> Array:
        """Mean of the balances open before each instalment, (n,), money; paid on time they bear all the interest."""
        if self.rate == 0:
            return self.amount * (self.months + 1) / (2 * self.months)
        interest = level_instalment(self.rate / 12, self.months) * self.months - 1
        return self.amount * interest / (self.rate / 12 * self.months)


@dataclass(frozen=True)
class BookLosses:
    """Expected credit loss per loan (n,), money: of defaults in the next twelve months, and over the loan's life."""

    year: Array
    life: Array


def expect_losses(book: LoanBook, pd_year: Array) -> BookLosses:
    """Losses at twelve-month probabilities of default (n,), discounted at the customer rate, the effective one where no fee is charged.

    A default in month k falls before instalment k and loses LGD of the balance then open, as in payoff.core.loan.
    """
    year, life = np.empty(len(pd_year)), np.empty(len(pd_year))
    order = np.argsort(book.months, kind="stable")
    terms, starts = np.unique(book.months[order], return_index=True)
    for term, rows in zip(terms.astype(int).tolist(), np.split(order, starts[1:]), strict=True):
        loss = book.lgd * outstanding(book.rate / 12, term)
        for part in np.array_split(rows, -(-len(rows) // AT_ONCE)):
            default = marginal_default(pd_year[part], term)
            year[part] = expected_credit_loss(default, loss, rate=book.rate, months=MONTHS_AHEAD)
            life[part] = expected_credit_loss(default, loss, rate=book.rate, months=None)
    return BookLosses(year * book.amount, life * book.amount)
