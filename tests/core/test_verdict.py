"""Deploy, don't, not proven."""

from __future__ import annotations

import numpy as np
import pytest

from payoff.core.bootstrap import resample_rows
from payoff.core.verdict import compare_policies, measure_optimism, reach_verdict


def _judge(gain, *, rule=0.0, fixed=0.0, rule_share=None, resamples=400):
    gain = np.asarray(gain, dtype=float)
    drawn = resample_rows(gain, np.arange(len(gain) + 1), np.full(len(gain), rule), resamples=resamples, seed=0)
    inside, outside = compare_policies(drawn, fixed=fixed, rule_share=rule_share)
    return reach_verdict(inside, outside, len(gain)), inside


def test_a_model_that_sorts_gains_before_losses_is_deployed():
    verdict, _ = _judge(np.repeat([1.0, -1.0], 100))
    assert verdict.call == "deploy"
    assert verdict.difference.low > 0
    assert verdict.extra_outcomes is None


def test_a_model_that_knows_nothing_is_not_deployed():
    gain = np.random.default_rng(0).permutation(np.repeat([1.0, -3.0], [100, 100]))
    verdict, _ = _judge(gain)
    # A row costs 1 on average, so whatever a resample found to act on loses or is nothing outside it.
    assert verdict.call == "dont"
    assert verdict.difference.mean < 0


def test_where_acting_always_loses_no_threshold_helps():
    verdict, _ = _judge(np.full(50, -1.0))
    assert verdict.call == "dont"
    assert (verdict.difference.low, verdict.difference.high, verdict.difference.probability) == (0, 0, 0)


def test_todays_rule_counts_among_the_policies_without_a_model():
    gain = np.repeat([1.0, -1.0], 100)
    drawn = resample_rows(gain, np.arange(201), (gain > 0).astype(float), resamples=200, seed=0)
    inside, outside = compare_policies(drawn, fixed=0.0, rule_share=0.5)
    assert reach_verdict(inside, outside, 200).call == "dont"


def test_a_weak_gain_says_how_many_more_outcomes_would_settle_it():
    rng = np.random.default_rng(3)
    verdict, _ = _judge(np.where(np.arange(60) < 30, 0.6, -0.6) + rng.normal(0, 2.5, 60))
    assert verdict.call == "not_proven"
    assert verdict.extra_outcomes > 0


def test_a_fixed_cost_is_paid_by_every_policy_that_acts():
    verdict, inside = _judge(np.repeat([1.0, -1.0], 100), fixed=1000.0)
    assert verdict.call == "dont"
    assert inside.trivial[:, 1].max() < -900


def test_one_row_cannot_be_judged():
    with pytest.raises(ValueError, match="Too few rows"):
        _judge([1.0])


def test_a_searched_optimum_is_optimistic_where_there_is_nothing_to_find():
    gain = np.random.default_rng(1).normal(0, 1, 200)
    drawn = resample_rows(gain, np.arange(201), np.zeros(200), resamples=400, seed=0)
    inside, _ = compare_policies(drawn, fixed=0.0, rule_share=None)
    thresholds = np.concatenate([[np.inf], np.linspace(1, 0, 200)])
    optimism = measure_optimism(inside, np.concatenate([[0.0], np.cumsum(gain)]), thresholds)
    assert optimism.money > 0
    assert optimism.low <= optimism.high
