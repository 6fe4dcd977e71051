"""Sorting once: ties stay whole, bins stay few, and nothing depends on the order of the file."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.core.ranking import MOST_BINS, places_acted, rank_rows, segment_sums

SCORES = st.lists(st.tuples(st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.9, 1.0]), st.booleans()), min_size=1, max_size=40)


def test_events_come_first_and_each_side_is_sorted():
    ranking = rank_rows(np.array([0.2, 0.9, 0.5, 0.9]), np.array([1.0, 0.0, 1.0, 1.0]))
    assert ranking.order.tolist() == [3, 2, 0, 1]
    assert ranking.cuts.tolist() == [0.9, 0.5, 0.2]
    assert ranking.events.count.tolist() == [1, 1, 1]
    assert ranking.others.count.tolist() == [1, 0, 0]


def test_a_tie_is_one_group():
    ranking = rank_rows(np.array([0.5, 0.5, 0.5]), np.array([1.0, 0.0, 1.0]))
    assert ranking.cuts.tolist() == [0.5]
    assert (ranking.events.count[0], ranking.others.count[0]) == (2, 1)


def test_many_scores_share_at_most_so_many_bins_without_splitting_a_tie():
    rng = np.random.default_rng(1)
    score = np.concatenate([rng.random(20_000), np.full(5_000, 0.5)])
    ranking = rank_rows(score, (rng.random(25_000) < score).astype(float))
    assert len(ranking.cuts) <= MOST_BINS
    rows = ranking.events.count + ranking.others.count
    assert rows.sum() == 25_000
    assert rows.max() >= 5_000
    assert [int((score >= cut).sum()) for cut in ranking.cuts[::200]] == np.cumsum(rows)[::200].tolist()


def test_without_outcomes_both_sides_hold_all_rows_by_chance():
    ranking = rank_rows(np.array([0.25, 1.0]))
    assert not ranking.measured
    assert ranking.events.count.tolist() == [1.0, 0.25]
    assert ranking.others.count.tolist() == [0.0, 0.75]


@pytest.mark.parametrize(
    ("score", "outcome", "message"),
    [
        ([], None, "no row"),
        ([0.1, np.nan], None, "1 scores are not numbers"),
        ([0.1, 1.5], None, "between 0 and 1"),
        ([0.1, 0.2], [1.0, 2.0], "1 or 0"),
        ([0.1, 0.2], [1.0, np.nan], "1 or 0"),
    ],
)
def test_what_cannot_be_ranked_is_refused(score, outcome, message):
    with pytest.raises(ValueError, match=message):
        rank_rows(np.array(score), None if outcome is None else np.array(outcome))


def test_an_empty_segment_sums_to_nothing():
    assert segment_sums(np.array([1.0, 2.0, 4.0]), np.array([0, 0, 2, 2, 3, 3])).tolist() == [0, 3, 0, 4, 0]
    assert segment_sums(np.array([]), np.array([0, 0])).tolist() == [0]


@given(rows=SCORES, threshold=st.sampled_from([-1.0, 0.0, 0.1, 0.3, 0.5, 0.95, 1.0, np.inf, -np.inf]))
@settings(max_examples=100, deadline=None)
def test_a_row_at_the_threshold_is_acted_on(rows, threshold):
    score, outcome = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    ranking = rank_rows(score, outcome)
    for side, value in ((ranking.events, 1), (ranking.others, 0)):
        assert places_acted(ranking, side, threshold) - side.places.start == ((outcome == value) & (score >= threshold)).sum()
