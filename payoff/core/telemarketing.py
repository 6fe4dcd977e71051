"""Selling a term deposit by telephone: a call costs the same for everybody, a missed sale costs its interest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from payoff.core.value import Array, ValueMatrix


@dataclass(frozen=True)
class DepositTerms:
    """Cost of a call, share of the balance that is deposited, and the bank's margin on a deposit over its term."""

    call: float
    deposited: float
    margin: float


def deposit_values(balance: Array, terms: DepositTerms) -> ValueMatrix:
    """Cells of calling (act) a customer who would buy (event), from the account `balance` (n,), positive.

    Costs of Bahnsen et al. 2014 (after Moro et al.): every call −C, a missed buyer −max(margin · deposited · balance, C).
    The interest of a buyer who is called is the same in every policy that calls him, so it is counted only as a loss.
    """
    missed = np.maximum(terms.margin * terms.deposited * balance, terms.call)
    return ValueMatrix(tp=-terms.call, fp=-terms.call, tn=0.0, fn=-missed)
