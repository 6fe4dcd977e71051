"""A business case for a decision that no domain of this name ships: the file's own terms and currency carry it to the end."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.core.cash_flow import Losses
from payoff.core.uncertainty import Plan
from payoff.domains.case_sheet import case_sheet
from payoff.domains.case_steps import STEPS
from payoff.domains.own_terms import Amount, OwnTerms, OwnWords, build_sheet
from payoff.workflow.business_case import CasePlan, Use, evaluate_case
from payoff.workflow.case_file import check_case, shipped_case
from payoff.workflow.case_keys import CaseFileError
from payoff.workflow.case_path import Figured, say_evidence
from payoff.workflow.case_risk import weigh_case
from payoff.workflow.case_sentences import say_case
from payoff.workflow.case_summary import summarise_case
from payoff.workflow.product_panels import product_panels
from payoff.workflow.worth import Worth

TERMS = OwnTerms(
    "Retouren", "CHF", OwnWords("parcel", "parcels", "return", "inspect", "ship"), "Returned", "yes", "no",
    acting=Amount(2.0), hit=Amount(30.0), false_alarm=Amount(0.0), miss=Amount(40.0),
)  # fmt: skip
SHEET = build_sheet(TERMS)
WORTH = Worth(SHEET, "measured", "none", 500, 6_000.0, np.sort(np.random.default_rng(0).normal(12.0, 3.0, 200)))

CASE_SHEET = case_sheet(SHEET.key, SHEET.currency)


def test_its_case_starts_from_the_case_sheet_in_its_own_currency() -> None:
    file = shipped_case(SHEET)
    assert file.sheet.currency == "CHF"
    assert file.sheet.get("one_off").unit == "CHF once"
    assert file.domain == SHEET.key


def test_it_is_planned_weighed_sold_and_led_to_the_market() -> None:
    file = shipped_case(SHEET)
    plan = CasePlan(file.plan.settings, file.plan.spreads, draw=Plan(1_000))
    result, risk = evaluate_case(WORTH, plan), weigh_case(WORTH, plan, file.sheet)
    assert "CHF" in say_case(result, risk)[1]
    assert result.reconciliation.holds
    assert all(panel.advice.endswith(".") for panel in product_panels(result))
    assert "parcels" in say_evidence(STEPS[0], Figured(result, risk, file.sheet))
    assert all(say_evidence(step, Figured(result, risk, file.sheet)) for step in STEPS)
    assert summarise_case(result, risk)["currency"] == "CHF"


def test_a_case_file_may_move_its_numbers_too() -> None:
    file = check_case({"assumptions": {"tax": {"low": 0.1, "value": 0.2, "high": 0.3}}, "correlations": {"tax": {"volume": 0.2}}}, SHEET)
    assert file.plan.settings["tax"] == 0.2
    assert file.plan.correlations == {("tax", "volume"): 0.2}
    with pytest.raises(CaseFileError, match="holds months_"):
        check_case({"months_": 3}, SHEET)


def extremes(name: str) -> st.SearchStrategy[float]:
    """The ends of what is possible, and the default."""
    a = CASE_SHEET.get(name)
    return st.sampled_from(sorted({a.low, a.default, min(a.high, 1e8)}))


@settings(max_examples=25, deadline=None)
@given(
    st.fixed_dictionaries({name: extremes(name) for name in sorted(CASE_SHEET.moving)}), st.sampled_from(["ramp", "bass"]),
    st.sampled_from(["offset", "carried"]),
)  # fmt: skip
def test_whatever_is_possible_is_planned_weighed_and_said(changes: dict[str, float], use: Use, losses: Losses) -> None:
    chosen = CASE_SHEET.settings(changes)
    plan = CasePlan(chosen, CASE_SHEET.spreads(chosen), months=24, use=use, losses=losses, draw=Plan(200))
    result, risk = evaluate_case(WORTH, plan), weigh_case(WORTH, plan, CASE_SHEET)
    assert all(say_case(result, risk))
    assert all(say_evidence(step, Figured(result, risk, CASE_SHEET)) for step in STEPS)
    assert np.isfinite(risk.simulation.money).all()
    json.dumps(summarise_case(result, risk), allow_nan=True)
