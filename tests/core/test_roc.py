"""The ROC curve, its area and its hull."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from payoff.core.gains import count_gains
from payoff.core.ranking import rank_rows
from payoff.core.roc import area_error, area_under_curve, convex_hull, rank_curve, roc_curve

DATA = Path(__file__).parents[1] / "data"


def test_area_of_the_cancer_marker_is_the_published_one():
    table = pd.read_csv(DATA / "df_binary.csv")
    score, outcome = table["cancerpredmarker"].to_numpy(), table["cancer"].to_numpy().astype(float)
    assert area_under_curve(score, outcome).value == pytest.approx(0.86062754, abs=1e-7)
    assert roc_curve(score, outcome).area == pytest.approx(0.86062754, abs=1e-7)


def test_lift_in_the_top_tenth_of_the_reference_vector():
    vector = json.loads((DATA / "empulse_vector.json").read_text(encoding="utf-8"))
    gains = count_gains(rank_rows(np.array(vector["y_score"]), np.array(vector["y_true"], dtype=float)))
    assert gains.lift_at(0.1).value == pytest.approx(2.714987715, abs=1e-8)


def test_the_hull_drops_cuts_that_are_never_best():
    hull = convex_hull(roc_curve(np.array([0.9, 0.8, 0.7, 0.6]), np.array([1.0, 0.0, 0.0, 1.0])))
    assert hull.tpr.tolist() == [0, 0.5, 1]
    assert hull.fpr.tolist() == [0, 0, 1]


def test_one_tie_between_an_event_and_another_row_counts_half():
    assert area_under_curve(np.array([0.1, 0.4, 0.4, 0.8]), np.array([0.0, 0.0, 1.0, 1.0])).value == pytest.approx(3.5 / 4)


def test_one_outcome_alone_has_no_area():
    assert "pair" in area_under_curve(np.array([0.1, 0.2]), np.array([1.0, 1.0])).reason
    with pytest.raises(ValueError, match="no ROC curve"):
        roc_curve(np.array([0.1, 0.2]), np.array([1.0, 1.0]))


@given(st.lists(st.tuples(st.sampled_from([0.0, 0.3, 0.5, 0.9]), st.booleans()), min_size=2, max_size=30))
@settings(max_examples=60, deadline=None)
def test_area_is_that_of_scikit_learn_ties_included(rows):
    score, outcome = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    if np.ptp(outcome) == 0:
        return
    assert area_under_curve(score, outcome).value == pytest.approx(roc_auc_score(outcome, score))
    assert roc_curve(score, outcome).area == pytest.approx(roc_auc_score(outcome, score))


def test_the_error_on_a_single_pair_is_that_of_a_coin():
    assert area_error(0.75, events=1, others=1) == pytest.approx(np.sqrt(0.75 * 0.25))


def test_the_error_of_an_area_shrinks_by_the_pairs_that_share_a_row():
    # Q1 = .75 / 1.25 = .6, Q2 = 2 · .5625 / 1.75 = .642857: (.1875 + .0375 + .080357) / 4
    assert area_error(0.75, events=2, others=2) == pytest.approx(np.sqrt(0.305357 / 4), rel=1e-5)


def test_without_outcomes_the_curve_is_the_one_the_probabilities_expect():
    roc = rank_curve(rank_rows(np.array([0.8, 0.2])))
    assert roc.tpr.tolist() == pytest.approx([0, 0.8, 1])
    assert roc.fpr.tolist() == pytest.approx([0, 0.2, 1])
    assert roc.prevalence == pytest.approx(0.5)
