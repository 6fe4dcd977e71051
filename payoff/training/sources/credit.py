"""German credit: the original's columns renamed, its codes read by the corrected code table, its rows split.

Run as `python -m payoff.training.sources.credit ORIGINAL`; data/README.md says where the original comes from.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from payoff.paths import DATA
from payoff.training.sources.original import check_columns, read_words, write_split

SEED = 573
TRAINING_SHARE = 0.6

NUMBERS: Mapping[str, str] = {
    "duration_in_month": "duration_months",
    "credit_amount": "credit_amount",
    "installment_rate_in_percentage_of_disposable_income": "instalment_rate",
    "present_residence_since": "residence_since",
    "age_in_years": "age",
    "number_of_existing_credits_at_this_bank": "existing_credits",
}
"""Columns kept as they are: the original's name, ours."""

Codes = tuple[tuple[str, str, str], ...]
"""(label in the original, its UCI code, our value)."""

# Our values follow Groemping (2019), not the labels: the labels of the classic file belong to other codes.
CATEGORIES: Mapping[str, tuple[str, Codes]] = {
    "status_of_existing_checking_account": (
        "checking_account",
        (
            ("... < 0 DM", "A11", "no account"),
            ("0 <= ... < 200 DM", "A12", "overdrawn"),
            ("... >= 200 DM / salary assignments for at least 1 year", "A13", "under 200 DM"),
            ("no checking account", "A14", "200 DM or more"),
        ),
    ),
    "credit_history": (
        "credit_history",
        (
            ("no credits taken/ all credits paid back duly", "A30", "past delays"),
            ("all credits at this bank paid back duly", "A31", "critical or other banks"),
            ("existing credits paid back duly till now", "A32", "none or all repaid"),
            ("delay in paying off in the past", "A33", "existing repaid so far"),
            ("critical account/ other credits existing (not at this bank)", "A34", "all repaid at this bank"),
        ),
    ),
    "purpose": (
        "purpose",
        (
            ("car (new)", "A40", "other"),
            ("car (used)", "A41", "car new"),
            ("furniture/equipment", "A42", "car used"),
            ("radio/television", "A43", "furniture"),
            ("domestic appliances", "A44", "radio or television"),
            ("repairs", "A45", "domestic appliances"),
            ("education", "A46", "repairs"),
            ("retraining", "A48", "vacation"),
            ("business", "A49", "retraining"),
            ("others", "A410", "business"),
        ),
    ),
    "savings_account_and_bonds": (
        "savings",
        (
            ("... < 100 DM", "A61", "unknown or none"),
            ("100 <= ... < 500 DM", "A62", "under 100 DM"),
            ("500 <= ... < 1000 DM", "A63", "100 to 500 DM"),
            ("... >= 1000 DM", "A64", "500 to 1000 DM"),
            ("unknown/ no savings account", "A65", "1000 DM or more"),
        ),
    ),
    "present_employment_since": (
        "employment_since",
        (
            ("unemployed", "A71", "unemployed"),
            ("... < 1 year", "A72", "under 1 year"),
            ("1 <= ... < 4 years", "A73", "1 to 4 years"),
            ("4 <= ... < 7 years", "A74", "4 to 7 years"),
            ("... >= 7 years", "A75", "7 years or more"),
        ),
    ),
    "other_debtors_or_guarantors": (
        "other_debtors",
        (("none", "A101", "none"), ("co-applicant", "A102", "co-applicant"), ("guarantor", "A103", "guarantor")),
    ),
    "property": (
        "property",
        (
            ("real estate", "A121", "unknown or none"),
            ("building society savings agreement/ life insurance", "A122", "car or other"),
            ("car or other, not in attribute Savings account/bonds", "A123", "building savings or life insurance"),
            ("unknown / no property", "A124", "real estate"),
        ),
    ),
    "other_installment_plans": (
        "other_instalment_plans",
        (("bank", "A141", "bank"), ("stores", "A142", "stores"), ("none", "A143", "none")),
    ),
    "housing": (
        "housing",
        (("rent", "A151", "free"), ("own", "A152", "rent"), ("for free", "A153", "own")),
    ),
    "job": (
        "job",
        (
            ("unemployed/ unskilled - non-resident", "A171", "unemployed or unskilled non-resident"),
            ("unskilled - resident", "A172", "unskilled resident"),
            ("skilled employee / official", "A173", "skilled"),
            ("management/ self-employed/ highly qualified employee/ officer", "A174", "management or self-employed"),
        ),
    ),
    "number_of_people_being_liable_to_provide_maintenance_for": (
        "dependants",
        (("1", "1", "0 to 2"), ("2", "2", "3 or more")),
    ),
    "telephone": (
        "telephone",
        (("none", "A191", "none"), ("yes, registered under the customers name", "A192", "registered")),
    ),
    "foreign_worker": (
        "foreign_worker",
        (("yes", "A201", "no"), ("no", "A202", "yes")),
    ),
    "creditability": (
        "default",
        (("good", "1", "no"), ("bad", "2", "yes")),
    ),
}
"""By the original's column: our column and its codes."""

COLUMNS = (
    "loan_id", "checking_account", "duration_months", "credit_history", "purpose", "credit_amount", "savings", "employment_since",
    "instalment_rate", "other_debtors", "residence_since", "property", "age", "other_instalment_plans", "housing", "existing_credits",
    "job", "dependants", "telephone", "foreign_worker", "default",
)  # fmt: skip


def read_original(path: Path) -> pd.DataFrame:
    """The original under our names and values, `loan_id` being its row from 1; SourceError names what is unknown."""
    original = pd.read_csv(path, dtype=str, keep_default_na=False)
    check_columns(original, (*NUMBERS, *CATEGORIES), path)
    table = pd.DataFrame({"loan_id": np.arange(1, len(original) + 1)})
    for theirs, ours in NUMBERS.items():
        table[ours] = original[theirs].astype(int)
    for theirs, (ours, codes) in CATEGORIES.items():
        table[ours] = read_words(original[theirs], {label: value for label, _, value in codes})
    return table[list(COLUMNS)]


def split_rows(outcome: pd.Series) -> np.ndarray:
    """Which rows train, (n,) bool: TRAINING_SHARE of each outcome, drawn with SEED."""
    rng = np.random.default_rng(SEED)
    trains = np.zeros(len(outcome), dtype=bool)
    for value in sorted(outcome.unique()):
        rows = rng.permutation(np.flatnonzero(outcome == value))
        trains[rows[: round(TRAINING_SHARE * len(rows))]] = True
    return trains


def write_data(original: Path, folder: Path) -> None:
    """Write credit.csv, training/credit.csv and credit_codes.csv below `folder`."""
    table = read_original(original)
    write_split(table, split_rows(table["default"]), folder, name="credit")
    with (folder / "credit_codes.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("column", "original_label", "uci_code", "value"))
        for ours, codes in CATEGORIES.values():
            writer.writerows((ours, *code) for code in codes)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Usage: python -m payoff.training.sources.credit ORIGINAL")
    write_data(Path(sys.argv[1]), DATA)
