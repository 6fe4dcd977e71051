"""From the decision on the sample to a business case: it reconciles, reproduces, and carries its label along."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from payoff.core.uncertainty import Plan
from payoff.domains.case_range import Range
from payoff.domains.case_sheet import VALUE, case_sheet
from payoff.domains.term_sheet import TermSheetError
from payoff.workflow import case_file
from payoff.workflow.business_case import CasePlan, evaluate_case, planned_settings, value_case
from payoff.workflow.case import prepare_case
from payoff.workflow.case_file import shipped_case
from payoff.workflow.case_risk import weigh_case
from payoff.workflow.case_sentences import say_case, say_worth
from payoff.workflow.decide import Question, Today, decide, judge
from payoff.workflow.score import sample_source, score_upload
from payoff.workflow.worth import Worth, read_worth

SHEET = case_sheet("credit", "DM")
SETTINGS = SHEET.settings({})
WHOLE = {"standby", "model_life"}
"""Counted in whole ones, so that the value jumps over nothing."""
PLAN = CasePlan(SETTINGS, SHEET.spreads(SETTINGS), draw=Plan(2_000, 1))


@pytest.fixture(scope="module")
def scored():
    return score_upload(sample_source("credit"), "credit")


def worth_of(scored, question: Question = Question()) -> tuple[Worth, float]:  # noqa: B008
    case = prepare_case(scored)
    decision = decide(case, question)
    return read_worth(case, question, decision, judge(case, question)), decision.model_value


@pytest.mark.parametrize("question", [Question(), Question(threshold=0.4), Question(today=Today(rate=0.3)), Question({"lgd": 0.2})])
def test_the_sum_over_rows_is_the_value_of_the_decision(scored, question) -> None:
    worth, value = worth_of(scored, question)
    assert worth.total == pytest.approx(value, abs=1e-6)
    assert worth.basis == "measured"


def test_without_outcomes_the_value_is_expected_and_has_no_resamples(scored) -> None:
    worth, value = worth_of(replace(scored, outcome=None))
    assert worth.total == pytest.approx(value, abs=1e-6)
    assert worth.basis == "expected"
    assert worth.spread is None
    assert "expected on 400 loans" in say_worth(worth)
    assert "unknown without outcomes" in weigh_case(worth, PLAN, SHEET).missing["resamples"]


def test_a_case_reconciles_with_its_file(scored) -> None:
    result = evaluate_case(worth_of(scored)[0], PLAN)
    assert result.reconciliation.holds
    assert result.flow.by_year().value.sum() == pytest.approx(result.reconciliation.product)


def test_the_present_value_of_the_plan_is_that_of_draws_at_the_plan(scored) -> None:
    worth = worth_of(scored)[0]
    settings = {name: np.full(3, value) if name in PLAN.spreads else value for name, value in planned_settings(worth, PLAN).items()}
    assert value_case(settings, PLAN) == pytest.approx([evaluate_case(worth, PLAN).measures.npv] * 3)


def test_the_same_plan_gives_the_same_odds_and_the_value_joins_them(scored) -> None:
    worth = worth_of(scored)[0]
    first, again = weigh_case(worth, PLAN, SHEET), weigh_case(worth, PLAN, SHEET)
    assert first.simulation.loss == again.simulation.loss
    assert set(first.simulation.draws) == {*(set(PLAN.spreads) & SHEET.moving), VALUE}
    assert first.swings[0].name == VALUE
    assert say_case(evaluate_case(worth, PLAN), first)[0] == "Not proven"


def test_a_flip_brings_the_present_value_to_nothing(scored) -> None:
    worth = worth_of(scored)[0]
    base = planned_settings(worth, PLAN)
    for switch in weigh_case(worth, PLAN, SHEET).switches:
        if switch.flip.value is not None and switch.name not in WHOLE:
            assert value_case({**base, switch.name: switch.flip.value}, PLAN) == pytest.approx(0, abs=1)


def test_without_ranges_and_resamples_there_is_one_figure_and_no_odds(scored) -> None:
    worth = replace(worth_of(scored)[0], figures=None)
    risk = weigh_case(worth, replace(PLAN, spreads={}), SHEET)
    assert risk.simulation is None
    assert say_case(evaluate_case(worth, PLAN), risk)[0] == "No odds"


def test_every_number_behind_the_money_may_be_drawn_even_a_life_in_months_and_a_diffusion(scored) -> None:
    sheet = SHEET.with_ranges({"model_life": Range(0.5, 1.5), "bass_p": Range(0.5, 2.0), "bass_q": Range(0.5, 2.0), "tax": Range(0.8, 1.2)})
    plan = replace(PLAN, use="bass", spreads=sheet.spreads(SETTINGS))
    risk = weigh_case(worth_of(scored)[0], plan, sheet)
    assert {"model_life", "bass_p", "bass_q", "tax"} <= set(risk.simulation.draws)
    assert all(swing.width > 0 for swing in risk.swings)
    assert "ramp_months" not in risk.simulation.draws


def test_each_draw_is_worth_what_its_numbers_are_worth_alone(scored) -> None:
    worth = worth_of(scored)[0]
    sheet = SHEET.with_ranges({name: Range(0.7, 1.2, "triangular") for name in SHEET.moving if SETTINGS[name] > 0})
    plan = replace(PLAN, use="bass", losses="carried", spreads=sheet.spreads(SETTINGS))
    found = weigh_case(worth, plan, sheet).simulation
    for place in (0, 777, 1999):
        drawn = {name: float(values[place]) for name, values in found.draws.items()}
        assert value_case({**planned_settings(worth, plan), **drawn}, plan) == pytest.approx(found.money[place])


def test_without_resamples_a_stated_range_of_the_value_joins_the_draws_and_is_called_stated(scored) -> None:
    expected = replace(worth_of(scored)[0], figures=None)
    found = weigh_case(expected, replace(PLAN, value_range=Range(0.5, 1.2)), SHEET)
    drawn = found.simulation.draws[VALUE] / expected.per_case
    assert 0.5 <= drawn.min() < drawn.max() <= 1.2
    assert drawn.mean() == pytest.approx((0.5 + 4 + 1.2) / 6, abs=1e-3)
    assert "stated, not measured" in found.missing["resamples"]
    assert VALUE not in weigh_case(expected, PLAN, SHEET).simulation.draws


def test_where_resamples_measure_the_value_a_stated_range_is_left_aside(scored) -> None:
    worth = worth_of(scored)[0]
    stated, measured = (weigh_case(worth, plan, SHEET).simulation.money for plan in (replace(PLAN, value_range=Range(0.5, 1.2)), PLAN))
    assert np.array_equal(stated, measured)


def test_what_moves_together_widens_the_odds_and_has_no_indices(scored) -> None:
    worth = worth_of(scored)[0]
    apart = weigh_case(worth, PLAN, SHEET)
    together = weigh_case(worth, replace(PLAN, correlations={("volume", "followed"): 0.9, ("volume", VALUE): 0.9}), SHEET)
    assert together.simulation.money.std() > 1.02 * apart.simulation.money.std()
    assert together.simulation.interval.mean > apart.simulation.interval.mean
    assert together.swings == apart.swings
    assert apart.indices
    assert together.indices == ()
    assert "cannot be split" in together.missing["indices"]


def test_a_correlation_with_what_is_not_drawn_changes_nothing(scored) -> None:
    worth = worth_of(scored)[0]
    asked = weigh_case(worth, replace(PLAN, correlations={("volume", "customers"): 0.9}), SHEET)
    assert np.array_equal(asked.simulation.money, weigh_case(worth, PLAN, SHEET).simulation.money)
    assert "indices" not in asked.missing


def test_diffusion_and_carried_losses_are_worth_less_than_a_quick_ramp_with_offset(scored) -> None:
    worth = worth_of(scored)[0]
    plans = (PLAN, replace(PLAN, use="bass"), replace(PLAN, losses="carried"))
    ramp, bass, carried = (evaluate_case(worth, plan).measures.npv for plan in plans)
    assert bass < ramp
    assert carried < ramp


def test_a_horizon_or_a_grid_that_cannot_be_is_named() -> None:
    with pytest.raises(TermSheetError, match="months"):
        CasePlan(SETTINGS, months=0)
    with pytest.raises(TermSheetError, match="'atlantis'"):
        CasePlan(SETTINGS, grid="atlantis")


def test_a_domain_starts_from_its_shipped_case_and_without_one_from_the_case_sheet(monkeypatch, tmp_path) -> None:
    assert shipped_case("credit").plan.settings["volume"] == 12_000
    monkeypatch.setattr(case_file, "CASES", tmp_path)
    assert shipped_case("medical").sheet.currency == "£"
    assert shipped_case("medical").plan.settings == SETTINGS


def test_attributed_value_is_not_called_incremental(scored) -> None:
    risk = weigh_case(replace(worth_of(scored)[0], basis="attributed"), PLAN, SHEET)
    assert "upper bound" in risk.missing["incremental"]
