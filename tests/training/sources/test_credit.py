"""From the original to the committed data: every code has one value, every row one place."""

from __future__ import annotations

import csv

import numpy as np
import pandas as pd
import pytest

from payoff.paths import DATA
from payoff.training.sources.credit import CATEGORIES, COLUMNS, NUMBERS, read_original, split_rows, write_data
from payoff.training.sources.original import SourceError


def original(rows: int = 10) -> pd.DataFrame:
    """A made-up original that holds each label in turn."""
    columns = {name: [str(i % 4 + 1) for i in range(rows)] for name in NUMBERS}
    columns |= {name: [codes[i % len(codes)][0] for i in range(rows)] for name, (_, codes) in CATEGORIES.items()}
    return pd.DataFrame(columns)


def test_labels_are_read_by_the_corrected_table(tmp_path):
    original().to_csv(tmp_path / "original.csv", index=False)
    table = read_original(tmp_path / "original.csv")
    assert tuple(table.columns) == COLUMNS
    assert table["loan_id"].tolist() == list(range(1, 11))
    assert table["checking_account"].tolist()[:4] == ["no account", "overdrawn", "under 200 DM", "200 DM or more"]
    assert table["foreign_worker"].tolist()[:2] == ["no", "yes"]
    assert table["default"].tolist()[:2] == ["no", "yes"]


def test_an_unknown_label_is_named(tmp_path):
    original().assign(housing="tent").to_csv(tmp_path / "original.csv", index=False)
    with pytest.raises(SourceError, match=r"housing holds 'tent'"):
        read_original(tmp_path / "original.csv")


def test_another_file_is_named_as_such(tmp_path):
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    with pytest.raises(SourceError, match=r"other\.csv lacks the columns"):
        read_original(tmp_path / "other.csv")


def test_the_split_keeps_the_share_of_each_outcome_and_repeats():
    outcome = pd.Series(["no"] * 70 + ["yes"] * 30)
    trains = split_rows(outcome)
    assert (trains[:70].sum(), trains[70:].sum()) == (42, 18)
    np.testing.assert_array_equal(trains, split_rows(outcome))


def test_the_three_files_are_written(tmp_path):
    original(40).to_csv(tmp_path / "original.csv", index=False)
    write_data(tmp_path / "original.csv", tmp_path / "data")
    parts = [pd.read_csv(tmp_path / "data" / name) for name in ("credit.csv", "training/credit.csv")]
    assert sorted(pd.concat(parts)["loan_id"]) == list(range(1, 41))


def test_the_committed_rows_are_the_thousand_loans_once_each():
    held_out, training = (pd.read_csv(DATA / name, keep_default_na=False) for name in ("credit.csv", "training/credit.csv"))
    assert (len(held_out), len(training)) == (400, 600)
    assert sorted([*held_out["loan_id"], *training["loan_id"]]) == list(range(1, 1001))
    assert (held_out["default"] == "yes").mean() == (training["default"] == "yes").mean() == 0.3
    trains = split_rows(pd.concat([held_out, training]).sort_values("loan_id", ignore_index=True)["default"])
    assert (np.flatnonzero(trains) + 1).tolist() == training["loan_id"].tolist()


def test_every_committed_value_traces_back_to_one_code():
    with (DATA / "credit_codes.csv").open(newline="", encoding="utf-8") as file:
        codes = list(csv.DictReader(file))
    rows = pd.concat([pd.read_csv(DATA / name, keep_default_na=False) for name in ("credit.csv", "training/credit.csv")])
    for column in {c["column"] for c in codes}:
        values = [c["value"] for c in codes if c["column"] == column]
        assert len(set(values)) == len(values)
        assert set(rows[column]) == set(values)
