"""Inputs: vocabularies from the term sheet or the rows, ranges from the rows."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest

from payoff.domains import read_domain
from payoff.domains.term_sheet import Column
from payoff.training.labelled import TrainingError
from payoff.training.vocabulary import read_inputs

AGE = Column("age", "Age", "number", "years", 18, 120, feature=True)
HOUSING = Column("housing", "Housing", "category", categories=("free", "rent", "own"), feature=True)
CITY = Column("city", "City", "category", feature=True)
SHEET = dataclasses.replace(read_domain("credit"), columns=(AGE, HOUSING, CITY))


def frame(**columns) -> pd.DataFrame:
    return pd.DataFrame({"age": [30.0, 41.0], "housing": ["own", None], "city": ["Ulm", "Bonn"]} | columns)


def test_the_term_sheet_gives_the_vocabulary_and_else_the_rows_do():
    age, housing, city = read_inputs(SHEET, frame())
    assert housing.categories == ("free", "rent", "own")
    assert city.categories == ("Bonn", "Ulm")
    assert (age.low, age.high, age.seen_low, age.seen_high) == (18, 120, 30.0, 41.0)


def test_a_value_the_term_sheet_does_not_list_is_named():
    with pytest.raises(TrainingError, match="'tent'"):
        read_inputs(SHEET, frame(housing=["tent", "own"]))


@pytest.mark.parametrize(("name", "empty"), [("age", [np.nan, np.nan]), ("city", [None, None])])
def test_an_empty_column_is_named(name, empty):
    with pytest.raises(TrainingError, match=f"'{name}' is empty"):
        read_inputs(SHEET, frame(**{name: empty}))
