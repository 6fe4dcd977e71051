"""From the sample to a verdict, and back to the same view by its link; every figure on screen is the kernel's."""

import re

import pytest
from playwright.sync_api import expect

from payoff.ui.format import count, money
from payoff.workflow.decide import Case, Question, decide, judge, prepare_case
from payoff.workflow.score import sample_source, score_upload

CALLS = {"deploy": "Deploy", "dont": "Don't deploy", "not_proven": "Not proven"}


@pytest.fixture(scope="module")
def case() -> Case:
    return prepare_case(score_upload(sample_source("credit"), "credit"))


def test_the_sample_is_scored_and_leads_to_the_kernels_verdict(visitor, case):
    question = Question()
    decision, verdict = decide(case, question), judge(case, question).verdict
    visitor.visit()
    visitor.sees("Is the model worth money?")
    visitor.go_to("Score")
    visitor.press("Use the sample")
    visitor.shows("Loans scored", "400")
    visitor.page.get_by_role("link", name="Decide what to do with these").click()
    visitor.sees(CALLS[verdict.call])
    visitor.shows("Loans to decline", count(decision.confusion.acted))
    visitor.shows("Worth above", money(decision.model_value, "DM"))
    visitor.shows("Beats every simple rule in", f"{round(verdict.difference.probability * 100)} of 100")


def test_a_case_opens_with_one_press_from_the_overview(visitor):
    visitor.visit()
    visitor.press("Open the case")
    visitor.sees("Against which alternatives")
    visitor.sees("Shipped sample")


def test_a_moved_threshold_moves_the_figures_and_its_link_shows_them_again(arrive, case):
    visitor = arrive()
    visitor.visit("/decide?data=sample")
    before = visitor.figure("Loans to decline").inner_text()
    slider = visitor.page.get_by_role("slider", name=re.compile("from this probability on"))
    slider.focus()
    slider.press("PageUp")
    expect(visitor.figure("Loans to decline")).not_to_have_text(before)
    visitor.page.wait_for_url(re.compile("credit_threshold="))
    visitor.settle()
    threshold = float(re.search(r"credit_threshold=([\d.]+)", visitor.page.url)[1])
    expected = decide(case, Question(threshold=threshold))
    colleague = arrive()
    colleague.visit(visitor.page.url.removeprefix(visitor.address))
    for reader in (visitor, colleague):
        reader.shows("Loans to decline", count(expected.confusion.acted))
        reader.shows("Worth above", money(expected.model_value, "DM"))


def test_a_link_carries_assumptions_and_capacity(visitor, case):
    visitor.visit("/decide?data=sample&credit_lgd=0.5&credit_decline_cost=200&credit_weekly_room=10&credit_weeks_covered=5")
    expected = decide(case, Question(settings={"lgd": 0.5, "decline_cost": 200.0}, capacity=50))
    visitor.shows("Loans to decline", count(expected.confusion.acted))
    visitor.shows("Worth above", money(expected.model_value, "DM"))
    visitor.sees("With room for 50")


def test_a_link_to_a_file_that_is_not_here_says_so(visitor):
    visitor.visit("/decide?data=0123456789ab")
    visitor.sees("This link was made for a file that is not loaded here")
    visitor.press("Use the sample")
    visitor.sees("Against which alternatives")
