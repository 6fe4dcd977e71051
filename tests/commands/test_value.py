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
