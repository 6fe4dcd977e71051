"""`payoff onnx` from model and file to a file with a probability, and the ways it stops."""

import csv
import json
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from payoff.__main__ import main
from tests import foreign_models as models


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    models.world().to_csv(path, index=False)
    return path


def written(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "model.onnx"
    path.write_bytes(content)
    return path


def test_a_model_alone_is_described(tmp_path, capsys):
    assert main(["onnx", str(written(tmp_path, models.one_input_per_column()[0]))]) == 0
    said = capsys.readouterr().out
    assert "made by skl2onnx" in said
    assert "Asks for home: string, 1 per row." in said


def test_without_an_output_the_mapping_is_shown_and_nothing_is_scored(tmp_path, people, capsys):
    model = written(tmp_path, models.whole_numbers()[0])
    assert main(["onnx", str(model), str(people), "--columns", "children,home"]) == 0
    assert "X[2] = home (own:0, rent:1, with parents:2)" in capsys.readouterr().out


def test_a_file_is_scored_with_the_librarys_own_probability(tmp_path, people, capsys):
    content, truth = models.one_input_per_column()
    out = tmp_path / "out.csv"
    assert main(["onnx", str(written(tmp_path, content)), str(people), "-o", str(out)]) == 0
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    np.testing.assert_allclose([float(row["probability"]) for row in rows], truth, atol=1e-6)
    assert "probabilities[1] is taken as the probability" in capsys.readouterr().out


def test_columns_taken_by_nothing_but_their_order_are_told(tmp_path, people, capsys):
    model, out = written(tmp_path, models.logistic(False)[0]), str(tmp_path / "out.csv")
    assert main(["onnx", str(model), str(people), "-o", out]) == 0
    assert "X[1] = x1, X[2] = x2" in capsys.readouterr().out
    assert main(["onnx", str(model), str(people), "-o", out, "--columns", "x1,x2,x3,x4"]) == 0
    assert "x1" not in capsys.readouterr().out


def test_another_answer_can_be_taken(tmp_path, people):
    content, truth = models.one_input_per_column()
    out = tmp_path / "out.parquet"
    assert main(["onnx", str(written(tmp_path, content)), str(people), "-o", str(out), "--event", "probabilities[0]"]) == 0
    np.testing.assert_allclose(pq.read_table(out)["probability"].to_numpy(), 1 - truth, atol=1e-6)


def test_a_score_is_written_as_a_score(tmp_path, people, capsys):
    out = tmp_path / "out.parquet"
    assert main(["onnx", str(written(tmp_path, models.logit()[0])), str(people), "-o", str(out), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["kind"] == "score"
    assert "score" in pq.read_schema(out).names


def test_rows_that_cannot_be_scored_are_written_with_their_lines(tmp_path, people, capsys):
    lines = people.read_text(encoding="utf-8").splitlines()
    cells = lines[3].split(",")
    cells[5] = ""
    people.write_text("\n".join([*lines[:3], ",".join(cells), *lines[4:]]), encoding="utf-8")
    out, left = tmp_path / "out.csv", tmp_path / "left.csv"
    arguments = ["onnx", str(written(tmp_path, models.one_input_per_column()[0])), str(people), "-o", str(out), "--rejects", str(left)]
    assert main(arguments) == 1
    assert "239 rows scored, 1 rejected" in capsys.readouterr().out
    with left.open(encoding="utf-8", newline="") as file:
        (reject,) = csv.DictReader(file)
    assert (reject["row"], reject["line"]) == ("3", "4")
    assert reject["reason"] == "The model takes whole numbers from 'children', and this row has none."


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--columns", "x1"], "1 columns are named, and the model asks for 4"),
        (["--column", "nothing=x1"], "asks for nothing called 'nothing'"),
        (["--column", "x1"], "write it like --column x1=age"),
        (["--column", "x1=wage"], "no column called 'wage'"),
        (["--codes", "home=own"], "gives no number"),
        (["--event", "luck"], "answers nothing called 'luck'"),
        (["-o", "out.txt"], "should end in .csv or .parquet"),
    ],
)
def test_a_slip_is_named(tmp_path, people, capsys, monkeypatch, arguments, words):
    monkeypatch.chdir(tmp_path)
    model = written(tmp_path, models.one_input_per_column()[0])
    assert main(["onnx", str(model), str(people), "-o", "out.csv", *arguments]) == 2
    assert words in capsys.readouterr().err
    assert not (tmp_path / "out.csv").exists()


def test_a_hostile_model_is_refused_in_words(tmp_path, capsys):
    content = models.graph([models.helper.make_node("Relu", ["x"], ["y"], domain="com.evil")], domains=("com.evil",)).SerializeToString()
    assert main(["onnx", str(written(tmp_path, content))]) == 2
    assert "needs a library from somebody else" in capsys.readouterr().err
