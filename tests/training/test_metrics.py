"""Metrics: by hand, against scikit-learn, and with intervals that cover."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score

from payoff.domains.manifest import Metric
from payoff.training.metrics import measure


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


def test_outcomes_told_apart_perfectly_leave_the_calibration_line_undefined():
    found = measure(np.linspace(0.05, 0.95, 20), np.repeat([0, 1], 10))
    assert found["auc"] == Metric(1.0, 1.0, 1.0)
    for name in ("calibration_slope", "calibration_intercept"):
        assert np.isnan([found[name].value, found[name].low, found[name].high]).all()


def test_resamples_that_separate_the_outcomes_do_not_count_in_the_interval_of_the_slope():
    # One event lies below one other row; many resamples draw neither.
    found = measure(np.array([0.1, 0.2, 0.3, 0.6, 0.4, 0.7, 0.8, 0.9]), np.repeat([0, 1], 4))["calibration_slope"]
    assert 0 < found.low < found.value < found.high < np.inf
