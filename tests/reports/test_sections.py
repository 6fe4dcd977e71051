"""Sections: the verdict of the screen first, every one with a sentence, and something to say where parts are missing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from payoff.domains import load_domains
from payoff.domains.case_steps import STEPS, StepState, StepStates
from payoff.reports.origin import origin_rows, say_origin
from payoff.reports.scale import scale_of, steps_between
from payoff.reports.sections.report import build_sections
from payoff.reports.sections.section import Section
from payoff.workflow.case_answer import CaseAnswer
from payoff.workflow.case_file import check_case
from payoff.workflow.case_risk import weigh_case
from payoff.workflow.case_sentences import say_case


def without_odds(answer: CaseAnswer) -> CaseAnswer:
    """The same case with nothing uncertain and no decision behind its value."""
    worth = replace(answer.result.worth, figures=None)
    plan = replace(answer.result.plan, spreads={})
    risk = weigh_case(worth, plan, answer.file.sheet)
    return replace(answer, decision=None, judgement=None, risk=risk, result=replace(answer.result, worth=worth, plan=plan))


@pytest.mark.parametrize("domain", load_domains())
def test_every_section_says_something_and_the_verdict_comes_first(answers, domain) -> None:
    answer = answers[domain]
    sections = build_sections(answer)
    assert (sections[0].title, *sections[0].sentences) == say_case(answer.result, answer.risk)
    assert 6 <= sum(section.on_slide for section in sections) <= 8
    assert all(section.title and all(section.sentences) for section in sections)


def test_charts_show_the_figures_of_the_record(credit) -> None:
    charts = {chart.title: chart for section in build_sections(credit) for chart in section.charts}
    assert charts["Net cash of each year"].lines[0].values == pytest.approx(credit.result.flow.by_year().net)
    assert sum(charts["Cost of a year, by item"].lines[0].values) == pytest.approx(float(credit.result.product.total))
    histogram = charts["How often each present value comes up"]
    assert sum(sum(line.values) for line in histogram.lines) == pytest.approx(1.0, abs=0.01)


def test_a_case_without_odds_and_decision_says_why(credit) -> None:
    sections = {section.key: section for section in build_sections(without_odds(credit))}
    assert "there is one figure and no odds" in " ".join(sections["certainty"].sentences)
    assert sections["value"].charts == ()
    assert sections["drivers"].charts == ()


def test_the_origin_names_digests_rows_split_date_and_version(credit) -> None:
    rows = {str(label): str(value) for label, value in origin_rows(credit)}
    assert rows["SHA-256 of the data"] == credit.provenance.data_digest
    assert rows["SHA-256 of the model"] == credit.provenance.model_digest
    assert (rows["Rows"], rows["Made on"], rows["Payoff"]) == ("400", "2026-11-22", credit.provenance.version)
    assert "400 were held out" in rows["Split"]
    assert rows["Money is"].startswith("Measured")
    assert credit.provenance.data_digest[:12] in say_origin(credit)


def test_the_way_to_the_market_holds_the_answers_given(credit) -> None:
    steps = StepStates({"market": StepState("yes", "Seen in the field"), "route": StepState("no")})
    sections = {section.key: section for section in build_sections(replace(credit, file=replace(credit.file, steps=steps)))}
    table = sections["path"].table
    assert [str(row[3]) for row in table.rows[:3]] == ["yes: Seen in the field", "no", "not answered"]
    assert len(table.rows) == len(STEPS)


def test_assumptions_that_move_together_stand_in_the_ledger(credit) -> None:
    assert "No two assumptions move together" in " ".join(ledger_of(credit).notes)
    plan = replace(credit.result.plan, correlations={("volume", "people"): 0.5, ("volume", "standby"): -0.2})
    section = ledger_of(replace(credit, result=replace(credit.result, plan=plan)))
    (table,) = [table for label, table in section.details if label == "What moves together"]
    assert [tuple(map(str, row)) for row in table.rows] == [("Cases a year", "People who run it", "0.50")]
    assert "Gaussian copula" in " ".join(section.notes)


def ledger_of(answer: CaseAnswer) -> Section:
    return next(section for section in build_sections(answer) if section.key == "assumptions")


def test_the_ways_to_sell_stand_in_the_report(credit) -> None:
    product = next(section for section in build_sections(credit) if section.key == "product")
    ways = next(table for label, table in product.details if label == "Selling the model")
    assert len(ways.rows) >= 5


def test_the_way_to_the_market_and_the_split_are_among_the_slides(credit) -> None:
    slides = {section.key: section for section in build_sections(credit) if section.on_slide}
    assert "path" in slides
    assert "400 were held out" in " ".join(slides["assumptions"].sentences)


def test_owners_of_assumptions_reach_the_ledger() -> None:
    entry = {"value": 900, "owner": "Ada Lovelace"}
    assert check_case({"domain": "credit", "assumptions": {"volume": entry}}).sheet.get("volume").owner == "Ada Lovelace"


@pytest.mark.parametrize(("low", "high", "steps"), [
    (0, 100, (0, 20, 40, 60, 80, 100)), (-180, 210, (-200, -100, 0, 100, 200, 300)), (0, 0, (0, 0.2, 0.4, 0.6, 0.8, 1.0)),
    (-3, -1, (-3, -2, -1, 0)),
])  # fmt: skip
def test_an_axis_has_round_steps_with_nothing_among_them(low, high, steps) -> None:
    assert steps_between(low, high) == pytest.approx(steps)


@pytest.mark.parametrize(("largest", "name", "factor"), [
    (5e12, "DM, trillions", 1e12), (5e10, "DM, billions", 1e9), (3e6, "DM, millions", 1e6),
    (4e3, "DM, thousands", 1e3), (12, "DM", 1.0), (0.0, "DM", 1.0),
])  # fmt: skip
def test_money_on_an_axis_is_shortened_by_its_size(largest, name, factor) -> None:
    scale = scale_of(largest, "DM")
    assert (scale.name, scale.factor) == (name, factor)
