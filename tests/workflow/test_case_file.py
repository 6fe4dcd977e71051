"""Case files: what is left out, what is read, and messages that name the key."""

from __future__ import annotations

import pytest

from payoff.core.spread import Pert, Triangular
from payoff.core.uncertainty import Plan
from payoff.domains import load_domains
from payoff.domains.case_range import Range
from payoff.domains.case_sheet import VALUE
from payoff.domains.case_steps import StepState
from payoff.domains.term_sheet import TermSheetError
from payoff.language import translate
from payoff.paths import DATA
from payoff.workflow.case_file import check_case, read_case_file, shipped_case
from payoff.workflow.case_keys import CaseFileError
from payoff.workflow.decide import Today


def test_a_domain_is_enough() -> None:
    file = check_case({"domain": "credit"})
    assert file.data == "sample"
    assert file.plan.months == 60
    assert file.plan.draw == Plan()


def test_a_number_stands_for_itself_and_a_table_adds_range_and_source() -> None:
    entry = {"value": 900, "low": 500, "high": 1500, "source": "Sales plan", "date": "2026-10", "kind": "E", "owner": "Ada"}
    file = check_case({"domain": "credit", "assumptions": {"one_off": 5, "volume": entry}})
    assert file.plan.settings["one_off"] == 5.0
    assert file.plan.spreads["volume"] == Pert(500.0, 900.0, 1500.0)
    volume = file.sheet.get("volume")
    assert (volume.default, volume.source, volume.date, volume.kind, volume.owner) == (900.0, "Sales plan", "2026-10", "E", "Ada")
    assert file.sheet.get("discount").owner == "Finance"


def test_the_decision_is_read_with_todays_rule() -> None:
    file = check_case({"domain": "credit", "decision": {"threshold": 0.3, "today_rate": 0.2, "settings": {"lgd": 0.5}}})
    assert (file.question.threshold, file.question.today, file.question.settings) == (0.3, Today(None, 0.2), {"lgd": 0.5})


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({}, "domain must be text in quotes and must be given"),
        ({"domain": "credit", "month": 3}, "The file holds month"),
        ({"domain": "credit", "months": 0}, "months must be a whole number from 1 to 360"),
        ({"domain": "credit", "months": 6.5}, "months must be a whole number"),
        ({"domain": "credit", "use": "leap"}, "use must be one of ramp, bass"),
        ({"domain": "credit", "assumptions": {"volume": "many"}}, "assumptions.volume.value must be a number; 'many' is not"),
        ({"domain": "credit", "assumptions": {"volume": {"low": 1}}}, "assumptions.volume.high must be a number and must be given"),
        ({"domain": "credit", "assumptions": {"volume": {"value": 9, "low": 10, "high": 20}}}, "low, value and high must rise"),
        ({"domain": "credit", "assumptions": {"volume": {"vaule": 9}}}, "assumptions.volume holds vaule"),
        ({"domain": "credit", "assumptions": {"volume": {"low": 8, "shape": "fixed"}}}, "volume is fixed: leave out low and high"),
        ({"domain": "credit", "assumptions": {"volume": {"shape": "flat"}}}, "assumptions.volume.shape must be one of"),
        ({"domain": "credit", "correlations": {"volume": 0.5}}, "correlations.volume must be a table"),
        ({"domain": "credit", "correlations": {"volume": {"people": "much"}}}, "correlations.volume.people must be a number"),
        ({"domain": "credit", "correlations": {"volume": {"people": 1.5}}}, "lies between -1 and 1; 1.5 of volume"),
        ({"domain": "credit", "correlations": {"volume": {"tax": 0.5}}}, "correlations.volume.tax: tax has no range"),
        ({"domain": "credit", "correlations": {"volume": {"volume": 0.5}}}, "volume cannot be correlated with itself"),
        ({"domain": "credit", "correlations": {"volume": {"people": 0.9, "one_off": 0.9}, "people": {"one_off": -0.9}}}, "cannot all hold"),
        ({"domain": "credit", "value_per_case": {"low": 1.1, "high": 2}}, "value_per_case: low and high are multiples"),
        ({"domain": "credit", "value_per_case": {"low": 0, "high": 2, "shape": "lognormal"}}, "above 0 for a lognormal"),
        ({"domain": "credit", "value_per_case": {"low": 0.5}}, "value_per_case.high must be a number"),
        ({"domain": "credit", "steps": {"market": {"answer": 3}}}, "steps.market.answer must be text"),
        ({"domain": "credit", "steps": {"market": {"why": "so"}}}, "steps.market holds why"),
        ({"domain": "credit", "assumptions": 3}, "assumptions must be a table"),
        ({"domain": "credit", "decision": {"settings": {"lgd": True}}}, "decision.settings.lgd must be a number"),
        ({"domain": "credit", "draws": 5}, "draws must be a whole number from 100"),
    ],
)
def test_what_is_wrong_names_the_key(content, message) -> None:
    with pytest.raises(CaseFileError) as caught:
        check_case(content)
    assert message in str(caught.value)


@pytest.mark.parametrize("content", [{"domain": "alchemy"}, {"domain": "credit", "assumptions": {"gold": 1}}])
def test_unknown_names_list_those_there_are(content) -> None:
    with pytest.raises((CaseFileError, TermSheetError), match=r"credit|volume"):
        check_case(content)


def test_ranges_and_what_moves_together_are_read() -> None:
    ranges = {
        "tax": {"low": 0.2, "value": 0.25, "high": 0.3, "shape": "triangular"}, "model_life": {"low": 12, "high": 36},
        "people": {"shape": "fixed"},
    }  # fmt: skip
    plan = check_case({"domain": "credit", "assumptions": ranges, "correlations": {"volume": {"tax": -0.25, VALUE: 0.5}}}).plan
    assert plan.spreads["tax"] == Triangular(0.2, 0.25, 0.3)
    assert plan.spreads["model_life"] == Pert(12.0, 24.0, 36.0)
    assert "people" not in plan.spreads
    assert plan.correlations == {("volume", "tax"): -0.25, ("volume", VALUE): 0.5}
    assert plan.value_range is None


def test_the_value_per_case_may_be_a_range_of_multiples() -> None:
    assert check_case({"domain": "credit", "value_per_case": {"low": 0.5, "high": 1.25}}).plan.value_range == Range(0.5, 1.25)


def test_answers_on_the_way_to_the_market_are_read_short_or_with_a_note() -> None:
    steps = check_case({"domain": "credit", "steps": {"market": "yes", "route": {"answer": "not yet", "note": "Ask IT."}}}).steps
    assert steps.of("market") == StepState("yes")
    assert steps.of("route") == StepState("not yet", "Ask IT.")
    assert steps.next.key == "route"


@pytest.mark.parametrize(
    ("steps", "said"),
    [({"moon": "yes"}, "no step called 'moon'; there are market, route"), ({"market": "maybe"}, "'maybe' is not")],
)
def test_a_step_or_an_answer_that_there_is_not_is_named(steps, said) -> None:
    with pytest.raises(TermSheetError, match=said):
        check_case({"domain": "credit", "steps": steps})


def test_a_file_that_is_no_toml_says_where(tmp_path) -> None:
    path = tmp_path / "case.toml"
    path.write_text("domain = credit", encoding="utf-8")
    with pytest.raises(CaseFileError, match=r"case.toml is not a TOML file.*line 1"):
        read_case_file(path)
    with pytest.raises(CaseFileError, match="cannot be read"):
        read_case_file(tmp_path / "absent.toml")


@pytest.mark.parametrize("path", sorted((DATA / "cases").glob("*.toml")), ids=lambda path: path.stem)
def test_every_shipped_case_can_be_read_and_is_called_after_its_domain(path) -> None:
    assert read_case_file(path).domain == path.stem


@pytest.mark.parametrize("domain", load_domains())
def test_the_title_of_a_shipped_case_can_be_translated(domain) -> None:
    title = shipped_case(domain).title
    assert translate(title, "zh") != title
    # A title of one's own stays as it was written, even where the program has a translation for its words.
    assert translate(check_case({"domain": domain, "title": "Ours"}).title, "zh") == "Ours"
