"""Words for our categories: synonyms, yes and no, ranges, and what must not be taken for another."""

import pytest

from payoff.mapping.category_words import Vocabulary, match_words, read_span
from payoff.mapping.synonyms import NONE, read_synonyms

YES_NO = Vocabulary(("no", "yes"), NONE)
CLASSES = ("unknown or none", "under 100 DM", "100 to 500 DM", "500 to 1000 DM", "1000 DM or more")
SAVINGS = Vocabulary(CLASSES, read_synonyms("credit")["savings"])


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("under 100 DM", (None, 100)), ("unter 100 €", (None, 100)), ("< 100", (None, 100)), ("100以下", (None, 100)),
        ("100 to 500 DM", (100, 500)), ("100–500", (100, 500)), ("de 500 à 1 000 DM", (500, 1000)), ("500 bis 1.000 €", (500, 1000)),
        ("1000 DM or more", (1000, None)), ("ab 1.000", (1000, None)), (">= 1000", (1000, None)), ("3+", (3, None)), ("7年以上", (7, None)),
        ("A61", None), ("free", None), ("12", None),
    ],
)  # fmt: skip
def test_a_range_is_read_in_many_words(text, span):
    assert read_span(text) == span


def test_ranges_find_their_category_whatever_the_currency():
    found = match_words(["< 100 €", "100-500 €", "500 … 1000 €", "über 1.000 €"], SAVINGS)
    assert list(found.values()) == ["under 100 DM", "100 to 500 DM", "500 to 1000 DM", "1000 DM or more"]


def test_a_range_of_other_ends_is_no_category():
    assert match_words(["under 200 DM", "100 to 400 DM"], SAVINGS) == {}


@pytest.mark.parametrize("words", [("ja", "nein"), ("Oui", "Non"), ("是", "否"), ("TRUE", "FALSE"), ("1", "0"), ("sí", "no"), ("Y", "N")])
def test_yes_and_no_are_known_in_many_languages(words):
    assert match_words(words, YES_NO) == {words[0]: "yes", words[1]: "no"}


def test_ones_and_twos_are_left_to_the_reader():
    assert match_words(["1", "2"], YES_NO) == {}


def test_a_slip_of_the_pen_is_forgiven_where_it_changes_no_number():
    purpose = Vocabulary(("furniture", "repairs", "vacation"), NONE)
    assert match_words(["Furnitures", "repairs "], purpose) == {"Furnitures": "furniture", "repairs ": "repairs"}
