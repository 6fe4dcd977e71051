"""Conversion in a child process: stopped when it does not end, explained when it fails."""

from __future__ import annotations

import pytest
from sklearn.svm import SVC

from payoff.training.convert import convert_trees
from payoff.training.labelled import TrainingError


def test_a_conversion_that_does_not_end_is_stopped(boosting):
    with pytest.raises(TrainingError, match=r"stopped after 0\.01 s"):
        convert_trees(boosting.pipeline["model"], 4, time_out=0.01)


def test_a_conversion_that_fails_says_why():
    with pytest.raises(TrainingError, match="could not convert"):
        convert_trees(SVC(), 4)
