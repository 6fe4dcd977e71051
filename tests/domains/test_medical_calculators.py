"""The medical calculators on ten patients: three ill, four sent on at 0.5, two of them ill."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from payoff.core.value import bayes_threshold
from payoff.domains import read_domain
from payoff.domains.medical_calculators import CALCULATORS
from payoff.domains.panel import Panel, PanelInput, Refusal

SHEET = read_domain("medical")
CASH = SHEET.settings(
    {"workup_cost": 100, "tsh_cost": 5, "early_saving": 200, "missed_cost": 200, "wtp": 0, "threshold_low": 0.2, "threshold_high": 0.8}
)
"""b = 200 − 100 + 200 = 300 and c = 100: a threshold of 0.25."""

TEN = PanelInput(
    probability=np.array([0.9, 0.8, 0.7, 0.6, 0.4, 0.3, 0.2, 0.1, 0.05, 0.01]),
    outcome=np.array([1.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0]),
    columns={"tsh": np.array([0.1, 9.0, 1.0, 2.0, np.nan, 5.0, 1.0, 1.0, 1.0, 1.0])},
    settings=CASH, threshold=0.5, currency="£",
)  # fmt: skip
BY_KEY = {calculator(TEN).key: calculator for calculator in CALCULATORS}
NEED_OUTCOMES = ("decision_curve", "avoided", "bridge", "prevalence")


def ask(key: str, data: PanelInput = TEN, **settings: float) -> Panel:
    return BY_KEY[key](replace(data, settings={**data.settings, **settings}))


def figure(panel: Panel, label: str) -> float | None:
    return next(f.value for f in panel.figures if f.label == label)


def test_net_benefit_per_thousand_is_cases_less_weighed_alarms():
    # At 0.5 a false alarm weighs 1: (2 − 2) / 10 = 0; at 0.25 it weighs a third: three found, three alarms, (3 − 1) / 10 = 0.2.
    panel = ask("decision_curve", replace(TEN, threshold=0.25))
    assert figure(panel, "Net benefit") == pytest.approx(200)
    assert figure(panel, "Everyone or nobody") == pytest.approx(1000 * (0.3 - 0.7 / 3))
    assert figure(panel, "Standardised") == pytest.approx(100 * 0.2 / 0.3)
    # TSH outside 0.4 to 4: two ill, one well; the patient without TSH is not sent on.
    assert figure(panel, "TSH outside 0.4 to 4") == pytest.approx(1000 * (0.2 - 0.1 / 3))
    assert figure(ask("decision_curve"), "Net benefit") == pytest.approx(0)
    assert panel.marks == {"in use": 0.25}


def test_the_lead_at_the_threshold_in_use_comes_with_its_range():
    # At 0.25 the model is worth 0.2, the TSH rule 0.1667: one more case, two more alarms of a third.
    gains = np.array([0, 0, -1 / 3, -1 / 3, 1, 0, 0, 0, 0, 0])
    reach = 1645 * gains.std() / np.sqrt(10)
    said = f"33 net cases per 1,000 patients ahead of the best of them (\u2212{reach - 100 / 3:.0f} to {reach + 100 / 3:.0f})."
    assert ask("decision_curve", replace(TEN, threshold=0.25)).advice.endswith(said)


def test_a_file_without_tsh_is_compared_with_everyone_and_nobody_only():
    panel = ask("decision_curve", replace(TEN, columns={}))
    assert [series.name for series in panel.series] == ["model", "work everyone up", "work nobody up"]


def test_a_model_that_ranks_backwards_is_refused_at_every_threshold():
    assert ask("decision_curve", replace(TEN, probability=1 - TEN.probability)).advice.startswith("Do not use the model")


def test_avoided_work_ups_are_net_of_missed_cases():
    # At 0.5 odds are 1: net benefit 0 against 0.3 − 0.7 = −0.4, so 40 per 100.
    assert figure(ask("avoided"), "Work-ups avoided") == pytest.approx(40)


def test_net_benefit_and_money_meet_at_the_threshold_of_the_prices():
    panel = ask("bridge")
    profit, benefit = (dict(zip(series.x, series.y, strict=True)) for series in panel.series)
    assert panel.marks == {"prices": 0.25, "in use": 0.5}
    # Three found, three alarms: 3 · 300 − 3 · 100.
    assert profit[0.25] == benefit[0.25] == pytest.approx(600)
    # At 0.5: two found, two alarms, 400 in money; net benefit weighs an alarm like a case.
    assert profit[0.5] == pytest.approx(400)
    assert benefit[0.5] == pytest.approx(0)
    assert figure(panel, "Money at the threshold in use") == pytest.approx(400)


def test_work_and_cost_per_case_count_every_tsh_test():
    panel = ask("evaluate")
    assert figure(panel, "Work-ups per case found") == 2
    assert figure(panel, "Cost per case found") == pytest.approx((10 * 5 + 4 * 100) / 2)
    assert figure(panel, "Cases missed") == 1


def test_the_waiting_list_grows_by_what_the_slots_cannot_see():
    # Two weeks of five patients: four sent on in the first, none in the second; one slot a week leaves 3, then 2.
    panel = ask("capacity", file_weeks=2.0, slots_per_week=1.0)
    assert panel.series[1].y == (3.0, 2.0)
    assert figure(panel, "Wait at the end") == 2
    # The two likeliest are both ill: two of three.
    assert figure(panel, "Cases found if the likeliest come first") == pytest.approx(200 / 3)
    assert "0.80" in panel.advice
    assert ask("capacity", file_weeks=2.0, slots_per_week=5.0).advice.startswith("5 slots a week are enough")


def test_a_second_test_spares_work_ups_and_loses_cases():
    # Of two ill and two well sent on, one and one stay: 300 − 100 − 4 tests of 10.
    panel = ask("two_stage", second_sensitivity=0.5, second_specificity=0.5, second_cost=10.0)
    assert figure(panel, "Change in value") == pytest.approx((300 - 100 - 40) - 400)
    assert figure(panel, "Work-ups spared") == pytest.approx(2)
    assert figure(panel, "Cases lost") == pytest.approx(1)
    # 10 TSH tests, 4 second tests, 2 work-ups for one case.
    assert panel.table[1] == ("model, then test", 2, 1, 2, 1, 2.0, 50 + 40 + 200, 160)


def test_a_perfect_free_second_test_removes_every_false_alarm():
    panel = ask("two_stage", second_sensitivity=1.0, second_specificity=1.0, second_cost=0.0)
    assert figure(panel, "Change in value") == pytest.approx(200)
    assert panel.advice.startswith("Add the second test")


def test_where_fewer_are_ill_a_case_takes_more_work_ups():
    # TPR 2/3, FPR 2/7; at 10 % ill: 0.0667 of 0.0667 + 0.2571.
    panel = ask("prevalence", target_prevalence=0.1)
    found, alarms = 0.1 * 2 / 3, 0.9 * 2 / 7
    assert figure(panel, "Ill among those sent on there") == pytest.approx(100 * found / (found + alarms))
    assert figure(panel, "Net benefit there") == pytest.approx(1000 * (found - alarms))
    # Odds 1 · (3/7) · 9 = 3.857, a probability of 0.79: from there on the two are ill.
    assert figure(panel, "With the matching cut") == pytest.approx(1000 * found)


def test_at_the_files_own_prevalence_nothing_changes():
    panel = ask("prevalence", target_prevalence=0.3)
    assert figure(panel, "Ill among those sent on there") == pytest.approx(50)
    assert figure(panel, "Net benefit there") == pytest.approx(0)
    assert figure(panel, "With the matching cut") == pytest.approx(0)


HEALTHY = {"wtp": 1000.0, "early_qaly": 0.5, "years": 1.0, "discount_rate": 0.0, "overdiagnosed": 0.0, "false_alarm_qaly": 0.0}


def test_a_qaly_costs_the_extra_money_over_the_extra_health():
    # Four work-ups of 100, two cases found: no saving, no cost of missing. 400 for 2 · 0.5 QALY.
    panel = ask("cost_effectiveness", **HEALTHY, early_saving=0.0, missed_cost=0.0)
    assert figure(panel, "Model against nobody, per QALY") == pytest.approx(400)
    assert figure(panel, "Extra cost of the model") == pytest.approx(400)
    assert figure(panel, "Extra health of the model") == pytest.approx(1)
    assert figure(panel, "Net monetary benefit") == pytest.approx(600)


def test_a_model_that_saves_money_and_gains_health_has_no_ratio():
    panel = ask("cost_effectiveness", **HEALTHY, early_saving=1000.0)
    assert figure(panel, "Model against nobody, per QALY") is None
    assert "dominates" in panel.figures[0].note


def test_acceptability_sums_to_one_and_repeats_itself():
    panel = ask("cost_effectiveness")
    assert np.sum([series.y for series in panel.series], axis=0) == pytest.approx(np.full(len(panel.series[0].x), 100.0))
    assert panel == ask("cost_effectiveness")


def test_where_a_work_up_only_costs_nobody_is_worked_up():
    panel = ask("cost_effectiveness", **{**HEALTHY, "wtp": 0.0}, early_saving=0.0, missed_cost=0.0)
    assert panel.advice.startswith("Keep to “work nobody up”")


@pytest.mark.parametrize("key", sorted(BY_KEY))
def test_without_outcomes_an_answer_is_expected_or_refused(key):
    answer = BY_KEY[key](replace(TEN, outcome=None))
    if key in NEED_OUTCOMES:
        assert "thyroid_disease" in answer.reason
    else:
        assert answer.basis == "expected"


@pytest.mark.parametrize("key", sorted(BY_KEY))
def test_rows_without_an_outcome_do_not_count(key):
    longer = PanelInput(
        probability=np.append([0.99, 0.5], TEN.probability), outcome=np.append([np.nan, np.nan], TEN.outcome),
        columns={"tsh": np.append([99.0, 99.0], TEN.columns["tsh"])}, settings=CASH, threshold=0.5, currency="£",
    )  # fmt: skip
    assert BY_KEY[key](longer) == BY_KEY[key](TEN)


@pytest.mark.parametrize("threshold", [float("-inf"), 0.0, 0.5, 1.0, float("inf")])
@pytest.mark.parametrize("outcome", [np.zeros(10), np.ones(10), TEN.outcome])
@pytest.mark.parametrize("key", sorted(BY_KEY))
def test_every_corner_has_an_answer_or_a_reason(key, outcome, threshold):
    answer = BY_KEY[key](replace(TEN, outcome=outcome, threshold=threshold))
    assert (answer.reason if isinstance(answer, Refusal) else answer.advice).endswith(".")


def test_a_range_upside_down_is_refused():
    upside_down = replace(TEN, settings={**CASH, "threshold_low": 0.4, "threshold_high": 0.3})
    for key in ("decision_curve", "evaluate"):
        assert BY_KEY[key](upside_down).reason.startswith("The lowest threshold of the stated range must lie below the highest")


@examples(max_examples=30, deadline=None)
@given(st.floats(1, 5000), st.floats(0, 5000), st.floats(0, 5000), st.floats(0.0, 1.0))
def test_monetary_benefit_is_the_money_of_the_decision(workup, saving, missed, threshold):
    changes = {"workup_cost": workup, "early_saving": saving, "missed_cost": missed, "wtp": 20_000.0}
    data = replace(TEN, settings=SHEET.settings(changes), threshold=threshold)
    values = SHEET.values({}, data.settings)
    sent = data.probability >= threshold
    gain = np.where(data.outcome == 1, values.event_gain, -values.other_loss)[sent].sum()
    assert figure(ask("cost_effectiveness", data), "Net monetary benefit") == pytest.approx(gain, abs=1e-6)
    if 0.2 < bayes_threshold(values) < 0.8:
        assert figure(ask("bridge", data), "Money at the threshold in use") == pytest.approx(gain, abs=1e-6)
