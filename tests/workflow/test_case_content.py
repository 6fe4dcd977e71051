"""A case written down and read back: the same plan, the same ranges, the same figures to the cent."""

from __future__ import annotations

import json
import tomllib
from dataclasses import fields, replace

import numpy as np
import pytest
import tomli_w

from payoff.core.spread import Lognormal
from payoff.domains import load_domains
from payoff.domains.case_range import Range
from payoff.domains.case_sheet import VALUE
from payoff.domains.case_steps import StepState, StepStates
from payoff.domains.own_terms import Amount, OwnTerms, OwnTermsError, build_sheet
from payoff.language import translate
from payoff.mapping.mapping import ColumnMapping, Match
from payoff.paths import DATA
from payoff.workflow.business_case import CasePlan
from payoff.workflow.case_answer import answer_case
from payoff.workflow.case_content import write_case
from payoff.workflow.case_file import CaseFile, check_case, shipped_case
from payoff.workflow.case_keys import CaseFileError
from payoff.workflow.provenance import Provenance
from payoff.workflow.question import Question, Today
from payoff.workflow.saved_worth import SavedWorth, question_digest
from payoff.workflow.scenario import full_question
from payoff.workflow.worth import Worth

MAPPING = ColumnMapping("credit", ("Betrag", "schlecht"), (
    Match("credit_amount", "Betrag", 1000.0), Match("default", "schlecht", words={"ja": "yes", "nein": "no"}),
))  # fmt: skip


@pytest.fixture(scope="module")
def answered():
    """The shipped credit case, answered."""
    return answer_case(shipped_case("credit"), DATA)


@pytest.fixture
def saved(answered) -> CaseFile:
    """The same with its worth saved, as if its rows were a file that is not at hand."""
    return replace(answered.file, data="loans.csv", saved=SavedWorth(answered.result.worth, answered.provenance, MAPPING))


def through_toml(file: CaseFile) -> CaseFile:
    return check_case(tomllib.loads(tomli_w.dumps(write_case(file))))


def through_json(file: CaseFile) -> CaseFile:
    return check_case(json.loads(json.dumps(write_case(file))))


def assert_same_plan(found: CasePlan, planned: CasePlan) -> None:
    """Every field alike; a range may move in its last digit."""
    for part in fields(CasePlan):
        if part.name != "spreads":
            assert getattr(found, part.name) == getattr(planned, part.name)
    assert found.spreads.keys() == planned.spreads.keys()
    middle = np.linspace(0.01, 0.99, 7)
    for name, spread in planned.spreads.items():
        assert type(found.spreads[name]) is type(spread)
        np.testing.assert_allclose(found.spreads[name].quantile(middle), spread.quantile(middle), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("through", [through_toml, through_json])
@pytest.mark.parametrize("domain", load_domains())
def test_every_shipped_case_is_read_back_as_it_was(domain, through):
    file = shipped_case(domain)
    found = through(file)
    assert_same_plan(found.plan, file.plan)
    assert (found.title, found.data, found.question) == (file.title, file.data, file.question)
    assert found.sheet.assumptions == file.sheet.assumptions


def test_what_was_chosen_on_the_page_is_kept(answered):
    file = answered.file
    settings = {**file.plan.settings, "volume": 12_345.67, "tax": 0.1 + 0.2}
    plan = CasePlan(
        settings, {"volume": Lognormal(9_000.0, 15_000.0)}, months=18, use="bass", losses="offset", grid="cn",
        draw=replace(file.plan.draw, seed=7, draws=1_000, method="latin"),
    )  # fmt: skip
    question = Question({"lgd": 0.6}, threshold=0.25, today=Today(rate=0.3), capacity=40)
    steps = StepStates({"market": StepState("yes", "12 % of 400"), "route": StepState("not yet")})
    found = through_toml(replace(file, plan=plan, question=question, steps=steps))
    assert_same_plan(found.plan, plan)
    assert (found.question, found.steps) == (question, steps)


def test_texts_nobody_changed_can_still_be_translated(answered):
    before, after = (file.sheet.get("per_case").source for file in (answered.file, through_json(answered.file)))
    assert translate(after, "zh") == translate(before, "zh")
    assert translate(after, "zh") != before


def test_a_saved_case_needs_no_data_and_comes_to_the_same_cent(saved, answered, tmp_path):
    found = answer_case(through_toml(saved), tmp_path)
    assert found.decision is None
    assert found.result.measures.npv == answered.result.measures.npv
    assert found.result.worth.interval == answered.result.worth.interval
    assert found.risk.simulation.interval.low == pytest.approx(answered.risk.simulation.interval.low, abs=0.005)
    assert found.risk.simulation.interval.high == pytest.approx(answered.risk.simulation.interval.high, abs=0.005)
    assert found.provenance == answered.provenance
    assert found.file.saved.mapping == MAPPING


def test_with_its_very_sample_at_hand_the_decision_is_answered_too(saved, answered, tmp_path):
    found = answer_case(through_toml(replace(saved, data="sample")), tmp_path)
    assert found.decision.model_value == answered.decision.model_value
    other = replace(saved.saved, provenance=replace(answered.provenance, model_digest="0" * 64))
    assert answer_case(through_toml(replace(saved, data="sample", saved=other)), tmp_path).decision is None


def test_no_row_of_a_file_is_written(saved):
    worth = write_case(saved)["worth"]
    assert len(worth["figures"]) == 1000
    assert {name: kind for name, kind in zip(worth, map(type, worth.values()), strict=True) if kind is list} == {"figures": list}


@pytest.mark.parametrize(("table", "key", "value", "message"), [
    ("worth", "total", "much", "worth.total must be a number"), ("worth", "rows", 0, "worth.rows must be a whole number"),
    ("worth", "figures", [2.0, 1.0], "worth.figures must be at least two numbers that never fall"),
    ("worth", "figures", [1.0], "at least two"), ("worth", "figures", ["x"], "worth.figures must be a list"),
    ("worth", "basis", "guessed", "worth.basis must be one of"), ("worth", "extra", 1, "worth holds extra"),
    ("decision", "threshold", 0.5, "The decision was changed after its value per case was worked out"),
    ("origin", "rows_of_the_file", 1, "origin holds rows_of_the_file"), ("origin", "model", 5, "origin.model must be text"),
    ("origin", "mapping", {"version": 9}, "version must be 1"),
])  # fmt: skip
def test_a_mistake_in_what_was_saved_is_named_by_its_key(saved, table, key, value, message):
    content = write_case(saved)
    content[table] = {**content[table], key: value}
    with pytest.raises(CaseFileError, match=message):
        check_case(content)


def test_what_moves_together_and_what_is_sure_are_written_too():
    file = shipped_case("credit")
    sheet = file.sheet.with_ranges({"people": None, "tax": Range(0.9, 1.1, "triangular")})
    spreads = sheet.spreads(file.plan.settings)
    together = {("volume", "one_off"): 0.5, ("volume", VALUE): -0.2}
    plan = replace(file.plan, spreads=spreads, correlations=together, value_range=Range(0.6, 1.1))
    found = through_toml(replace(file, plan=plan)).plan
    assert found.correlations == plan.correlations
    assert found.spreads.keys() == spreads.keys()
    assert found.value_range == plan.value_range
    assert (found.spreads["tax"].low, found.spreads["tax"].high) == pytest.approx((0.225, 0.275))


def test_the_order_of_settings_does_not_make_another_question_but_another_decision_does():
    credit, retail = load_domains()["credit"], load_domains()["retail"]
    digest = question_digest(Question({"a": 1.0, "b": 2.0}), credit)
    assert digest == question_digest(Question({"b": 2, "a": 1}), credit)
    assert digest != question_digest(Question({"a": 1.0, "b": 2.0}, threshold=0.5), credit)
    assert digest != question_digest(Question({"a": 1.0, "b": 2.0}), retail)


@pytest.fixture
def own() -> CaseFile:
    """A case on a decision of a person's own, worked out by hand."""
    terms = OwnTerms("Broken parts", "€", outcome="broken", event_value="yes", acting=Amount(10.0), miss=Amount(200.0))
    sheet = build_sheet(terms)
    worth = Worth(sheet, "measured", "none", 100, 1234.5, np.array([10.0, 12.0, 15.0]))
    provenance = Provenance("parts.csv", "d" * 64, 100, 0, "measured", "", "", "", "", "", "2026-11-22")
    question = full_question(Question(threshold=0.3), sheet)
    return replace(shipped_case(sheet), terms=terms, data="parts.csv", question=question, saved=SavedWorth(worth, provenance))


@pytest.mark.parametrize("through", [through_toml, through_json])
def test_a_case_on_own_terms_brings_them_along(own, through, tmp_path):
    found = through(own)
    assert found.terms == own.terms
    assert found.term_sheet.key == own.domain
    assert found.saved.worth.currency == "€"
    one, other = (answer_case(file, tmp_path).result.measures.npv for file in (own, found))
    assert one == other


def test_changed_terms_are_another_decision(own):
    content = write_case(own)
    content["terms"]["worth"]["miss"] = 500.0
    with pytest.raises(CaseFileError, match=r"domain and \[terms\] name two decisions"):
        check_case(content)
    del content["domain"]
    with pytest.raises(CaseFileError, match="The decision was changed after"):
        check_case(content)
    content["terms"]["worth"]["miss"] = "much"
    with pytest.raises(OwnTermsError, match=r"worth\.miss"):
        check_case(content)
