"""Worlds that more than one test file of the core stands on."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import pytest

from payoff.core.ranking import Ranking, rank_rows


def read_or_skip(variable: str, what: str) -> pd.DataFrame:
    path = os.environ.get(variable)
    if path is None or not Path(path).exists():
        pytest.skip(f"{variable} does not point to {what}")
    return pd.read_csv(path)


@pytest.fixture(scope="module")
def hillstrom() -> pd.DataFrame:
    return read_or_skip("PAYOFF_HILLSTROM", "the MineThatData e-mail records of 2008, which are not redistributed here")


@pytest.fixture(scope="module")
def churners() -> Ranking:
    table = read_or_skip("PAYOFF_MODELIMPACT", "modelimpact's predictions.csv, which may not be redistributed here")
    return rank_rows(table["Yes"].to_numpy(), (table["Churn"] == "Yes").to_numpy(dtype=float))
