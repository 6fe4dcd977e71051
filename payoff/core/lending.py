"""What an instalment loan is worth to the lender: repaid in full, or defaulted part of the way."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt
import numpy_financial as npf

Array = npt.NDArray[np.float64]

LONGEST_TERM = 600
"""Months; fifty years. Terms beyond it are refused by the domains' column ranges."""


@lru_cache
def repaid_factor(rate: float, funding: float) -> Array:
    """Present value to the lender of one unit lent for n months and repaid, by n = 0 … LONGEST_TERM.

    Level instalments at month ends at `rate` a year, discounted at `funding` a year, less the unit lent
    (r_i of Bahnsen et al. 2014). Entry 0 is 0: no loan, no interest.
    """
    months = np.arange(1.0, LONGEST_TERM + 1)
    return _table(0.0, annuity_value(funding / 12, months) * level_instalment(rate / 12, months) - 1.0)


@lru_cache
def defaulted_factor(rate: float, funding: float, *, lgd: float, elapsed: float) -> Array:
    """Present value of one unit lent for n months that defaults, by n = 0 … LONGEST_TERM.

    Default comes after floor(elapsed · n) instalments were paid; (1 − lgd) of the balance then outstanding is
    recovered at that moment. With elapsed = 0 this is −lgd: the whole amount is exposed (Bahnsen et al. 2014).
    """
    months = np.arange(1.0, LONGEST_TERM + 1)
    paid = np.floor(elapsed * months)
    instalment = level_instalment(rate / 12, months)
    balance = _balance(rate / 12, paid, instalment)
    recovered = (1.0 - lgd) * balance * (1 + funding / 12) ** -paid
    return _table(-lgd, annuity_value(funding / 12, paid) * instalment + recovered - 1.0)


def by_months(factor: Array, months: Array) -> Array:
    """Look `factor` up by whole `months` (n,); months beyond LONGEST_TERM raise IndexError, the column's range keeps out those below 0."""
    return factor.take(months.astype(np.intp))


def _table(at_zero: float, rest: Array) -> Array:
    """Entries 0, 1, 2 …; read-only, for the cache hands the same array to everyone."""
    table = np.concatenate([[at_zero], rest])
    table.flags.writeable = False
    return table


def level_instalment(rate: float, months: Array | float) -> Array:
    """Instalment per unit lent, paid at month ends at `rate` a month."""
    with np.errstate(invalid="ignore"):  # numpy-financial divides 0 by 0 at rate 0, then answers right
        return -npf.pmt(rate, months, 1.0)


def annuity_value(rate: float, months: Array | float) -> Array:
    """Present value of one unit at each month end, at `rate` a month."""
    with np.errstate(invalid="ignore"):  # numpy-financial divides 0 by 0 at rate 0, then answers right
        return -npf.pv(rate, months, 1.0)


def outstanding(rate: float, months: int) -> Array:
    """Balance per unit lent before instalment 1 … `months`, at `rate` a month."""
    return _balance(rate, np.arange(0.0, months), level_instalment(rate, months))


def _balance(rate: float, paid: Array, instalment: Array) -> Array:
    # npf.fv counts money received as positive: a unit received (1), instalments paid (−a) leave −balance.
    with np.errstate(invalid="ignore"):  # numpy-financial divides 0 by 0 at rate 0, then answers right
        return -npf.fv(rate, paid, -instalment, 1.0)
