"""Garavan thyroid records: what is known before the work-up, whether thyroid disease was found, rows split by date.

Run as `python -m payoff.training.sources.medical ORIGINAL`; data/README.md says where the original comes from.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from payoff.paths import DATA
from payoff.training.sources.original import SourceError, check_columns, read_words, write_split

TRAINING_SHARE = 0.7
OLDEST = 120
"""Years; a higher age is a typing error and becomes missing."""

FLAGS: Mapping[str, str] = {
    "on_thyroxine": "on_thyroxine",
    "query_on_thyroxine": "query_on_thyroxine",
    "on_antithyroid_meds": "on_antithyroid_medication",
    "sick": "sick",
    "pregnant": "pregnant",
    "thyroid_surgery": "thyroid_surgery",
    "I131_treatment": "radioiodine_treatment",
    "query_hypothyroid": "query_hypothyroid",
    "query_hyperthyroid": "query_hyperthyroid",
    "lithium": "lithium",
    "goitre": "goitre",
    "tumor": "tumour",
    "hypopituitary": "hypopituitary",
    "psych": "psychiatric",
}
"""History flags t or f in the original: its name, ours."""

SEXES = {"F": "female", "M": "male", "": ""}
ANSWERS = {"t": "yes", "f": "no"}
REFERRALS = ("SVHC", "SVHD", "SVI", "STMW", "WEST", "other")

DISEASES = frozenset("ABCDEFGH")
"""Diagnoses that are the event: A to D hyperthyroid, E to H hypothyroid."""

OTHER_DIAGNOSES = frozenset("IJKLMNOPQRST")
NO_DIAGNOSIS = "-"
REFERENCE_RANGE = (0.4, 4.0)
"""TSH in mU/L that laboratories call normal; a rule without a model sends on those outside it."""


def read_original(path: Path) -> pd.DataFrame:
    """The original under our names and values, in order of time; SourceError names what is unknown."""
    original = pd.read_csv(path, dtype=str, keep_default_na=False)
    check_columns(original, ("patient_id", "age", "sex", "TSH", "referral_source", "target", *FLAGS), path)
    table = pd.DataFrame({"record_id": original["patient_id"], "record_date": _read_dates(original["patient_id"])})
    table["age"] = _read_ages(original["age"])
    table["sex"] = read_words(original["sex"], SEXES)
    for theirs, ours in FLAGS.items():
        table[ours] = read_words(original[theirs], ANSWERS)
    table["referral_source"] = read_words(original["referral_source"], {name: name for name in REFERRALS})
    table["tsh"] = pd.to_numeric(original["TSH"].replace("", None))
    # Nothing is known to lie outside the range where TSH was not measured.
    table["tsh_outside_range"] = np.where(table["tsh"].lt(REFERENCE_RANGE[0]) | table["tsh"].gt(REFERENCE_RANGE[1]), "yes", "no")
    table["thyroid_disease"] = np.where(original["target"].map(is_disease), "yes", "no")
    return table.sort_values("record_id", kind="stable", ignore_index=True)


def is_disease(target: str) -> bool:
    """Whether any diagnosis in `target` is hyper- or hypothyroid, alone, beside others ("GK") or possible ("C|I")."""
    letters = set(target) - {"|"}
    unknown = letters - DISEASES - OTHER_DIAGNOSES - {NO_DIAGNOSIS}
    if unknown or not letters:
        raise SourceError(f"The column target holds {target!r}, which the list of diagnoses lacks.")
    return bool(letters & DISEASES)


def _read_dates(identifiers: pd.Series) -> pd.Series:
    return pd.to_datetime("19" + identifiers.str[:6], format="%Y%m%d").dt.strftime("%Y-%m-%d")


def _read_ages(ages: pd.Series) -> pd.Series:
    years = ages.astype(int)
    return years.where(years <= OLDEST).astype("Int64")


def split_rows(dates: pd.Series) -> np.ndarray:
    """Which rows train, (n,) bool, for `dates` in order of time: the days before the one where TRAINING_SHARE is reached."""
    first_test_day = dates.iloc[int(TRAINING_SHARE * len(dates))]
    return (dates < first_test_day).to_numpy()


def write_data(original: Path, folder: Path) -> None:
    """Write medical.csv and training/medical.csv below `folder`."""
    table = read_original(original)
    write_split(table, split_rows(table["record_date"]), folder, name="medical")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Usage: python -m payoff.training.sources.medical ORIGINAL")
    write_data(Path(sys.argv[1]), DATA)
