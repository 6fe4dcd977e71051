"""`payoff value` from the command line."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from payoff.__main__ import main
from payoff.paths import DATA


@pytest.fixture(scope="module")
def scored(tmp_path_factory):
    """The sample with a made-up probability that leans on the outcome, with and without that outcome."""
    folder = tmp_path_factory.mktemp("scored")
    table = pd.read_csv(DATA / "credit.csv", keep_default_na=False)
    lean = np.where(table["default"] == "yes", 0.3, 0.0)
    table["probability"] = np.random.default_rng(0).random(len(table)) * 0.5 + lean
    table["now"] = np.where(table["credit_amount"] > 5000, "decline", "lend")
    table.to_csv(folder / "scored.csv", index=False)
    table.drop(columns="default").to_parquet(folder / "new.parquet", index=False)
    table.assign(probability=table["probability"] * 2).to_csv(folder / "percent.csv", index=False)
    return folder


def test_a_person_reads_verdict_policies_and_outcomes(scored, capsys):
    arguments = ["value", "credit", str(scored / "scored.csv"), "--today-column", "now", "--capacity", "50", "--resamples", "200"]
    assert main(arguments) == 0
    said = capsys.readouterr().out
    assert said.startswith(("Deploy: worth", "Not proven: worth", "Don't deploy: worth"))
    for word in ("today", "perfect", "With capacity 50", "measured, DM", "TP"):
        assert word in said
    assert "Not shown" not in said


def test_where_no_threshold_pays_that_is_said(tmp_path, capsys):
    table = pd.DataFrame({"p": [0.1, 0.2, 0.8, 0.9] * 10, "late": ["no", "no", "yes", "yes"] * 10})
    table.to_csv(tmp_path / "own.csv", index=False)
    worth = '[worth]\nacting = 5\nmiss = 1\n[score]\ncolumn = "p"\nscale = "probability"\nriskier = "higher"\n'
    (tmp_path / "terms.toml").write_text(f'title = "T"\ncurrency = "€"\n[outcome]\ncolumn = "late"\nevent = "yes"\n{worth}')
    arguments = ["value", str(tmp_path / "own.csv"), "--terms", str(tmp_path / "terms.toml"), "--resamples", "50"]
    assert main(arguments) == 0
    assert " none (bayes): 0 rows." in capsys.readouterr().out
    assert main([*arguments, "--json"]) == 0
    assert json.loads(capsys.readouterr().out, parse_constant=pytest.fail)["threshold"]["used"] == "never"


def test_a_program_reads_json(scored, capsys):
    path = str(scored / "scored.csv")
    options = ["--set", "lgd=0.6", "--threshold", "0.4", "--today-rate", "0.3", "--resamples", "200"]
    assert main(["value", "credit", path, "--json", *options]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["settings"]["lgd"] == 0.6
    assert (told["threshold"]["used"], told["threshold"]["kind"]) == (0.4, "chosen")
    assert set(told["ladder"]) == {"none", "all", "today", "threshold", "bayes", "perfect"}
    assert told["verdict"]["call"] in {"deploy", "dont", "not_proven"}
    assert told["verdict"]["resamples"] == 200
    assert told["rows"] == 400


def test_the_same_seed_prints_the_same(scored, capsys):
    said = []
    for seed in ("7", "7", "8"):
        assert main(["value", "credit", str(scored / "scored.csv"), "--json", "--resamples", "100", "--seed", seed]) == 0
        said.append(capsys.readouterr().out)
    assert said[0] == said[1] != said[2]


def test_without_outcomes_money_is_expected(scored, capsys):
    assert main(["value", "credit", str(scored / "new.parquet"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["basis"], told["verdict"], told["rows_without_outcome"]) == ("expected", None, 400)
    assert "expected" in told["missing"]["verdict"]
    assert main(["value", "credit", str(scored / "new.parquet")]) == 0
    assert capsys.readouterr().out.startswith("No verdict. This file does not say how the rows turned out")


@pytest.mark.parametrize(
    ("file", "options", "message"),
    [
        ("scored.csv", ["--set", "lgd"], "--set lgd has no value"),
        ("scored.csv", ["--set", "lgd=high"], "'high', which is not a number"),
        ("scored.csv", ["--set", "lgd=2"], "must lie between 0 and 1"),
        ("scored.csv", ["--set", "pd=0.1"], "no assumption called 'pd'"),
        ("scored.csv", ["--today-column", "purpose"], "should hold yes or no"),
        ("scored.csv", ["--today-rate", "30"], "between 0 and 1"),
        ("scored.csv", ["--capacity", "-5"], "0 or more"),
        ("scored.csv", ["--resamples", "1"], "at least 2"),
        ("percent.csv", [], "probability must be between 0 and 1 ("),
        ("nope.csv", [], "There is no file called 'nope.csv'"),
    ],
)
def test_what_cannot_be_answered_ends_with_two_and_says_what_to_do(scored, capsys, file, options, message):
    assert main(["value", "credit", str(scored / file), *options]) == 2
    captured = capsys.readouterr()
    assert message in captured.err
    assert captured.out == ""


def test_a_file_that_was_not_scored_is_told_how(capsys):
    assert main(["value", "credit", str(DATA / "credit.csv")]) == 2
    assert "python -m payoff score credit credit.csv" in capsys.readouterr().err


def test_an_unknown_domain_lists_those_there_are(capsys):
    assert main(["value", "mars", str(DATA / "credit.csv")]) == 2
    assert "credit" in capsys.readouterr().err


TERMS = """
title = "Zahlungsausfall"
currency = "€"
[words]
row = "Kredit"
rows = "Kredite"
event = "Ausfall"
act = "ablehnen"
leave = "auszahlen"
[outcome]
column = "Ausgefallen"
event = "ja"
[worth]
acting = 10
false_alarm = {column = "Marge"}
miss = {column = "Betrag", times = 0.5}
[score]
column = "Ausfallrisiko"
"""


@pytest.fixture(scope="module")
def german(tmp_path_factory):
    """A German office's file of 300 scored loans, with a title above, a total below and one broken row; and the terms for it."""
    folder = tmp_path_factory.mktemp("german")
    random = np.random.default_rng(1)
    risk = random.beta(1, 4, 300)
    amount = np.round(random.uniform(500, 20_000, 300), 2)
    frame = pd.DataFrame({
        "Kredit-Nr.": np.arange(1, 301),
        "Betrag": [_german(a) + " €" for a in amount],
        "Marge": [_german(a * 0.04) for a in amount],
        "Ausfallrisiko": [f"{100 * r:.1f} %".replace(".", ",") for r in risk],
        "Ausgefallen": np.where(random.random(300) < risk, "ja", "nein"),
    })  # fmt: skip
    lines = frame.to_csv(sep=";", index=False).splitlines()
    text = ["Kreditliste Filiale Süd;;;;", "", *lines, "301;1.000,00 €;40,00;unklar;nein", "Summe;9.999.999,00 €;;;", ""]
    (folder / "Kredite.csv").write_bytes("\r\n".join(text).encode("cp1252"))
    frame.drop(columns="Ausgefallen").to_excel(folder / "neu.xlsx", index=False)
    (folder / "terms.toml").write_text(TERMS, encoding="utf-8")
    return folder


def _german(number: float) -> str:
    return f"{number:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")


def test_a_german_file_is_valued_under_own_terms(german, capsys):
    arguments = ["value", str(german / "Kredite.csv"), "--terms", str(german / "terms.toml"), "--resamples", "100"]
    assert main(arguments) == 0
    said = capsys.readouterr().out
    assert said.startswith("1 of 301 rows left out. The file's probabilities are taken as they are.")
    for word in ("300 Kredite with known outcome", "measured, €", "resamples", "rejected 1×", "TP"):
        assert word in said


def test_a_workbook_without_outcomes_is_expected_under_own_terms(german, capsys):
    arguments = ["value", str(german / "neu.xlsx"), "--terms", str(german / "terms.toml"), "--json", "--set", "miss=0.25"]
    assert main(arguments) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["basis"], told["rows"], told["rows_rejected"], told["settings"]["miss"]) == ("expected", 300, 0, 0.25)
    assert told["domain"].startswith("own_")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["Kredite.csv"], "either a domain before the file, or --terms"),
        (["credit", "Kredite.csv", "--terms", "terms.toml"], "either a domain before the file, or --terms"),
        (["Kredite.csv", "--terms", "absent.toml"], "absent.toml cannot be read"),
        (["Kredite.csv", "--terms", "terms.toml", "--probability", "PD"], "The column 'PD' is missing"),
        (["Kredite.csv", "--terms", "terms.toml", "--probability", "Betrag"], "holds the scores; it cannot be the outcome or an amount"),
        (["credit", "Kredite.csv"], "no column called 'probability'"),
    ],
)
def test_own_terms_that_cannot_be_used_say_why(german, arguments, words, capsys):
    paths = [str(german / a) if a.endswith((".csv", ".toml")) else a for a in arguments]
    assert main(["value", *paths]) == 2
    assert words in capsys.readouterr().err


def test_an_untidy_scored_file_of_a_shipped_domain_is_read_like_any_other(scored, tmp_path, capsys):
    table = pd.read_csv(scored / "scored.csv", keep_default_na=False)
    told = []
    (tmp_path / "office.csv").write_bytes(b"Scored loans\n\n" + table.to_csv(sep=";", decimal=",", index=False).encode("utf-16"))
    table.to_excel(tmp_path / "office.xlsx", index=False)
    for path in (scored / "scored.csv", tmp_path / "office.csv", tmp_path / "office.xlsx"):
        assert main(["value", "credit", str(path), "--json", "--resamples", "20"]) == 0
        told.append(json.loads(capsys.readouterr().out))
    assert told[0]["value"] == pytest.approx(told[1]["value"]) == pytest.approx(told[2]["value"])


def test_the_probability_may_have_another_name(scored, tmp_path, capsys):
    table = pd.read_csv(scored / "scored.csv", keep_default_na=False).rename(columns={"probability": "pd"})
    table.to_csv(tmp_path / "renamed.csv", index=False)
    assert main(["value", "credit", str(tmp_path / "renamed.csv"), "--probability", "pd", "--resamples", "20"]) == 0
    assert "DM" in capsys.readouterr().out
