"""Own terms: money by hand, a file that reads back as it was written, and refusals that say what to change."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.core.value import bayes_threshold, realised_value
from payoff.domains import load_domains, read_domain, shipped_domains
from payoff.domains.own_terms import (
    AMOUNTS,
    TERMS_FILE,
    Amount,
    OwnTerms,
    OwnTermsError,
    OwnWords,
    ScoreColumn,
    build_sheet,
    read_terms,
    write_terms,
)
from payoff.domains.term_sheet import Column, TermSheetError

TERMS = OwnTerms(
    "Zahlungsausfall", "€", OwnWords("Kredit", "Kredite", "Ausfall", "ablehnen", "auszahlen"), "Ausgefallen", "ja", "nein",
    acting=Amount(10.0), hit=Amount(2.0), false_alarm=Amount(column="Marge"), miss=Amount(column="Betrag", times=0.5), passing=Amount(1.0),
    score=ScoreColumn("PD", "percent"),
)  # fmt: skip
ROWS = {"Betrag": np.array([100.0, 1000.0]), "Marge": np.array([3.0, 30.0])}


def test_four_cells_by_hand():
    sheet = build_sheet(TERMS)
    values = sheet.values(ROWS, sheet.defaults())
    assert values.tp == 2 - 10
    assert np.array_equal(values.fp, [-13.0, -40.0])
    assert values.tn == 1
    assert np.array_equal(values.fn, [-50.0, -500.0])
    outcome, acts = np.array([1.0, 0.0]), np.array([True, True])
    assert realised_value(values, outcome, acts).sum() == -8 - 40
    assert realised_value(values, outcome, ~acts).sum() == -50 + 1


def test_the_threshold_follows_from_the_cells_row_by_row():
    sheet = build_sheet(TERMS)
    # b = 2 − 10 + 50, c = 1 + 13 on the first row.
    assert bayes_threshold(sheet.values(ROWS, sheet.defaults()))[0] == pytest.approx(14 / (42 + 14))


def test_an_amount_may_be_moved_and_a_column_scaled():
    sheet = build_sheet(TERMS)
    values = sheet.values(ROWS, sheet.settings({"miss": 0.25, "acting": 0.0}))
    assert np.array_equal(values.fn, [-25.0, -250.0])
    assert values.tp == 2
    with pytest.raises(TermSheetError, match="must lie between"):
        sheet.settings({"miss": -1.0})


def test_a_column_of_losses_below_zero_is_a_cost_when_multiplied_by_minus_one():
    sheet = build_sheet(replace(TERMS, miss=Amount(column="Betrag", times=-1.0)))
    assert np.array_equal(sheet.values({**ROWS, "Betrag": np.array([-5.0, -7.0])}, sheet.defaults()).fn, [-5.0, -7.0])
    assert sheet.settings({"miss": -2.0})["miss"] == -2.0


def test_the_sheet_speaks_the_persons_words():
    sheet = build_sheet(TERMS)
    assert sheet.question == "Ablehnen this Kredit?"
    assert (sheet.words.act_all, sheet.words.event_rows) == ("“ablehnen” for all Kredite", "Kredite with Ausfall")
    assert [c.name for c in sheet.money_columns] == ["Marge", "Betrag"]
    assert build_sheet(replace(TERMS, words=OwnWords())).question == "Pick this row?"


def test_every_change_of_the_terms_changes_the_key_and_the_day_does_not():
    keys = {build_sheet(replace(TERMS, **{name: Amount(77.0)})).key for name in AMOUNTS} | {build_sheet(TERMS).key}
    keys |= {build_sheet(replace(TERMS, outcome="y")).key, build_sheet(replace(TERMS, title="Other")).key}
    assert len(keys) == len(AMOUNTS) + 3
    assert all(key.startswith("own_") for key in keys)
    assert build_sheet(replace(TERMS, stated="2026-11-22")).key == build_sheet(TERMS).key


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title": " "}, "has no name"),
        ({"currency": ""}, "no currency"),
        ({"miss": Amount(-5.0)}, "positive number, 5 instead of -5"),
        ({"miss": Amount(float("nan"))}, "not a number"),
        ({"miss": Amount(column="Betrag", times=0.0)}, "times 0"),
        ({name: Amount() for name in AMOUNTS}, "at least what a miss costs"),
        ({"event_value": ""}, "which of its values"),
        ({"other_value": "JA"}, "cannot mean"),
        ({"outcome": "Betrag"}, "both the outcome and an amount"),
        ({"score": ScoreColumn("Betrag")}, "cannot be the outcome or an amount"),
        ({"score": ScoreColumn("")}, "which column holds the scores"),
        ({"score": ScoreColumn("PD", "score")}, "Points only rank"),
        ({"score": ScoreColumn("PD", "score", "higher", "platt"), "outcome": ""}, "name the outcome column"),
    ],
)
def test_terms_that_do_not_hold_together_say_what_to_change(change, words):
    with pytest.raises(OwnTermsError, match=words):
        build_sheet(replace(TERMS, **change))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"\xff\xfe", "not a TOML file"),
        (b"title = ", "not a TOML file"),
        (b"title = 'a'", "currency must be text in quotes and must be given"),
        (b"title = 'a'\ncurrency = 'b'\nprice = 3", "holds price, which is not known"),
        (b"title = 'a'\ncurrency = 'b'\n[worth]\nmiss = 'much'", "worth.miss must be a number; 'much' is not"),
        (b"title = 'a'\ncurrency = 'b'\n[worth]\nmiss = {times = 2}", r"worth.miss.column must be text in quotes"),
        (b"title = 'a'\ncurrency = 'b'\n[worth]\nmiss = inf", "worth.miss must be a number"),
        (b"title = 'a'\ncurrency = 'b'\n[outcome]\ncolumn = 'y'", "outcome.event must be text"),
        (b"title = 'a'\ncurrency = 'b'\nscore = {column = 's', scale = 'stars'}", "score.scale must be one of probability"),
        (b"title = 'a'\ncurrency = 'b'\nwords = 3", r"words must be a table, \[words\]"),
        (b"a = " + b"[" * 9000, "not a TOML file"),
        (b"#" * 1_000_001, "too large"),
    ],
)
def test_a_file_of_terms_that_is_wrong_names_the_key(text, words):
    with pytest.raises(OwnTermsError, match=words):
        read_terms(text)


def test_a_file_of_terms_that_is_not_there_says_so(tmp_path):
    with pytest.raises(OwnTermsError, match=r"mine.toml cannot be read"):
        read_terms(tmp_path / "mine.toml")


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=8)
MONEY = st.floats(0, 1e9, allow_nan=False)


@st.composite
def own_terms(draw) -> OwnTerms:
    names = draw(st.lists(NAMES, min_size=4, max_size=4, unique_by=str.lower))
    amounts = {name: draw(st.one_of(MONEY.map(Amount), st.just(Amount(column=names[0], times=draw(MONEY) + 1)))) for name in AMOUNTS}
    amounts["miss"] = Amount(draw(MONEY) + 1)
    features = (
        Column(names[3], names[3], "number", "kg", draw(MONEY), None, feature=True),
        Column(names[0], "n", "category", categories=("a", "ß"), feature=True),
    )
    return OwnTerms(
        draw(NAMES), draw(NAMES), OwnWords(row=draw(NAMES)), names[1], draw(NAMES), "", **amounts,
        score=ScoreColumn(names[2], "log odds", "lower", "isotonic"), features=features if draw(st.booleans()) else (), stated="2026-01-01",
    )  # fmt: skip


@settings(max_examples=60)
@given(own_terms())
def test_terms_read_back_as_they_were_written(terms):
    assert read_terms(write_terms(terms)) == terms


def test_a_model_fitted_on_own_terms_brings_its_domain(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / TERMS_FILE).write_bytes(write_terms(TERMS))
    (tmp_path / "spoilt").mkdir()
    (tmp_path / "spoilt" / TERMS_FILE).write_text("title = 3")
    assert list(load_domains(tmp_path)) == [*shipped_domains(), "mine"]
    assert read_domain("mine", tmp_path).title == "Zahlungsausfall"
    with pytest.raises(TermSheetError, match=r"terms of 'spoilt' cannot be used: title must be text"):
        read_domain("spoilt", tmp_path)
    with pytest.raises(TermSheetError, match="no domain"):
        read_domain("../" + tmp_path.name + "/mine", tmp_path)


def test_terms_that_are_changed_on_disk_are_read_again(tmp_path):
    (tmp_path / "mine").mkdir()
    for title in ("First", "Second one"):
        (tmp_path / "mine" / TERMS_FILE).write_bytes(write_terms(replace(TERMS, title=title)))
        assert read_domain("mine", tmp_path).title == title


@pytest.mark.parametrize("words", [OwnWords(row="a" * 81), OwnWords(act="two\nlines")])
def test_words_too_long_or_broken_are_refused(words):
    with pytest.raises(OwnTermsError, match="shorten it"):
        build_sheet(replace(TERMS, words=words))


def test_the_terms_that_readme_shows_can_be_read():
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    text = re.search(r"## A file with scores of its own.*?```toml\n(.*?)```", readme, re.DOTALL)
    terms = read_terms(text[1].encode())
    assert (terms.title, terms.miss, terms.score.correction) == ("Reminders", Amount(column="Amount", times=0.08), "isotonic")
