"""`payoff score` from the command line: exit status, streams, summary and words."""

from __future__ import annotations

import io
import sys
from types import SimpleNamespace

import pyarrow.parquet as pq
import pytest

from payoff.__main__ import main
from payoff.paths import DATA
from tests.mapping.offices import german, german_workbook

SAMPLE = str(DATA / "credit.csv")


@pytest.fixture
def spoilt(tmp_path):
    lines = (DATA / "credit.csv").read_text(encoding="utf-8").splitlines()[:11]
    path = tmp_path / "spoilt.csv"
    path.write_text("\n".join([*lines, "only,three,fields"]))
    return str(path)


def test_a_clean_file_is_done_with_a_line_of_summary(tmp_path, capsys):
    assert main(["score", "credit", SAMPLE, "-o", str(tmp_path / "out.parquet")]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("400 rows scored, 0 rejected, ")
    assert "rows/s on cpu" in said.err.splitlines()[0]


def test_rejected_rows_make_status_one_and_are_explained(spoilt, tmp_path, capsys):
    status = main(["score", "credit", spoilt, "-o", str(tmp_path / "out.csv"), "--rejects", str(tmp_path / "rejects.csv")])
    assert status == 1
    assert "rejected 1×" in capsys.readouterr().err
    assert (tmp_path / "rejects.csv").read_text().splitlines()[1].startswith("11,12,")


@pytest.mark.parametrize("content", [german(), (DATA / "credit.csv").read_bytes() + b"Total" + b"," * 20 + b"\n"], ids=["untidy", "total"])
def test_a_summary_row_is_no_row(content, tmp_path, capsys):
    path, mapping = tmp_path / "loans.csv", tmp_path / "map.toml"
    path.write_bytes(content)
    main(["map", "credit", str(path), "-o", str(mapping)])
    capsys.readouterr()
    assert main(["score", "credit", str(path), "-o", str(tmp_path / "out.csv"), "--mapping", str(mapping)]) == 0
    assert capsys.readouterr().err.startswith("400 rows scored, 0 rejected, ")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["credit", "gone.csv", "-o", "out.csv"], "There is no file called 'gone.csv'"),
        (["credit", SAMPLE, "-o", "out.xls"], "end the output's name in .csv or .parquet"),
        (["nonsense", SAMPLE, "-o", "out.csv"], "There is no domain called 'nonsense'"),
        (["credit", SAMPLE, "-o", "out.csv", "--model", "nonsense"], "There is no model called 'nonsense'"),
        (["credit", SAMPLE, "-o", "out.csv", "--set", "lgd=much"], "write it like --set lgd=0.6"),
        (["credit", SAMPLE, "-o", "out.csv", "--set", "lgd=7"], "between 0 and 1"),
        (["credit", SAMPLE, "-o", "out.csv", "--provider", "coreml"], "coreml"),
    ],
)
def test_what_cannot_be_done_is_said_with_status_two_and_no_file(arguments, words, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["score", *arguments]) == 2
    assert words in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_quiet_says_nothing(tmp_path, capsys):
    assert main(["score", "credit", SAMPLE, "-o", str(tmp_path / "out.csv"), "--quiet"]) == 0
    assert capsys.readouterr().err == ""


def test_a_dash_reads_standard_input_and_writes_standard_output(monkeypatch):
    given, got = (DATA / "credit.csv").read_bytes(), io.BytesIO()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(got))
    assert main(["score", "credit", "-", "-o", "-", "--quiet"]) == 0
    lines = got.getvalue().splitlines()
    assert len(lines) == 401
    assert lines[0].endswith(b"default,probability,decision,expected_value")


UNTIDY_STREAMS = {"kredite.csv": german, "kredite.xlsx": german_workbook}


@pytest.mark.parametrize("name", UNTIDY_STREAMS)
def test_an_untidy_stream_is_scored_like_the_file(name, tmp_path, monkeypatch):
    path, mapping, out, piped = tmp_path / name, tmp_path / "map.toml", tmp_path / "out.csv", tmp_path / "piped.csv"
    path.write_bytes(UNTIDY_STREAMS[name]())
    assert main(["map", "credit", str(path), "-o", str(mapping)]) == 0
    assert main(["score", "credit", str(path), "-o", str(out), "--mapping", str(mapping), "--quiet"]) == 0
    with path.open("rb") as stream:
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=stream))
        assert main(["score", "credit", "-", "-o", str(piped), "--mapping", str(mapping), "--quiet"]) == 0
    assert piped.read_bytes() == out.read_bytes()


def test_what_a_person_says_about_reading_is_obeyed(tmp_path):
    loans = (DATA / "credit.csv").read_text(encoding="utf-8").splitlines()
    place = loans[0].split(",").index("credit_amount")
    rows = [line.split(",") for line in loans[1:4]]
    path, out = tmp_path / "loans.csv", tmp_path / "out.parquet"
    found = {}
    for amount, word in (("1.234", "decimal=point"), ("1.234", "decimal=comma"), ("1234", "decimal=point")):
        for row in rows:
            row[place] = amount
        path.write_text("\n".join([loans[0], *(",".join(row) for row in rows)]) + "\n", encoding="utf-8")
        assert main(["score", "credit", str(path), "-o", str(out), "--read", word, "--quiet"]) == 0
        found[amount, word] = pq.read_table(out).column("expected_value").to_pylist()
    assert found["1.234", "decimal=comma"] == found["1234", "decimal=point"] != found["1.234", "decimal=point"]
