"""Investment measures of a cash flow: NPV, every IRR, MIRR, XIRR, profitability index, return and equivalent annuity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import numpy.typing as npt
import numpy_financial as npf
import pyxirr

from payoff.core.answer import Answer, quotient, undefined
from payoff.core.message import say

Flows = Sequence[float] | npt.NDArray[np.float64]
"""Money per period in order, received positive, paid negative."""
Timing = Literal["t0", "t1"]

ONE_SIGN = say("The cash flow never changes sign, so no rate makes its present value zero.")


@dataclass(frozen=True)
class Irr:
    """Every rate above −100 % per period at which the present value is zero, ascending; `rate` only where it is the only one."""

    rates: tuple[float, ...]
    sign_changes: int
    rate: float | None
    reason: str | None
    """Why there is no single rate; None where there is one."""


def npv(rate: float, flows: Flows, *, first: Timing) -> float:
    """Net present value at `rate` per period.

    `first` names the convention: "t0" leaves the first flow undiscounted (numpy-financial), "t1" discounts it by one
    period (the NPV function of spreadsheets).
    """
    value = float(npf.npv(rate, np.asarray(flows, dtype=np.float64)))
    return value if first == "t0" else value / (1.0 + rate)


def irr(flows: Flows) -> Irr:
    """All internal rates of return, with the number of sign changes, which bounds how many there can be (Descartes)."""
    money = np.asarray(flows, dtype=np.float64)
    changes = sign_changes(money)
    rates = _rates(money) if changes else ()
    if len(rates) == 1:
        return Irr(rates, changes, rates[0], None)
    if rates:
        listed = ", ".join(f"{rate:.4%}" for rate in rates)
        return Irr(
            rates,
            changes,
            None,
            say("The cash flow breaks even at {rates} rates ({listed}): read the present value instead.", rates=len(rates), listed=listed),
        )
    reason = (
        say("The cash flow changes sign {changes} times, and its present value is zero at no real rate.", changes=changes)
        if changes
        else ONE_SIGN
    )
    return Irr((), changes, None, reason)


def sign_changes(flows: Flows) -> int:
    """Times the sign turns from one non-zero flow to the next."""
    signs = np.sign(np.asarray(flows, dtype=np.float64))
    signs = signs[signs != 0]
    return int(np.count_nonzero(signs[1:] != signs[:-1]))


def mirr(flows: Flows, *, finance: float, reinvest: float) -> Answer:
    """Modified internal rate of return: outlays borrowed at `finance`, receipts reinvested at `reinvest`, both per period."""
    money = np.asarray(flows, dtype=np.float64)
    if not ((money > 0).any() and (money < 0).any()):
        return undefined(say("The cash flow has no outlay or no receipt, so it has no modified rate of return."))
    return Answer(float(npf.mirr(money, finance, reinvest)))


def xirr(flows: Flows, dates: Sequence[date]) -> Answer:
    """Annual internal rate of return of dated flows, days over 365; one root only, so check `sign_changes` too."""
    if not sign_changes(flows):
        return undefined(ONE_SIGN)
    rate = pyxirr.xirr(list(dates), [float(flow) for flow in flows], silent=True)
    return undefined(say("No annual rate was found at which the dated cash flow breaks even.")) if rate is None else Answer(float(rate))


def xnpv(rate: float, flows: Flows, dates: Sequence[date]) -> Answer:
    """Present value, at the first date, of dated flows at an annual `rate` above −100 %, days over 365."""
    value = pyxirr.xnpv(rate, list(dates), [float(flow) for flow in flows], silent=True)
    return (
        undefined(say("Dated flows have no present value at a rate of {rate:.2%} a year.", rate=rate))
        if value is None
        else Answer(float(value))
    )


def profitability_index(rate: float, flows: Flows) -> Answer:
    """Present value created per unit of money laid out, 1 + NPV over the present value of the negative flows (t0)."""
    money = np.asarray(flows, dtype=np.float64)
    outlay = -npv(rate, np.minimum(money, 0.0), first="t0")
    index = quotient(npv(rate, money, first="t0"), outlay, reason=say("Nothing is laid out, so there is nothing to relate the value to."))
    return index if index.value is None else Answer(1.0 + index.value)


def roi(flows: Flows) -> Answer:
    """Undiscounted gain over everything laid out (the sum of the negative flows)."""
    money = np.asarray(flows, dtype=np.float64)
    return quotient(float(money.sum()), float(-money[money < 0].sum()), reason=say("Nothing is laid out, so a return on it is undefined."))


def equivalent_annuity(rate: float, flows: Flows) -> Answer:
    """The level amount per period, paid from period 1 to the last, that is worth the same as the flows."""
    periods = len(flows) - 1
    if periods < 1:
        return undefined(say("A single payment has no later period to spread it over."))
    return Answer(float(-npf.pmt(rate, periods, npv(rate, flows, first="t0"))))


def effective_rate(nominal: float, periods: int) -> float:
    """Yearly rate that compounding the `nominal` rate `periods` times a year amounts to."""
    return float((1.0 + nominal / periods) ** periods - 1.0)


def _rates(money: npt.NDArray[np.float64]) -> tuple[float, ...]:
    """Real roots of the present value as a polynomial in 1 + rate, found together, then polished and merged."""
    growth = np.polynomial.polynomial.Polynomial(np.trim_zeros(money)[::-1])
    found = growth.roots()
    # A double root comes out as a conjugate pair with an imaginary part near the square root of the rounding error.
    near_real = found[(np.abs(found.imag) < 1e-6 * np.abs(found)) & (found.real > 0)].real
    kept: list[float] = []
    for root in sorted(_polish(growth, root) for root in near_real):
        if not kept or root - kept[-1] > 1e-6 * root:
            kept.append(root)
    return tuple(root - 1.0 for root in kept)


def _polish(growth: np.polynomial.polynomial.Polynomial, root: float) -> float:
    """Newton steps while they bring the value closer to zero."""
    slope = growth.deriv()
    for _ in range(20):
        if slope(root) == 0:
            break
        step = root - growth(root) / slope(root)
        if not abs(growth(step)) < abs(growth(root)):
            break
        root = step
    return float(root)
