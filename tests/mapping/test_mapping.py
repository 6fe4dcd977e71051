"""Mappings: what they refuse, how they are written down, and that files of one shape find theirs again."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa
import pytest

from payoff.intake.contract import Contract, Expected
from payoff.intake.problems import IntakeError
from payoff.intake.typed import CATEGORY
from payoff.mapping.mapping import ColumnMapping, MappingError, Match, check_mapping, header_digest
from payoff.mapping.translate import their_contract, translate_rows
from payoff.workflow.mapping_file import read_mapping, write_mapping

CONTRACT = Contract(
    (
        Expected("amount", "number", required=True, missing=False, unit="DM", low=1, high=10_000, seen_low=100, seen_high=9_000),
        Expected("months", "number", required=True, missing=False, unit="months", low=1, high=600, whole=True),
        Expected("housing", "category", required=True, missing=True, vocabulary=("free", "rent", "own")),
        Expected("note", "text", required=False, missing=True),
    )
)
MAPPING = ColumnMapping(
    "credit", ("Betrag", "Jahre", "Wohnung", "note"),
    (
        Match("amount", "Betrag", 1000.0),
        Match("months", "Jahre", 12.0),
        Match("housing", "Wohnung", words={"Miete": "rent", "eigen": "own"}),
    ),
    read=("decimal=comma",),
)  # fmt: skip


def test_a_mapping_survives_its_file():
    assert read_mapping(write_mapping(MAPPING), "m.toml") == MAPPING


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("version = 1", "version = 9", "version"),
        ('from = "Betrag"', "from = 3", "columns.amount.from"),
        ("factor = 1000.0", 'factor = "much"', "columns.amount.factor"),
        ('Miete = "rent"', "Miete = 1", "columns.housing.words.Miete"),
        ("[columns.amount]", "[columns.amount]\nmood = 1", "mood"),
        ('"decimal=comma"', "5", "read"),
        ("[columns", "[[", "TOML"),
    ],
)
def test_a_broken_mapping_file_is_refused_by_its_key(old, new, said):
    with pytest.raises(MappingError, match=said):
        read_mapping(write_mapping(MAPPING).decode().replace(old, new, 1).encode(), "m.toml")


def test_a_needed_column_without_a_match_is_named():
    with pytest.raises(IntakeError) as caught:
        check_mapping(replace(MAPPING, matches=MAPPING.matches[:1]), CONTRACT)
    assert [problem.column for problem in caught.value.problems] == ["months", "housing"]


@pytest.mark.parametrize(
    ("match", "said"),
    [
        (Match("note", "Betrag"), "Betrag"),
        (Match("amount", "note"), "amount"),
        (Match("colour", "note"), "colour"),
        (Match("note", "note", 0.0), "factor"),
    ],
)
def test_a_mapping_that_does_not_hold_together_is_refused(match, said):
    with pytest.raises(MappingError, match=said):
        check_mapping(replace(MAPPING, matches=(*MAPPING.matches, match)), CONTRACT)


def test_files_of_one_shape_share_a_digest_whatever_the_order():
    assert MAPPING.digest == header_digest(reversed(MAPPING.header)) != header_digest(MAPPING.header[:-1])


def test_the_contract_speaks_the_file_s_language():
    amount, months, housing = their_contract(CONTRACT, MAPPING).columns
    assert (amount.name, amount.low, amount.high, amount.seen_low) == ("Betrag", 0.001, 10.0, 0.1)
    assert (months.name, months.whole) == ("Jahre", False)
    assert housing.vocabulary == ("Miete", "eigen", "free", "rent", "own")


def test_rows_become_ours_and_what_only_sounds_like_ours_is_left_out():
    rows = pa.RecordBatch.from_arrays(
        [
            pa.array([5.951, None]), pa.array([1.5, 4.0]),
            pa.array(["Miete", "Schloss"]).dictionary_encode().cast(CATEGORY), pa.array(["x", "y"]), pa.array(["a", "b"]),
        ],
        names=["Betrag", "Jahre", "Wohnung", "note", "amount"],
    )  # fmt: skip
    ours = translate_rows(rows, CONTRACT, MAPPING)
    assert ours.to_pydict() == {"amount": [5951.0, None], "months": [18.0, 48.0], "housing": ["rent", "Schloss"]}
