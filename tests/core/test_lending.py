"""Value factors of instalment loans, against payments summed one by one."""

from __future__ import annotations

import numpy as np
import pytest

from payoff.core.lending import LONGEST_TERM, by_months, defaulted_factor, outstanding, repaid_factor


def _instalment(rate: float, months: int) -> float:
    return rate / 12 / (1 - (1 + rate / 12) ** -months)


@pytest.mark.parametrize("months", [1, 12, 37])
def test_a_repaid_loan_is_worth_its_discounted_instalments(months):
    paid = sum(_instalment(0.12, months) / (1 + 0.04 / 12) ** k for k in range(1, months + 1))
    assert repaid_factor(0.12, 0.04)[months] == pytest.approx(paid - 1)


def test_a_default_halfway_pays_until_then_and_recovers_part_of_the_balance():
    instalment, balance, paid = _instalment(0.12, 24), 1.0, 0.0
    for k in range(1, 13):
        balance = balance * 1.01 - instalment
        paid += instalment / (1 + 0.04 / 12) ** k
    worth = paid + 0.55 * balance / (1 + 0.04 / 12) ** 12 - 1
    assert defaulted_factor(0.12, 0.04, lgd=0.45, elapsed=0.5)[24] == pytest.approx(worth)


def test_a_default_at_once_loses_the_whole_loss_share():
    assert defaulted_factor(0.12, 0.04, lgd=0.45, elapsed=0.0) == pytest.approx(np.full(LONGEST_TERM + 1, -0.45))


@pytest.mark.filterwarnings("error")
def test_money_that_costs_nothing_earns_nothing():
    assert repaid_factor(0.0, 0.0) == pytest.approx(np.zeros(LONGEST_TERM + 1))
    assert outstanding(0.0, 4) == pytest.approx([1, 0.75, 0.5, 0.25])


def test_the_balance_falls_to_the_last_instalment():
    balance = outstanding(0.01, 12)
    assert balance[0] == pytest.approx(1)
    assert balance[-1] * 1.01 == pytest.approx(_instalment(0.12, 12))


def test_a_table_is_looked_up_by_whole_months_and_cannot_be_written():
    table = repaid_factor(0.1, 0.03)
    assert by_months(table, np.array([0.0, 24.0])).tolist() == [table[0], table[24]]
    assert repaid_factor(0.1, 0.03) is table
    with pytest.raises(ValueError, match="read-only"):
        table[0] = 1.0
    with pytest.raises(IndexError):
        by_months(table, np.array([LONGEST_TERM + 1.0]))
