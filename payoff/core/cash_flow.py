"""The cash flow of a business case, month by month: volume, value, costs and tax, for one set of inputs or for many draws at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from payoff.core.adoption import Diffusion, Ramp, share_in_use
from payoff.core.message import say
from payoff.core.value import Array, Money

MONTHS = 12
Losses = Literal["offset", "carried"]
"""Tax on a loss: "offset" against the firm's other profits at once, or "carried" forward until this case earns it back."""


@dataclass(frozen=True)
class BusinessCase:
    """Inputs of a case; each Money is a number, or one per draw (D,). Rates are per year, costs are positive.

    One-off costs fall at month 0, everything else at the end of its month. Growth steps up once a year. `rebuild` is paid at
    month 0 and again whenever `model_life` months have passed. Costs reduce taxable profit when they are paid.
    """

    volume: Money
    """Cases a year, in the first year, at full use."""
    growth: Money
    value: Money
    """Money per case, above the best policy without the model."""
    followed: Money
    """Share of cases in which the recommendation is followed, 0 to 1."""
    one_off: Money
    rebuild: Money
    running: Money
    """A year, at the first year's prices, whatever the volume."""
    per_case: Money
    cost_growth: Money
    tax: Money
    discount: Money
    months: int
    model_life: Money
    """Whole months."""
    adoption: Ramp | Diffusion
    losses: Losses = "offset"


@dataclass(frozen=True)
class CashFlow:
    """One line per array, (months + 1,) or (D, months + 1), month 0 first; money paid is negative. `cases` counts cases."""

    cases: Array
    value: Array
    per_case: Array
    running: Array
    one_off: Array
    tax: Array

    @property
    def before_tax(self) -> Array:
        """Value less all costs."""
        return self.value + self.per_case + self.running + self.one_off

    @property
    def net(self) -> Array:
        """What is left each month."""
        return self.before_tax + self.tax

    @property
    def cumulative(self) -> Array:
        """Everything so far."""
        return np.cumsum(self.net, axis=-1)

    def by_year(self) -> CashFlow:
        """The same lines summed over year 0 (month 0), 1, 2 …; the last year may be short."""
        starts = np.concatenate([[0], np.arange(1, self.cases.shape[-1], MONTHS)])
        return CashFlow(*(np.add.reduceat(line, starts, axis=-1) for line in self.lines))

    @property
    def lines(self) -> tuple[Array, ...]:
        """The lines that are not sums of others, in reading order."""
        return self.cases, self.value, self.per_case, self.running, self.one_off, self.tax


def flow_cash(case: BusinessCase) -> CashFlow:
    """Every line of the cash flow; ValueError where the horizon or the model's life is not a positive number of months."""
    if case.months < 1 or np.min(case.model_life) < 1:
        raise ValueError(
            say(
                "Horizon and model life count months, 1 or more; {months} and {model_life} do not.",
                months=case.months,
                model_life=case.model_life,
            )
        )
    year = np.arange(case.months) // MONTHS
    cases = _column(case.volume) / MONTHS * _compound(case.growth, year) * share_in_use(case.adoption, case.months)
    cost_level = _compound(case.cost_growth, year)
    value = cases * _column(np.multiply(case.value, case.followed))
    per_case = -cases * cost_level * _column(case.per_case)
    running = -cost_level * _column(case.running) / MONTHS
    rebuilt = np.arange(case.months) % _column(case.model_life) == 0
    rebuild = rebuilt * _column(case.rebuild)
    draws = np.broadcast_shapes(*(part.shape[:-1] for part in (value, per_case, running, _column(case.one_off), rebuild)))
    one_off = np.zeros((*draws, case.months + 1))
    one_off[..., :-1] = -rebuild
    one_off[..., 0] -= np.asarray(case.one_off)
    cases, value, per_case, running = (_from_month_one(line, one_off.shape) for line in (cases, value, per_case, running))
    return CashFlow(cases, value, per_case, running, one_off, _tax(value + per_case + running + one_off, case))


def present_value(flow: CashFlow, discount: Money) -> Money:
    """Net present value at month 0 at a yearly `discount` (effective): month m is worth (1 + r)^(−m/12) (first flow at t0)."""
    month = np.arange(flow.cases.shape[-1])
    factor = _column(1.0 + np.asarray(discount, dtype=np.float64)) ** (-month / MONTHS)
    worth = np.einsum("...m,...m->...", flow.net, factor)
    return float(worth) if worth.ndim == 0 else worth


def monthly_rate(yearly: float) -> float:
    """The rate per month that compounds to `yearly`."""
    return float((1.0 + yearly) ** (1.0 / MONTHS) - 1.0)


def _column(money: Money) -> Array:
    """A number per draw as a column, so that it meets months as rows."""
    return np.asarray(money, dtype=np.float64)[..., None]


def _compound(rate: Money, year: npt.NDArray[np.intp]) -> Array:
    """(1 + rate)^year per month; powers are taken once a year, not once a month."""
    return ((1.0 + _column(rate)) ** np.arange(year[-1] + 1))[..., year]


def _from_month_one(line: Array, shape: tuple[int, ...]) -> Array:
    """`line` from month 1 on, with nothing at month 0."""
    full = np.zeros(shape)
    full[..., 1:] = line
    return full


def _tax(profit: Array, case: BusinessCase) -> Array:
    """Tax paid (negative) on each month's profit; a loss carried forward is used up before tax is due again."""
    rate = _column(case.tax)
    if case.losses == "offset":
        return -rate * profit
    taxable = np.maximum(np.maximum.accumulate(np.cumsum(profit, axis=-1), axis=-1), 0.0)
    return -rate * np.diff(taxable, axis=-1, prepend=0.0)
