"""Outcomes as files write them: words of the domain, yes and no, true and false, one and zero, or something else."""

from __future__ import annotations

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
