"""Scenarios on the Case page: saved in one session, opened in another, changed by two people at once."""

from __future__ import annotations

import pytest

from payoff.store.engine import open_store
from payoff.store.scenarios import delete_scenario, list_scenarios, read_scenario, rename_scenario
from payoff.workflow.scenario import headline_of

PLANNED = "DM\u00a0420\u00a0k"
"""What the sample's case is worth."""


@pytest.fixture
def page(dashboard):
    return dashboard(data="sample").go("case")


def save(page, title, author="Ada"):
    """Fill in the form and press save; the scenario's key."""
    page.app.text_input(key="payoff.saving.title.credit").set_value(title)
    page.app.text_input(key="author").set_value(author)
    page.app.button(key="scenario.add").click().run()
    return next(entry.key for entry in list_scenarios(open_store()) if entry.title == title)


def save_any(page, title):
    """The same whatever the decision is."""
    next(box for box in page.app.text_input if str(box.key).startswith("payoff.saving.title.")).set_value(title)
    page.app.button(key="scenario.add").click().run()
    return next(entry.key for entry in list_scenarios(open_store()) if entry.title == title)


def test_a_case_is_saved_with_what_was_moved(page):
    page.app.number_input(key="credit_case_volume").set_value(24_000.0).run()
    shown = page.reads("Net present value")
    key = save(page, "For the board")
    assert page.alive
    assert "Scenario: For the board" in page.words
    assert "Revision 1, Ada" in page.words
    assert "Changed since" not in page.words
    assert page.reads("Net present value") == shown
    assert page.app.query_params["scenario"] == key
    found = read_scenario(open_store(), key)
    assert found.content["assumptions"]["volume"]["value"] == 24_000
    assert found.content["data"] == "sample"


def test_saved_in_one_session_it_opens_in_another_to_the_cent(page, dashboard):
    page.go("decide")
    page.app.slider(key="credit_lgd").set_value(0.6).run()
    page.go("case")
    page.app.number_input(key="credit_case_volume").set_value(9_000.0).run()
    page.app.selectbox(key="credit_case_months").set_value(36).run()
    key = save(page, "Cautious")
    saved = headline_of(read_scenario(open_store(), key).entry.result)
    other = dashboard(scenario=key).go("case")
    assert other.alive
    for figure in ("Net present value", "Loses money in", "Paid back after", "Rate of return"):
        assert other.reads(figure) == page.reads(figure)
    other.app.button(key="scenario.save").click().run()
    again = headline_of(read_scenario(open_store(), key).entry.result)
    assert again == saved
    assert other.app.number_input(key="credit_case_volume").value == 9_000
    assert "All at their defaults." in other.words
    assert other.go("decide").app.slider(key="credit_lgd").value == 0.6


def test_ranges_what_moves_together_and_answers_are_saved_and_come_back(dashboard):
    steps = '{"market":{"answer":"yes","note":"Asked."}}'
    stated = {"ranges": "tax~-0.1~0.15~triangular~step,people~fixed", "together": "tax~volume~-0.3", "steps": steps}
    page = dashboard(data="sample", **{f"credit_case_{name}": text for name, text in stated.items()}).go("case")
    shown = page.reads("Loses money in")
    key = save(page, "Stated")
    assert page.reads("Loses money in") == shown
    content = read_scenario(open_store(), key).content
    assert content["assumptions"]["people"]["shape"] == "fixed"
    assert content["correlations"] == {"tax": {"volume": -0.3}}
    assert content["steps"] == {"market": {"answer": "yes", "note": "Asked."}}
    other = dashboard(scenario=key).go("case")
    assert other.alive
    assert other.reads("Loses money in") == shown
    assert "Tax on profit with Cases a year: -0.3" in other.words
    assert other.app.query_params["credit_case_steps"] == steps
    assert "Stated on this page" not in other.words
    other.press("Leave it")
    assert "Tax on profit with Cases a year" not in other.words
    assert "credit_case_steps" not in other.app.query_params


def test_narrowed_ranges_stay_as_narrow_after_saving(page):
    page.app.selectbox(key="credit_case_width").set_value(0.5).run()
    shown = page.reads("Loses money in")
    save(page, "Narrow")
    assert page.reads("Loses money in") == shown


def test_threshold_capacity_and_todays_rule_come_back_on_decide(page, dashboard):
    page.go("decide")
    page.app.slider(key="credit_threshold").set_value(0.3).run()
    page.app.number_input(key="credit_weekly_room").set_value(10).run()
    page.app.selectbox(key="credit_today").set_value("share").run()
    page.app.slider(key="credit_today_share").set_value(0.4).run()
    key = save(page.go("case"), "With today's rule")
    other = dashboard(scenario=key).go("case")
    assert other.reads("Net present value") == page.reads("Net present value")
    other.go("decide")
    assert other.alive
    assert other.app.slider(key="credit_threshold").value == 0.3
    assert other.app.slider(key="credit_today_share").value == 0.4
    assert other.app.number_input(key="credit_weekly_room").value * other.app.number_input(key="credit_weeks_covered").value == 40
    assert other.go("case").reads("Net present value") == page.reads("Net present value")


def test_answers_on_the_way_to_the_market_come_back(dashboard):
    page = dashboard(data="sample", credit_case_steps='{"market":{"answer":"yes","note":"Asked ten branches."}}').go("case")
    key = save(page, "Asked")
    assert read_scenario(open_store(), key).content["steps"] == {"market": {"answer": "yes", "note": "Asked ten branches."}}
    other = dashboard(scenario=key).go("case")
    assert "Asked ten branches." in other.app.query_params["credit_case_steps"]


def test_two_who_save_at_once_lose_nothing(page, dashboard):
    key = save(page, "Shared")
    other = dashboard(scenario=key).go("case")
    page.app.number_input(key="credit_case_volume").set_value(15_000.0).run()
    page.app.button(key="scenario.save").click().run()
    other.app.number_input(key="credit_case_volume").set_value(8_000.0).run()
    assert "Changed since it was saved: 1" in other.words
    other.app.text_input(key="author").set_value("Bo")
    other.app.button(key="scenario.save").click().run()
    assert other.alive
    assert "Ada saved this scenario as revision 2 while you worked on revision 1." in other.words
    assert other.app.number_input(key="credit_case_volume").value == 8_000
    other.app.button(key="scenario.copy").click().run()
    found = [read_scenario(open_store(), entry.key) for entry in list_scenarios(open_store())]
    volumes = {scenario.entry.title: scenario.content["assumptions"]["volume"]["value"] for scenario in found}
    assert volumes == {"Shared": 15_000, "Shared (copy)": 8_000}
    assert "Scenario: Shared (copy)" in other.words


def test_theirs_can_be_opened_instead(page, dashboard):
    key = save(page, "Shared")
    other = dashboard(scenario=key).go("case")
    page.app.number_input(key="credit_case_volume").set_value(15_000.0).run()
    page.app.button(key="scenario.save").click().run()
    other.app.number_input(key="credit_case_volume").set_value(8_000.0).run()
    other.app.button(key="scenario.save").click().run()
    other.app.button(key="scenario.theirs").click().run()
    assert other.alive
    assert other.app.number_input(key="credit_case_volume").value == 15_000
    assert "Revision 2, Ada" in other.words


def test_a_scenario_deleted_meanwhile_can_still_be_saved(page):
    key = save(page, "Gone")
    delete_scenario(open_store(), key, revision=1)
    page.app.button(key="scenario.save").click().run()
    assert page.alive
    assert "it was deleted" in page.words
    page.app.button(key="scenario.copy").click().run()
    assert [entry.title for entry in list_scenarios(open_store())] == ["Gone (copy)"]


def test_leaving_a_scenario_goes_back_to_the_shipped_case(page):
    before = page.reads("Net present value")
    page.app.number_input(key="credit_case_volume").set_value(24_000.0).run()
    save(page, "Bigger")
    page.app.button(key="scenario.leave").click().run()
    assert page.alive
    assert page.reads("Net present value") == before
    assert "scenario" not in page.app.query_params


def test_what_was_saved_on_a_file_opens_without_it_and_says_so(dashboard, loans, as_csv):
    page = dashboard().go("score").upload("mine.csv", as_csv(loans)).go("case")
    key = save(page, "On my file")
    assert page.alive
    other = dashboard(scenario=key).go("case")
    assert other.alive
    assert "The rows of mine.csv are not loaded here" in other.words
    assert other.reads("Net present value") == page.reads("Net present value")
    other.app.button(key="scenario.save").click().run()
    assert "Revision 2" in other.words


def test_a_scenarios_assumptions_can_meet_other_rows(page, dashboard, loans, as_csv):
    key = save(page, "Plan")
    other = dashboard().go("score").upload("mine.csv", as_csv(loans))
    other.app.query_params["scenario"] = key
    other.go("case")
    assert "Shipped sample" in other.words
    other.go("score").upload("mine.csv", as_csv(loans)).go("case")
    assert other.reads("Net present value") == page.reads("Net present value")
    other.app.button(key="scenario.rows").click().run()
    assert other.alive
    assert other.reads("Net present value") != page.reads("Net present value")
    assert "which are not those the scenario was saved with" in other.words


def test_a_case_on_a_decision_of_ones_own_opens_in_another_session(dashboard, loans):
    rows = [f"{row['loan_id']};0.{at % 9}5;{row['credit_amount']};{row['default']}" for at, row in enumerate(loans)]
    lines = ["loan;risk;amount;bad", *rows]
    page = dashboard().go("bring").upload("theirs.csv", "\n".join(lines).encode())
    page.money(0).set_value(50.0).run()
    next(box for box in page.app.selectbox if box.label == "A miss costs").set_value("column").run()
    page.press("See what it is worth").go("case")
    key = save_any(page, "Mine")
    assert page.alive
    other = dashboard(scenario=key).go("case")
    assert other.alive
    assert "The rows of theirs.csv are not loaded here" in other.words
    assert other.reads("Net present value") == page.reads("Net present value")
    assert "theirs" in dashboard().go("scenarios").words


def test_ranges_stretched_once_are_not_stretched_again_by_saving(page):
    page.app.selectbox(key="credit_case_width").set_value(0.5).run()
    shown = page.reads("Loses money in")
    save(page, "Narrow")
    assert page.reads("Loses money in") == shown
    assert page.app.selectbox(key="credit_case_width").value == 1.0


def test_a_link_to_no_scenario_says_so_and_offers_the_sample(dashboard):
    page = dashboard(scenario="gone").go("case")
    assert page.alive
    assert "The scenario could not be opened." in page.words
    assert "There is no scenario gone here" in page.words
    assert page.press("Use the sample").reads("Net present value") == PLANNED


def test_a_link_with_a_moved_assumption_keeps_it(page, dashboard):
    key = save(page, "Plan")
    other = dashboard(scenario=key, credit_case_volume="20000").go("case")
    assert other.app.number_input(key="credit_case_volume").value == 20_000


def test_a_store_that_cannot_be_written_is_named(page, monkeypatch):
    monkeypatch.setenv("PAYOFF_STORE", "/proc/nowhere/payoff.sqlite")
    page.app.button(key="scenario.add").click().run()
    assert page.alive
    assert "Scenarios cannot be saved at /proc/nowhere" in page.words
    assert page.reads("Net present value") == PLANNED


def test_a_renamed_scenario_opens_under_its_new_name(page, dashboard):
    key = save(page, "Old")
    rename_scenario(open_store(), key, title="New", note="", revision=1)
    assert "Scenario: New" in dashboard(scenario=key).go("case").words
