"""Outcomes as files write them: words of the domain, yes and no, true and false, one and zero, or something else."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa

from payoff.domains import read_domain
from payoff.workflow.outcome import read_outcome

CREDIT = read_domain("credit")


def test_numbers_and_words_mean_the_same():
    for written in (["yes", "no", None], [" Y", "FALSE", None], [1, 0, None], [1.0, 0.0, None], [True, False, None]):
        outcome, problems = read_outcome(CREDIT, pa.table({"default": written}))
        np.testing.assert_array_equal(outcome, [1, 0, np.nan])
        assert problems == ()


def test_what_is_not_understood_is_unknown_and_named_with_its_rows():
    outcome, (problem,) = read_outcome(CREDIT, pa.table({"default": ["no", "perhaps", "yes", "perhaps"]}))
    np.testing.assert_array_equal(outcome, [0, np.nan, 1, np.nan])
    assert (problem.rows, problem.count, problem.value, problem.column) == ((2, 4), 2, "perhaps", "default")


def test_without_the_column_nothing_is_known():
    assert read_outcome(CREDIT, pa.table({"age": [40]})) == (None, ())


def test_what_the_sheet_says_comes_before_yes_and_no():
    kept = replace(CREDIT, outcome="kept", event_value="no", other_value="yes")
    outcome, problems = read_outcome(kept, pa.table({"kept": ["no", "yes", None, "NO"]}))
    np.testing.assert_array_equal(outcome, [1, 0, np.nan, 1])
    assert problems == ()


def test_one_value_stands_against_all_others_that_say_something():
    grade = replace(CREDIT, outcome="grade", event_value="2", other_value="")
    outcome, _ = read_outcome(grade, pa.table({"grade": ["2", "1", "2.0", "n/a", "3", None]}))
    np.testing.assert_array_equal(outcome, [1, 0, 1, np.nan, 0, np.nan])


def test_words_for_not_known_are_no_surprise():
    churn = replace(CREDIT, outcome="churn", event_value="Y", other_value="")
    outcome, problems = read_outcome(churn, pa.table({"churn": ["Y", "N", "unknown", "-", "n/a", "未知"]}))
    np.testing.assert_array_equal(outcome, [1, 0, np.nan, np.nan, np.nan, np.nan])
    assert problems == ()


def test_where_a_tick_says_yes_an_empty_cell_says_no():
    left = replace(CREDIT, outcome="left", event_value="x", other_value="")
    outcome, (note,) = read_outcome(left, pa.table({"left": ["x", None, "X", None, None]}))
    np.testing.assert_array_equal(outcome, [1, 0, 1, 0, 0])
    assert (note.kind, note.severity, note.count) == ("ticks", "note", 3)
