"""Two cases compared: what differs, in parts that add up to the cent, and nothing for what is the same."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.core.spread import Pert
from payoff.paths import DATA
from payoff.workflow.case import prepare_case
from payoff.workflow.case_answer import answer_case
from payoff.workflow.case_content import write_case
from payoff.workflow.case_difference import NotComparableError, compare_cases
from payoff.workflow.case_file import CaseFile, check_case, shipped_case
from payoff.workflow.saved_worth import SavedWorth
from payoff.workflow.scenario import full_question
from payoff.workflow.score import sample_source, score_upload

MOVED = ["volume", "growth", "tax", "followed", "people", "one_off", "discount", "training", "running", "data"]


def save(file: CaseFile) -> CaseFile:
    """The case as a scenario holds it."""
    answer = answer_case(file, DATA)
    return replace(file, saved=SavedWorth(answer.result.worth, answer.provenance))


@pytest.fixture(scope="module")
def first() -> CaseFile:
    file = shipped_case("credit")
    return save(replace(file, question=full_question(file.question, file.term_sheet)))


def plan(file: CaseFile, *, settings=(), **changes) -> CaseFile:
    """The case planned otherwise."""
    return replace(file, plan=replace(file.plan, settings={**file.plan.settings, **dict(settings)}, **changes))


def by_name(difference):
    return {part.change.name: part for part in difference.parts}


def test_a_case_does_not_differ_from_itself_nor_from_its_copy(first):
    for same in (first, check_case(write_case(first))):
        difference = compare_cases(first, same)
        assert (difference.parts, difference.behind, difference.odds) == ((), (), ())
        assert difference.cents[0] == difference.cents[1]


def test_the_only_change_explains_the_whole_difference(first):
    difference = compare_cases(first, plan(first, settings={"one_off": first.plan.settings["one_off"] + 1000.0}))
    (part,) = difference.parts
    assert (part.change.kind, part.change.name) == ("case", "one_off")
    assert part.cents == difference.cents[1] - difference.cents[0]
    assert -100_000 <= part.cents < 0


def test_conventions_and_assumptions_are_told_apart_and_what_moves_nothing_is_nothing(first):
    second = plan(first, settings={"volume": 15_000.0, "customers": 99.0}, months=36, grid="cn")
    difference = compare_cases(first, second)
    parts = by_name(difference)
    kinds = {name: part.change.kind for name, part in parts.items()}
    assert kinds == {"volume": "case", "customers": "case", "months": "plan", "grid": "plan"}
    assert (parts["customers"].cents, parts["grid"].cents) == (0, 0)
    assert parts["volume"].cents > 0 > parts["months"].cents
    assert parts["volume"].low < parts["volume"].cents / 100 < parts["volume"].high
    assert sum(part.cents for part in difference.parts) == difference.cents[1] - difference.cents[0]


def test_ranges_and_seeds_are_named_as_moving_the_odds_only(first):
    spread = {**first.plan.spreads, "volume": Pert(1.0, 12_000.0, 13_000.0)}
    difference = compare_cases(first, plan(first, spreads=spread, draw=replace(first.plan.draw, seed=77)))
    assert difference.parts == ()
    assert difference.odds == ("draw", "spreads")


def test_another_decision_without_its_rows_is_one_change_of_the_value_per_case(first):
    second = save(replace(first, question=replace(first.question, settings={**first.question.settings, "lgd": 0.6}), saved=None))
    difference = compare_cases(first, second)
    (part,) = difference.parts
    assert part.change.kind == "value"
    assert part.cents == difference.cents[1] - difference.cents[0]
    assert [(change.name, change.first, change.second) for change in difference.behind] == [("lgd", 0.75, 0.6)]


def test_with_its_rows_each_assumption_of_the_decision_is_told_apart(first):
    rows = prepare_case(score_upload(sample_source("credit"), "credit"))
    changed = {**first.question.settings, "lgd": 0.6, "decline_cost": 80.0}
    second = plan(save(replace(first, question=replace(first.question, settings=changed, capacity=50), saved=None)), settings={"tax": 0.3})
    difference = compare_cases(first, second, rows)
    parts = by_name(difference)
    assert set(parts) == {"lgd", "decline_cost", "capacity", "tax"}
    assert parts["capacity"].cents == 0
    assert difference.behind == ()
    assert sum(part.cents for part in difference.parts) == difference.cents[1] - difference.cents[0]


def test_rows_of_another_file_are_not_believed(first, loans):
    rows = prepare_case(loans(np.linspace(0.01, 0.99, 50), np.arange(50) % 2))
    second = save(replace(first, question=replace(first.question, settings={**first.question.settings, "lgd": 0.6}), saved=None))
    assert [part.change.kind for part in compare_cases(first, second, rows).parts] == ["value"]


def test_money_of_two_currencies_is_not_subtracted(first):
    other = save(shipped_case("retail"))
    assert (first.sheet.currency, other.sheet.currency) == ("DM", "$")
    with pytest.raises(NotComparableError, match="cannot be subtracted"):
        compare_cases(first, other)


@settings(max_examples=15, deadline=None)
@given(st.dictionaries(st.sampled_from(MOVED), st.floats(0.2, 3.0), max_size=10), st.sampled_from([12, 60, 84]))
def test_any_two_plans_differ_by_the_sum_of_their_parts_to_the_cent(first, factors, months):
    limits = {a.name: (a.low, a.high) for a in first.sheet.assumptions}
    moved = {name: min(max(first.plan.settings[name] * factor, limits[name][0]), limits[name][1]) for name, factor in factors.items()}
    difference = compare_cases(first, plan(first, settings=moved, months=months))
    assert sum(part.cents for part in difference.parts) == difference.cents[1] - difference.cents[0]
    assert {part.change.name for part in difference.parts} <= {*moved, "months"}
    assert math.isclose(difference.second.measures.npv, difference.cents[1] / 100, abs_tol=0.0051)
