"""Metrics: by hand, against scikit-learn, and with intervals that cover."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score

from payoff.training.metrics import area_under_curve, measure


def test_one_tie_between_an_event_and_another_row_counts_half():
    assert area_under_curve(np.array([0.1, 0.4, 0.4, 0.8]), np.array([0, 0, 1, 1])) == pytest.approx(3.5 / 4)


def test_measures_agree_with_scikit_learn():
    rng = np.random.default_rng(3)
    probability = np.round(rng.beta(2, 4, 500), 2).clip(0.01, 0.99)
    outcome = (rng.random(500) < probability).astype(np.int64)
    found = measure(probability, outcome)
    assert found["auc"].value == pytest.approx(roc_auc_score(outcome, probability), abs=1e-6)
    assert found["brier"].value == pytest.approx(brier_score_loss(outcome, probability), abs=1e-6)
    assert found["log_loss"].value == pytest.approx(log_loss(outcome, probability), abs=1e-6)
    margin = np.log(probability / (1 - probability))[:, None]
    oracle = LogisticRegression(C=np.inf, tol=1e-10).fit(margin, outcome)
    assert found["calibration_slope"].value == pytest.approx(oracle.coef_[0, 0], abs=1e-4)
    assert found["calibration_intercept"].value == pytest.approx(oracle.intercept_[0], abs=1e-4)
    for name, metric in found.items():
        assert metric.low < metric.value < metric.high, name
    assert found["calibration_slope"].low < 1 < found["calibration_slope"].high


def test_measuring_twice_gives_the_same_intervals():
    probability, outcome = np.linspace(0.05, 0.95, 60), np.tile([0, 1, 1], 20)
    assert measure(probability, outcome) == measure(probability, outcome)
