"""The case command: text that states the verdict first, JSON with every figure, and refusals that name the key."""

from __future__ import annotations

import json
import shutil

import pytest

from payoff.__main__ import main
from payoff.paths import DATA

EXAMPLE = DATA / "cases" / "credit.toml"


def test_the_example_prints_its_verdict_before_anything_else(capsys) -> None:
    assert main(["case", str(EXAMPLE)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[2].startswith("Not proven. Worth DM 420 k over 5 years as planned, measured")
    assert any("It adds up." in line for line in lines)


def test_json_holds_unrounded_figures_that_agree_with_one_another(capsys) -> None:
    assert main(["case", str(EXAMPLE), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    years = answer["cash_flow_by_year"]
    assert answer["reconciliation"]["holds"] is True
    assert years[-1]["cumulative"] == pytest.approx(sum(year["net"] for year in years))
    assert answer["basis"] == "measured"
    assert answer["risk"]["low"] < answer["measures"]["npv"] < answer["risk"]["high"]
    assert sum(item["share"] for item in answer["product"]["items"].values()) == pytest.approx(1)


def test_json_holds_the_sale_the_ranges_what_moves_together_and_the_steps(tmp_path, capsys) -> None:
    case = tmp_path / "case.toml"
    more = '\n[correlations]\nvolume.people = 0.5\n\n[steps.market]\nanswer = "yes"\nnote = "Asked."\n'
    case.write_text(EXAMPLE.read_text(encoding="utf-8") + more, encoding="utf-8")
    assert main(["case", str(case), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["ranges"]["volume"] == {"low": 8_000, "high": 15_000, "shape": "pert"}
    assert answer["correlations"] == [{"first": "volume", "second": "people", "rank_correlation": 0.5}]
    assert answer["steps"] == {"market": {"answer": "yes", "note": "Asked."}}
    assert answer["risk"]["sobol"] == []
    assert "cannot be split" in answer["missing"]["indices"]
    offers = {offer["key"]: offer for offer in answer["sale"]["offers"]}
    assert len(offers) == 7
    assert offers["seats"]["extension"] is True
    assert 0 < offers["metered"]["risk"]["probability_of_loss"] < 1
    assert offers["metered"]["ltv_to_cac"] > 3
    assert main(["case", str(case)]) == 0
    text = capsys.readouterr().out
    assert "volume and people move together: rank correlation 0.5." in text
    assert "The way to the market: 1 of 7 steps are answered yes. Next: Technical route." in text
    assert "Selling the model: API service, metered by tiers contributes most" in text


def test_a_scored_file_beside_the_case_is_its_data(tmp_path, capsys) -> None:
    scored, case = tmp_path / "scored.csv", tmp_path / "case.toml"
    assert main(["score", "credit", str(DATA / "credit.csv"), "-o", str(scored), "--quiet"]) == 0
    case.write_text(EXAMPLE.read_text(encoding="utf-8").replace('"sample"  ', '"scored.csv"'), encoding="utf-8")
    assert main(["case", str(case)]) == 0
    own = capsys.readouterr().out
    assert main(["case", str(EXAMPLE)]) == 0
    assert own == capsys.readouterr().out


@pytest.mark.parametrize(("old", "new", "message"), [
    ("months = 60", "months = 0", "months must be"), ("12_000, low", "12_000, lwo", "assumptions.volume holds lwo"),
    ("lgd = 0.75", "lgd = 75", "must lie between"), ('data = "sample"', 'data = "gone.csv"', "gone.csv"),
])  # fmt: skip
def test_a_mistake_is_named_on_standard_error(tmp_path, capsys, old, new, message) -> None:
    case = tmp_path / "case.toml"
    shutil.copy(EXAMPLE, case)
    case.write_text(case.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert main(["case", str(case)]) == 2
    captured = capsys.readouterr()
    assert message in captured.err
    assert captured.out == ""
