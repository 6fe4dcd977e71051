"""What a wrong lending decision costs on each row: the example-dependent cost matrix of Bahnsen, Aouada and Ottersten 2014."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from payoff.core.lending import annuity_value, level_instalment
from payoff.core.value import Array, ValueMatrix


@dataclass(frozen=True)
class LineTerms:
    """Terms of a credit line; rates are per month, `months` one term for all or one per line (n,)."""

    rate: float
    funding: float
    months: int | Array
    lgd: float
    income_multiple: float = 3.0
    most: float = 25_000.0

    def line(self, income: Array, debt_ratio: Array) -> Array:
        """Credit line (n,): `income_multiple` monthly incomes, at most `most`, and no more than the income left over can repay."""
        wanted = self.income_multiple * income
        instalment = np.minimum(wanted * level_instalment(self.rate, self.months), income * (1 - debt_ratio))
        return np.minimum(np.minimum(wanted, self.most), instalment * annuity_value(self.rate, self.months))

    def interest(self, line: Array | float) -> Array | float:
        """Present value of lending `line` and being repaid, less the line (r_i)."""
        return line * (level_instalment(self.rate, self.months) * annuity_value(self.funding, self.months) - 1)


@dataclass(frozen=True)
class Portfolio:
    """The lender's other business, from its training portfolio and never from the file at hand: mean line and default rate."""

    line: float
    default_rate: float


def row_costs(line: Array, terms: LineTerms, portfolio: Portfolio) -> tuple[Array, Array]:
    """Cost of declining a good customer and of lending to a defaulter, each (n,), money.

    C_FP = max(0, r_i − (1 − π₁) r̄ + π₁ C̄l LGD): the declined customer's interest, less what the money earns elsewhere,
    defaults there included, over the same term. C_FN = line · LGD.
    """
    elsewhere = (1 - portfolio.default_rate) * terms.interest(portfolio.line) - portfolio.default_rate * portfolio.line * terms.lgd
    return np.maximum(0.0, terms.interest(line) - elsewhere), line * terms.lgd


def cost_values(declined_good: Array | float, lent_bad: Array | float) -> ValueMatrix:
    """Costs as a value matrix for declining (act): right decisions are worth 0."""
    return ValueMatrix(tp=0.0, fp=np.negative(declined_good), tn=0.0, fn=np.negative(lent_bad))
