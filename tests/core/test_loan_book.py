"""A book's losses against those of its loans one by one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.core import loan_book
from payoff.core.loan import Loan
from payoff.core.loan_book import LoanBook, expect_losses

LOAN = st.tuples(st.floats(100, 1e5), st.integers(1, 60), st.floats(0, 1))


def test_the_worked_personal_loan_owes_its_average() -> None:
    book = LoanBook(np.array([10_000.0]), np.array([36.0]), rate=0.12, lgd=0.45)
    assert book.average_balance == pytest.approx([5436.532035], abs=1e-6)


def test_a_loan_without_interest_falls_in_a_straight_line() -> None:
    # 300, 200, 100.
    assert LoanBook(np.array([300.0]), np.array([3.0]), rate=0.0, lgd=1.0).average_balance.tolist() == [200]


def test_a_long_book_is_worked_off_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    book = LoanBook(np.arange(1.0, 8.0), np.full(7, 6.0), rate=0.1, lgd=0.5)
    whole = expect_losses(book, np.full(7, 0.1))
    monkeypatch.setattr(loan_book, "AT_ONCE", 2)
    assert expect_losses(book, np.full(7, 0.1)).life.tolist() == whole.life.tolist()


@settings(max_examples=40, deadline=None)
@given(st.lists(LOAN, min_size=1, max_size=8), st.just(0.0) | st.floats(0.001, 0.4), st.floats(0, 1))
def test_a_book_loses_what_its_loans_lose(rows: list[tuple[float, int, float]], rate: float, lgd: float) -> None:
    amount, months, pd = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    found = expect_losses(LoanBook(amount, months, rate, lgd), pd)
    alone = [Loan(a, rate, m, lgd, 0.0) for a, m, _ in rows]
    assert found.life == pytest.approx([loan.credit_loss(p, rate=rate) for loan, p in zip(alone, pd, strict=True)])
    assert found.year == pytest.approx([loan.credit_loss(p, rate=rate, months=12) for loan, p in zip(alone, pd, strict=True)])
