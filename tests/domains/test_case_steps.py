"""The seven steps: every assumption has its place, answers survive being written, and what nobody backs yet is listed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.domains.case_sheet import case_sheet
from payoff.domains.case_steps import LONGEST_NOTE, STEPS, StepState, StepStates, get_step, open_inputs
from payoff.domains.term_sheet import TermSheetError

SHEET = case_sheet("credit", "DM")
STATES = st.builds(StepState, st.sampled_from([None, "yes", "no", "not yet"]), st.text(max_size=LONGEST_NOTE))


def test_the_steps_are_those_of_a_product_on_its_way_to_the_market_in_order() -> None:
    assert [step.title for step in STEPS] == [
        "Market demand", "Technical route", "Business model", "Develop and test", "Promote and sell", "Service and feedback", "Iterate",
    ]  # fmt: skip
    assert all(step.question.endswith("?") for step in STEPS)


def test_every_assumption_belongs_to_exactly_one_step() -> None:
    placed = [name for step in STEPS for name in step.inputs]
    assert sorted(placed) == sorted(a.name for a in SHEET.assumptions)


def test_the_next_step_is_the_first_that_is_not_answered_yes() -> None:
    states = StepStates({"market": StepState("yes"), "route": StepState("no"), "model": StepState("yes")})
    assert states.passed == 2
    assert states.next == get_step("route")
    assert StepStates().next == STEPS[0]
    assert StepStates({step.key: StepState("yes") for step in STEPS}).next is None


def test_an_input_is_open_while_it_is_illustrative_and_untouched() -> None:
    market, defaults = get_step("market"), SHEET.settings({})
    assert [a.name for a in open_inputs(market, SHEET, defaults)] == ["volume", "growth", "customers", "calls"]
    assert [a.name for a in open_inputs(market, SHEET, {**defaults, "volume": 5.0})] == ["growth", "customers", "calls"]


@pytest.mark.parametrize(
    ("plain", "said"),
    [
        ({"moon": {"answer": "yes"}}, "no step called 'moon'"),
        ({"market": {"answer": "sure"}}, "'sure' is not"),
        ({"market": {"answer": "yes", "by": "me"}}, "an answer and a note"),
        ({"market": "yes"}, "an answer and a note"),
        ({"market": {"note": "x" * (LONGEST_NOTE + 1)}}, "at most 500 characters"),
    ],
)
def test_what_is_no_state_is_named(plain, said) -> None:
    with pytest.raises(TermSheetError, match=said):
        StepStates.from_plain(plain)


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.sampled_from([step.key for step in STEPS]), STATES))
def test_states_come_back_from_text_as_they_were(given_states: dict[str, StepState]) -> None:
    states = StepStates(given_states)
    again = StepStates.from_plain(states.to_plain())
    assert all(again.of(step.key) == states.of(step.key) for step in STEPS)
