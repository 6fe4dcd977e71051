"""A file of loans as the credit calculators read it: who is approved, at what probability, in which grade."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from payoff.core.grades import Grade, grade_table
from payoff.core.impairment import MONTHS_AHEAD, change_horizon
from payoff.core.loan_book import LoanBook
from payoff.core.message import say
from payoff.core.value import Array, Bools, ValueMatrix
from payoff.domains.credit_money import customer_rate, loan_values
from payoff.domains.panel import Basis, PanelInput
from payoff.domains.term_sheet import Settings

GRADE_EDGES = (0.0, 0.01, 0.02, 0.05, 0.10, 0.15, 0.20, 0.30, 0.50, 1.0)
GRADE_NAMES = "ABCDEFGHI"
NOBODY = say("At the threshold in use no loan is approved, so there is no book to look at. Raise the threshold.")


@dataclass(frozen=True)
class Applications:
    """Loans applied for, (n,) in file order; `outcome` is 1, 0, or NaN where unknown.

    `pd` is the model's probability as the decision takes it; the calculators that need another horizon convert it.
    """

    amount: Array
    months: Array
    pd: Array
    outcome: Array
    approved: Bools
    settings: Settings

    @property
    def horizon(self) -> Array:
        """Months that `pd` speaks of, (n,)."""
        stated = self.settings["pd_horizon"]
        return self.months if stated == 0 else np.full_like(self.months, stated)

    @property
    def pd_year(self) -> Array:
        """Probability of default within twelve months, (n,)."""
        return change_horizon(self.pd, months=self.horizon, to=MONTHS_AHEAD)

    @property
    def pd_life(self) -> Array:
        """Probability of default over the whole term, (n,)."""
        return change_horizon(self.pd, months=self.horizon, to=self.months)

    @property
    def known(self) -> Bools:
        """Rows whose outcome is known."""
        return ~np.isnan(self.outcome)

    @property
    def basis(self) -> Basis:
        """Measured where any outcome is known; rows without one are then left out, as in the decision."""
        return "measured" if self.any_known else "expected"

    @property
    def any_known(self) -> bool:
        """Whether any outcome is known."""
        return bool(self.known.any())

    @property
    def counted(self) -> npt.NDArray[np.intp]:
        """Rows the decision counts: those with an outcome or, where none is known, all."""
        return np.flatnonzero(self.known if self.any_known else np.ones_like(self.known))

    @property
    def book(self) -> LoanBook:
        """All loans at the customer rate."""
        return LoanBook(self.amount, self.months, customer_rate(self.settings), self.settings["lgd"])

    @property
    def values(self) -> ValueMatrix:
        """The decision's four cells per loan."""
        return loan_values({"credit_amount": self.amount, "duration_months": self.months}, self.settings)

    def approve(self) -> Applications:
        """The approved loans alone."""
        return self._take(np.flatnonzero(self.approved))

    def grades(self) -> Iterator[tuple[str, Grade, Applications]]:
        """Each PD grade that holds a loan: its name, what it promised and delivered, and its loans."""
        for name, grade in zip(GRADE_NAMES, grade_table(self.pd, self.outcome, edges=GRADE_EDGES), strict=True):
            if grade.rows:
                inside = (self.pd >= grade.low) & ((self.pd < grade.high) | (grade.high == 1))
                yield f"{name}: {100 * grade.low:g}–{100 * grade.high:g} %", grade, self._take(np.flatnonzero(inside))

    def _take(self, rows: npt.NDArray[np.intp]) -> Applications:
        return Applications(self.amount[rows], self.months[rows], self.pd[rows], self.outcome[rows], self.approved[rows], self.settings)


def read_applications(given: PanelInput) -> Applications:
    """The loans of a file, approved below the threshold in use."""
    outcome = np.full(len(given.probability), np.nan) if given.outcome is None else given.outcome
    amount, months = given.columns["credit_amount"], given.columns["duration_months"]
    return Applications(amount, months, given.probability, outcome, given.probability < given.threshold, given.settings)

