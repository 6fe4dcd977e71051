"""A file is scored into a file, which keeps what it was given and appears only when whole."""

from __future__ import annotations

import csv
import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
import pytest

from payoff.core.value import bayes_threshold, expected_value
from payoff.domains import read_domain
from payoff.intake.problems import IntakeError
from payoff.intake.source import read_source
from payoff.paths import ROOT
from payoff.workflow.decisions import Policy
from payoff.workflow.score import score_upload
from payoff.workflow.score_file import ScoreError, ScoreOptions, score_file

PLAIN = ScoreOptions()


def test_a_csv_keeps_its_lines_and_gains_three_columns(write_loans, tmp_path):
    given = write_loans({5: {"loan_id": '"5, ""five"""'}})
    report = score_file(given, tmp_path / "out.csv", "credit", options=PLAIN)
    before, after = given.read_text().splitlines(), (tmp_path / "out.csv").read_text().splitlines()
    assert after[0] == before[0] + ",probability,decision,expected_value"
    assert [line.rsplit(",", 3)[0] for line in after] == before
    assert (report.rows_read, report.rows_rejected) == (60, 0)


def test_line_ends_separator_and_mark_stay_as_they_were(write_loans, tmp_path):
    given = tmp_path / "office.csv"
    given.write_bytes(b"\xef\xbb\xbf" + write_loans().read_bytes().replace(b",", b";").replace(b"\n", b"\r\n"))
    score_file(given, tmp_path / "out.csv", "credit", options=PLAIN)
    after = (tmp_path / "out.csv").read_bytes()
    assert after.startswith(b"\xef\xbb\xbfloan_id;")
    assert after.split(b"\r\n")[0].endswith(b"default;probability;decision;expected_value")
    assert after.count(b"\r\n") == after.count(b"\n") == 61


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_file_to_file_answers_what_an_upload_is_told(write_loans, tmp_path, suffix):
    given, out = write_loans({4: {"credit_amount": "x"}, 8: {"housing": "tent"}}), tmp_path / f"out{suffix}"
    report = score_file(given, out, "credit", options=PLAIN)
    scored = score_upload(read_source(given, given.name), "credit")
    table = pq.read_table(out) if suffix == ".parquet" else pacsv.read_csv(out)
    np.testing.assert_array_equal(table.column("probability").to_numpy(), scored.probability)
    np.testing.assert_array_equal(table.column("credit_amount").to_numpy(), scored.money["credit_amount"])
    assert report.problems == scored.problems
    sheet = read_domain("credit")
    values = sheet.values(scored.money, sheet.defaults())
    acts = scored.probability >= bayes_threshold(values)
    assert table.column("decision").to_pylist() == [sheet.words.act if act else sheet.words.leave for act in acts]
    np.testing.assert_allclose(table.column("expected_value").to_numpy(), expected_value(values, scored.probability, acts), rtol=1e-12)


def test_csv_and_parquet_in_give_the_same_answers(write_loans, tmp_path):
    given = write_loans()
    score_file(given, tmp_path / "a.parquet", "credit", options=PLAIN)
    typed = pq.read_table(tmp_path / "a.parquet")
    pq.write_table(typed.drop_columns(["probability", "decision", "expected_value"]), tmp_path / "in.parquet")
    score_file(tmp_path / "in.parquet", tmp_path / "b.parquet", "credit", options=PLAIN)
    score_file(tmp_path / "in.parquet", tmp_path / "b.csv", "credit", options=PLAIN)
    score_file(given, tmp_path / "a.csv", "credit", options=PLAIN)
    assert pq.read_table(tmp_path / "b.parquet").equals(typed)
    assert list(csv.reader((tmp_path / "b.csv").open())) == list(csv.reader((tmp_path / "a.csv").open()))


def test_columns_that_are_already_there_are_kept_and_the_new_ones_renamed(write_loans, tmp_path):
    score_file(write_loans(), tmp_path / "once.csv", "credit", options=PLAIN)
    report = score_file(tmp_path / "once.csv", tmp_path / "twice.csv", "credit", options=PLAIN)
    (row, *_) = csv.DictReader((tmp_path / "twice.csv").open())
    assert row["payoff_probability"] == row["probability"]
    assert [p.kind for p in report.problems if p.kind == "answer_renamed"] == ["answer_renamed"]


def test_a_threshold_and_assumptions_change_the_decision(write_loans, tmp_path):
    given = write_loans()
    words = read_domain("credit").words

    def decisions(policy: Policy) -> list[str]:
        score_file(given, tmp_path / "out.parquet", "credit", options=ScoreOptions(policy=policy))
        return pq.read_table(tmp_path / "out.parquet").column("decision").to_pylist()

    probability = pq.read_table(tmp_path / "out.parquet").column("probability").to_numpy() if decisions(Policy()) else np.array([])
    assert decisions(Policy(threshold=0.3)) == [words.act if p >= 0.3 else words.leave for p in probability]
    assert set(decisions(Policy(threshold=0.0))) == {words.act}
    assert decisions(Policy(settings={"lgd": 1.0})).count(words.act) > decisions(Policy(settings={"lgd": 0.1})).count(words.act)


def test_rejected_rows_go_to_their_own_file(write_loans, tmp_path):
    given, rejects = write_loans({2: {"age": "old, very"}, 7: {"duration_months": "0"}}), tmp_path / "rejects.csv"
    report = score_file(given, tmp_path / "out.csv", "credit", options=ScoreOptions(rejects=rejects))
    rows = list(csv.DictReader(rejects.open()))
    lines = given.read_text().splitlines()
    assert [(row["row"], row["line"], row["record"]) for row in rows] == [("2", "3", lines[2]), ("7", "8", lines[7])]
    assert "22 fields" in rows[0]["reason"]
    assert report.rows_rejected == 2
    assert len((tmp_path / "out.csv").read_text().splitlines()) == 59


def test_where_no_row_can_be_scored_only_the_rejects_are_written(write_loans, tmp_path):
    given = write_loans({row: {"credit_amount": "lots"} for row in range(1, 61)})
    with pytest.raises(IntakeError, match="No row"):
        score_file(given, tmp_path / "out.csv", "credit", options=ScoreOptions(rejects=tmp_path / "rejects.csv"))
    assert len((tmp_path / "rejects.csv").read_text().splitlines()) == 61
    assert sorted(p.name for p in tmp_path.iterdir()) == ["loans.csv", "rejects.csv"]


@pytest.mark.parametrize("name", ["out.csv", "out.parquet"])
def test_a_failure_midway_leaves_neither_file_nor_remains(write_loans, tmp_path, name):
    def stop(share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        score_file(write_loans(), tmp_path / name, "credit", options=ScoreOptions(progress=stop))
    assert [p.name for p in tmp_path.iterdir()] == ["loans.csv"]


def test_a_file_may_be_scored_in_place(write_loans):
    given = write_loans()
    score_file(given, given, "credit", options=PLAIN)
    assert given.read_text().splitlines()[0].endswith(",probability,decision,expected_value")


def test_streams_are_read_and_written_as_csv(write_loans):
    given, out = write_loans(), io.BytesIO()
    with given.open("rb") as file:
        score_file(file, out, "credit", options=PLAIN)
    assert len(out.getvalue().splitlines()) == 61


@pytest.mark.parametrize(
    ("output", "options", "words"),
    [
        ("out.docx", PLAIN, r"\.csv or \.parquet"),
        ("nowhere/out.csv", PLAIN, "no folder"),
        ("out.csv", ScoreOptions(threads=0), "--threads"),
        ("out.csv", ScoreOptions(policy=Policy(threshold=31)), "--threshold"),
    ],
)
def test_an_impossible_request_is_refused_before_anything_is_written(write_loans, tmp_path, output, options, words):
    with pytest.raises(ScoreError, match=words):
        score_file(write_loans(), tmp_path / output, "credit", options=options)
    assert [p.name for p in tmp_path.iterdir()] == ["loans.csv"]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal that cannot be caught")
@pytest.mark.parametrize("name", ["out.csv", "out.parquet"])
def test_a_killed_run_leaves_no_file_under_the_final_name(lines, tmp_path, name):
    command = [sys.executable, "-m", "payoff", "score", "credit", "-", "-o", str(tmp_path / name)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}) as run:
        rows = "".join(f"{line}\n" for line in lines[1:]).encode() * 200
        run.stdin.write(lines[0].encode() + b"\n")
        for _ in range(12):
            run.stdin.write(rows)
        partial = _await(tmp_path / f"{name}.partial", run)
        run.kill()
    assert partial
    assert not (tmp_path / name).exists()


def _await(path: Path, run: subprocess.Popen) -> bool:
    while not path.exists() and run.poll() is None:
        time.sleep(0.002)
    return path.exists()
