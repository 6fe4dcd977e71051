"""Decisions on tiny worlds whose money can be checked by hand, and on the sample."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.core.value import UnreasonableValuesError, realised_value
from payoff.domains import read_domain
from payoff.domains.term_sheet import Cell, TermSheetError
from payoff.workflow.case import prepare_case
from payoff.workflow.decide import Question, QuestionError, Today, decide, judge
from payoff.workflow.summary import summary

# Nothing is earned or kept but the margin: with these every loan of 1,200 over 12 months is worth the same.
PLAIN = {"funding_cost": 0.0, "servicing_cost": 0.0, "default_at": 0.0, "lgd": 0.5, "decline_cost": 0.0, "interest_margin": 0.12}
ROWS = st.lists(st.tuples(st.floats(0, 1), st.booleans(), st.integers(100, 20_000), st.integers(1, 60)), min_size=1, max_size=40)
NAMES = ("tp", "fp", "tn", "fn")


def ask(scored, **question):
    question.setdefault("settings", PLAIN)
    return decide(prepare_case(scored), Question(**question))


def test_four_loans_by_hand(loans):
    decision = ask(loans([0.9, 0.6, 0.1, 0.05], [1, 0, 0, 0]), threshold=0.5)
    interest = 12 * 1200 * 0.01 / (1 - 1.01**-12) - 1200
    assert decision.basis == "measured"
    assert [getattr(decision.confusion, name).count for name in NAMES] == [1, 1, 2, 0]
    assert decision.confusion.value == pytest.approx(2 * interest)
    assert decision.ladder.get("none").value == pytest.approx(3 * interest - 600)
    assert decision.ladder.get("all").value == 0
    assert decision.ladder.get("perfect").value == pytest.approx(3 * interest)
    assert decision.model_value == pytest.approx(2 * interest - max(0.0, 3 * interest - 600))
    assert (decision.threshold.kind, decision.threshold.searched) == ("chosen", 0.9)


def test_the_default_threshold_follows_from_the_average_loan(loans):
    decision = ask(loans([0.9, 0.1], [1, 0], amount=[1000.0, 3000.0]))
    interest = 12 * 2000 * 0.01 / (1 - 1.01**-12) - 2000
    assert decision.threshold.used == decision.threshold.bayes == pytest.approx(interest / (interest + 1000))
    assert decision.threshold.kind == "bayes"


def test_rows_with_unknown_outcome_are_left_out_and_counted(loans):
    decision = ask(loans([0.9, 0.5, 0.1], [1, np.nan, 0]))
    assert (decision.rows, decision.left_out, decision.basis) == (2, 1, "measured")


@pytest.mark.parametrize("outcome", [None, [np.nan, np.nan]])
def test_without_outcomes_money_is_expected_and_the_rest_says_why(loans, outcome):
    scored = loans([0.9, 0.1], outcome)
    decision, judgement = ask(scored), judge(prepare_case(scored), Question())
    assert (decision.basis, decision.rows, decision.left_out) == ("expected", 2, 0)
    assert sum(getattr(decision.confusion, name).count for name in NAMES) == pytest.approx(2)
    assert decision.threshold.searched is None
    assert "expected, not measured" in decision.missing["searched"]
    assert (judgement.verdict, judgement.band, judgement.optimism) == (None, None, None)
    assert set(judgement.missing) == {"verdict", "in_use", "optimism", "band"}


@pytest.mark.parametrize(
    "words", [["decline", "lend", "lend"], ["yes", "no", "No "], ["1", "0", "0"], [True, False, False], [1, 0, 0], [1.0, 0.0, 0.0]]
)
def test_todays_decisions_are_read_however_they_are_written(loans, words):
    decision = ask(loans([0.1, 0.9, 0.5], [1, 0, 0], today=words), today=Today(column="today"))
    today = decision.ladder.get("today")
    assert today.acted == 1
    assert today.value == decision.ladder.get("perfect").value
    assert decision.ladder.best_trivial.key == "today"


def test_a_rate_is_worth_its_share_of_both_ends(loans):
    ladder = ask(loans([0.9, 0.1], [1, 0]), today=Today(rate=0.25)).ladder
    assert ladder.get("today").value == pytest.approx(0.75 * ladder.get("none").value + 0.25 * ladder.get("all").value)
    assert ladder.get("today").acted == 0.5


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ({"today": Today(column="nope")}, "no column called 'nope'"),
        ({"today": Today(column="today")}, "it also holds 'maybe'"),
        ({"today": Today(column="gaps")}, "an empty cell"),
        ({"today": Today(rate=1.5)}, "between 0 and 1"),
        ({"today": Today()}, "either as a column"),
        ({"today": Today(column="today", rate=0.5)}, "not both"),
        ({"capacity": -1}, "0 or more"),
        ({"threshold": float("nan")}, "must be a number"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_in_words(loans, question, message):
    scored = loans([0.9, 0.1], [1, 0], today=["yes", "maybe"], gaps=["yes", None])
    with pytest.raises(QuestionError, match=message):
        ask(scored, **question)


def test_an_unknown_assumption_and_swapped_values_are_refused(loans):
    with pytest.raises(TermSheetError, match="no assumption called 'lgdd'"):
        ask(loans([0.9, 0.1], [1, 0]), settings={"lgdd": 0.5})
    # Lending loses money if repaid and earns it on default: servicing costs more than interest, recovery is full.
    upside_down = {"interest_margin": 0.0, "funding_cost": 0.25, "lgd": 0.0, "default_at": 0.0, "servicing_cost": 50.0}
    assert ask(loans([0.9, 0.1], [1, 0]), settings=upside_down).threshold.bayes == -np.inf


def test_rows_without_a_threshold_of_their_own_keep_the_per_row_rung_off_the_ladder(loans):
    scored = loans([0.9, 0.1, 0.5], [1, 0, 0], amount=[1000.0, 1000.0, 1.0])
    case = prepare_case(scored)
    odd = _cell(lambda rows, _: np.where(rows["credit_amount"] == 1.0, 1.0, -1.0))
    swapped = replace(case.sheet, tp=_cell(lambda *_: 0.0), fp=odd, tn=_cell(lambda *_: 0.0), fn=odd)
    decision = decide(replace(case, sheet=swapped), Question())
    assert decision.ladder.get("bayes") is None
    assert "1 of 3 rows (first: 3) are unreasonable" in decision.missing["bayes"]


def _cell(value):
    return Cell(value, "made up")


def test_values_upside_down_for_the_whole_file_are_refused(loans):
    case = prepare_case(loans([0.9, 0.1], [1, 0]))
    nothing = _cell(lambda *_: 0.0)
    upside_down = replace(case.sheet, tp=_cell(lambda *_: -1.0), fp=_cell(lambda *_: 1.0), tn=nothing, fn=nothing)
    with pytest.raises(UnreasonableValuesError, match="Check the sign"):
        decide(replace(case, sheet=upside_down), Question())


def test_capacity_takes_the_loans_with_most_to_lose(loans):
    decision = ask(loans([0.5, 0.5, 0.01], [1, 0, 0], amount=[10_000.0, 1000.0, 500.0]), capacity=1)
    assert decision.capacity.acted == 1
    assert decision.capacity.share == pytest.approx(1 / 3)
    assert decision.capacity.gain == pytest.approx(5000)
    interest = 12 * 1000 * 0.01 / (1 - 1.01**-12) - 1000
    assert decision.capacity.shadow_price == pytest.approx(0.5 * 500 - 0.5 * interest)


def test_more_room_than_rows_that_pay_is_worth_nothing(loans):
    decision = ask(loans([0.9, 0.01], [1, 0]), capacity=100)
    assert (decision.capacity.acted, decision.capacity.shadow_price) == (1, 0)


def test_a_file_without_usable_rows_is_refused(loans):
    with pytest.raises(QuestionError, match="No row of this file could be scored"):
        prepare_case(loans([], []))


@given(rows=ROWS, threshold=st.floats(0, 1))
@settings(max_examples=60, deadline=None)
def test_the_ladder_is_ordered_and_agrees_with_plain_sums(loans, rows, threshold):
    p, outcome, amount, months = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    decision = ask(loans(p, outcome, amount=amount, months=months), settings={}, threshold=threshold, capacity=3)
    sheet = read_domain("credit")
    values = sheet.values({"credit_amount": amount, "duration_months": months}, sheet.defaults())
    plain = realised_value(values, outcome, p >= threshold).sum()
    assert decision.confusion.value == pytest.approx(plain, abs=1e-6)
    perfect = decision.ladder.get("perfect").value
    assert all(perfect >= rung.value - 1e-6 for rung in decision.ladder.rungs)
    assert perfect >= decision.capacity.value - 1e-6
    assert decision.curve.value.max() == pytest.approx(decision.threshold.searched_value)
    assert decision.curve.value[[0, -1]] == pytest.approx([decision.ladder.get(key).value for key in ("none", "all")])


def test_a_summary_is_plain_data_and_names_infinite_thresholds(loans):
    scored = loans([0.9, 0.1], [1, 0])
    settings = {**PLAIN, "lgd": 0.0, "interest_margin": 0.12}
    decision, judgement = ask(scored, settings=settings, capacity=1), judge(prepare_case(scored), Question(settings, resamples=50))
    told = summary(decision, judgement)
    assert told["threshold"]["used"] == "never"
    assert told["ladder"]["none"]["value"] == decision.ladder.get("none").value
    assert told["capacity"]["acted"] == 0
    assert told["interval_level"] == 0.9
