"""Calibration measures, by hand and against scikit-learn."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit, logit
from sklearn.calibration import calibration_curve
from sklearn.metrics import log_loss as sklearn_log_loss

from payoff.core.calibration import brier_score, cost_of_miscalibration, fit_line, log_loss, measure_reliability
from payoff.core.value import ValueMatrix

DATA = Path(__file__).parents[1] / "data"
PAIRS = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=50)


def test_brier_score_of_the_cancer_marker():
    table = pd.read_csv(DATA / "df_binary.csv")
    assert brier_score(table["cancerpredmarker"].to_numpy(), table["cancer"].to_numpy().astype(float)) == pytest.approx(0.0849291, abs=1e-7)


def test_reliability_by_hand():
    p, outcome = np.array([0.1, 0.1, 0.9, 0.7]), np.array([0.0, 1.0, 1.0, 1.0])
    found = measure_reliability(p, outcome, bins=2)
    assert found.rows.tolist() == [2, 2]
    assert found.promised == pytest.approx([0.1, 0.8])
    assert found.seen == pytest.approx([0.5, 1.0])
    assert found.error == pytest.approx((2 * 0.4 + 2 * 0.2) / 4)


def test_equal_mass_keeps_ties_together():
    found = measure_reliability(np.array([0.2] * 6 + [0.8, 0.9]), np.zeros(8), bins=4, kind="mass")
    assert found.rows.sum() == 8
    assert found.rows.max() == 6


def test_a_certain_mistake_costs_a_finite_log_loss():
    assert log_loss(np.array([0.0]), np.array([1.0])) == pytest.approx(-np.log(1e-12))


def test_the_line_of_distorted_probabilities_undoes_the_distortion():
    rng = np.random.default_rng(0)
    truth = rng.beta(2, 5, 40_000)
    outcome = (rng.random(40_000) < truth).astype(float)
    line = fit_line(expit(2 * logit(truth) + 1), outcome)
    assert (line.slope, line.intercept) == pytest.approx((0.5, -0.5), abs=0.03)
    assert line.apply(expit(2 * logit(truth) + 1)) == pytest.approx(truth, abs=0.02)


@pytest.mark.parametrize(
    ("p", "outcome", "message"),
    [([0.1, 0.9], [1, 1], "both outcomes"), ([0.5, 0.5], [0, 1], "more than one"), ([0.1, 0.9], [0, 1], "separate the outcomes")],
)
def test_a_line_that_cannot_be_fitted_is_refused(p, outcome, message):
    with pytest.raises(ValueError, match=message):
        fit_line(np.array(p), np.array(outcome, dtype=float))


def test_miscalibration_costs_the_decisions_it_turns():
    values = ValueMatrix(tp=1.0, fp=-1.0, tn=0.0, fn=0.0)
    outcome = np.array([1.0, 0.0, np.nan])
    cost = cost_of_miscalibration(values, outcome, raw=np.array([0.4, 0.6, 0.9]), corrected=np.array([0.6, 0.4, 0.9]))
    assert cost.value == 2
    assert cost_of_miscalibration(values, np.array([np.nan]), raw=np.array([0.4]), corrected=np.array([0.6])).value is None


@given(PAIRS)
@settings(max_examples=60, deadline=None)
def test_measures_are_those_of_scikit_learn(pairs):
    p, outcome = (np.array(column, dtype=float) for column in zip(*pairs, strict=True))
    assert log_loss(p, outcome) == pytest.approx(sklearn_log_loss(outcome, np.clip(p, 1e-12, 1 - 1e-12), labels=[0, 1]), rel=1e-6)
    found = measure_reliability(np.where(p == 1, 0.999, p), outcome)
    seen, promised = calibration_curve(outcome, np.where(p == 1, 0.999, p), n_bins=10)
    if not np.isin(p, np.arange(11) / 10).any():
        assert found.seen == pytest.approx(seen)
        assert found.promised == pytest.approx(promised)
