"""Fraud in money, worked by hand; and that the shipped sample is the generator's."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from payoff.core.value import bayes_threshold, expected_value, realised_value
from payoff.domains import read_domain
from payoff.paths import DATA, TRAINING_DATA
from payoff.training.sources.fraud import DISPUTED, FRAUD_SHARE, UNREPORTED, make_payments

SHEET = read_domain("fraud")
PAYMENTS = {"amount": np.array([200.0, 200.0, 40.0, 5.0])}
FRAUD = np.array([1.0, 0.0, 1.0, 1.0])


def test_each_investigation_costs_ten_and_each_fraud_that_passes_its_amount():
    values = SHEET.values(PAYMENTS, SHEET.defaults())
    investigated = realised_value(values, FRAUD, np.ones(4, dtype=bool))
    passed = realised_value(values, FRAUD, np.zeros(4, dtype=bool))
    assert investigated.tolist() == [-10, -10, -10, -10]
    assert passed.tolist() == [-200, 0, -40, -5]


def test_a_payment_is_worth_investigating_from_cost_over_amount():
    # 10 / 200 = 5 %, 10 / 40 = 25 %; below the cost of an investigation no probability suffices.
    assert bayes_threshold(SHEET.values(PAYMENTS, SHEET.defaults())).tolist() == pytest.approx([0.05, 0.05, 0.25, np.inf])


def test_half_the_loss_borne_doubles_the_probability_needed():
    halved = SHEET.values(PAYMENTS, SHEET.settings({"borne": 0.5}))
    assert bayes_threshold(halved)[:3].tolist() == pytest.approx([0.10, 0.10, 0.50])


def test_at_the_threshold_acting_and_leaving_are_worth_the_same():
    values = SHEET.values(PAYMENTS, SHEET.defaults()).take(np.arange(3))
    at = bayes_threshold(values)
    acting = expected_value(values, at, np.ones(3, dtype=bool))
    assert acting.tolist() == pytest.approx(expected_value(values, at, np.zeros(3, dtype=bool)).tolist())


def test_the_shipped_payments_are_the_generators_own():
    shipped = pd.concat([pd.read_csv(TRAINING_DATA / "fraud.csv"), pd.read_csv(DATA / "fraud.csv")], ignore_index=True)
    pd.testing.assert_frame_equal(shipped, make_payments(), check_dtype=False)


def test_labels_are_as_rare_and_as_noisy_as_stated():
    labelled = (make_payments(200_000, seed=1)["fraud"] == "yes").mean()
    assert labelled == pytest.approx(FRAUD_SHARE * (1 - UNREPORTED) + DISPUTED, abs=0.001)


def test_the_sample_says_that_it_is_synthetic_wherever_a_reader_looks():
    assert SHEET.data_note.startswith("Synthetic")
    assert "Synthetic" in SHEET.words.caution
    assert "synthetic" in (DATA / "README.md").read_text(encoding="utf-8")
