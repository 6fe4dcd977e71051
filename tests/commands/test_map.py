"""`payoff map` and `payoff score --mapping`: from a stranger's file to scores that stand beside the stranger's own columns."""

from __future__ import annotations

import csv
import tomllib

import pytest

from payoff.__main__ import main
from payoff.paths import DATA
from tests.mapping.offices import GERMAN, OFFICES


@pytest.fixture(scope="module")
def probabilities(tmp_path_factory) -> list[str]:
    out = tmp_path_factory.mktemp("clean") / "scored.csv"
    assert main(["score", "credit", str(DATA / "credit.csv"), "-o", str(out), "--quiet"]) == 0
    return [row["probability"] for row in csv.DictReader(out.open(encoding="utf-8"))]


@pytest.mark.parametrize("name", OFFICES)
def test_a_stranger_s_file_is_mapped_then_scored(name, tmp_path, probabilities):
    path, mapping, out = tmp_path / name, tmp_path / "map.toml", tmp_path / "out.csv"
    path.write_bytes(OFFICES[name]())
    assert main(["map", "credit", str(path), "-o", str(mapping)]) == 0
    assert main(["score", "credit", str(path), "-o", str(out), "--mapping", str(mapping), "--quiet"]) == 0
    scored = list(csv.DictReader(out.open(encoding="utf-8"), delimiter="," if b";" not in out.read_bytes()[:400] else ";"))
    assert [row["probability"] for row in scored] == probabilities
    if name == "kredite.csv":
        assert list(scored[0])[: len(GERMAN)] == [title for title, _ in GERMAN.values()]
        assert scored[0]["Kreditbetrag"] == "5.951,00 €"


def test_an_incomplete_mapping_scores_nothing_and_names_what_is_missing(tmp_path, capsys):
    path, mapping, out = tmp_path / "k.csv", tmp_path / "map.toml", tmp_path / "out.csv"
    path.write_text("Betrag;Laufzeit\n1200;12\n3400;24\n", encoding="utf-8")
    assert main(["map", "credit", str(path), "-o", str(mapping)]) == 1
    assert "checking_account" in capsys.readouterr().err
    assert tomllib.loads(mapping.read_text(encoding="utf-8"))["columns"]["credit_amount"] == {"from": "Betrag"}
    assert main(["score", "credit", str(path), "-o", str(out), "--mapping", str(mapping)]) == 2
    assert "No column of the file stands for 'checking_account'" in capsys.readouterr().err
    assert not out.exists()


def test_a_mapping_of_another_domain_is_refused(tmp_path, capsys):
    mapping = tmp_path / "map.toml"
    mapping.write_text('version = 1\ndomain = "retail"\nheader = ["a"]\n[columns.spend]\nfrom = "a"\n', encoding="utf-8")
    assert main(["score", "credit", str(DATA / "credit.csv"), "-o", str(tmp_path / "o.csv"), "--mapping", str(mapping)]) == 2
    assert "spend" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["kredite.csv", "crédits.csv", "kredite.xlsx"])
def test_a_stranger_s_file_reaches_the_verdict_of_the_original(name, tmp_path, capsys):
    clean, path, mapping, out = tmp_path / "clean.csv", tmp_path / name, tmp_path / "map.toml", tmp_path / "out.csv"
    path.write_bytes(OFFICES[name]())
    assert main(["score", "credit", str(DATA / "credit.csv"), "-o", str(clean), "--quiet"]) == 0
    assert main(["map", "credit", str(path), "-o", str(mapping)]) == 0
    assert main(["score", "credit", str(path), "-o", str(out), "--mapping", str(mapping), "--quiet"]) == 0
    capsys.readouterr()
    assert main(["value", "credit", str(clean), "--resamples", "50"]) == 0
    verdict = capsys.readouterr().out
    assert main(["value", "credit", str(out), "--mapping", str(mapping), "--resamples", "50"]) == 0
    assert capsys.readouterr().out == verdict
