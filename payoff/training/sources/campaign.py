"""Bank marketing: the original's calls in date order, dated, without the column that only the call itself can fill.

Run as `python -m payoff.training.sources.campaign ORIGINAL`; data/README.md says where the original comes from.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from payoff.paths import DATA
from payoff.training.sources.original import SourceError, check_columns, take_first, write_split

TRAINING_SHARE = 0.7
FIRST_YEAR = 2008
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

COLUMNS: Mapping[str, str] = {
    "age": "age",
    "job": "job",
    "marital": "marital",
    "education": "education",
    "default": "credit_default",
    "balance": "balance",
    "housing": "housing_loan",
    "loan": "personal_loan",
    "contact": "phone",
    "campaign": "calls_this_campaign",
    "pdays": "days_since_contact",
    "previous": "calls_before",
    "poutcome": "previous_outcome",
    "y": "subscribed",
}
"""The original's name, ours; `duration`, `day` and `month` are left out, see data/README.md."""


def read_original(path: Path) -> pd.DataFrame:
    """The calls under our names, `call_id` being their row from 1 and `called` their month; SourceError names what is unknown."""
    original = pd.read_csv(path, sep=";", keep_default_na=False)
    check_columns(original, (*COLUMNS, "month"), path)
    table = original[list(COLUMNS)].rename(columns=dict(COLUMNS))
    # The original writes -1 where the client had never been called: that is a missing number, not a small one.
    table["days_since_contact"] = table["days_since_contact"].where(table["days_since_contact"] >= 0).astype("Int64")
    table.insert(0, "call_id", np.arange(1, len(table) + 1))
    table.insert(1, "called", date_months(original["month"]))
    return table


def date_months(months: pd.Series) -> pd.Series:
    """Each call's month as 2008-05: the rows are in date order, so the year turns where the month falls."""
    number = months.map({name: place for place, name in enumerate(MONTHS, start=1)})
    if number.isna().any():
        raise SourceError(f"The column month holds {months[number.isna()].iloc[0]!r}, which is no month.")
    year = FIRST_YEAR + (number.diff() < 0).cumsum()
    return year.astype(str) + "-" + number.astype(int).astype(str).str.zfill(2)


def write_data(original: Path, folder: Path) -> None:
    """Write training/campaign.csv (the first 70 % of the calls) and campaign.csv (the rest) below `folder`."""
    table = read_original(original)
    write_split(table, take_first(len(table), TRAINING_SHARE), folder, name="campaign")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Usage: python -m payoff.training.sources.campaign ORIGINAL")
    write_data(Path(sys.argv[1]), DATA)
