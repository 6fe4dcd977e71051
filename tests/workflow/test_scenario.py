"""Scenarios: what is kept of a case, and the file it is handed on as."""

from __future__ import annotations

import tomllib
from dataclasses import replace

import pytest

from payoff.domains.term_sheet import TermSheetError
from payoff.paths import DATA
from payoff.store.engine import open_store
from payoff.store.scenarios import add_scenario, read_scenario
from payoff.workflow.case_answer import answer_case
from payoff.workflow.case_file import check_case, shipped_case
from payoff.workflow.case_keys import CaseFileError
from payoff.workflow.question import Question
from payoff.workflow.saved_worth import SavedWorth
from payoff.workflow.scenario import draft_scenario, full_question, headline_of, open_case, write_scenario
from payoff.workflow.scenario import read_scenario as read_file

CASE = DATA / "cases" / "credit.toml"


@pytest.fixture(scope="module")
def answered():
    return answer_case(shipped_case("credit"), DATA)


@pytest.fixture
def store(tmp_path):
    opened = open_store(str(tmp_path / "payoff.sqlite"))
    yield opened
    opened.engine.dispose()


@pytest.fixture
def scenario(store, answered):
    file = replace(answered.file, title="For the board", saved=SavedWorth(answered.result.worth, answered.provenance))
    return add_scenario(store, draft_scenario(file, answered, author="Ada", note='Second round:\n"quoted" 你好'))


def test_a_scenario_is_known_by_its_figures_to_the_last_digit(store, scenario, answered):
    entry = read_scenario(store, scenario.entry.key).entry
    headline = headline_of(entry.result)
    assert headline.npv == answered.result.measures.npv
    assert headline.loss == answered.risk.simulation.loss
    assert (headline.currency, headline.rows, headline.months) == ("DM", 400, 60)
    assert entry.data_sha256 == answered.provenance.data_digest
    assert entry.model_sha256 == answered.provenance.model_digest


def test_opened_it_comes_to_the_same_cent(store, scenario, answered, tmp_path):
    file = open_case(read_scenario(store, scenario.entry.key))
    assert file.title == "For the board"
    assert answer_case(file, tmp_path).result.measures.npv == answered.result.measures.npv


def test_its_file_can_be_imported_to_the_same_figures(store, scenario):
    text = write_scenario(scenario)
    assert text.startswith("# A scenario of Payoff")
    again = add_scenario(store, read_file(text.encode(), "board.toml"))
    assert again.entry.key != scenario.entry.key
    assert again.content == scenario.content
    assert again.entry.result == scenario.entry.result
    assert (again.entry.title, again.entry.author, again.entry.note) == ("For the board", "Ada", scenario.entry.note)


def test_its_file_is_a_case_file(scenario):
    content = tomllib.loads(write_scenario(scenario))
    assert check_case(content).title == "For the board"
    assert list(content)[-1] == "worth"
    assert content["scenario"]["result"]["npv"] == scenario.entry.result["npv"]


def test_a_case_file_without_a_saved_worth_is_worked_out_on_import():
    draft = read_file(CASE.read_bytes(), "credit.toml")
    assert draft.author == "unnamed"
    assert draft.content["worth"]["rows"] == 400
    assert draft.content["decision"]["settings"].keys() == shipped_case("credit").term_sheet.settings({}).keys()


@pytest.mark.parametrize(("text", "message"), [
    (b"\xff\xfe", "board.toml is not a TOML file"), (b"domain = ", "board.toml is not a TOML file"),
    (b"x" * 4_000_001, "larger than any case"), (b"domain = 5", "domain must be text"),
    (b'domain = "credit"\nscenario = { author = 5 }', "scenario.author must be text"),
    (b'domain = "credit"\nscenario = { password = "x" }', "scenario holds password"),
    (b'domain = "credit"\ndata = "../../secret.csv"', "cannot be opened from here"),
    (b'domain = "credit"\nmonths = 0', "months must be a whole number"), (b"[" * 100_000, "not a TOML file"),
])  # fmt: skip
def test_a_file_that_is_no_scenario_is_refused_with_what_is_wrong(text, message):
    with pytest.raises(CaseFileError, match=message):
        read_file(text, "board.toml")


def test_a_domain_that_is_not_there_is_named():
    with pytest.raises(TermSheetError, match="no domain called 'weather'"):
        read_file(b'domain = "weather"', "board.toml")


def test_a_full_question_is_the_same_question_spelt_out():
    sheet = shipped_case("credit").term_sheet
    full = full_question(Question({"lgd": 0.5}, threshold=0.2), sheet)
    assert full.settings == sheet.settings({"lgd": 0.5})
    assert full.threshold == 0.2
