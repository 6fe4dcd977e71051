"""Files as offices all over the world keep them, made from the committed loans: true row counts and prevalence."""

from __future__ import annotations

import csv
import io
import json

import numpy as np
import pytest
import xlsxwriter

from payoff.__main__ import main
from payoff.intake.source import read_source
from payoff.intake.tidy import read_tidy
from payoff.workflow.score import sample_source, score_upload
from tests.workflow.office_files import (
    DAYS,
    EVENTS,
    FILES,
    LOANS,
    ROWS,
    american,
    chinese,
    excel,
    french,
    german,
    parquet,
    scores_only,
    time_stamped,
    written,
)  # fmt: skip


@pytest.mark.parametrize("make", FILES)
def test_an_office_file_keeps_every_row_and_its_prevalence(make):
    content, label = make()
    tidied = read_tidy(read_source(content, make.__name__))
    events = tidied.table.column(label).to_pylist()
    assert (len(events), sum(bool(e) for e in events), events.count(None)) == (ROWS, EVENTS, 0)
    assert tidied.rejects == ()


@pytest.mark.parametrize(
    ("make", "column"),
    [(german, "Kreditbetrag"), (chinese, "贷款金额"), (american, "Amount"), *((make, "amount") for make in (excel, parquet, time_stamped))],
)
def test_amounts_are_those_of_the_original(make, column):
    tidied = read_tidy(read_source(make()[0], make.__name__))
    assert tidied.table.column(column).to_pylist() == [float(loan["credit_amount"]) for loan in LOANS]


@pytest.mark.parametrize(("make", "column"), [(german, "Antragsdatum"), (french, "Date"), (chinese, "申请日期"), (american, "Opened")])
def test_dates_are_those_of_the_original(make, column):
    assert read_tidy(read_source(make()[0], make.__name__)).table.column(column).to_pylist() == DAYS


def test_scores_in_percent_are_probabilities():
    tidied = read_tidy(read_source(scores_only()[0], "scores.tsv"))
    score = tidied.table.column("score").to_numpy()
    np.testing.assert_allclose(score, score_upload(sample_source("credit"), "credit").probability, atol=1e-4)


def office_loans(*, separator: str, amount) -> str:
    rows = [list(LOANS[0])]
    rows += [[*loan.values()] for loan in LOANS]
    at = rows[0].index("credit_amount")
    for row in rows[1:]:
        row[at] = amount(int(row[at]))
    return written(rows, delimiter=separator)


def loans_in_excel() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Loans")
        sheet.write_row(0, 0, list(LOANS[0]))
        for at, loan in enumerate(LOANS):
            sheet.write_row(1 + at, 0, [float(cell) if cell.isdigit() else cell for cell in loan.values()])
    return file.getvalue()


def pointed(number: int) -> str:
    return f"{number:,}".replace(",", ".")


UNTIDY = {
    "german.csv": lambda: office_loans(separator=";", amount=lambda n: f"{pointed(n)},00 €").encode("cp1252"),
    "american.csv": lambda: ("Loans\r\n\r\n" + office_loans(separator=",", amount=lambda n: f"${n:,}")).encode(),
    "thousands.csv": lambda: office_loans(separator=";", amount=pointed).encode("utf-16"),
    "loans.xlsx": loans_in_excel,
}


@pytest.mark.parametrize("name", UNTIDY)
def test_an_untidy_file_is_scored_like_the_clean_one(name):
    clean = score_upload(sample_source("credit"), "credit")
    untidy = score_upload(read_source(UNTIDY[name](), name), "credit")
    assert (untidy.rows_read - untidy.rows_rejected, untidy.rows_rejected) == (ROWS, 0)
    np.testing.assert_array_equal(untidy.probability, clean.probability)
    np.testing.assert_array_equal(untidy.outcome, clean.outcome)


def test_a_cell_that_is_no_number_rejects_its_row_with_line_and_record(tmp_path):
    lines = UNTIDY["german.csv"]().split(b"\r\n")
    lines[10] = lines[10].replace(b" \x80;", b" roughly;", 1)
    path, out, rejects = tmp_path / "loans.csv", tmp_path / "out.csv", tmp_path / "rejects.csv"
    path.write_bytes(b"\r\n".join(lines))
    assert main(["score", "credit", str(path), "-o", str(out), "--rejects", str(rejects), "--quiet"]) == 1
    (reject,) = list(csv.DictReader(rejects.open(encoding="utf-8")))
    assert (reject["row"], reject["line"]) == ("10", "11")
    assert "credit_amount" in reject["reason"]
    assert "roughly" in reject["record"]
    scored = list(csv.DictReader(out.open(encoding="utf-8")))
    assert len(scored) == ROWS - 1
    assert scored[0]["credit_amount"] == "5.951,00 €"


def test_inspect_prints_the_same_report_as_text_and_json(tmp_path, capsys):
    path = tmp_path / "Bericht.csv"
    path.write_bytes(german()[0])
    assert main(["inspect", str(path)]) == 0
    said = capsys.readouterr().out
    assert "400 rows of 7 columns, 0 rejected, 3 lines set aside" in said
    assert "encoding: read as Windows-1252, because" in said
    assert main(["inspect", str(path), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["rows"], [c["kind"] for c in report["columns"]]) == (
        400,
        ["number", "number", "number", "number", "date", "number", "yes_no"],
    )


def test_inspect_says_what_it_cannot_read(tmp_path, capsys):
    path = tmp_path / "a.csv"
    path.write_text("")
    assert main(["inspect", str(path)]) == 2
    assert "is empty" in capsys.readouterr().err
    path.write_text("a,b\n1,2\n")
    assert main(["inspect", str(path), "--read", "kind@a=colour"]) == 2
    assert "must say one of number" in capsys.readouterr().err


def test_what_would_steer_a_terminal_is_printed_harmlessly(tmp_path, capsys):
    path = tmp_path / "a.csv"
    path.write_text("a\x1b[31m,b\nx\x1b]0;t\x07,1\n" + "plain,2\n" * 20)
    assert main(["inspect", str(path)]) == 0
    assert "\x1b" not in capsys.readouterr().out


def test_a_column_of_keys_is_told_by_how_many_there_are_and_a_short_one_by_its_values(tmp_path, capsys):
    for name, rows in (("keys.csv", 40), ("few.csv", 3)):
        (tmp_path / name).write_text("key,n\n" + "".join(f"K{at},{at % 2}\n" for at in range(rows)), encoding="utf-8")
        assert main(["inspect", str(tmp_path / name)]) == 0
    said = [line for line in capsys.readouterr().out.splitlines() if line.startswith("key ")]
    assert "40 different values" in said[0]
    assert "K0 1, K1 1, K2 1" in said[1]
