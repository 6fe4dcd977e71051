"""What a loan is worth to the lender under the assumptions: the four cells of the credit decision."""

from __future__ import annotations

from payoff.core.lending import by_months, defaulted_factor, repaid_factor
from payoff.core.value import Array, ValueMatrix
from payoff.domains.term_sheet import Money, Rows, Settings


def customer_rate(a: Settings) -> float:
    """What the customer pays a year."""
    return a["interest_margin"] + a["funding_cost"]


def repaid(rows: Rows, a: Settings) -> Money:
    """Present value of a loan that is repaid, (n,)."""
    return _lent(rows, a, repaid_factor(customer_rate(a), a["funding_cost"]))


def defaulted(rows: Rows, a: Settings) -> Money:
    """Present value of a loan that defaults part of the way, (n,)."""
    return _lent(rows, a, defaulted_factor(customer_rate(a), a["funding_cost"], lgd=a["lgd"], elapsed=a["default_at"]))


def declined_good(rows: Rows, a: Settings) -> Money:
    """What declining a good customer costs."""
    return -a["decline_cost"]


def declined_bad(rows: Rows, a: Settings) -> Money:
    """Declining a defaulter costs and earns nothing."""
    return 0.0


def loan_values(rows: Rows, a: Settings) -> ValueMatrix:
    """The four cells of declining (act) against lending, as the term sheet names them."""
    return ValueMatrix(tp=declined_bad(rows, a), fp=declined_good(rows, a), tn=repaid(rows, a), fn=defaulted(rows, a))


def _lent(rows: Rows, a: Settings, factor: Array) -> Array:
    """The amount times the `factor` of its term, less servicing, (n,); in place, because every answer works it out for every loan."""
    months = rows["duration_months"]
    worth = by_months(factor, months)
    worth *= rows["credit_amount"]
    worth -= a["servicing_cost"] * months
    return worth
