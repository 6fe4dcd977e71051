"""Break-even search, on lines and on one worked loan."""

from __future__ import annotations

import numpy as np
import numpy_financial as npf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.core.break_even import find_break_even
from payoff.core.impairment import marginal_default, survival


def loan_value(pd: float, rate: float) -> float:
    """10,000 over 36 months, LGD 45 %, funding 4 %, origination 100, servicing 2 a month; default before the instalment."""
    months = np.arange(1, 37)
    instalment = -npf.pmt(rate / 12, 36, 10_000)
    owed = npf.fv(rate / 12, months - 1, instalment, -10_000)
    discount = (1 + 0.04 / 12) ** -months
    paid = survival(pd, 36) * (instalment - 2.0) + marginal_default(pd, 36) * 0.55 * owed
    return float((paid * discount).sum() - 10_100)


def test_the_break_even_probability_of_a_worked_loan() -> None:
    assert loan_value(0.05, 0.12) == pytest.approx(676.593434, abs=1e-5)
    assert find_break_even(lambda pd: loan_value(pd, 0.12), 0.0, 0.5).value == pytest.approx(0.13936978, abs=1e-8)


def test_the_rate_that_a_risk_needs_is_the_same_question_turned_round() -> None:
    rate = find_break_even(lambda rate: loan_value(0.13936978, rate), 0.01, 0.5).value
    assert rate == pytest.approx(0.12, abs=1e-8)


def test_a_value_that_keeps_its_sign_never_breaks_even() -> None:
    assert "stays positive" in str(find_break_even(lambda x: x + 1, 0.0, 1.0).reason)
    assert "stays negative" in str(find_break_even(lambda x: x - 2, 0.0, 1.0).reason)
    assert "not defined" in str(find_break_even(lambda x: float("nan"), 0.0, 1.0).reason)
    with pytest.raises(ValueError, match="rise"):
        find_break_even(lambda x: x, 1.0, 0.0)


def test_the_lowest_of_several_is_taken() -> None:
    assert find_break_even(lambda x: (x - 1) * (x - 3), 0.0, 5.0).value == pytest.approx(1)
    assert find_break_even(lambda x: x, 0.0, 1.0).value == 0
    assert find_break_even(lambda x: x - 1, 0.0, 1.0).value == pytest.approx(1)


@settings(max_examples=40, deadline=None)
@given(st.floats(-10, 10), st.floats(0.1, 100))
def test_a_line_is_solved_wherever_it_crosses(root: float, slope: float) -> None:
    assert find_break_even(lambda x: slope * (x - root), -10.5, 10.5).value == pytest.approx(root, abs=1e-9)
