"""Proposals: offices of four languages reach the original's probabilities, and no order of columns changes anything."""

from __future__ import annotations

import csv
import io
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.intake.source import read_source
from payoff.language import translate
from payoff.mapping.mapping import unmapped_columns
from payoff.workflow.flow import Handling
from payoff.workflow.mapping import propose_mapping, read_target
from payoff.workflow.score import sample_source, score_upload
from tests.mapping.offices import CHINESE, FRENCH, GERMAN, LOANS, OFFICES, ROWS, SPANISH, as_text, table_of

TARGET = read_target("credit")
BY_FILE = {"kredite.csv": GERMAN, "crédits.csv": FRENCH, "créditos.csv": SPANISH, "贷款.csv": CHINESE}


def proposed(content: bytes | str, name: str = "table.csv"):
    content = content.encode() if isinstance(content, str) else content
    return propose_mapping(read_source(content, name), TARGET)[0]


def sources(proposals) -> dict[str, str | None]:
    return {proposal.column: proposal.source for proposal in proposals.columns}


@pytest.fixture(scope="module")
def clean():
    return score_upload(sample_source("credit"), "credit")


@pytest.mark.parametrize("name", BY_FILE)
def test_every_column_of_an_office_finds_its_own(name):
    office = BY_FILE[name]
    found = sources(proposed(OFFICES[name](), name))
    assert {column: found[column] for column in office} == {column: title for column, (title, _) in office.items()}
    assert [column for column, source in found.items() if source is not None and column not in office] == []


@pytest.mark.parametrize("name", OFFICES)
def test_an_office_file_reaches_the_probabilities_of_the_original(name, clean):
    source = read_source(OFFICES[name](), name)
    proposals, _ = propose_mapping(source, TARGET)
    scored = score_upload(source, "credit", handling=Handling(mapping=proposals.mapping))
    assert (scored.rows_rejected, len(scored.probability)) == (0, ROWS)
    np.testing.assert_array_equal(scored.probability, clean.probability)
    np.testing.assert_array_equal(scored.outcome, clean.outcome)
    assert {kind: amounts.tolist() for kind, amounts in scored.money.items()} == {k: v.tolist() for k, v in clean.money.items()}


def test_the_sample_maps_onto_itself():
    found = sources(proposed(sample_source("credit").content.read_bytes()))
    assert found == {name: name for name in TARGET.contract.names}


@pytest.mark.parametrize(
    ("title", "write", "factor", "why"),
    [
        ("amount (TEUR)", lambda a: f"{a / 1000:.3f}", 1000, "counted in 1,000 EUR, so times 1000"),
        ("loan_amount_k€", lambda a: f"{a / 1000:.3f}", 1000, "counted in 1,000 EUR, so times 1000"),
        ("Kreditbetrag", lambda a: f"{a / 1000:.3f}", 1000, "of the right size only times 1000: check it"),
        ("贷款金额（万元）", lambda a: f"{a / 10000:.4f}", 10000, "counted in 10,000 CNY, so times 10000"),
        ("amount", lambda a: f"{a} EUR", 1, "in EUR, the model's in DM: taken one for one"),
    ],
)
def test_amounts_in_another_unit_get_a_factor(title, write, factor, why):
    rows = [[title, "other"], *([write(int(loan["credit_amount"])), str(at % 7)] for at, loan in enumerate(LOANS))]
    (found,) = [p for p in proposed(as_text(rows)).columns if p.column == "credit_amount"]
    assert (found.source, found.factor) == (title, factor)
    assert why in found.why


def test_a_unit_that_the_values_belie_is_doubted():
    rows = [["Kreditbetrag (TEUR)", "x"], *([loan["credit_amount"], str(at % 7)] for at, loan in enumerate(LOANS))]
    (found,) = [p for p in proposed(as_text(rows)).columns if p.column == "credit_amount"]
    assert (found.source, found.factor, found.confidence < 0.8) == ("Kreditbetrag (TEUR)", 1, True)


@pytest.mark.parametrize(("title", "cell", "factor"), [("term (years)", "2.5", 12), ("Laufzeit", "2,5 Jahre", 12), ("months", "30", 1)])
def test_terms_in_years_become_months(title, cell, factor):
    (found,) = [p for p in proposed(f"{title}\tx\n" + f"{cell}\ta\n" * 5).columns if p.column == "duration_months"]
    assert (found.source, found.factor) == (title, factor)


def test_why_is_said_in_the_readers_language_down_to_the_unit():
    (found,) = [p for p in proposed("Laufzeit\tx\n" + "2,5 Jahre\ta\n" * 5).columns if p.column == "duration_months"]
    assert "counted in years, so times 12" in found.why
    assert "以 年 计，因此乘以 12" in translate(found.why, "zh")


def test_a_column_whose_words_are_ours_is_found_under_a_name_that_says_nothing():
    rows = [["feld_7", "n"], *([loan["purpose"], str(at)] for at, loan in enumerate(LOANS))]
    found = next(p for p in proposed(as_text(rows)).columns if p.column == "purpose")
    assert (found.source, found.words) == ("feld_7", {})


def test_a_name_alone_does_not_make_words_numbers():
    found = next(p for p in proposed("age,x\nyoung,1\nold,2\nold,3\n").columns if p.column == "age")
    assert found.source is None


def test_what_nothing_stands_for_is_named():
    proposals = proposed("Betrag;Laufzeit\n1.200,00 €;12 Monate\n3.400,00 €;24 Monate\n")
    missing = unmapped_columns(proposals.mapping, TARGET.contract)
    assert "age" in missing
    assert not {"credit_amount", "duration_months"} & set(missing)


@given(seed=st.integers(0, 10_000))
@settings(max_examples=8, deadline=None)
def test_the_order_of_columns_changes_nothing(seed):
    rows = [row[:] for row in table_of(GERMAN)[:60]]
    places = list(range(len(rows[0])))
    random.Random(seed).shuffle(places)
    shuffled = [[row[at] for at in places] for row in rows]
    one, other = (proposed(as_text(table, delimiter=";")) for table in (rows, shuffled))
    assert one.columns == other.columns
    assert one.mapping.digest == other.mapping.digest


TITLES = ["age", "Alter", "Alter des Kunden", "edad", "amount", "Betrag", "Kreditbetrag", "term", "Laufzeit", "x", "y", "zone"]
NAMES = st.sampled_from(TITLES)


@given(names=st.lists(NAMES, min_size=1, max_size=8, unique=True), values=st.lists(st.integers(0, 90), min_size=3, max_size=6))
@settings(max_examples=25, deadline=None)
def test_two_columns_never_map_to_one(names, values):
    text = io.StringIO()
    rows = ([*(value + place for place in range(len(names))), f"r{at}"] for at, value in enumerate(values))
    csv.writer(text).writerows([[*names, "id"], *rows])
    chosen = [source for source in sources(proposed(text.getvalue())).values() if source is not None]
    assert len(chosen) == len(set(chosen))
