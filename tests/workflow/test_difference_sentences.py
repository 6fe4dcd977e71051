"""What a difference between two cases says: who is worth more, what explains it, and what works against it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from payoff.paths import DATA
from payoff.workflow.case_answer import answer_case
from payoff.workflow.case_difference import Change, compare_cases
from payoff.workflow.case_file import CaseFile, shipped_case
from payoff.workflow.difference_sentences import name_change, say_difference, say_order, say_unpriced, show_side
from payoff.workflow.question import Today
from payoff.workflow.saved_worth import SavedWorth


@pytest.fixture(scope="module")
def case() -> CaseFile:
    answer = answer_case(shipped_case("credit"), DATA)
    return replace(answer.file, saved=SavedWorth(answer.result.worth, answer.provenance))


@pytest.fixture
def compare(case):
    """Compare the case with itself, planned otherwise."""

    def compared(*, months: int = 60, grid: str = "de", **settings: float):
        plan = replace(case.plan, settings={**case.plan.settings, **settings}, months=months, grid=grid)
        return compare_cases(case, replace(case, plan=plan))

    return compared


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_the_change_along_the_difference_comes_before_the_one_against_it(compare):
    said = plain(say_difference(compare(months=36, volume=12_500.0), first="A", second="B"))
    assert said.startswith("“B” is worth DM ")
    assert " less than “A”. Most of it: Horizon, from 5 years to 3 years, takes away DM " in said
    assert "Against it: Cases a year, from 12,000 in year 1 to 12,500 in year 1, adds DM " in said


def test_a_small_change_against_it_is_not_worth_a_sentence(compare):
    said = say_difference(compare(months=36, volume=12_001.0), first="A", second="B")
    assert "Against it" not in said


def test_cases_alike_say_what_both_are_worth(compare):
    assert plain(say_difference(compare(), first="A", second="B")) == "Both are worth DM 420,323.67 as planned."


def test_what_moves_no_money_is_listed(compare):
    assert say_unpriced(compare(grid="cn", customers=40.0)) == "These differ and move nothing here: Customers, Electricity grid."
    assert say_unpriced(compare()) == ""


def test_the_order_is_named_where_it_matters(compare):
    assert "depending on what was changed before it" in say_order(compare(months=36, volume=15_000.0))
    assert "depending" not in say_order(compare(one_off=90_000.0))


@pytest.mark.parametrize(("kind", "name", "value", "label", "shown"), [
    ("plan", "months", 18, "Horizon", "18 months"), ("plan", "use", "bass", "How use grows", "diffusion (Bass)"),
    ("plan", "grid", "cn", "Electricity grid", "China"), ("case", "tax", 0.25, "Tax on profit", "25.0 % of profit"),
    ("decision", "lgd", 0.6, "Loss given default (LGD)", "60.0 % of exposure"),
    ("decision", "threshold", None, "Threshold", "from the values (Bayes)"),
    ("decision", "threshold", 0.25, "Threshold", "0.250"), ("decision", "capacity", 40, "Capacity", "40"),
    ("decision", "today", Today(rate=0.2), "Today's rule", "a share at random, 20.0 %"),
    ("value", "value_per_case", 31.8, "Value per case", "DM 31.80"),
])  # fmt: skip
def test_each_kind_of_change_has_its_name_and_unit(case, kind, name, value, label, shown):
    change = Change(kind, name, value, None)
    assert name_change(change, case) == label
    assert plain(show_side(change, value, case)) == shown
