"""Retail in money, worked by hand, and its calculators on small shops."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from payoff.core.value import bayes_threshold, realised_value
from payoff.domains import read_domain
from payoff.domains.churn_panel import show_churn
from payoff.domains.contract_panel import show_contract
from payoff.domains.lifetime_panel import show_lifetime
from payoff.domains.panel import Panel, PanelInput
from payoff.domains.retail_calculators import CONTACTS, calculate_return
from payoff.paths import DATA
from payoff.workflow.decide import Question, decide, prepare_case
from payoff.workflow.judge import judge
from payoff.workflow.score import sample_source, score_upload
from payoff.workflow.summary import summary

SHEET = read_domain("retail")
# A purchase brings 0.5 · 2 · 20 = 20, half of it credited: 10. A contact costs 1, a redeemed voucher 4, redeemed by one buyer in two.
SIMPLE = SHEET.settings(
    {
        "margin": 0.5, "orders_if_buys": 2.0, "caused": 0.5, "contact_cost": 1.0, "incentive": 4.0, "redemption": 0.5, "setup_cost": 3.0,
        "budget": 10.0,
    }
)  # fmt: skip


def shop(probability: list[float], bought: list[float] | None, *, threshold: float = 0.5, **columns: object) -> PanelInput:
    """Customers with an average order of 20."""
    rows = len(probability)
    held = {"average_order": np.full(rows, 20.0)} | {name: np.asarray(values) for name, values in columns.items()}
    outcome = None if bought is None else np.array(bought, dtype=float)
    return PanelInput(np.array(probability), outcome, held, SIMPLE, threshold, "$")


def figures(panel: Panel) -> Mapping[str, float | None]:
    return {figure.label: figure.value for figure in panel.figures}


TEN = shop(
    [0.95, 0.9, 0.8, 0.7, 0.6, 0.4, 0.3, 0.2, 0.15, 0.1],
    [1, 1, 0, 1, 0, 0, 1, 0, 0, 0],
    revenue_180d=[30.0, 50, 0, 20, 0, 0, 40, 0, 0, 0],
)


def test_a_buyer_who_was_contacted_earns_the_caused_margin_less_contact_and_voucher():
    values = SHEET.values({"average_order": np.array([20.0, 100.0])}, SIMPLE)
    # 0.5 · 20 − 0.5 · 4 − 1 = 7; 0.5 · 100 − 3 = 47
    assert np.asarray(values.tp).tolist() == [7, 47]
    assert (values.fp, values.tn, values.fn, values.fixed) == (-1, 0, 0, 3)


def test_contacting_pays_from_contact_cost_over_what_a_response_adds():
    # 1 / (10 − 2)
    assert bayes_threshold(SHEET.values({"average_order": np.array([20.0])}, SIMPLE)).tolist() == [pytest.approx(1 / 8)]


def test_a_voucher_that_costs_more_than_the_contact_causes_is_never_sent():
    settings = SHEET.settings(SIMPLE | {"caused": 0.0})
    assert bayes_threshold(SHEET.values({"average_order": np.array([20.0])}, settings)).tolist() == [np.inf]


def test_whoever_is_left_alone_counts_nothing_whether_buying_or_not():
    values = SHEET.values({"average_order": np.array([20.0, 20.0])}, SIMPLE)
    assert realised_value(values, np.array([1.0, 0.0]), np.array([False, False])).tolist() == [0, 0]


def test_campaign_profit_at_the_threshold_is_counted_person_by_person():
    shown = figures(CONTACTS.profit(TEN))
    # Five contacted, three buy: 3 · (10 − 2) − 5 · 1 − 3 = 16; spent 5 + 3 · 2 + 3 = 14.
    assert shown["Profit at the threshold"] == pytest.approx(16)
    assert shown["Cost"] == pytest.approx(14)
    assert shown["Return on cost"] == pytest.approx(100 * 16 / 14)
    assert shown["Break-even response"] == pytest.approx(12.5)


def test_money_without_a_control_group_is_called_attributed_and_without_outcomes_expected():
    assert CONTACTS.profit(TEN).basis == "attributed"
    assert CONTACTS.profit(shop([0.9, 0.2], None)).basis == "expected"


def test_a_threshold_that_reaches_nobody_says_so():
    panel = CONTACTS.profit(shop([0.4, 0.2], [1, 0], threshold=np.inf))
    assert "reaches nobody" in panel.advice
    assert figures(panel)["Return on cost"] is None


def test_the_best_tenth_is_measured_against_a_random_tenth():
    shown = figures(CONTACTS.gains(TEN))
    assert shown["Buyers in the best tenth"] == pytest.approx(25)
    assert shown["Lift of the best tenth"] == pytest.approx(2.5)


def test_slices_are_judged_before_the_set_up_and_cumulated_after_it():
    panel = CONTACTS.slices(TEN)
    profits = panel.series[0].y
    # A buyer adds 10 − 2 − 1 = 7, anybody else costs 1.
    assert profits == pytest.approx((7, 7, -1, 7, -1, -1, 7, -1, -1, -1))
    assert [row[2] for row in panel.table][:3] == [4, 11, 10]
    assert panel.advice.startswith("Stop after the second slice")


def test_the_budget_frontier_never_falls_and_prices_one_more_unit():
    panel = CONTACTS.budget(TEN)
    profit = panel.series[0].y
    assert all(later >= earlier for earlier, later in pairwise(profit))
    # Set-up 3 and two buyers at 3 each are 9: profit 2 · 7 − 3 = 11; ten more allow nothing better.
    assert figures(panel)["Best profit within the budget"] == pytest.approx(11)


def test_roas_divides_the_revenue_of_those_contacted_by_what_was_spent():
    shown = figures(calculate_return(TEN))
    assert shown["ROAS, all revenue attributed"] == pytest.approx(100 / 14)
    assert shown["ROAS, assumed caused share"] == pytest.approx(50 / 14)
    assert shown["ROAS that pays"] == pytest.approx(2)


def test_roas_is_refused_without_revenue():
    refusal = calculate_return(shop([0.9, 0.2], [1, 0]))
    assert refusal.reason == "This needs the revenue that came of each row, in the column revenue_180d."


def test_an_incremental_claim_without_a_treatment_column_is_refused_with_the_reason():
    refusal = CONTACTS.increment(TEN)
    assert "treatment column" in refusal.reason


def trial(rows: int, *, fair: bool) -> PanelInput:
    """Half the customers are contacted; 40 % of those buy and 20 % of the others."""
    rng = np.random.default_rng(7)
    probability = rng.random(rows)
    contacted = rng.random(rows) < (0.5 if fair else np.where(probability > 0.5, 0.9, 0.1))
    bought = rng.random(rows) < np.where(contacted, 0.4, 0.2)
    return shop(probability.tolist(), bought.tolist(), threshold=-np.inf, contacted=np.where(contacted, "yes", "no").astype(object))


def test_a_randomised_control_group_shows_what_the_contacts_added():
    panel = CONTACTS.increment(trial(20_000, fair=True))
    assert panel.basis == "incremental"
    # Per customer 0.4 · (20 − 2) − 0.2 · 20 − 1 = 2.2
    assert figures(panel)["Incremental profit at the threshold"] == pytest.approx(20_000 * 2.2, rel=0.1)
    depth, uplift, low, high = panel.table[-1]
    assert depth == 100
    assert low < 20 < high
    assert uplift == pytest.approx(20, abs=2)


def test_a_control_group_that_the_model_can_tell_apart_is_no_random_one():
    refusal = CONTACTS.increment(trial(2_000, fair=False))
    assert "random draw" in refusal.reason


def test_a_treatment_that_is_neither_yes_nor_no_is_refused():
    refusal = CONTACTS.increment(shop([0.9, 0.2], [1, 0], contacted=["yes", "perhaps"]))
    assert "yes or no" in refusal.reason


def test_contractual_value_names_both_conventions():
    settings = SHEET.settings({"margin": 0.5, "orders_if_buys": 2.0, "discount_rate": 0.1, "retention": 0.8})
    given = PanelInput(np.array([0.5]), None, {"average_order": np.array([20.0])}, settings, 0.5, "$")
    shown = figures(show_contract(given))
    yearly = 20 * 365.25 / 180
    assert shown["First margin now (t = 0)"] == pytest.approx(yearly * 1.1 / 0.3)
    # Gupta and Lehmann's multiple of 2.67
    assert shown["First margin after a year (t = 1)"] == pytest.approx(yearly * 0.8 / 0.3)


CHURN = SHEET.settings({"churn_clv": 100.0, "churn_incentive": 10.0, "churn_contact": 1.0, "accept_alpha": 1.0, "accept_beta": 1.0})
LEAVER = PanelInput(np.array([0.1, 0.6, 0.9]), np.array([0.0, 1.0, 1.0]), {}, CHURN, 0.5, "$")


def test_churn_profit_is_counted_person_by_person():
    shown = figures(show_churn(LEAVER))
    # One leaver offered at a mean acceptance of one half: 0.5 · (100 − 10) − 1 = 44, over three customers.
    assert shown["MP per customer"] == pytest.approx(44 / 3)
    assert shown["Share offered at MP"] == pytest.approx(100 / 3)


def test_expected_maximum_profit_makes_no_offer_where_too_few_would_accept():
    shown = figures(show_churn(LEAVER))
    # Acceptance uniform on 0 … 1; the offer pays from γ = 1 / 90 on: ∫ (90 γ − 1) dγ = 45 · (1 − 1/8100) − 89/90 = 44.00556
    assert shown["EMP per customer"] == pytest.approx((45 * (1 - 1 / 8100) - 89 / 90) / 3)
    assert shown["Share offered at EMP"] == pytest.approx(100 / 3 * 89 / 90)


def test_an_offer_dearer_than_the_customer_is_refused():
    dear = SHEET.settings({"churn_clv": 100.0, "churn_incentive": 100.0})
    refusal = show_churn(PanelInput(np.array([0.1, 0.6]), np.array([0.0, 1.0]), {}, dear, 0.5, "$"))
    assert "costs as much" in refusal.reason


@pytest.fixture(scope="module")
def sample() -> PanelInput:
    table = pd.read_csv(DATA / "retail.csv")
    outcome = (table["bought"] == "yes").to_numpy(dtype=float)
    columns = {name: table[name].to_numpy() for name in table.columns}
    return PanelInput(np.full(len(table), outcome.mean()), outcome, columns, SHEET.defaults(), 0.3, "$")


def test_lifetime_value_predicts_the_orders_that_came(sample: PanelInput):
    shown = figures(show_lifetime(sample))
    assert shown["Orders predicted per customer"] == pytest.approx(shown["Orders that came per customer"], rel=0.2)
    assert 20 < shown["Value ahead per customer"] < 60


def test_lifetime_value_is_refused_without_a_history():
    refusal = show_lifetime(TEN)
    assert "first_order" in refusal.reason


def test_no_customer_is_in_both_halves_and_history_ends_before_the_cut(sample: PanelInput):
    training = pd.read_csv(DATA / "training" / "retail.csv")
    assert not set(training["customer_id"]) & set(sample.columns["customer_id"].tolist())
    assert sample.columns["recency_days"].min() >= 1
    drift = pd.read_csv(DATA / "retail_drift.csv")
    assert set(drift["customer_id"]) == set(sample.columns["customer_id"].tolist())
    # The earlier outcome window holds the later cut's last quarter, so tenure has grown by exactly 92 days.
    assert (drift["tenure_days"].to_numpy() - sample.columns["tenure_days"] == 92).all()


def test_money_on_known_outcomes_is_called_attributed_on_every_page():
    case = prepare_case(score_upload(sample_source("retail"), "retail"))
    decision = decide(case, Question())
    assert decision.basis == "attributed"
    assert summary(decision, judge(case, Question()))["rows_without_outcome"] == 0
