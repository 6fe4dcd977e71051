"""Medical money by hand: a work-up of 150, a case worth 0.01 QALY a year for two years, nothing discounted."""

from __future__ import annotations

import pandas as pd
import pytest

from payoff.core.value import bayes_threshold
from payoff.domains import read_domain
from payoff.domains.medical_money import case_qalys, false_alarm_qalys
from payoff.paths import DATA

SHEET = read_domain("medical")
PLAIN = SHEET.settings(
    {
        "workup_cost": 150, "early_saving": 60, "missed_cost": 100, "wtp": 20_000, "early_qaly": 0.01, "years": 2, "overdiagnosed": 0.5,
        "overtreatment_qaly": 0.002, "false_alarm_qaly": 0.001, "discount_rate": 0,
    }
)  # fmt: skip


def test_health_per_case_is_the_gain_less_overdiagnosis_over_the_years():
    # (0.01 − 0.5 · 0.002) · 2 years = 0.018 QALY; a false alarm costs 0.001.
    assert case_qalys(PLAIN) == pytest.approx(0.018)
    assert false_alarm_qalys(PLAIN) == pytest.approx(0.001)


def test_health_gained_later_counts_less():
    # At 25 % a year: 1 / 1.25 + 1 / 1.5625 = 1.44 years.
    assert case_qalys({**PLAIN, "discount_rate": 0.25}) == pytest.approx(0.009 * 1.44)


def test_the_four_cells_are_health_at_the_willingness_to_pay_and_cash():
    values = SHEET.values({}, PLAIN)
    assert values.tp == pytest.approx(0.018 * 20_000 + 60 - 150)
    assert values.fp == pytest.approx(-150 - 0.001 * 20_000)
    assert values.tn == 0
    assert values.fn == -100


def test_the_threshold_follows_from_the_prices():
    # b = 270 + 100 = 370, c = 170: 170 / 540.
    assert bayes_threshold(SHEET.values({}, PLAIN)) == pytest.approx(170 / 540)


def test_without_a_price_on_health_only_cash_counts():
    values = SHEET.values({}, {**PLAIN, "wtp": 0.0})
    assert (values.tp, values.fp, values.fn) == (60 - 150, -150, -100)


def test_a_work_up_dearer_than_any_case_is_for_nobody():
    assert bayes_threshold(SHEET.values({}, {**PLAIN, "workup_cost": 5000.0})) == float("inf")


def test_the_threshold_of_the_defaults_lies_in_the_stated_range():
    defaults = SHEET.defaults()
    assert defaults["threshold_low"] < bayes_threshold(SHEET.values({}, defaults)) < defaults["threshold_high"]


def test_the_threshold_is_a_preference_and_the_caution_stands():
    assert not SHEET.searched
    assert SHEET.words.caution == "Decision support, not a diagnosis."


@pytest.mark.parametrize("file", ["medical.csv", "training/medical.csv"])
def test_nothing_that_follows_the_decision_is_in_the_data(file):
    columns = list(pd.read_csv(DATA / file, nrows=1).columns)
    assert columns == [c.name for c in SHEET.columns]
    after = {"t3", "tt4", "t4u", "fti", "tbg", "target"}
    assert not after & {name.lower() for name in columns}
    assert not {"record_id", "record_date", "tsh_outside_range", "thyroid_disease"} & {c.name for c in SHEET.features}


def test_every_test_day_is_later_than_every_training_day():
    training, test = (pd.read_csv(DATA / file)["record_date"] for file in ("training/medical.csv", "medical.csv"))
    assert training.max() == "1986-04-03"
    assert test.min() == "1986-04-04"
    assert len(training) / (len(training) + len(test)) == pytest.approx(0.7, abs=0.001)
