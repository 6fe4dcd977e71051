"""The sentence beside each figure."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from payoff.core.calibration import CalibrationLine
from payoff.core.verdict import Interval, Verdict
from payoff.domains import shipped_domains
from payoff.ui.format import MINUS, count, money
from payoff.ui.sentences import (
    say_calibration,
    say_capacity,
    say_contest,
    say_curve,
    say_ladder,
    say_optimism,
    say_outcome,
    say_spread,
    say_verdict,
)
from payoff.workflow.decide import Question, Today, decide, judge, prepare_case
from payoff.workflow.models import Comparison, Standing
from payoff.workflow.policy_names import name_policy


def judged(credit, call: str, probability: float, extra: int | None = None):
    verdict = Verdict(call, Interval(1.0, -1.0, 2.0, probability), 1000, extra)
    return replace(credit.judgement, verdict=verdict)


def test_deploy_names_the_threshold_the_money_and_the_odds(credit):
    sheet = credit.data.case.sheet
    call, finding, how_sure = say_verdict(credit.decision, judged(credit, "deploy", 0.97), sheet)
    assert call == "Deploy"
    assert finding.startswith("Decline from 0.")
    assert money(credit.decision.model_value, "DM") in finding
    assert "measured" in finding
    assert "97 of 100" in how_sure


def test_not_proven_says_what_would_settle_it(credit):
    _, _, how_sure = say_verdict(credit.decision, judged(credit, "not_proven", 0.82, 1900), credit.data.case.sheet)
    assert how_sure.startswith("But the model won in only 82 of 100")
    assert how_sure.endswith("About 1,900 more outcomes would settle it.")


def test_not_proven_out_of_reach_promises_no_number(credit):
    _, _, how_sure = say_verdict(credit.decision, judged(credit, "not_proven", 0.5), credit.data.case.sheet)
    assert "outcomes would settle it" not in how_sure


def test_dont_names_the_better_rule(credit):
    call, finding, _ = say_verdict(credit.decision, judged(credit, "dont", 0.02), credit.data.case.sheet)
    assert (call, finding) == ("Don't deploy", "Declining everyone is the better rule.")


def test_without_outcomes_nothing_is_called_measured(credit):
    case = without_outcomes(credit)
    decision, judgement = decide(case, Question()), judge(case, Question())
    call, finding, how_sure = say_verdict(decision, judgement, case.sheet)
    assert call == "Expected only"
    assert "measured" not in finding
    assert "'default'" in how_sure
    assert say_outcome("fn", decision, case.sheet.words)[0].startswith("about ")
    assert "optimistic" not in say_curve(decision, case.sheet.words)


def without_outcomes(credit):
    return prepare_case(replace(credit.data.scored, outcome=None))


def test_the_four_outcomes_read_as_count_times_value(credit):
    words = credit.data.case.sheet.words
    product, total = say_outcome("fn", credit.decision, words)
    cell = credit.decision.confusion.fn
    assert product == f"{count(cell.count)} defaulters lent to × {money(cell.each, 'DM')}"
    assert total == money(cell.money, "DM")
    assert total.startswith(MINUS)


def test_an_empty_outcome_claims_no_price(credit):
    decision = decide(credit.data.case, Question(threshold=1.0))
    assert say_outcome("tp", decision, credit.data.case.sheet.words) == ("0 defaulters declined", "DM\u00a00")


def test_a_losing_threshold_is_advised_against(credit):
    decision = decide(credit.data.case, Question(threshold=0.99))
    assert say_ladder(decision, credit.data.case.sheet.words).startswith("Prefer declining everyone")


def test_a_better_searched_threshold_comes_with_a_warning(credit):
    assert "do not count on it" in say_curve(credit.decision, credit.data.case.sheet.words)
    assert "overstates its value" in say_optimism(credit.decision, credit.judgement)


def test_todays_rule_is_the_baseline_when_it_is_best(credit):
    case = credit.data.case
    decision = decide(case, Question(today=Today(rate=0.999), settings={"decline_cost": 0.0}))
    assert name_policy("today", decision, case.sheet.words) == "Today's rule"


@pytest.mark.parametrize(("room", "words"), [(10, "Room for one more would bring"), (400, "More room would bring nothing")])
def test_capacity_prices_one_more(credit, room, words):
    decision = decide(credit.data.case, Question(capacity=room))
    assert words in say_capacity(decision.capacity, decision, credit.data.case.sheet.words)


@pytest.mark.parametrize(("slope", "words"), [(1.3, "too timid"), (0.6, "too bold"), (1.0, "can be taken as it is")])
def test_calibration_says_what_to_do(credit, slope, words):
    assert words in say_calibration(CalibrationLine(slope, 0.0), 0.03, credit.data.case.sheet)


def test_a_threshold_that_never_acts_says_that_nothing_separates(credit):
    assert "lending to everyone pays" in say_spread(math.inf, 0, 400, credit.data.case.sheet)


@pytest.mark.parametrize(
    ("probability", "difference", "start"),
    [
        (0.99, 5.0, "Use the champion"),
        (0.01, -5.0, "Use the challenger"),
        (0.5, 1.0, "Not proven: the champion"),
        (0.4, -1.0, "Not proven: the challenger"),
    ],
)
def test_the_contest_names_a_winner_only_when_it_is_sure(credit, probability, difference, start):
    standing = Standing("m", "logistic regression", 1.0, 3)
    comparison = Comparison(standing, standing, 400, "DM", difference, -9.0, 9.0, probability)
    assert say_contest(comparison, credit.data.case.sheet).startswith(start)


@pytest.mark.parametrize("sheet", shipped_domains().values(), ids=lambda sheet: sheet.key)
def test_no_assumption_is_called_like_a_control_of_the_page(sheet):
    controls = {"threshold", "today", "today_share", "today_column", "weekly_room", "weeks_covered", "calculator"}
    assert controls & {a.name for a in sheet.assumptions} == set()
