"""Decision curves against dcurves 1.1.7 (whose results are frozen beside its data) and published values."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

from payoff.core import decision_curve as dca

DATA = Path(__file__).parents[1] / "data"
COHORT = pd.read_csv(DATA / "df_binary.csv")
CANCER = COHORT["cancer"].to_numpy(dtype=float)
FROZEN = pd.read_csv(DATA / "dcurves_results.csv")


def benefit_of(model: str, threshold: float, harm: float = 0.0) -> float:
    risk = np.ones(len(COHORT)) if model == "all" else COHORT[model].to_numpy(dtype=float)
    at = np.array([threshold])
    return float(dca.net_benefit(dca.flag_rates(risk, CANCER, at), at, harm=harm)[0])


@pytest.mark.parametrize(
    ("model", "threshold", "printed"),
    [
        ("cancerpredmarker", 0.01, 0.13243098),
        ("cancerpredmarker", 0.1, 0.08740741),
        ("cancerpredmarker", 0.2, 0.06733333),
        ("cancerpredmarker", 0.3, 0.05466667),
        ("cancerpredmarker", 0.5, 0.02133333),
        ("famhistory", 0.05, 0.025614),
        ("famhistory", 0.15, 0.010588),
        ("famhistory", 0.25, -0.008444),
        ("all", 0.05, 0.094737),
        ("all", 0.15, -0.011765),
        ("all", 0.3, -0.228571),
    ],
)
def test_net_benefit_is_that_of_the_r_package(model: str, threshold: float, printed: float) -> None:
    assert benefit_of(model, threshold) == pytest.approx(printed, abs=1e-6)


@pytest.mark.parametrize(("threshold", "printed"), [(0.1, 0.06237), (0.2, 0.029), (0.3, 0.012952)])
def test_a_marker_is_worth_its_fitted_probability(threshold: float, printed: float) -> None:
    assert marker_benefit(threshold, 0.0) == pytest.approx(printed, abs=1e-6)


@pytest.mark.parametrize(("threshold", "printed"), [(0.05, 0.061437), (0.15, 0.013367), (0.25, -0.0173)])
def test_the_harm_of_the_test_is_taken_off(threshold: float, printed: float) -> None:
    assert marker_benefit(threshold, 0.0333) == pytest.approx(printed, abs=1e-6)


def marker_benefit(threshold: float, harm: float) -> float:
    marker = COHORT[["marker"]].to_numpy()
    risk = LogisticRegression(C=np.inf, tol=1e-10).fit(marker, CANCER).predict_proba(marker)[:, 1]
    at = np.array([threshold])
    return float(dca.net_benefit(dca.flag_rates(risk, CANCER, at), at, harm=harm)[0])


@pytest.mark.parametrize(("threshold", "printed"), [(0.1, 0.386667), (0.3, 0.660889)])
def test_interventions_avoided_are_net_of_missed_cases(threshold: float, printed: float) -> None:
    at = np.array([threshold])
    rates = dca.flag_rates(COHORT["cancerpredmarker"].to_numpy(), CANCER, at)
    assert dca.decision_curve(rates, at, harm=0.0).avoided[0] == pytest.approx(printed, abs=1e-6)


@pytest.mark.parametrize(("threshold", "printed"), [(0.1, 0.069962), (0.3, 0.025584)])
def test_a_case_control_sample_is_reweighted_to_the_population(threshold: float, printed: float) -> None:
    sample = pd.read_csv(DATA / "df_case_control.csv")
    at = np.array([threshold])
    rates = dca.flag_rates(sample["cancerpredmarker"].to_numpy(), sample["casecontrol"].to_numpy(), at)
    there = dca.reweight_rates(rates, 0.20)
    assert dca.net_benefit(there, at, harm=0.0)[0] == pytest.approx(printed, abs=1e-6)


@pytest.mark.parametrize("data", ["binary", "case_control"])
@pytest.mark.parametrize("model", ["cancerpredmarker", "famhistory", "all"])
def test_every_point_is_that_of_dcurves(data: str, model: str) -> None:
    expected = FROZEN[(FROZEN["data"] == data) & (FROZEN["model"] == model)]
    table = pd.read_csv(DATA / f"df_{data}.csv")
    risk = np.ones(len(table)) if model == "all" else table[model].to_numpy(dtype=float)
    at = expected["threshold"].to_numpy()
    rates = dca.flag_rates(risk, table["cancer" if data == "binary" else "casecontrol"].to_numpy(dtype=float), at)
    rates = rates if data == "binary" else dca.reweight_rates(rates, 0.20)
    curve = dca.decision_curve(rates, at, harm=0.0)
    assert rates.tp == pytest.approx(expected["tp_rate"].to_numpy(), abs=1e-10)
    assert rates.fp == pytest.approx(expected["fp_rate"].to_numpy(), abs=1e-10)
    assert curve.model == pytest.approx(expected["net_benefit"].to_numpy(), abs=1e-10)
    assert curve.avoided == pytest.approx(expected["net_intervention_avoided"].to_numpy(), abs=1e-9)


def test_an_outcome_of_true_and_false_is_one_of_ones_and_zeros() -> None:
    # dcurves turns a fitted model upside down when the outcome column is boolean, as in its own data.
    at = np.array([0.1, 0.3])
    risk = COHORT["cancerpredmarker"].to_numpy()
    assert dca.flag_rates(risk, COHORT["cancer"].to_numpy(), at).tp.tolist() == dca.flag_rates(risk, CANCER, at).tp.tolist()


def test_a_risk_at_the_threshold_is_flagged() -> None:
    rates = dca.flag_rates(np.array([0.2, 0.2]), np.array([1.0, 0.0]), np.array([0.2, 0.2000001]))
    assert rates.tp.tolist() == [0.5, 0.0]
    assert rates.fp.tolist() == [0.5, 0.0]


def test_the_trade_off_counts_tests_as_published() -> None:
    # Van Calster et al. 2018: ΔNB .0114 at a threshold of 10 %, 88 tests per cancer found, 10 per biopsy avoided.
    found = dca.trade_off(0.0114, 0.1)
    assert found.per_true_positive.value == pytest.approx(88, abs=0.5)
    assert found.per_avoided.value == pytest.approx(10, abs=0.5)
    assert "no net benefit" in str(dca.trade_off(0.0, 0.1).per_avoided.reason)


def test_the_standard_error_is_that_of_persons_drawn_again() -> None:
    # Four persons at odds 1: +1, −1, 0, 0. Mean 0, mean square 1/2, so the error is √(1/8).
    at = np.array([0.5])
    rates = dca.flag_rates(np.array([0.9, 0.8, 0.1, 0.2]), np.array([1.0, 0.0, 0.0, 1.0]), at)
    assert dca.net_benefit_error(rates, at, persons=4)[0] == pytest.approx(np.sqrt(1 / 8))
    at = np.array([0.1])
    risk = COHORT["cancerpredmarker"].to_numpy()
    rates = dca.flag_rates(risk, CANCER, at)
    drawn = np.random.default_rng(0).integers(0, len(CANCER), (2000, len(CANCER)))
    again = ((risk[drawn] >= 0.1) * np.where(CANCER[drawn] == 1, 1.0, -1 / 9)).mean(axis=1)
    assert dca.net_benefit_error(rates, at, persons=len(CANCER))[0] == pytest.approx(again.std(), rel=0.05)


def test_the_lead_of_one_rule_over_another_is_paired() -> None:
    # At odds 1/4: the rules differ on one case (+1), one alarm spared (+1/4) and agree on two persons.
    model, rule = np.array([True, False, True, False]), np.array([False, True, True, False])
    lead = dca.benefit_lead(model, rule, np.array([1.0, 0.0, 1.0, 0.0]), threshold=0.2)
    assert lead.gain == pytest.approx(1.25 / 4)
    assert lead.error == pytest.approx(np.std([1, 0.25, 0, 0]) / 2)
    assert dca.benefit_lead(model, model, np.array([1.0, 0.0, 1.0, 0.0]), threshold=0.2) == dca.Lead(0.0, 0.0)


def test_net_benefit_in_money_is_the_profit_of_the_rule() -> None:
    # 87 true and 193 false positives at 10 %: 9,000 · 87 − 1,000 · 193.
    assert dca.net_benefit_money(benefit_of("cancerpredmarker", 0.1), 750, per_true_positive=9_000) == pytest.approx(590_000)


def test_the_range_is_stated_and_stays_inside_probabilities() -> None:
    assert dca.threshold_range(0.05, 0.35, step=0.1).tolist() == pytest.approx([0.05, 0.15, 0.25, 0.35])
    with pytest.raises(ValueError, match="inside 0 and 1"):
        dca.threshold_range(0.0, 0.3, step=0.1)


def test_an_unknown_outcome_is_refused() -> None:
    with pytest.raises(ValueError, match="known"):
        dca.flag_rates(np.array([0.1]), np.array([np.nan]), np.array([0.1]))
    healthy = dca.flag_rates(np.array([0.1]), np.array([0.0]), np.array([0.1]))
    assert np.isnan(dca.decision_curve(healthy, np.array([0.1]), harm=0.0).standardised[0])
    with pytest.raises(ValueError, match="cases only"):
        dca.reweight_rates(healthy, 0.2)


PERSONS = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40)


@settings(max_examples=50, deadline=None)
@given(PERSONS, st.floats(0.01, 0.99))
def test_no_rule_beats_knowing_every_outcome(persons: list[tuple[float, bool]], threshold: float) -> None:
    risk, sick = np.array([person[0] for person in persons]), np.array([float(person[1]) for person in persons])
    at = np.array([threshold])
    curve = dca.decision_curve(dca.flag_rates(risk, sick, at), at, harm=0.0)
    assert curve.model[0] <= sick.mean() + 1e-12
    perfect = dca.decision_curve(dca.flag_rates(sick, sick, at), at, harm=0.0)
    assert perfect.model[0] == pytest.approx(sick.mean())
    everyone = dca.decision_curve(dca.flag_rates(np.ones(len(sick)), sick, at), at, harm=0.0)
    assert everyone.model[0] == pytest.approx(curve.treat_all[0])


@settings(max_examples=50, deadline=None)
@given(PERSONS, st.floats(0.01, 0.99))
def test_reweighting_to_the_samples_own_prevalence_changes_nothing(persons: list[tuple[float, bool]], threshold: float) -> None:
    risk, sick = np.array([person[0] for person in persons]), np.array([float(person[1]) for person in persons])
    rates = dca.flag_rates(risk, sick, np.array([threshold]))
    if 0 < rates.prevalence < 1:
        same = dca.reweight_rates(rates, rates.prevalence)
        assert same.tp == pytest.approx(rates.tp)
        assert same.fp == pytest.approx(rates.fp)
