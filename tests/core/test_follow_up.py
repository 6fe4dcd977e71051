"""Survival decision curves against dcurves 1.1.7 on its own data."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.core.decision_curve import decision_curve, net_benefit
from payoff.core.follow_up import FollowUp, event_probability, kaplan_meier, survival_rates

DATA = Path(__file__).parents[1] / "data"
COHORT = pd.read_csv(DATA / "df_surv.csv")
FOLLOW_UP = FollowUp(COHORT["ttcancer"].to_numpy(), COHORT["cancer"].to_numpy(dtype=bool), 1.5)
FROZEN = pd.read_csv(DATA / "dcurves_results.csv")


def risk_of(model: str) -> np.ndarray:
    return np.ones(len(COHORT)) if model == "all" else COHORT[model].to_numpy(dtype=float)


@pytest.mark.parametrize(
    ("model", "threshold", "printed"),
    [("cancerpredmarker", 0.05, 0.187686), ("cancerpredmarker", 0.2, 0.123606), ("famhistory", 0.2, 0.028135), ("all", 0.1, 0.133459)],
)
def test_survival_net_benefit_is_that_of_the_packages(model: str, threshold: float, printed: float) -> None:
    at = np.array([threshold])
    assert net_benefit(survival_rates(risk_of(model), FOLLOW_UP, at), at, harm=0.0)[0] == pytest.approx(printed, abs=1e-6)


@pytest.mark.parametrize("model", ["cancerpredmarker", "famhistory", "all"])
def test_every_point_is_that_of_dcurves_and_undefined_where_it_is(model: str) -> None:
    expected = FROZEN[(FROZEN["data"] == "survival") & (FROZEN["model"] == model)]
    at = expected["threshold"].to_numpy()
    curve = decision_curve(survival_rates(risk_of(model), FOLLOW_UP, at), at, harm=0.0)
    assert curve.model == pytest.approx(expected["net_benefit"].to_numpy(), abs=1e-10, nan_ok=True)
    assert curve.avoided == pytest.approx(expected["net_intervention_avoided"].to_numpy(), abs=1e-9, nan_ok=True)


def test_the_cohorts_event_probability_is_the_published_one() -> None:
    assert event_probability(FOLLOW_UP) == pytest.approx(0.220113, abs=1e-6)


def test_five_patients_worked_by_hand() -> None:
    # At 2 one of five has the event, at 3 one of the four at risk (the one censored then counts), at 5 the last.
    curve = kaplan_meier(np.array([3.0, 2.0, 3.0, 5.0, 4.0]), np.array([True, True, False, True, False]))
    assert curve.time.tolist() == [2, 3, 4, 5]
    assert curve.survival.tolist() == pytest.approx([0.8, 0.6, 0.6, 0.0])


def test_before_the_first_event_nothing_happened_and_after_the_last_visit_nothing_is_known() -> None:
    time, event = np.array([2.0, 4.0]), np.array([True, False])
    assert event_probability(FollowUp(time, event, 1.0)) == 0.0
    assert event_probability(FollowUp(time, event, 2.0)) == 0.5
    assert np.isnan(event_probability(FollowUp(time, event, 5.0)))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=30), st.floats(0.05, 0.95))
def test_without_censoring_it_is_the_ordinary_share_of_events(persons: list[tuple[float, bool]], threshold: float) -> None:
    risk, sick = np.array([person[0] for person in persons]), np.array([person[1] for person in persons])
    everyone_seen = FollowUp(np.where(sick, 1.0, 10.0), sick, 5.0)
    flagged = risk >= threshold
    rates = survival_rates(risk, everyone_seen, np.array([threshold]))
    if (flagged & ~sick).any() or not flagged.any():
        assert rates.tp[0] == pytest.approx((flagged & sick).mean())
        assert rates.fp[0] == pytest.approx((flagged & ~sick).mean())
    else:
        assert np.isnan(rates.tp[0])
