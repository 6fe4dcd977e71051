"""Rows before a day train and later ones judge; where that cannot be, rows are drawn, and the reason is said."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.core.message import Message
from payoff.language import translate
from payoff.training.labelled import TrainingError
from payoff.training.split import reread_words, split_rows

DAY = np.datetime64("2024-01-01", "us")


def days(numbers: object) -> np.ndarray:
    return DAY + np.asarray(numbers) * np.timedelta64(1, "D")


def outcomes(rows: int, every: int = 3) -> np.ndarray:
    return (np.arange(rows) % every == 0).astype(np.int64)


def test_the_latest_rows_are_held_out_whatever_their_order_in_the_file():
    numbers = np.random.default_rng(0).permutation(100)
    split = split_rows(outcomes(100), days(numbers))
    assert split.by_time
    assert sorted(numbers[split.held_out]) == list(range(70, 100))
    assert numbers[split.training].tolist() == list(range(70))
    assert "2024-03-11" in split.words


def test_rows_of_one_day_stay_together():
    numbers = np.repeat(np.arange(10), 12)
    split = split_rows(outcomes(120), days(numbers))
    assert set(numbers[split.training]) & set(numbers[split.held_out]) == set()


def test_rows_without_a_date_train_and_are_counted():
    moments = days(np.arange(100))
    moments[:10] = np.datetime64("NaT", "D")
    split = split_rows(outcomes(100), moments)
    assert set(range(10)) <= set(split.training.tolist())
    assert "10 rows without a date train too" in split.words


@pytest.mark.parametrize(
    ("moments", "outcome", "reason"),
    [
        (days([0] * 60 + [1] * 40), outcomes(100), ""),
        (days([0] * 95 + [1] * 5), outcomes(100), "the same date"),
        (days(np.arange(100)), (np.arange(100) < 40).astype(np.int64), "too few rows have the event"),
        (np.full(100, np.datetime64("NaT", "us")), outcomes(100), "No two rows have a date"),
    ],
    ids=["two days will do", "nearly all on one day", "no event later", "no date at all"],
)
def test_where_time_cannot_split_rows_are_drawn_and_the_reason_is_said(moments, outcome, reason):
    split = split_rows(outcome, moments)
    assert split.by_time == (not reason)
    assert reason in split.words


@pytest.mark.parametrize("moments", [days(np.arange(120)), days(np.zeros(120)), None], ids=["by time", "all on one day, so drawn", "drawn"])
def test_what_was_said_of_a_split_is_known_again_from_plain_text(moments):
    split = split_rows(outcomes(120), moments, seed=7)
    again = reread_words(str(split.words))
    assert again == split.words
    assert translate(again, "zh") == translate(split.words, "zh") != split.words


def test_what_somebody_else_said_of_a_split_stands_as_it_is():
    assert reread_words("By hand. 30% of either outcome are held out, drawn with seed 0.").startswith("By hand. 30%")
    assert not isinstance(reread_words("By hand."), Message)


@given(rows=st.integers(30, 300), every=st.integers(2, 3), seed=st.integers(0, 9))
@settings(max_examples=40, deadline=None)
def test_a_drawn_split_keeps_every_row_once_and_the_share_of_events(rows, every, seed):
    outcome = outcomes(rows, every)
    split = split_rows(outcome, None, seed=seed)
    assert sorted([*split.training, *split.held_out]) == list(range(rows))
    assert abs(outcome[split.held_out].mean() - outcome.mean()) < 0.1


@pytest.mark.parametrize(
    ("outcome", "words"),
    [([0] * 40, "No row is with the event"), ([1] * 40, "No row is without"), ([1] * 7 + [0] * 50, "Only 7")],
)
def test_too_few_of_either_outcome_are_refused_in_words(outcome, words):
    with pytest.raises(TrainingError, match=words):
        split_rows(np.array(outcome), None)
