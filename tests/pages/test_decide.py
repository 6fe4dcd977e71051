"""Decide, from the sample to a verdict and back by its link."""

from __future__ import annotations

import pytest

from payoff.domains import shipped_domains
from payoff.ui.format import count, money
from payoff.ui.headline import read_headline
from payoff.workflow.decide import Question, Today, decide


@pytest.fixture(scope="module")
def case():
    return read_headline("credit").data.case


def shown(page) -> tuple[str, str]:
    return page.reads("Loans to decline"), page.reads("Worth above").replace("\\", "")


def told(decision) -> tuple[str, str]:
    return count(decision.confusion.acted), money(decision.model_value, "DM")


def test_with_nothing_loaded_the_sample_is_offered(dashboard):
    page = dashboard().go("decide")
    assert page.alive
    page.press("Use the sample")
    assert page.alive
    assert "Against which alternatives" in page.words


@pytest.mark.parametrize("domain", shipped_domains())
def test_every_domain_reaches_a_verdict_on_its_sample(dashboard, domain):
    page = dashboard(data="sample", domain=domain).go("decide")
    assert page.alive
    assert shipped_domains()[domain].words.caution in page.words
    assert page.reads("Beats every simple rule in").endswith("of 100")


def test_the_page_shows_the_kernels_numbers(dashboard, case):
    page = dashboard(data="sample").go("decide")
    assert page.alive
    assert shown(page) == told(decide(case, Question()))
    assert f"{count(decide(case, Question()).confusion.tp.count)} defaulters declined" in page.words


def test_moving_an_assumption_moves_the_money_and_is_listed_until_reset(dashboard, case):
    page = dashboard(data="sample").go("decide")
    page.app.slider(key="credit_lgd").set_value(0.5).run()
    assert shown(page) == told(decide(case, Question(settings={"lgd": 0.5})))
    assert "Loss given default (LGD): 75 % → 50 %" in page.words
    page.press("Reset all")
    assert shown(page) == told(decide(case, Question()))
    assert "All at their defaults." in page.words


def test_the_threshold_follows_the_values_until_the_reader_takes_it(dashboard, case):
    page = dashboard(data="sample").go("decide")
    page.app.slider(key="credit_lgd").set_value(0.4).run()
    following = decide(case, Question(settings={"lgd": 0.4}))
    assert page.app.slider(key="credit_threshold").value == pytest.approx(following.threshold.bayes, abs=0.0006)
    page.app.slider(key="credit_threshold").set_value(0.3).run()
    page.app.slider(key="credit_lgd").set_value(0.6).run()
    assert shown(page) == told(decide(case, Question(settings={"lgd": 0.6}, threshold=0.3)))
    back = next(button for button in page.app.button if button.label.startswith("Back to"))
    back.click().run()
    assert shown(page) == told(decide(case, Question(settings={"lgd": 0.6})))


def test_a_link_shows_the_same_view(dashboard, case):
    address = {"data": "sample", "credit_threshold": "0.4", "credit_lgd": "0.6", "credit_weekly_room": "10", "credit_weeks_covered": "3"}
    page = dashboard(**address).go("decide")
    assert page.alive
    assert shown(page) == told(decide(case, Question(settings={"lgd": 0.6}, threshold=0.4)))
    assert "With room for 30" in page.words
    assert "credit_lgd=0.6" in page.app.code[-1].value


def test_a_link_to_a_file_that_is_not_here_says_so(dashboard):
    page = dashboard(data="0123456789ab").go("decide")
    assert page.alive
    assert "a file that is not loaded here" in page.words
    assert "0123456789ab" in page.words


def test_todays_rule_can_be_a_share_at_random(dashboard, case):
    page = dashboard(data="sample").go("decide")
    page.app.selectbox(key="credit_today").set_value("a share at random").run()
    assert page.alive
    assert shown(page) == told(decide(case, Question(today=Today(rate=0.2))))


def test_todays_rule_can_be_a_column(dashboard, loans, as_csv):
    for number, row in enumerate(loans):
        row["our_decision"] = "decline" if number % 3 == 0 else "lend"
    page = dashboard().go("score").upload("loans.csv", as_csv(loans)).go("decide")
    page.app.selectbox(key="credit_today").set_value("a column").run()
    page.app.selectbox(key="credit_today_column").set_value("our_decision").run()
    assert page.alive
    assert "should hold" not in page.words


def test_a_column_that_holds_no_decisions_is_refused_in_words(dashboard):
    page = dashboard(data="sample").go("decide")
    page.app.selectbox(key="credit_today").set_value("a column").run()
    page.app.selectbox(key="credit_today_column").set_value("purpose").run()
    assert page.alive
    assert "Column 'purpose' should hold yes or no" in page.words
    assert "Against which alternatives" in page.words


def test_without_outcomes_everything_is_expected_and_the_rest_says_why(dashboard, loans, as_csv):
    unknown = [{name: value for name, value in row.items() if name != "default"} for row in loans]
    page = dashboard().go("score").upload("new.csv", as_csv(unknown)).go("decide")
    assert page.alive
    assert "Expected only" in page.words
    assert page.reads("Beats every simple rule in") == "n/a"
    assert next(metric.delta for metric in page.app.metric if metric.label.startswith("Worth above")) == "expected"
    assert "measured: outcomes known" not in page.words


def test_the_analysts_details_open(dashboard):
    page = dashboard(data="sample").go("decide")
    for icon in (
        "straighten",
        "grid_on",
        "casino",
    ):
        page.app.session_state[f"credit.{icon}"] = True
    page.app.run()
    assert page.alive
    assert "bootstrap resamples" in page.words
    assert any("Brier score (0 is best)" in str(frame.value) for frame in page.app.dataframe)
