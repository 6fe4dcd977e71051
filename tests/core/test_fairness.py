"""Selection rates, the four-fifths screen and equal opportunity."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from payoff.core.fairness import GroupRates, count_groups, opportunity_gap, screen_groups

DATA = Path(__file__).parents[1] / "data"


def test_four_fifths_by_the_textbook():
    screen = screen_groups((GroupRates("A", 120, 48), GroupRates("B", 80, 20)))
    assert screen.ratio == pytest.approx(0.625)
    assert screen.flagged
    assert (screen.lowest, screen.highest) == ("B", "A")
    assert 0.01 < screen.p_value < 0.1


def test_young_applicants_of_german_credit_at_a_sixth():
    table = pd.read_csv(DATA / "german_oof.csv")
    granted = (table["probability"] < 1 / 6).to_numpy()
    group = np.where(table["age"] < 25, "young", "older")
    older, young = count_groups(group, granted, 1.0 - table["default"].to_numpy())
    assert (young.rate.value, older.rate.value) == pytest.approx((0.234899, 0.435958), abs=1e-5)
    assert (young.true_rate.value, older.true_rate.value) == pytest.approx((0.352273, 0.545752), abs=1e-5)
    assert screen_groups((older, young)).ratio == pytest.approx(0.538812, abs=1e-5)
    assert opportunity_gap((older, young)).value == pytest.approx(0.545752 - 0.352273, abs=2e-5)


def test_an_empty_group_has_no_rate():
    assert "nobody in group C" in GroupRates("C", 0, 0).rate.reason
    with pytest.raises(ValueError, match="at least two"):
        screen_groups((GroupRates("A", 10, 5), GroupRates("C", 0, 0)))


def test_a_zero_rate_is_a_finding_unless_nobody_is_favoured():
    screen = screen_groups((GroupRates("A", 10, 5), GroupRates("B", 10, 0)))
    assert (screen.ratio, screen.flagged) == (0, True)
    with pytest.raises(ValueError, match="Nobody got"):
        screen_groups((GroupRates("A", 10, 0), GroupRates("B", 10, 0)))


def test_without_outcomes_nobody_is_called_deserving():
    (group,) = count_groups(np.array(["A", "A"]), np.array([True, False]))
    assert group.rate.value == 0.5
    assert (group.true_rate.value, group.false_rate.value) == (None, None)
    assert opportunity_gap((group,)).value is None


def test_rates_among_deserving_and_others():
    (group,) = count_groups(np.array(["A"] * 4), np.array([True, False, True, False]), np.array([1.0, 1.0, 0.0, 0.0]))
    assert (group.true_rate.value, group.false_rate.value) == (0.5, 0.5)
    assert GroupRates("B", 2, 1, deserving=2, deserving_favoured=1).false_rate.value is None
