"""A stranger's columns on the pages: proposed, changed, refused in words where one is missing, and scored like the original."""

from __future__ import annotations

import pytest

from payoff.intake.source import read_source
from payoff.workflow.mapping import propose_mapping, read_target
from payoff.workflow.mapping_file import write_mapping
from tests.mapping.measured import measured
from tests.mapping.offices import GERMAN, as_text, chinese, german, table_of

QUESTION = "Which of your columns is which?"


@pytest.fixture(scope="module")
def ageless() -> bytes:
    """The German office's file without its column of ages."""
    rows = table_of(GERMAN)
    at = rows[0].index("Alter des Kunden")
    return as_text([row[:at] + row[at + 1 :] for row in rows], delimiter=";").encode()


def hand_over(page, mapping: bytes) -> None:
    next(uploader for uploader in page.app.file_uploader if uploader.label == "A mapping (TOML)").upload("map.toml", mapping).run()


def source_of(page, column: str):
    return next(box for box in page.app.selectbox if box.key and box.key.endswith(f".{column}"))


def test_a_file_in_another_language_is_matched_then_scored(dashboard):
    page = dashboard().go("score").upload("kredite.csv", german()).wait("score", "bring.reading")
    assert QUESTION in page.words
    assert source_of(page, "credit_amount").value == "Kreditbetrag"
    page.press("Score with these columns").wait("score")
    assert page.alive
    assert page.reads("Loans scored") == "400"
    assert QUESTION not in page.words
    sample = dashboard(data="sample").go("decide").reads("Loans to decline")
    assert page.go("decide").reads("Loans to decline") == sample


def test_the_next_file_of_that_shape_is_scored_without_asking(dashboard):
    page = dashboard().go("score").upload("kredite.csv", german()).wait("score")
    page.press("Score with these columns").wait("score")
    page.upload("kredite-neu.csv", german().replace(b"24 Jahre", b"25 Jahre")).wait("score", "bring.reading")
    assert page.alive
    assert QUESTION not in page.words
    assert page.reads("Loans scored") == "400"
    assert "kredite-neu.csv" in page.words


def test_a_needed_column_that_nothing_stands_for_is_refused_by_name(dashboard, ageless):
    page = dashboard().go("score").upload("kredite.csv", ageless).wait("score", "bring.reading")
    assert "Not ready to score: nothing in the file stands for Age (age)" in page.words
    assert next(button for button in page.app.button if button.label == "Score with these columns").disabled
    source_of(page, "age").set_value("Anzahl Kredite").run()
    assert "Anzahl Kredite" in page.words
    assert "is mapped twice" in page.words


def test_a_column_taken_away_is_missed_and_given_back_is_scored(dashboard):
    page = dashboard().go("score").upload("kredite.csv", german()).wait("score", "bring.reading")
    source_of(page, "purpose").set_value(None).run()
    assert "nothing in the file stands for Purpose (purpose)" in page.words
    source_of(page, "purpose").set_value("Verwendungszweck").run()
    page.press("Score with these columns").wait("score")
    assert page.reads("Loans scored") == "400"


def test_a_mapping_saved_earlier_is_put_in_place(dashboard, ageless):
    mapping = propose_mapping(read_source(german(), "k.csv"), read_target("credit"))[0].mapping
    page = dashboard().go("score").upload("kredite.csv", german()).wait("score", "bring.reading")
    source_of(page, "purpose").set_value(None).run()
    hand_over(page, write_mapping(mapping))
    assert source_of(page, "purpose").value == "Verwendungszweck"
    page = dashboard().go("score").upload("kredite.csv", ageless).wait("score", "bring.reading")
    hand_over(page, write_mapping(mapping))
    assert "This mapping cannot be used here." in page.words
    assert "Alter des Kunden" in page.words


def test_a_file_that_waits_can_be_left(dashboard, ageless):
    page = dashboard().go("score").upload("kredite.csv", ageless).wait("score", "bring.reading").press("Leave it")
    assert QUESTION not in page.words
    assert page.alive


def test_your_file_proposes_the_model_that_fits_and_leads_to_a_decision(dashboard):
    page = dashboard().go("bring").upload("贷款.csv", chinese()).wait("score", "bring.reading")
    assert QUESTION in page.words
    assert next(box for box in page.app.selectbox if box.label == "Which decision?").value == "credit"
    page.press("Score with these columns").wait("score")
    assert "400 loans scored" in page.words
    page.press("Decide what to do with these").go("decide")
    assert page.alive
    assert page.reads("Loans to decline") == dashboard(data="sample").go("decide").reads("Loans to decline")


def test_numbers_where_the_model_knows_ranges_are_sorted_and_the_ranges_can_be_moved(dashboard):
    page = dashboard().go("score").upload("bank.csv", measured()).wait("score", "bring.reading")
    assert "its numbers are sorted into the ranges that our categories state" in page.words
    edge = next(box for box in page.app.number_input if box.label == "100 to 500 DM")
    assert edge.value == 100
    edge.set_value(600).run()
    assert "The ranges must begin at numbers that rise" in page.words
    next(box for box in page.app.number_input if box.label == "100 to 500 DM").set_value(100).run()
    page.press("Score with these columns").wait("score")
    assert page.alive
    assert page.reads("Loans scored") == "400"
