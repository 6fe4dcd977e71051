"""Numbers as a reader sees them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payoff.domains import read_domain
from payoff.ui import format as shown


def said(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (61_345.0, "DM 61.3 k"),
        (-4_096.0, "−DM 4.10 k"),
        (0.0, "DM 0"),
        (612.4, "DM 612"),
        (6.124, "DM 6.12"),
        (999_960.0, "DM 1.00 M"),
        (1_924_000.0, "DM 1.92 M"),
        (2.5e9, "DM 2.50 bn"),
        (None, "n/a"),
        (math.nan, "n/a"),
    ],
)
def test_money_has_three_significant_digits_a_unit_and_a_true_minus(value, text):
    assert said(shown.money(value, "DM")) == text


def test_a_gap_shows_its_sign_both_ways():
    assert said(shown.money_change(12_400.0, "DM")) == "+DM 12.4 k"
    assert said(shown.money_change(-12_400.0, "DM")) == "−DM 12.4 k"
    assert shown.money_change(None, "DM") == "n/a"


def test_an_interval_with_an_unknown_end_is_undefined():
    assert said(shown.money_range(12e3, 108e3, "DM")) == "DM 12.0 k to DM 108 k"
    assert shown.money_range(12e3, None, "DM") == "n/a"


@pytest.mark.parametrize(("share", "text"), [(0.1239, "12.4 %"), (1.0, "100 %"), (0.0, "0 %"), (-0.05, "−5.00 %"), (None, "n/a")])
def test_a_share_is_a_percentage(share, text):
    assert said(shown.percent(share)) == text


@pytest.mark.parametrize(("value", "text"), [(0.314, "0.31"), (math.inf, "never"), (-math.inf, "always"), (None, "n/a")])
def test_a_threshold_that_no_score_reaches_says_so(value, text):
    assert shown.decimal(value) == text


def test_a_quantity_takes_its_form_from_its_unit():
    assert said(shown.quantity(1500.0, "DM", "DM")) == "DM 1.50 k"
    assert said(shown.quantity(12.0, "%")) == "12.0 %"
    assert said(shown.quantity(3.0, "patients")) == "3 patients"
    assert said(shown.quantity(3.25, "weeks")) == "3.25 weeks"
    assert shown.quantity(None, "patients") == "n/a"


def test_assumptions_are_said_in_the_unit_people_use():
    by_name = {a.name: a for a in read_domain("credit").assumptions}
    assert said(shown.assumed(0.75, by_name["lgd"])) == "75 %"
    assert said(shown.assumed(0.0846, by_name["interest_margin"])) == "8.46 %"
    assert said(shown.assumed(50.0, by_name["decline_cost"])) == "50 DM per loan"


@pytest.mark.parametrize(("seconds", "text"), [(0.01, "under 0.1 s"), (0.42, "0.4 s"), (12.3, "12 s"), (600, "10 min")])
def test_durations_are_short(seconds, text):
    assert said(shown.duration(seconds)) == text


@pytest.mark.parametrize(("number", "text"), [(512, "512 B"), (14_200, "14.2 kB"), (153e6, "153 MB"), (2e9, "2.00 GB")])
def test_sizes_are_in_powers_of_a_thousand(number, text):
    assert said(shown.size(number)) == text


@given(st.text(alphabet="![]()<>*_`$#x http:/"))
def test_escaped_text_keeps_no_live_markdown(text):
    escaped = shown.plain(text)
    assert escaped.replace("\\", "") == text.replace("\\", "")
    for position, character in enumerate(escaped):
        if character in "![]()<>*_`$#:":
            assert escaped[position - 1] == "\\"


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e14, max_value=1e14))
def test_no_money_is_longer_than_a_label(value):
    assert len(shown.money(value, "DM")) <= 14
