"""The thyroid records: diagnoses, ages and dates as they are read from a few hand-made lines."""

from __future__ import annotations

import pandas as pd
import pytest

from payoff.training.sources.medical import FLAGS, is_disease, read_original, split_rows
from payoff.training.sources.original import SourceError


def write_original(path, **columns):
    rows = len(columns["patient_id"])
    table = {**dict.fromkeys(FLAGS, ["f"] * rows), "sex": ["F"] * rows, "TSH": ["1.5"] * rows, "referral_source": ["SVI"] * rows}
    table |= {"age": ["40"] * rows, "target": ["-"] * rows, **columns}
    pd.DataFrame(table).to_csv(path, index=False)
    return path


@pytest.mark.parametrize("target", ["A", "F", "H", "GK", "AK", "GI", "GKJ", "C|I", "H|K", "D|R"])
def test_a_letter_from_a_to_h_is_the_disease_alone_beside_others_or_as_a_possibility(target):
    assert is_disease(target)


@pytest.mark.parametrize("target", ["-", "K", "I", "KJ", "MK", "MI", "LJ", "OI", "S", "R"])
def test_other_findings_are_not(target):
    assert not is_disease(target)


@pytest.mark.parametrize("target", ["", "Z", "A?"])
def test_an_unknown_diagnosis_is_refused(target):
    with pytest.raises(SourceError, match="lacks"):
        is_disease(target)


def test_impossible_ages_and_empty_cells_are_missing(tmp_path):
    path = write_original(
        tmp_path / "original.csv", patient_id=["840801013", "840801014", "840801042"], age=["120", "455", "65526"], sex=["F", "", "M"],
        TSH=["0.4", "", "4.1"],
    )  # fmt: skip
    table = read_original(path)
    assert table["age"].tolist() == [120, pd.NA, pd.NA]
    assert table["sex"].tolist() == ["female", "", "male"]
    assert table["tsh"].isna().tolist() == [False, True, False]
    assert table["tsh_outside_range"].tolist() == ["no", "no", "yes"]


def test_records_are_read_in_order_of_time_with_their_date(tmp_path):
    table = read_original(write_original(tmp_path / "original.csv", patient_id=["870119035", "840801013"], target=["K", "GK"]))
    assert table["record_date"].tolist() == ["1984-08-01", "1987-01-19"]
    assert table["thyroid_disease"].tolist() == ["yes", "no"]


def test_the_cut_falls_between_days():
    # Ten records, the seventh-tenth share is reached within day b: all of b is held out.
    dates = pd.Series(["a"] * 6 + ["b"] * 3 + ["c"])
    assert split_rows(dates).tolist() == [True] * 6 + [False] * 4


def test_a_flag_that_is_neither_t_nor_f_is_refused(tmp_path):
    path = write_original(tmp_path / "original.csv", patient_id=["840801013"], goitre=["maybe"])
    with pytest.raises(SourceError, match="goitre"):
        read_original(path)
