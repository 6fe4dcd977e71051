"""How scores spread."""

from __future__ import annotations

import numpy as np

from payoff.core.distribution import spread_scores


def test_every_row_is_counted_once_by_what_is_known_of_it():
    spread = spread_scores(np.array([0.1, 0.1, 0.9, 1.0, 0.6]), np.array([1.0, 0.0, 1.0, 1.0, np.nan]), bins=2)
    assert spread.events.tolist() == [1, 2]
    assert spread.others.tolist() == [1, 0]
    assert spread.unknown.tolist() == [0, 1]
    assert spread.measured


def test_without_outcomes_all_rows_are_unknown():
    spread = spread_scores(np.array([0.0, 0.25, 1.0]), bins=4)
    assert spread.unknown.tolist() == [1, 1, 0, 1]
    assert not spread.measured
