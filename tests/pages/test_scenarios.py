"""The Scenarios page, clicked as a reader would: empty, one, many, compared, renamed, deleted and taken back, imported."""

from __future__ import annotations

from dataclasses import replace

import pytest

from payoff.paths import DATA
from payoff.reports.report import write_report
from payoff.store.engine import open_store
from payoff.store.record import Draft, Scenario
from payoff.store.scenarios import add_scenario, list_scenarios, read_scenario, rename_scenario
from payoff.ui.scenario_actions import answer_scenario
from payoff.workflow.case_answer import CaseAnswer, answer_case
from payoff.workflow.case_file import CaseFile, shipped_case
from payoff.workflow.saved_worth import SavedWorth
from payoff.workflow.scenario import draft_scenario, full_question, write_scenario


@pytest.fixture(scope="session")
def answered() -> CaseAnswer:
    """The shipped credit case, answered with every assumption spelt out."""
    file = shipped_case("credit")
    return answer_case(replace(file, question=full_question(file.question, file.term_sheet)), DATA)


@pytest.fixture
def keep(answered):
    """Save scenarios: `keep("Plan", volume=9000.0)`."""

    def kept(title: str, *, author: str = "Ada", note: str = "", lgd: float | None = None, **settings: float) -> Scenario:
        planned = {**answered.file.plan.settings, **settings}
        plan = replace(answered.file.plan, settings=planned, spreads=answered.file.sheet.spreads(planned))
        file: CaseFile = replace(answered.file, title=title, plan=plan, saved=SavedWorth(answered.result.worth, answered.provenance))
        if lgd is None:
            answer = answer_case(replace(file, data="elsewhere.csv"), DATA)
        else:
            asked = replace(file.question, settings={**file.question.settings, "lgd": lgd})
            answer = answer_case(replace(file, question=asked, saved=None), DATA)
            file = replace(file, question=asked, saved=SavedWorth(answer.result.worth, answer.provenance))
        return add_scenario(open_store(), draft_scenario(file, answer, author=author, note=note))

    return kept


def tick(page, *scenarios: Scenario):
    for scenario in scenarios:
        page.app.checkbox(key=f"scenarios.tick.{scenario.entry.key}").check()
    page.app.run()
    return page


def titles() -> list[str]:
    return [entry.title for entry in list_scenarios(open_store())]


def test_an_empty_store_says_what_to_do(dashboard):
    page = dashboard().go("scenarios")
    assert page.alive
    assert "No scenario is saved yet" in page.words


def test_one_scenario_shows_its_figures_and_opens_on_the_case_page(dashboard, keep):
    scenario = keep("For the board <b>", volume=9_000.0, note="Second *round*")
    page = dashboard().go("scenarios")
    assert page.alive
    assert any("For the board" in box.label for box in page.app.checkbox)
    assert "Second *round*" in page.words
    page.app.button(key=f"scenarios.open.{scenario.entry.key}").click().run()
    assert page.alive
    assert "Scenario: For the board <b>" in page.words
    assert page.app.number_input(key="credit_case_volume").value == 9_000


def test_many_are_shown_some_at_a_time_and_found_by_text_and_author(dashboard, keep, answered):
    first = keep("Needle", author="Bo")
    for number in range(45):
        add_scenario(open_store(), replace(draft_of(first), title=f"Plan {number}", author="Ada"))
    page = dashboard().go("scenarios")
    assert len(page.app.checkbox) == 20
    page.app.button(key="scenarios.more").click().run()
    assert len(page.app.checkbox) == 40
    page.app.text_input(key="scenarios.text").set_value("needle").run()
    assert [box.key for box in page.app.checkbox] == [f"scenarios.tick.{first.entry.key}"]
    page.app.text_input(key="scenarios.text").set_value("").run()
    page.app.selectbox(key="scenarios.author").set_value("Bo").run()
    assert len(page.app.checkbox) == 1
    page.app.text_input(key="scenarios.text").set_value("nothing like it").run()
    assert "None of them fits" in page.words


def draft_of(scenario: Scenario) -> Draft:
    entry = scenario.entry
    return Draft(entry.domain, entry.title, entry.author, entry.note, scenario.content, entry.result, entry.app_version)


def test_two_ticked_are_compared_to_the_cent(dashboard, keep):
    base, bigger = keep("Base"), keep("Bigger", volume=15_000.0, tax=0.3)
    page = tick(dashboard().go("scenarios"), base, bigger)
    assert page.alive
    assert "“Bigger” is worth" in page.words
    assert "more than “Base”. Most of it: Cases a year, from 12,000 in year 1 to 15,000 in year 1, adds" in page.words
    table = page.app.dataframe[0].value
    assert set(table["What differs"]) == {"Cases a year", "Tax on profit"}
    added = sum(float(text.replace("−", "-").replace("DM\u00a0", "").replace(",", "")) for text in table["Adds"])
    side = page.app.dataframe[1].value.set_index(" ")
    worth = [float(side.loc["Net present value", column].replace("DM\u00a0", "").replace(",", "")) for column in ("1", "2")]
    assert added == pytest.approx(worth[1] - worth[0], abs=0.001)
    page.app.button(key="scenarios.swap").click().run()
    assert "“Base” is worth" in page.words


def test_another_decision_on_the_sample_is_told_apart_from_the_case(dashboard, keep):
    base, other = keep("Base"), keep("Milder", lgd=0.6, tax=0.3)
    page = tick(dashboard().go("scenarios"), base, other)
    assert page.alive
    assert set(page.app.dataframe[0].value["What differs"]) == {"Loss given default (LGD)", "Tax on profit"}


def test_a_scenario_is_renamed_duplicated_deleted_and_taken_back(dashboard, keep):
    scenario = keep("Old")
    page = tick(dashboard().go("scenarios"), scenario)
    page.app.text_input(key=f"scenarios.title.{scenario.entry.key}.1").set_value("New")
    page.app.button(key="scenarios.rename").click().run()
    assert titles() == ["New"]
    page.app.button(key="scenarios.duplicate").click().run()
    assert sorted(titles()) == ["New", "New (copy)"]
    tick(page, scenario)
    page.app.button(key="scenarios.delete").click().run()
    assert titles() == ["New (copy)"]
    assert "Deleted: New" in page.words
    page.app.button(key=f"scenarios.undo.{scenario.entry.key}").click().run()
    assert sorted(titles()) == ["New", "New (copy)"]
    assert "Deleted" not in page.words
    assert page.alive


def test_in_chinese_no_word_of_the_list_stays_english(dashboard, keep):
    scenario = keep("方案", author="")
    page = tick(dashboard(language="zh").go("scenarios"), scenario)
    assert page.alive
    assert "未署名" in page.words
    assert "unnamed" not in page.words
    assert "净现值，5 年" in page.words
    assert "分享" in [popover.proto.popover.label for popover in page.app.get("popover")]


def test_deleting_what_somebody_changed_meanwhile_is_refused_in_words(dashboard, keep):
    scenario = keep("Shared")
    page = tick(dashboard().go("scenarios"), scenario)
    rename_scenario(open_store(), scenario.entry.key, title="Changed", note="", revision=1)
    page.app.button(key="scenarios.delete").click().run()
    assert page.alive
    assert "Ada saved this scenario as revision 2" in page.words
    assert titles() == ["Changed"]


def test_its_link_opens_it(dashboard, keep):
    scenario = keep("Shared")
    page = tick(dashboard().go("scenarios"), scenario)
    assert any(code.value.endswith(f"case?scenario={scenario.entry.key}") for code in page.app.code)


def test_a_ticked_scenario_offers_its_reports_with_the_figures_it_was_saved_with(dashboard, keep):
    scenario, other = keep("For the board", volume=9_000.0), keep("Other")
    page = tick(dashboard().go("scenarios"), scenario)
    assert page.alive
    forms = [button.label for button in page.app.get("download_button")]
    assert [form for form in ("Excel", "PowerPoint", "HTML", "PDF") if form in forms] == ["Excel", "PowerPoint", "HTML", "PDF"]
    answer = answer_scenario(scenario.entry.key)
    assert answer.result.measures.npv == scenario.entry.result["npv"]
    assert b"For the board" in write_report(answer, "html", "en")
    tick(page, other)
    assert "Excel" not in [button.label for button in page.app.get("download_button")]


def test_a_file_is_imported_and_a_broken_one_named(dashboard, keep):
    scenario = keep("Handed on", volume=9_000.0)
    page = dashboard().go("scenarios")
    page.app.file_uploader[0].upload("plan.toml", write_scenario(scenario).encode()).run()
    assert page.alive
    assert titles() == ["Handed on", "Handed on"]
    again = read_scenario(open_store(), list_scenarios(open_store())[0].key)
    assert again.entry.result == scenario.entry.result
    page.app.file_uploader[0].upload("plan.toml", write_scenario(scenario).replace("months = 60", "months = -1").encode()).run()
    assert page.alive
    assert "This file cannot be imported." in page.words
    assert "months must be a whole number" in page.words
    assert len(titles()) == 2


def test_a_store_that_cannot_be_reached_is_named(dashboard, monkeypatch):
    monkeypatch.setenv("PAYOFF_STORE", "postgresql://ada:secret@127.0.0.1:1/payoff")
    page = dashboard().go("scenarios")
    assert page.alive
    assert "ada:***@127.0.0.1:1/payoff cannot be used" in page.words
    assert "secret" not in page.words
