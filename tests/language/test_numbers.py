"""Numbers in Chinese: 万 and 亿, no space before the per cent sign, dates in characters."""

import math
import pickle

import pytest

from payoff.core.message import capital, say
from payoff.core.wording import count, day, decimal, exact_money, money, percent, quantity
from payoff.language import translate


def chinese(text: str) -> str:
    return translate(text, "zh").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (61_345.0, "€6.13万"), (-4_096.0, "−€4,100"), (0.0, "€0"), (6.124, "€6.12"), (1_924_000.0, "€192万"), (2.5e9, "€25亿"),
        (99_960.0, "€10万"), (None, "不适用"), (math.nan, "不适用"),
    ],
)  # fmt: skip
def test_money_is_counted_in_wan_and_yi(value, text):
    assert chinese(money(value, "€")) == text


def test_the_name_of_a_currency_stands_apart_from_its_number():
    assert chinese(money(61_345.0, "DM")) == "DM 6.13万"
    assert chinese(exact_money(-61_345.2, "DM")) == "−DM 61,345.20"


@pytest.mark.parametrize(("share", "text"), [(0.1239, "12.4%"), (1.0, "100%"), (0.0, "0%"), (-0.05, "−5.00%"), (0.000123, "0.0123%")])
def test_a_share_stands_close_to_its_sign(share, text):
    assert chinese(percent(share)) == text


def test_counts_and_thresholds_stay_as_they_are():
    assert [chinese(number) for number in (count(12_400), decimal(0.314), decimal(math.inf))] == ["12,400", "0.31", "从不"]


def test_the_unit_of_a_quantity_is_translated():
    assert chinese(quantity(36_000.0, say("measured"))) == "3.6万 实测"
    assert chinese(quantity(3.0, "loans")) == "3 loans"


@pytest.mark.parametrize(
    ("written", "read"), [("2026-11-22", "2026年11月22日"), ("2026-02", "2026年2月"), ("2014", "2014年"), ("in force", "in force")]
)
def test_dates_have_their_characters(written, read):
    assert (day(written), chinese(day(written))) == (written, read)


def test_a_number_within_a_sentence_is_written_in_the_reader_s_way():
    inside = say("{low} to {high}", low=money(61_345.0, "€"), high=money(1.2e6, "€"))
    assert (inside.replace("\u00a0", " "), chinese(inside)) == ("€ 61.3 k to € 1.20 M", "€6.13万 至 €120万")


def test_a_number_survives_pickling_and_keeps_its_kind():
    assert chinese(pickle.loads(pickle.dumps(money(61_345.0, "€")))) == "€6.13万"


def test_a_capital_is_given_after_the_translation():
    assert (capital(say("measured")), chinese(capital(say("measured")))) == ("Measured", "实测")
