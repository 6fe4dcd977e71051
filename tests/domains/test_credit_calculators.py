"""Credit's calculators on worlds small enough to work out by hand."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import pytest

from payoff.domains.credit import TERM_SHEET
from payoff.domains.credit_calculators import CALCULATORS
from payoff.domains.credit_grades import list_grades, measure_shift
from payoff.domains.credit_losses import hold_capital, provide_losses
from payoff.domains.credit_price import price_risk
from payoff.domains.credit_rules import bound_rejects, swap_rules
from payoff.domains.credit_strategy import chart_bad_rate, chart_strategy
from payoff.domains.credit_views import compare_views
from payoff.domains.panel import Panel, PanelInput, Refusal

NAN = math.nan
# One month at 1 % on 1,000 and free money: 10 when repaid, −500 when not, −10 for a good customer declined.
ONE_MONTH = {
    "interest_margin": 0.12, "funding_cost": 0.0, "lgd": 0.5, "default_at": 0.0, "servicing_cost": 0.0, "decline_cost": 10.0,
}  # fmt: skip
PERSONAL = {
    "interest_margin": 0.08, "funding_cost": 0.04, "lgd": 0.45, "origination_cost": 100.0, "servicing_cost": 2.0, "pd_horizon": 12.0,
}  # fmt: skip


def loans(
    probability: list[float],
    outcome: list[float] | None = None,
    *,
    amount: float = 1000.0,
    months: float = 1.0,
    settings: Mapping[str, float] = ONE_MONTH,
    threshold: float = 0.5,
    today: list[bool] | None = None,
    reference: list[float] | None = None,
) -> PanelInput:
    n = len(probability)
    return PanelInput(
        probability=np.array(probability),
        outcome=None if outcome is None else np.array(outcome),
        columns={"credit_amount": np.full(n, amount), "duration_months": np.full(n, months)},
        settings=TERM_SHEET.settings(settings),
        threshold=threshold,
        currency="DM",
        today=None if today is None else np.array(today),
        reference=None if reference is None else np.array(reference),
    )


def figures(panel: Panel) -> dict[str, float | None]:
    return {figure.label: figure.value for figure in panel.figures}


def test_two_months_of_losses_by_hand() -> None:
    # .19 over two months is .1 a month: half of .1 · 100 + .9 · .1 · 50. The loan at .6 is declined.
    free = {**ONE_MONTH, "interest_margin": 0.0}
    found = figures(provide_losses(loans([0.19, 0.6], [1, 0], amount=100, months=2, settings=free)))
    assert found["IFRS 9, lifetime (stage 2)"] == pytest.approx(7.25)
    assert found["IFRS 9, 12 months (stage 1)"] == pytest.approx(7.25)
    assert found["PD · LGD · EAD"] == pytest.approx(9.5)
    assert found["The same, defaults counted"] == pytest.approx(50)


def test_a_year_of_losses_leaves_out_the_second() -> None:
    free = {**ONE_MONTH, "interest_margin": 0.0}
    found = figures(provide_losses(loans([1 - 0.99**24], months=24, amount=2400, settings=free)))
    months = [0.5 * 0.99 ** (k - 1) * 0.01 * (2500 - 100 * k) for k in range(1, 25)]
    assert found["IFRS 9, 12 months (stage 1)"] == pytest.approx(sum(months[:12]))
    assert found["IFRS 9, lifetime (stage 2)"] == pytest.approx(sum(months))
    assert found["The same, defaults counted"] is None


def test_a_probability_over_a_year_is_carried_to_the_term() -> None:
    yearly = figures(provide_losses(loans([0.19], months=24, settings={**ONE_MONTH, "pd_horizon": 12.0})))
    whole = figures(provide_losses(loans([1 - 0.81**2], months=24)))
    assert yearly == pytest.approx(whole, nan_ok=True)


def test_capital_and_its_return_by_hand() -> None:
    # Basel II Annex 5: 57.99 % for other retail at PD 2 %, LGD 45 %. (120 − 40 − 12 − 9) · .75 = 44.25 a year.
    terms = {**ONE_MONTH, "interest_margin": 0.08, "funding_cost": 0.04, "lgd": 0.45, "servicing_cost": 1.0, "pd_horizon": 12.0}
    panel = hold_capital(loans([0.02], settings=terms))
    found = figures(panel)
    capital = found["IRB capital on day one"]
    assert capital == pytest.approx(0.5799 * 0.08 * 1000, abs=0.01)
    assert found["Risk-weighted assets"] == pytest.approx(579.9, abs=0.1)
    assert found["RAROC"] == pytest.approx(100 * 44.25 / capital)
    assert found["Economic value added, a year"] == pytest.approx(44.25 - 0.12 * capital)
    assert "beyond the hurdle" in panel.advice


def test_capital_refuses_a_loan_certain_to_default_and_an_empty_book() -> None:
    certain = hold_capital(loans([0.2, 1.0], threshold=math.inf))
    assert "1 approved loans are certain to default" in certain.reason
    for calculator in (provide_losses, hold_capital):
        assert "no loan is approved" in calculator(loans([0.2, 0.3], threshold=0.1)).reason


def test_the_price_of_a_personal_loan_is_the_worked_one() -> None:
    # 10,000 over 36 months at 12 %: worth 676.59 at a PD of 5 %, and nothing at 13.94 %.
    panel = price_risk(loans([0.05], amount=10_000, months=36, settings=PERSONAL))
    found = figures(panel)
    assert found["Break-even PD, 12 months"] == pytest.approx(13.936978, abs=1e-6)
    assert found["Break-even PD, whole term"] == pytest.approx(100 * (1 - (1 - 0.13936978) ** 3), abs=1e-5)
    assert found["Interest over the term"] == pytest.approx(1957.151533, abs=1e-5)
    name, rows, pd_year, value, rate = panel.table[0]
    assert (name, rows, pd_year, value) == ("D: 5–10 %", 1, 5.0, 676.6)
    assert 4 < rate < 12


def test_a_loan_that_can_bear_no_risk_says_so() -> None:
    panel = price_risk(loans([0.05], settings={**ONE_MONTH, "interest_margin": 0.0, "origination_cost": 5.0}))
    assert figures(panel)["Break-even PD, 12 months"] is None
    assert "loses money even if it is certain to be repaid" in panel.advice


def test_the_strategy_of_four_loans() -> None:
    panel = chart_strategy(loans([0.1, 0.2, 0.6, 0.8], [0, 1, 0, 1]))
    found = figures(panel)
    assert found["Approved"] == 50
    # Lent: 10 and −500; declined: a good customer, −10, and a defaulter.
    assert found["Value"] == pytest.approx(-500)
    assert found["Expected loss"] == pytest.approx(0.5 * (100 + 200))
    assert panel.marks == {"in use": 50.0}
    assert [row[0] for row in panel.table] == [100, 75, 50, 25, 0]
    assert [row[3] for row in panel.table] == [-980, -480, -500, 0, -20]
    assert "25.0" in panel.advice
    assert "DM\xa0500 more" in panel.advice


def test_bad_rates_follow_the_approval_rate() -> None:
    panel = chart_bad_rate(loans([0.1, 0.2, 0.6, 0.8], [0, 1, 0, 1]))
    assert figures(panel) == {"Bad rate of the approved": 50.0, "Bad rate of all": 50.0}
    assert panel.series[0].y == (50.0, pytest.approx(100 / 3), 50.0, 0.0, None)
    nobody = chart_bad_rate(loans([0.1, 0.2], threshold=-math.inf))
    assert figures(nobody)["Bad rate of the approved"] is None
    assert nobody.basis == "expected"


def test_todays_rule_gives_way_where_it_is_wrong() -> None:
    declined_today = [True, False, False, True]
    panel = swap_rules(loans([0.1, 0.2, 0.6, 0.8], [0, 0, 1, 1], today=declined_today))
    # In comes a good customer (10 instead of −10), out goes a defaulter (−500 instead of 0).
    assert figures(panel) == {"Gain from the swap": pytest.approx(520), "Swapped in": 1, "Swapped out": 1}
    assert panel.basis == "measured"
    assert panel.table[1] == ("swapped in", 1, 1, 0.0, 10.0, 20)


def test_a_swap_counts_on_the_model_where_no_outcome_is_known() -> None:
    panel = swap_rules(loans([0.1, 0.2, 0.6, 0.8], [NAN, 0, 1, NAN], today=[True, False, False, True]))
    # Lending at .1 expects .9 · 10 − .1 · 500 = −41, declining −9.
    assert figures(panel)["Gain from the swap"] == pytest.approx(-32 + 500)
    assert panel.basis == "expected"
    assert panel.table[1][2:4] == (0, None)


def test_a_swap_needs_todays_rule_row_by_row() -> None:
    assert "column" in swap_rules(loans([0.1, 0.6])).reason
    same = swap_rules(loans([0.1, 0.6], today=[False, True]))
    assert "nothing to swap" in same.advice


def test_grades_hold_promise_against_count() -> None:
    panel = list_grades(loans([0.12] * 10 + [0.4] * 10, [1] * 8 + [0] * 2 + [1] * 4 + [0] * 6))
    assert [row[:6] for row in panel.table] == [("E: 10–15 %", 10, 12.0, 10, 8, 80.0), ("H: 30–50 %", 10, 40.0, 10, 4, 40.0)]
    assert "E has more defaults than promised" in panel.advice
    unknown = list_grades(loans([0.12, 0.4]))
    assert [row[3:] for row in unknown.table] == [(0, None, None, None)] * 2


def test_stability_by_hand_and_where_there_is_none() -> None:
    # Half and half before, three quarters and one now: .25 · ln 1.5 − .25 · ln .5.
    before, now = np.repeat([0.1, 0.2], 50), np.repeat([0.1, 0.2], [75, 25])
    assert measure_shift(now, before).value == pytest.approx(0.25 * math.log(3))
    assert "not at hand" in measure_shift(now, None).reason
    assert "sample itself" in measure_shift(now, now).reason
    assert "has shifted" in list_grades(loans(now.tolist(), reference=before.tolist())).advice


def test_views_of_cost_disagree_over_the_same_loans() -> None:
    # Ten of each, told apart perfectly: the published value and share of expected maximum profit.
    panel = compare_views(loans([0.1] * 10 + [0.3] * 10, [0] * 10 + [1] * 10))
    found = figures(panel)
    assert found["Expected maximum profit (EMP)"] == pytest.approx(13.75)
    assert found["Declined under EMP"] == pytest.approx(22.5)
    assert found["Threshold of the cost matrix"] == pytest.approx(100 / 6)
    declined = {row[0]: row[2] for row in panel.table}
    assert declined["this decision, one threshold"] == 0
    assert declined["cost matrix 5 to 1"] == 50
    # A loan's own threshold here is 20 ÷ 520.
    assert declined["this decision, per loan"] == 100
    own, worth = {row[0]: row[4] for row in panel.table}, {row[0]: row[5] for row in panel.table}
    assert own["cost matrix 5 to 1"] == "50 units"
    assert worth["cost matrix 5 to 1"] == 5000
    assert worth["this decision, per loan"] == 5000 - 200


def test_costs_per_loan_weigh_what_the_money_earns_elsewhere() -> None:
    # Elsewhere .7 · 10 − .3 · 500 a loan of 1,000: worse than lending, so declining a good customer costs 10 + 143, a defaulter 500.
    terms = {**ONE_MONTH, "other_amount": 1000.0, "other_default": 0.3}
    edge = 153 / 653
    panel = compare_views(loans([edge - 0.001, edge + 0.001], settings=terms))
    assert {row[0]: row[2] for row in panel.table}["costs per loan (Bahnsen)"] == 50
    assert panel.basis == "expected"


def test_expected_maximum_profit_says_what_it_lacks() -> None:
    assert "both outcomes" in compare_views(loans([0.1, 0.6])).figures[0].note
    shares = {**ONE_MONTH, "emp_none": 0.7, "emp_whole": 0.5}
    panel = compare_views(loans([0.1, 0.6], [0, 1], settings=shares))
    assert panel.figures[0].value is None
    assert "add up to more" in panel.figures[0].note


def test_loans_without_an_outcome_bound_the_answer() -> None:
    panel = bound_rejects(loans([0.1, 0.2, 0.3, 0.8], [0, 1, NAN, NAN]))
    # Counted 10 − 500; the third lent to at .3, or lost; the fourth declined at .2 good, or a defaulter.
    assert figures(panel) == {
        "Counted on known outcomes": pytest.approx(-490),
        "If the others are as modelled": pytest.approx(-490 - 143 - 2),
        "If the others all default": pytest.approx(-990),
        "Bad rate, as modelled": pytest.approx(100 * 1.3 / 3),
        "Bad rate, all default": pytest.approx(200 / 3),
    }
    assert panel.basis == "expected"


def test_bounds_need_some_outcomes_known_and_some_not() -> None:
    assert "Every loan here has an outcome" in bound_rejects(loans([0.1, 0.2], [0, 1])).reason
    assert "No loan here has an outcome" in bound_rejects(loans([0.1, 0.2])).reason


def test_assumptions_of_the_calculators_move_no_decision() -> None:
    rows = {"credit_amount": np.array([1000.0, 5000.0]), "duration_months": np.array([12.0, 36.0])}
    usual = TERM_SHEET.values(rows, TERM_SHEET.defaults())
    moved = TERM_SHEET.settings({a.name: a.high for a in TERM_SHEET.assumptions if a.group})
    for cell in ("tp", "fp", "tn", "fn"):
        assert np.array_equal(getattr(TERM_SHEET.values(rows, moved), cell), getattr(usual, cell))


@pytest.mark.parametrize("outcome", [None, [0, 1, 0, 1], [0, 1, NAN, NAN], [NAN] * 4], ids=["no column", "known", "part", "empty"])
@pytest.mark.parametrize("threshold", [-math.inf, 0.0, 0.35, 1.0, math.inf])
def test_every_calculator_answers_or_says_why(outcome: list[float] | None, threshold: float) -> None:
    given = loans([0.05, 0.3, 0.4, 0.9], outcome, months=12, threshold=threshold, today=[False, False, True, True], reference=[0.1, 0.2])
    answers = [calculator(given) for calculator in CALCULATORS]
    assert len({answer.key for answer in answers}) == len(CALCULATORS)
    for answer in answers:
        if isinstance(answer, Refusal):
            assert answer.reason.endswith(".")
            continue
        assert answer.advice.strip().endswith(".")
        assert all(figure.note for figure in answer.figures if figure.value is None)
        assert all(figure.value is None or math.isfinite(figure.value) for figure in answer.figures)
        assert all(len(row) == len(answer.header) for row in answer.table)
        assert all(y is None or math.isfinite(y) for series in answer.series for y in series.y)
