"""Incremental value from a randomised trial, and its refusal without one."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import ttest_ind

from payoff.core import experiment
from payoff.core.experiment import NoExperimentError, Trial


def arms(treated: tuple[int, int], control: tuple[int, int]) -> Trial:
    """A trial from (customers, responders) per arm."""
    outcome = np.concatenate([np.arange(count) < responders for count, responders in (treated, control)]).astype(float)
    return Trial(outcome, np.arange(len(outcome)) < treated[0])


@pytest.mark.parametrize(("mailed", "left", "printed"), [(3_894, 2_262, 0.07658956), (267, 122, 0.00680501)])
def test_the_mens_mailing_of_hillstrom_2008_added_visits_and_orders(mailed: int, left: int, printed: float) -> None:
    effect = experiment.measure_effect(arms((21_307, mailed), (21_306, left)), level=0.95)
    assert effect.difference == pytest.approx(printed, abs=1e-7)
    assert (effect.treated, effect.control) == (21_307, 21_306)


def test_the_mens_mailing_of_hillstrom_2008_added_spending(hillstrom: pd.DataFrame) -> None:
    table = hillstrom[hillstrom["segment"] != "Womens E-Mail"]
    trial = Trial(table["spend"].to_numpy(dtype=float), (table["segment"] == "Mens E-Mail").to_numpy())
    effect = experiment.measure_effect(trial, level=0.95)
    assert effect.difference == pytest.approx(0.76982716, abs=1e-7)
    assert effect.error == pytest.approx(0.14524656, abs=1e-5)


def test_the_interval_is_that_of_a_welch_test() -> None:
    random = np.random.default_rng(3)
    trial = Trial(random.gamma(2.0, 5.0, 900), random.random(900) < 0.3)
    effect = experiment.measure_effect(trial, level=0.95)
    welch = ttest_ind(trial.outcome[trial.treated], trial.outcome[~trial.treated], equal_var=False)
    assert effect.difference / effect.error == pytest.approx(welch.statistic)
    assert effect.high - effect.difference == pytest.approx(1.959964 * effect.error, rel=1e-6)


def test_without_a_treatment_column_nothing_incremental_is_claimed() -> None:
    outcome = np.array([1.0, 0.0, 1.0, 0.0])
    with pytest.raises(NoExperimentError, match="no treatment column"):
        experiment.read_trial(outcome, None, randomised=True)
    with pytest.raises(NoExperimentError, match="not assigned at random"):
        experiment.read_trial(outcome, np.array([1.0, 1.0, 0.0, 0.0]), randomised=False)
    with pytest.raises(NoExperimentError, match="at least two"):
        experiment.read_trial(outcome, np.array([1.0, 1.0, 1.0, 0.0]), randomised=True)
    with pytest.raises(NoExperimentError, match="known in every row"):
        experiment.read_trial(np.array([1.0, np.nan, 1.0, 0.0]), np.array([1.0, 1.0, 0.0, 0.0]), randomised=True)


def test_what_is_attributed_is_more_than_what_was_added() -> None:
    trial = experiment.read_trial(np.array([10.0, 10.0, 0.0, 10.0, 0.0, 0.0]), np.array([1.0, 1.0, 1.0, 0.0, 0.0, 0.0]), randomised=True)
    added = experiment.measure_increment(trial, np.ones(6, dtype=bool), cost=1.0)
    assert experiment.attributed_value(trial) == 20
    assert added.added == pytest.approx(20 / 3 * 6 - 10 / 3 * 6)
    assert added.profit == pytest.approx(14)
    assert added.return_on_spend.value == pytest.approx(20 / 6)
    free = experiment.measure_increment(trial, np.ones(6, dtype=bool), cost=0.0)
    assert "cost nothing" in str(free.return_on_spend.reason)


def test_an_uneven_split_and_a_lopsided_score_are_noticed() -> None:
    fair, uneven = arms((500, 10), (500, 10)), arms((600, 10), (400, 10))
    assert experiment.check_split(fair, 0.5).value == pytest.approx(1.0)
    assert (experiment.check_split(uneven, 0.5).value or 1.0) < experiment.DOUBTFUL
    targeted = np.where(fair.treated, 0.6, 0.4) + np.arange(1_000) / 1e4
    assert (experiment.check_balance(fair, targeted).value or 0.0) < experiment.DOUBTFUL
    assert "the same in each arm" in str(experiment.check_balance(fair, np.ones(1_000)).reason)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(-100, 100), min_size=2, max_size=20), st.floats(-50, 50))
def test_a_constant_effect_is_found_exactly(outcomes: list[float], effect: float) -> None:
    base = np.array(outcomes)
    trial = Trial(np.concatenate([base + effect, base]), np.arange(2 * len(base)) < len(base))
    assert experiment.measure_effect(trial, level=0.95).difference == pytest.approx(effect, abs=1e-9)
