"""The Models page's figures: rows per bundle, speed, champion against challenger in money."""

from __future__ import annotations

import numpy as np
import pytest

from payoff.domains import read_domain
from payoff.scoring.bundle import BundleError, find_bundle
from payoff.workflow.models import compare_models, measure_speed, model_rows, verify_models


def test_champions_come_first_and_rows_carry_what_the_page_shows():
    rows = model_rows("credit")
    assert [row.manifest.role for row in rows] == ["champion", "challenger"]
    for row in rows:
        assert row.title == "Credit"
        assert row.auc.low < row.auc.value < row.auc.high
        assert row.brier.value < 0.21
        assert row.bytes == len(row.bundle.model)
        assert row.provider.requested == "auto"
        assert row.nodes[row.provider.used] >= 1


def test_speed_counts_the_rows_it_scored():
    speed = measure_speed(find_bundle("credit"), seconds=0.02)
    assert speed.rows >= 20_000
    assert speed.rows_per_second == pytest.approx(speed.rows / speed.seconds)


def test_the_comparison_is_the_difference_of_two_standings():
    found = compare_models("credit")
    assert found.rows == 400
    assert found.difference == pytest.approx(found.champion.value - found.challenger.value)
    assert found.low < found.difference < found.high
    assert 0 < found.probability < 1
    assert (found.champion.model, found.challenger.model) == ("credit", "credit-challenger")


def test_the_comparison_is_repeatable_and_follows_the_assumptions():
    assert compare_models("credit") == compare_models("credit")
    harsher = compare_models("credit", {"lgd": 1.0})
    assert harsher.champion.acted > compare_models("credit").champion.acted


def test_the_paired_interval_agrees_with_the_normal_one():
    """Per-row differences are what is resampled: their standard error gives nearly the same 90 % interval."""
    from payoff.core.value import bayes_threshold, realised_value
    from payoff.workflow.score import sample_source, score_upload

    champion, challenger = (score_upload(sample_source("credit"), "credit", model=name) for name in ("credit", "credit-challenger"))
    sheet = read_domain("credit")
    values = sheet.values(champion.money, sheet.defaults())
    threshold = bayes_threshold(values)
    difference = np.subtract(*[realised_value(values, champion.outcome, s.probability >= threshold) for s in (champion, challenger)])
    spread = 1.645 * difference.std() * np.sqrt(len(difference))
    found = compare_models("credit")
    assert found.difference == pytest.approx(difference.sum())
    assert found.high - found.low == pytest.approx(2 * spread, rel=0.15)


def test_every_shipped_bundle_verifies():
    assert all(verification.passed for verification in verify_models())


def test_no_models_at_all_is_an_error_that_says_how_to_get_some(tmp_path):
    with pytest.raises(BundleError, match="payoff train"):
        verify_models(tmp_path)
