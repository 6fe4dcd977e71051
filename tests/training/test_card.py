"""The card says in words what a number cannot."""

from __future__ import annotations

import math
from dataclasses import replace

from payoff.domains import read_domain
from payoff.domains.manifest import Metric
from payoff.scoring.bundle import find_bundle
from payoff.training.card import write_card


def test_an_undefined_calibration_line_is_said_not_printed():
    manifest = find_bundle("credit").manifest
    undefined = Metric(math.nan, math.nan, math.nan)
    metrics = {**manifest.metrics, "calibration_slope": undefined, "calibration_intercept": undefined}
    card = write_card(replace(manifest, metrics=metrics), read_domain("credit"))
    assert "separates the held-out outcomes perfectly" in card
    assert "| Calibration slope (1 is perfect) | undefined | |" in card
    assert "nan" not in card
