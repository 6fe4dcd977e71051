"""Labelled tables: what is missing, what is not, and errors that name the place."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from payoff.domains import read_domain
from payoff.training.labelled import TrainingError, read_labelled

CREDIT = read_domain("credit")
SHEET = dataclasses.replace(CREDIT, columns=tuple(c for c in CREDIT.columns if c.name in ("age", "telephone", "default")))


@pytest.fixture
def written(tmp_path):
    def write(text: str):
        path = tmp_path / "loans.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_only_an_empty_cell_is_missing(written):
    data = read_labelled(written("age,telephone,default\n30,none,no\n,,yes\n"), SHEET)
    assert data.frame["telephone"].tolist()[0] == "none"
    assert data.frame.isna().to_numpy().tolist() == [[False, False], [True, True]]
    np.testing.assert_array_equal(data.outcome, [0, 1])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("age,default\n30,no\n40,yes\n", "lacks the columns telephone"),
        ("age,telephone,default\n30,none,maybe\n40,none,yes\n", "'maybe'"),
        ("age,telephone,default\n30,none,no\n40,none,no\n", "both outcomes"),
        ("age,telephone,default\nold,none,no\n40,none,yes\n", "cannot be read"),
    ],
)
def test_what_cannot_be_trained_on_is_named(written, text, message):
    with pytest.raises(TrainingError, match=message):
        read_labelled(written(text), SHEET)


def test_an_absent_file_is_named(tmp_path):
    with pytest.raises(TrainingError, match=r"nowhere\.csv"):
        read_labelled(tmp_path / "nowhere.csv", SHEET)
