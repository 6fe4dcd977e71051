"""Fitting: the better family first, calibration on rows the model did not fit, the same result each time."""

from __future__ import annotations

import dataclasses

import numpy as np
from sklearn.metrics import log_loss

from payoff.training import fit
from payoff.training.fit import BOOSTING, LINEAR, fit_families, fit_family
from payoff.training.pipeline import build_boosting, build_linear


def test_the_family_with_the_lower_loss_comes_first_and_the_other_follows(world, inputs, monkeypatch):
    monkeypatch.setattr(fit, "STRENGTHS", (0.1, 1.0))
    monkeypatch.setattr(fit, "SHAPES", ({"trees": 20, "leaves": 4, "rate": 0.1},))
    first, second = fit_families(world, inputs)
    assert {first.family, second.family} == {LINEAR, BOOSTING}
    assert first.loss < second.loss


def test_the_better_candidate_of_a_family_wins(world, inputs):
    candidates = {"stiff": build_linear(inputs, strength=1e-6), "free": build_linear(inputs, strength=1.0)}
    assert fit_family(LINEAR, candidates, world, inputs).settings == "free"


def test_calibration_undoes_the_overconfidence_of_rows_already_fitted(world, inputs):
    candidates = {"deep": build_boosting(inputs, trees=60, leaves=16, rate=0.3)}
    fitted = fit_family(BOOSTING, candidates, world, inputs)
    raw = fitted.pipeline.predict_proba(world.frame)[:, 1]
    assert log_loss(world.outcome, raw) < log_loss(world.outcome, fitted.predict(world.frame))
    assert -0.6 < fitted.calibration.slope < 0


def test_the_probability_is_the_sigmoid_of_the_calibrated_margin(world, linear):
    margin = linear.pipeline.decision_function(world.frame)
    sigmoid = 1 / (1 + np.exp(linear.calibration.slope * margin + linear.calibration.offset))
    np.testing.assert_allclose(linear.predict(world.frame), sigmoid, atol=1e-12)


def test_fitting_twice_gives_the_same_probabilities(world, inputs, boosting):
    again = fit_family(BOOSTING, {"40 trees": build_boosting(inputs, trees=40, leaves=16, rate=0.1)}, world, inputs)
    np.testing.assert_allclose(again.predict(world.frame), boosting.predict(world.frame), atol=1e-12)
    assert dataclasses.astuple(again.calibration) == dataclasses.astuple(boosting.calibration)
