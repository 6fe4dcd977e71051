"""The command fits, says what it did, and refuses in words."""

from __future__ import annotations

import json

import pytest

from payoff.__main__ import main
from payoff.training import convert, metrics, parity, tree_graph
from payoff.training import fit as search
from tests.workflow.own_files import french, plain


@pytest.fixture(autouse=True)
def small_search(monkeypatch):
    monkeypatch.setattr(search, "STRENGTHS", (1.0,))
    monkeypatch.setattr(search, "SHAPES", ({"trees": 20, "leaves": 4, "rate": 0.1},))
    monkeypatch.setattr(parity, "ROWS", 2_000)
    monkeypatch.setattr(metrics, "RESAMPLES", 50)


def test_a_french_file_of_outcomes_reaches_a_verdict(tmp_path, capsys):
    path = tmp_path / "clients.csv"
    path.write_bytes(french())
    asked = ["--target", "Résilié", "--event", "oui", "--acting", "20", "--miss", "0.5*Montant", "--currency", "€"]
    assert main(["fit", str(path), *asked, "-o", str(tmp_path / "models" / "loyal")]) == 0
    said = capsys.readouterr().out
    assert "By time: rows before 2024-06-17 train" in said
    assert "Left out: Numéro" in said
    assert "largest difference from scikit-learn" in said
    assert "rows with known outcome; pick from" in said
    assert sorted(file.name for file in (tmp_path / "models" / "loyal").iterdir()) == [
        "card.md", "held-out.parquet", "manifest.toml", "model.onnx", "parity.csv", "terms.toml",
    ]  # fmt: skip
    assert main(["verify", "--models", str(tmp_path / "models")]) == 0


def test_json_holds_what_a_program_needs(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(tree_graph, "convert_trees", convert._convert)
    path = tmp_path / "plain.csv"
    path.write_bytes(plain())
    assert main(["fit", str(path), "--target", "bad", "--event", "yes", "-o", str(tmp_path / "m"), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["rows"], report["events"], report["split"]["by_time"], report["terms_assumed"]) == (120, 40, False, True)
    assert [model["role"] for model in report["models"]] == ["champion", "challenger"]
    assert report["value"]["rows"] == report["split"]["held_out"] == 36


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "--target 'bad' --event 'yes'"),
        (["--target", "bad", "--event", "yes"], "-o models/NAME"),
        (["--target", "bad", "--event", "yes", "-o", "models/credit"], "shipped model"),
        (["--target", "bad", "--event", "yes", "-o", "m/x", "--miss", "-3"], "positive number"),
        (["--read", "shape=round"], "says nothing about reading"),
        (["--target", "bad", "--event", "yes", "-o", "m/x", "--miss", "two*size"], "FACTOR*COLUMN"),
    ],
)
def test_what_is_missing_is_said_with_how_to_write_it(tmp_path, capsys, arguments, words):
    path = tmp_path / "plain.csv"
    path.write_bytes(plain())
    assert main(["fit", str(path), *arguments]) == 2
    assert words in capsys.readouterr().err
