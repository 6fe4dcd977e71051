"""Worlds that more than one test file of the core stands on."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import pytest

from payoff.core.ranking import Ranking, rank_rows


@pytest.fixture(scope="module")
def churners() -> Ranking:
    path = os.environ.get("PAYOFF_MODELIMPACT")
    if path is None or not Path(path).exists():
        pytest.skip("PAYOFF_MODELIMPACT does not point to modelimpact's predictions.csv, which may not be redistributed here")
    table = pd.read_csv(path)
    return rank_rows(table["Yes"].to_numpy(), (table["Churn"] == "Yes").to_numpy(dtype=float))
