"""What a cash flow is worth: present value, rates of return, payback, break-even and trough; and whether it adds up to the file."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from payoff.core import finance
from payoff.core.answer import Answer
from payoff.core.break_even import find_break_even
from payoff.core.cash_flow import MONTHS, BusinessCase, CashFlow, flow_cash, monthly_rate, present_value
from payoff.core.finance import Irr
from payoff.core.message import say
from payoff.core.payback import Trough, break_even_period, cash_trough, discounted_payback, payback

MOST_VOLUME = 20.0
"""Break-even volume is looked for up to this multiple of the planned one."""
CENT = 0.005


@dataclass(frozen=True)
class Measures:
    """Measures of one case, money after tax. Rates are per year, effective; periods are months from the first outlay.

    `break_even_volume` is the first year's volume at which the present value is nothing.
    """

    npv: float
    irr: Irr
    mirr: Answer
    profitability: Answer
    roi: Answer
    payback: Answer
    discounted_payback: Answer
    break_even_month: Answer
    break_even_volume: Answer
    trough: Trough


@dataclass(frozen=True)
class Reconciliation:
    """From the rows of the file to the first line of the cash flow; `gap` is money and should be nothing."""

    file_total: float
    rows: int
    per_case: float
    cases: float
    """Cases over the horizon in which the recommendation is followed."""
    product: float
    first_line: float

    @property
    def gap(self) -> float:
        """First line of the cash flow, less value per case times cases."""
        return self.first_line - self.product

    @property
    def holds(self) -> bool:
        """Whether both steps agree: the file's total with the value per case, and their product with the cash flow, to half a cent."""
        per_case = self.file_total / self.rows
        return abs(self.gap) < CENT and bool(np.isclose(per_case, self.per_case, rtol=1e-9, atol=1e-9))


def measure_case(case: BusinessCase, flow: CashFlow) -> Measures:
    """All measures of a case whose inputs are numbers, not draws."""
    discount, net = float(np.asarray(case.discount)), flow.net
    rate = monthly_rate(discount)
    return Measures(
        npv=float(present_value(flow, discount)), irr=_yearly_irr(finance.irr(net)),
        mirr=_yearly(finance.mirr(net, finance=rate, reinvest=rate)), profitability=finance.profitability_index(rate, net),
        roi=finance.roi(net), payback=payback(net), discounted_payback=discounted_payback(rate, net),
        break_even_month=break_even_period(net), break_even_volume=_break_even_volume(case), trough=cash_trough(net),
    )  # fmt: skip


def reconcile(case: BusinessCase, flow: CashFlow, *, file_total: float, rows: int) -> Reconciliation:
    """Compare the sum of the row values on the file, through the value per case, with the first line of the cash flow."""
    followed, each = float(np.asarray(case.followed)), float(np.asarray(case.value))
    cases = float(flow.cases.sum()) * followed
    return Reconciliation(file_total, rows, each, cases, each * cases, float(flow.value.sum()))


def _break_even_volume(case: BusinessCase) -> Answer:
    planned = float(np.asarray(case.volume))

    def worth(volume: float) -> float:
        return float(present_value(flow_cash(replace(case, volume=volume)), case.discount))

    return find_break_even(worth, 0.0, MOST_VOLUME * max(planned, 1.0))


def _yearly(monthly: Answer) -> Answer:
    return monthly if monthly.value is None else Answer(finance.effective_rate(monthly.value * MONTHS, MONTHS))


def _yearly_irr(monthly: Irr) -> Irr:
    """The same rates per year; where there are several, the reason lists them per year."""
    rates = tuple(finance.effective_rate(rate * MONTHS, MONTHS) for rate in monthly.rates)
    if len(rates) == 1:
        return Irr(rates, monthly.sign_changes, rates[0], None)
    if not rates:
        return monthly
    listed = ", ".join(f"{rate:.2%}" for rate in rates)
    reason = say(
        "The cash flow breaks even at {rates} rates a year ({listed}): read the present value instead.", rates=len(rates), listed=listed
    )
    return Irr(rates, monthly.sign_changes, None, reason)
