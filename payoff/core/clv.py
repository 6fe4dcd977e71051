"""Customer lifetime value under a contract: a margin each period until the customer leaves."""

from __future__ import annotations

from payoff.core.answer import Answer, quotient
from payoff.core.finance import Timing
from payoff.core.message import say

ENDLESS = say("The customer never leaves and money is not discounted, so the lifetime value has no bound.")


def contractual_value(margin: float, retention: float, *, discount: float, first: Timing) -> Answer:
    """Expected present value of a `margin` per period from a customer who stays with probability `retention` each period.

    `first` names the convention: "t0" pays the first margin at once and for certain, m(1 + i) / (1 + i − r); "t1" pays it
    after one period to those still there, m·r / (1 + i − r) (Gupta and Lehmann 2003). Acquisition cost is not deducted.
    """
    multiple = margin_multiple(retention, discount=discount, first=first)
    return multiple if multiple.value is None else Answer(margin * multiple.value)


def margin_multiple(retention: float, *, discount: float, first: Timing) -> Answer:
    """Lifetime value per unit of margin and period, in the convention named by `first`."""
    if not 0 <= retention <= 1:
        raise ValueError(say("Retention is a probability per period; {retention} is not.", retention=retention))
    paid = 1.0 + discount if first == "t0" else retention
    return quotient(paid, 1.0 + discount - retention, reason=ENDLESS)


def expected_lifetime(retention: float) -> Answer:
    """Mean number of periods until a customer leaves, 1 / (1 − retention), counting the one in which he leaves."""
    return quotient(1.0, 1.0 - retention, reason=say("A customer who never leaves has no mean lifetime."))
