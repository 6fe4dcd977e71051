"""Your file: any table is read and what was recognised is shown, before anything is done with it."""

from __future__ import annotations

import pytest

from payoff.domains.own_terms import write_terms
from payoff.store.engine import open_store
from payoff.store.scenarios import list_scenarios
from payoff.ui.bring import WAYS

OFFICE = "Kreditliste 2025;;\n\nKunde;Betrag;PD\nA;1.200,50 €;4,5 %\nB;900,00 €;12 %\nC;k.A.;7 %\nSumme;2.100,50 €;\n".encode("cp1252")


def test_before_anything_the_page_asks_for_a_file(dashboard):
    page = dashboard().go("bring")
    assert page.alive
    assert "never written to disk" in page.words


def test_before_anything_the_page_says_what_can_be_brought_and_what_becomes_of_it(dashboard):
    page = dashboard().go("bring")
    for way in WAYS:
        assert way.title in page.words
        assert way.outcome in page.words


def test_an_office_file_is_read_and_the_page_says_how(dashboard):
    page = dashboard().go("bring").upload("Kreditliste.csv", OFFICE)
    assert page.alive
    assert page.reads("Rows") == "3"
    assert page.reads("Lines set aside") == "2"
    columns = next(frame.value for frame in page.app.dataframe if "Kind" in frame.value.columns)
    assert columns["Column"].tolist() == ["Kunde", "Betrag", "PD"]
    assert columns["Values"].tolist()[1:] == ["900 to 1,200.5", "0.045 to 0.12"]


@pytest.mark.parametrize("way", ["scores", "outcomes"])
def test_an_outcome_with_one_class_is_not_offered_and_the_page_says_why(dashboard, way):
    rows = [f"{at / 40},{'ab'[at % 2]},no" for at in range(40)]
    page = dashboard().go("bring").upload("loans.csv", "\n".join(["score,kind,defaulted", *rows]).encode())
    next(radio for radio in page.app.radio if radio.label == "What do you have?").set_value(way).run()
    assert page.alive
    assert "'defaulted' holds nothing but 'no', so it is not offered" in page.words


def test_a_file_that_is_none_says_why_and_the_one_before_stays(dashboard):
    page = dashboard().go("bring").upload("Kreditliste.csv", OFFICE).upload("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(200))
    assert page.alive
    assert "picture.csv" in page.words
    assert page.reads("Rows") == "3"


@pytest.mark.parametrize("page", ["bring", "score"])
def test_a_file_of_another_kind_is_refused_in_words(dashboard, page):
    """The uploader takes whatever is dropped: it has no words for what it refuses itself."""
    found = dashboard().go(page)
    assert list(next(uploader for uploader in found.app.file_uploader if "table" in uploader.label).proto.type) == []
    found.upload("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert found.alive
    assert "an old Excel workbook" in found.words


def test_deleting_my_data_forgets_the_file(dashboard):
    page = dashboard().go("bring").upload("Kreditliste.csv", OFFICE)
    page.press("Delete now")
    assert page.alive
    assert "Kreditliste.csv" not in page.words


def scored_file(*, outcome: bool = True) -> bytes:
    """Two hundred loans of a German office with their risk in percent and, if asked for, how they turned out."""
    lines = ["Kredit;Betrag;Risiko;Ausgefallen" if outcome else "Kredit;Betrag;Risiko"]
    for at in range(200):
        risk = (at * 37 % 100) / 2
        cells = [f"K{at}", f"{1000 + 10 * at},00 €", f"{risk:.1f} %".replace(".", ","), "ja" if at * 7 % 100 < 2 * risk - 20 else "nein"]
        lines.append(";".join(cells if outcome else cells[:3]))
    return "\n".join(lines).encode("cp1252")


def state_costs(page, acting: float, miss: str):
    next(box for box in page.app.selectbox if box.label == "A miss costs").set_value("column").run()
    page.money(0).set_value(acting).run()
    next(box for box in page.app.selectbox if box.label == "Column").set_value(miss).run()
    return page


def test_a_scored_file_is_valued_from_upload_to_verdict(dashboard):
    page = dashboard().go("bring").upload("Kredite.csv", scored_file())
    chosen = {box.label: box.value for box in page.app.selectbox}
    assert (chosen["Probability or score"], chosen["How it turned out"], chosen["It is"]) == ("Risiko", "Ausgefallen", "probability")
    assert "Every amount is 0" in page.words or "Not yet" in "".join(info.value for info in page.app.info)
    state_costs(page, 100.0, "Betrag").press("See what it is worth")
    page.app.run()
    assert page.alive
    assert "own_" in str(page.app.query_params["domain"])
    for name, word in (("decide", "Pick this row?"), ("case", "Is it worth doing?"), ("score", "the file itself"), ("models", "Models")):
        page.go(name)
        assert page.alive, name
        assert word in page.words or word in str([metric.value for metric in page.app.metric]), name
    assert "measured" in page.go("decide").words
    page.press("Delete now")
    assert "Kredite" not in [option for box in page.app.selectbox for option in box.options]


def hand_over(page, terms: bytes) -> None:
    """Give the page a file of terms."""
    next(box for box in page.app.file_uploader if "terms" in box.label).upload("terms.toml", terms).run()


@pytest.fixture
def valued(dashboard):
    """The page after the two hundred loans were valued."""
    return state_costs(dashboard().go("bring").upload("Kredite.csv", scored_file()), 100.0, "Betrag").press("See what it is worth")


def test_the_overview_shows_ones_own_decision_among_the_others(valued):
    valued.go("overview")
    assert valued.alive
    assert "200 rows of your file" in valued.words
    valued.press("Open the case")
    assert valued.alive


def test_terms_of_the_session_wait_for_the_next_file_that_has_their_columns(valued):
    valued.go("bring").upload("Neu.csv", scored_file(outcome=False))
    chosen = {box.label: box.value for box in valued.app.selectbox}
    assert (chosen["A miss costs"], chosen["How it turned out"]) == ("column", "")
    assert "expected, not measured" in valued.words
    valued.upload("other.csv", b"a;b\n" + b"1,5;2\n" * 30)
    assert {box.label: box.value for box in valued.app.selectbox}["Terms at hand"] == ""


def test_terms_that_are_changed_take_the_place_of_those_before(valued):
    first = next(box.value for box in valued.app.selectbox if box.label == "Decision")
    valued.go("bring").money(0).set_value(150.0).run()
    valued.press("See what it is worth").go("bring")
    assert valued.alive
    assert valued.money(0).value == 150.0
    options = next(box.options for box in valued.app.selectbox if box.label == "Decision")
    assert options.count("Kredite") == 1
    assert next(box.value for box in valued.app.selectbox if box.label == "Decision") != first


def test_downloaded_terms_fill_in_the_form_again_and_broken_ones_say_why(valued, dashboard):
    terms = next(iter(valued.app.session_state["payoff.own"].values()))[0]
    page = dashboard().go("bring").upload("Kredite.csv", scored_file())
    hand_over(page, write_terms(terms))
    assert {box.label: box.value for box in page.app.selectbox}["A miss costs"] == "column"
    assert page.money(0).value == 100.0
    page.go("overview").go("bring")
    assert page.money(0).value == 100.0
    hand_over(page, b"title = 3")
    assert page.alive
    assert "title must be text in quotes; 3 is not" in page.words


def test_a_scenario_of_ones_own_decision_opens_where_its_terms_were_never_stated(valued, dashboard):
    valued.go("case")
    key = next(box.value for box in valued.app.selectbox if box.label == "Decision")
    valued.app.text_input(key=f"payoff.saving.title.{key}").set_value("Mine")
    valued.app.text_input(key="author").set_value("Ada")
    valued.app.button(key="scenario.add").click().run()
    saved = next(entry.key for entry in list_scenarios(open_store()) if entry.title == "Mine")
    other = dashboard(scenario=saved).go("case")
    assert other.alive
    assert next(box.value for box in other.app.selectbox if box.label == "Decision") == key
    assert other.reads("Net present value") == valued.reads("Net present value")


def test_without_outcomes_the_money_is_expected(dashboard):
    page = state_costs(dashboard().go("bring").upload("Neu.csv", scored_file(outcome=False)), 100.0, "Betrag")
    page.press("See what it is worth").go("decide")
    assert page.alive
    assert "Expected only" in page.words
    assert "bring one that does, and name the column" in page.words


def test_points_without_an_outcome_say_what_is_missing(dashboard):
    page = dashboard().go("bring").upload("points.csv", b"id;score\n" + b"".join(b"%d;%d\n" % (at, 300 + at) for at in range(500)))
    assert page.alive
    assert "Points only rank" in page.words


def test_a_file_without_numbers_has_no_scores(dashboard):
    page = dashboard().go("bring").upload("names.csv", b"name;town\nAnn;Ulm\nBo;Bonn\n")
    assert page.alive
    assert "none can be a score" in page.words
