"""Your file: any table is read and what was recognised is shown, before anything is done with it."""

from __future__ import annotations

OFFICE = "Kreditliste 2025;;\n\nKunde;Betrag;PD\nA;1.200,50 €;4,5 %\nB;900,00 €;12 %\nC;k.A.;7 %\nSumme;2.100,50 €;\n".encode("cp1252")


def test_before_anything_the_page_asks_for_a_file(dashboard):
    page = dashboard().go("bring")
    assert page.alive
    assert "never written to disk" in page.words


def test_an_office_file_is_read_and_the_page_says_how(dashboard):
    page = dashboard().go("bring").upload("Kreditliste.csv", OFFICE)
    assert page.alive
    assert page.reads("Rows") == "3"
    assert page.reads("Lines set aside") == "2"
    columns = next(frame.value for frame in page.app.dataframe if "Kind" in frame.value.columns)
    assert columns["Column"].tolist() == ["Kunde", "Betrag", "PD"]
    assert columns["Values"].tolist()[1:] == ["900 to 1,200.5", "0.045 to 0.12"]


def test_a_file_that_is_none_says_why_and_the_one_before_stays(dashboard):
    page = dashboard().go("bring").upload("Kreditliste.csv", OFFICE).upload("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(200))
    assert page.alive
    assert "picture.csv" in page.words
    assert page.reads("Rows") == "3"


def test_deleting_my_data_forgets_the_file(dashboard):
    page = dashboard().go("bring").upload("Kreditliste.csv", OFFICE)
    page.press("Delete now")
    assert page.alive
    assert "Kreditliste.csv" not in page.words
