"""Value of information, by hand and by simulation."""

from __future__ import annotations

import numpy as np
import pytest

from payoff.core.information import evpi_draws, evpi_normal, evppi_draws, value_of_perfect_information
from payoff.core.value import ValueMatrix


def test_normal_value_against_a_fixed_alternative():
    assert evpi_normal(1000, 2000, 0) == pytest.approx(395.593115, abs=1e-4)
    assert evpi_normal(1000, 0, 0) == 0
    draws = np.random.default_rng(0).normal(1000, 2000, 200_000)
    assert evpi_draws(np.column_stack([draws, np.zeros_like(draws)])) == pytest.approx(395.6, rel=0.02)


def test_a_negative_deviation_is_refused():
    with pytest.raises(ValueError, match="0 or more"):
        evpi_normal(0, -1, 0)


def test_knowing_the_outcome_of_each_row_by_hand():
    values = ValueMatrix(tp=10.0, fp=-1.0, tn=0.0, fn=0.0)
    worth = value_of_perfect_information(values, np.array([0.5, 0.0, 1.0]), np.array([True, False, True]))
    # Half the time acting loses 1 that foresight would have kept.
    assert worth.tolist() == [0.5, 0, 0]


def test_an_assumption_that_decides_everything_is_worth_all_information():
    rng = np.random.default_rng(1)
    deciding, idle = rng.normal(0, 1, 20_000), rng.normal(0, 1, 20_000)
    value = np.column_stack([deciding, np.zeros(20_000)])
    assert evppi_draws(value, deciding) == pytest.approx(evpi_draws(value), rel=0.02)
    assert evppi_draws(value, idle) == pytest.approx(0, abs=0.02)
