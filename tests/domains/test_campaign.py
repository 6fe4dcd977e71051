"""Campaign response in money, worked by hand; and what a random split of the calls would have promised."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import roc_auc_score

from payoff.core.telemarketing import DepositTerms, deposit_values
from payoff.core.value import bayes_threshold
from payoff.domains import read_domain
from payoff.domains.campaign_calculators import CONTACTS
from payoff.domains.panel import PanelInput
from payoff.domains.time_split_panel import RANDOM_SPLIT_AUC, read_periods, show_time_split
from payoff.paths import DATA, MODELS, TRAINING_DATA
from payoff.training.labelled import read_labelled
from payoff.training.pipeline import build_linear
from payoff.training.vocabulary import read_inputs

SHEET = read_domain("campaign")


def calls(probability: list[float], subscribed: list[float] | None, months: list[str]) -> PanelInput:
    columns = {"balance": np.full(len(probability), 1000.0), "called": np.array(months, dtype=object)}
    outcome = None if subscribed is None else np.array(subscribed)
    return PanelInput(np.array(probability), outcome, columns, SHEET.defaults(), 0.5, "€")


def test_a_deposit_earns_the_margin_on_a_quarter_of_the_balance_and_a_call_costs_one_euro():
    values = SHEET.values({"balance": np.array([1000.0, -50.0])}, SHEET.defaults())
    # 0.024633 · 0.25 · 1000 = 6.15825
    assert np.asarray(values.tp).tolist() == pytest.approx([5.15825, -1.0])
    assert (values.fp, values.tn, values.fn, values.fixed) == (-1, 0, 0, 0)


def test_the_decision_is_that_of_the_published_costs():
    balance = np.array([10.0, 100.0, 200.0, 1000.0, 20_000.0])
    published = deposit_values(balance, DepositTerms(call=1.0, deposited=0.25, margin=0.024633))
    ours = bayes_threshold(SHEET.values({"balance": balance}, SHEET.defaults()))
    assert ours.tolist() == pytest.approx(bayes_threshold(published).tolist())


def test_nobody_in_debt_is_worth_a_call():
    assert bayes_threshold(SHEET.values({"balance": np.array([-500.0, 0.0])}, SHEET.defaults())).tolist() == [np.inf, np.inf]


def test_calls_are_counted_at_their_own_deposit():
    panel = CONTACTS.profit(calls([0.9, 0.8, 0.1], [1, 0, 1], ["2010-01"] * 3))
    # Two calls, one deposit: 6.15825 − 2
    assert panel.figures[0].value == pytest.approx(4.15825)


def test_quarters_are_measured_one_by_one():
    months = np.array(["2009-12", "2009-10", "2010-01", "2010-03", "2010-04"], dtype=object)
    periods = read_periods(months, np.array([0.9, 0.1, 0.2, 0.8, 0.5]), np.array([1.0, 0, 1, 0, 1]))
    assert [p.name for p in periods] == ["2009 Q4", "2010 Q1", "2010 Q2"]
    assert [p.area for p in periods] == [1.0, 0.0, None]


def test_the_panel_shows_both_splits_and_the_drift_of_the_response():
    panel = show_time_split(calls([0.9, 0.1, 0.2, 0.8], [1, 0, 1, 0], ["2009-12", "2009-10", "2010-01", "2010-03"]))
    shown = {figure.label: figure.value for figure in panel.figures}
    assert shown["AUC, random split"] == RANDOM_SPLIT_AUC
    assert shown["AUC on this file"] == pytest.approx(0.75)
    assert shown["Responded"] == pytest.approx(50)
    # 0.9, 0.1, 0.2 and 0.8 are 0.5 on average.
    assert shown["Expected by the model"] == pytest.approx(50)
    # Each quarter holds one call of either kind, ranked right in the first and wrong in the second.
    assert panel.table == (("2009 Q4", 2, 50, 50, 1), ("2010 Q1", 2, 50, 50, 0))


def test_without_outcomes_or_months_there_is_nothing_to_compare():
    for given in (calls([0.9], None, ["2009-12"]), calls([0.9, 0.1], [1, 0], ["December", "2009-12"])):
        refusal = show_time_split(given)
        assert refusal.reason == "This needs the outcome of each call and its month in the column called, written as 2009-04."
    assert "Upload calls with both outcomes." in show_time_split(calls([0.9, 0.1], [1, 1], ["2009-11", "2009-12"])).reason


def test_a_random_split_promises_the_auc_that_is_printed():
    training, held_out = (read_labelled(folder / "campaign.csv", SHEET) for folder in (TRAINING_DATA, DATA))
    frame = pd.concat([training.frame, held_out.frame], ignore_index=True)
    outcome = np.concatenate([training.outcome, held_out.outcome])
    drawn = np.random.default_rng(0).permutation(len(outcome))
    fits, tests = np.split(drawn, [len(training.outcome)])
    model = build_linear(read_inputs(SHEET, frame), strength=0.01).fit(frame.iloc[fits], outcome[fits])
    area = roc_auc_score(outcome[tests], model.predict_proba(frame.iloc[tests])[:, 1])
    assert area == pytest.approx(RANDOM_SPLIT_AUC, abs=0.002)


def test_the_shipped_card_prints_the_later_periods_auc_beside_the_random_one():
    card = (MODELS / "campaign" / "card.md").read_text(encoding="utf-8")
    assert f"{RANDOM_SPLIT_AUC}" in card
    assert "| AUC | 0.64" in card


def test_the_calls_are_in_date_order_and_the_length_of_the_call_is_gone():
    training, later = pd.read_csv(TRAINING_DATA / "campaign.csv"), pd.read_csv(DATA / "campaign.csv")
    months = pd.concat([training["called"], later["called"]])
    assert months.is_monotonic_increasing
    assert "duration" not in later.columns
