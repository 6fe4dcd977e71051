"""A stranger's file in another language: from upload over whose column is whose to a decision, wide and narrow."""

import pytest

from tests.e2e.dashboard import NARROW, WIDE
from tests.mapping.measured import measured
from tests.mapping.offices import german
from tests.pages.test_overrides import AMBIGUOUS


@pytest.mark.parametrize(("size", "dark"), [(WIDE, False), (NARROW, True)])
def test_a_file_with_other_names_leads_to_a_decision(arrive, size, dark):
    visitor = arrive(size=size, dark=dark)
    visitor.visit("/score")
    visitor.upload("kredite.csv", german())
    visitor.sees("Which of your columns is which?")
    visitor.sees("'Alter des Kunden' speaks of 'alter'")
    width = visitor.page.evaluate("document.documentElement.scrollWidth")
    assert width <= size[0]
    visitor.press("Score with these columns")
    visitor.shows("Loans scored", "400")
    visitor.sees("Scored with your columns: 21 matched")
    visitor.page.get_by_role("link", name="Decide what to do with these").click()
    visitor.sees("Where the money comes from")


def test_a_reading_in_doubt_is_turned_round(visitor):
    visitor.visit("/bring")
    visitor.upload("loans.csv", AMBIGUOUS)
    visitor.sees("3 readings are not the only possible ones")
    visitor.page.get_by_role("tab", name="Read it otherwise").click()
    visitor.press("Read it as day, month, year")
    visitor.sees("2 readings are not the only possible ones")


def test_a_hostile_file_that_is_matched_calls_nobody(visitor):
    picture = "![x](http://evil.example/x.png)"
    content = german().decode("cp1252").replace("Verwendungszweck", f"Zweck {picture}").replace("Neuwagen", picture).encode("cp1252")
    visitor.visit("/score")
    visitor.upload(f"{picture.replace('/', '_')}.csv", content)
    visitor.sees("Which of your columns is which?")
    visitor.press("Score with these columns")
    visitor.shows("Loans scored", "400")
    assert visitor.page.locator("img[src*='evil']").count() == 0


def test_balances_are_sorted_into_ranges_and_the_file_is_read_otherwise_where_it_is_scored(visitor):
    visitor.visit("/score")
    visitor.upload("bank.csv", measured())
    visitor.sees("its numbers are sorted into the ranges that our categories state")
    visitor.press("Score with these columns")
    visitor.shows("Loans scored", "400")
    visitor.page.get_by_text("How the file was read, and how to read it otherwise").click()
    visitor.shows("Lines set aside", "0")
    visitor.page.get_by_role("tab", name="Read it otherwise").click()
    visitor.press("Read the file again")
    visitor.shows("Loans scored", "400")
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= WIDE[0]
