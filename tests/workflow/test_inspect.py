"""Files as offices all over the world keep them, made from the committed loans: true row counts, prevalence and scores."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from payoff.__main__ import main
from payoff.intake.source import read_source
from payoff.intake.tidy import read_tidy
from payoff.paths import DATA
from payoff.workflow.score import sample_source, score_upload

LOANS = list(csv.DictReader((DATA / "credit.csv").open(encoding="utf-8")))
ROWS, EVENTS = 400, 120
DAYS = [date(2023, 1, 1) + timedelta(days=i) for i in range(ROWS)]


def written(rows: list[list], **style) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n", **style).writerows(rows)
    return text.getvalue()


def german() -> tuple[bytes, str]:
    rows = [["Kundennr.", "Kreditbetrag", "Laufzeit", "Alter", "Antragsdatum", "Zinssatz", "Ausfall"]]
    for loan, day in zip(LOANS, DAYS, strict=True):
        amount = f"{int(loan['credit_amount']):,}".replace(",", ".") + ",00 €"
        paid = "ja" if loan["default"] == "yes" else "nein"
        rows.append([loan["loan_id"], amount, loan["duration_months"] + " Monate", loan["age"], f"{day:%d.%m.%Y}", "4,5 %", paid])
    total = f"{sum(int(loan['credit_amount']) for loan in LOANS):,}".replace(",", ".") + ",00 €"
    text = "Kreditportfolio Größe gesamt\r\nStand: 31.12.2024\r\n\r\n" + written(rows, delimiter=";") + f"Summe;{total};;;;;\r\n"
    return text.encode("cp1252"), "Ausfall"


def french() -> tuple[bytes, str]:
    rows = [["Numéro", "Montant du crédit", "Durée", "Âge", "Date", "Défaut"]]
    for loan, day in zip(LOANS, DAYS, strict=True):
        amount = f"{int(loan['credit_amount']):,}".replace(",", "\u202f") + ",50 €"
        paid = "oui" if loan["default"] == "yes" else "non"
        rows.append([loan["loan_id"], amount, loan["duration_months"] + " mois", loan["age"], f"{day:%d/%m/%Y}", paid])
    return written(rows, delimiter=";").encode("utf-16"), "Défaut"


def chinese() -> tuple[bytes, str]:
    rows = [["客户编号", "贷款金额", "期限", "年龄", "申请日期", "是否违约"]]
    for loan, day in zip(LOANS, DAYS, strict=True):
        amount = f"￥{int(loan['credit_amount']):,}"
        when = f"{day.year}年{day.month}月{day.day}日"
        paid = "是" if loan["default"] == "yes" else "否"
        rows.append([loan["loan_id"], amount, loan["duration_months"] + "个月", loan["age"] + "岁", when, paid])
    rows[7][3] = "缺失"
    return (written(rows) + "合计,,,,,\r\n").encode("gb18030"), "是否违约"


def american() -> tuple[bytes, str]:
    rows = [["Loan ID", "Amount", "Term", "Age", "Opened", "Defaulted?"]]
    for loan, day in zip(LOANS, DAYS, strict=True):
        flag = "Y" if loan["default"] == "yes" else "N"
        age = "N/A" if loan["loan_id"].endswith("7") else loan["age"]
        amount = f"${int(loan['credit_amount']):,}.00"
        rows.append([loan["loan_id"], amount, loan["duration_months"] + " months", age, f"{day:%m/%d/%Y}", flag])
    return written(rows).encode("utf-8-sig"), "Defaulted?"


def excel() -> tuple[bytes, str]:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"default_date_format": "yyyy-mm-dd"}) as book:
        book.add_worksheet("Read me").write(0, 0, "Exported by hand")
        sheet = book.add_worksheet("Loans")
        sheet.write_row(0, 0, ["Portfolio 2024"])
        sheet.write_row(2, 0, ["id", "amount", "opened", "default"])
        for at, (loan, day) in enumerate(zip(LOANS, DAYS, strict=True)):
            sheet.write_row(3 + at, 0, [int(loan["loan_id"]), float(loan["credit_amount"]), day, loan["default"]])
        sheet.write_row(3 + ROWS, 0, ["Total", sum(float(loan["credit_amount"]) for loan in LOANS)])
    return file.getvalue(), "default"


def parquet() -> tuple[bytes, str]:
    file = io.BytesIO()
    amounts = [f"{int(loan['credit_amount']):,} DM" for loan in LOANS]
    pq.write_table(pa.table({"amount": amounts, "bad": [loan["default"] == "yes" for loan in LOANS]}), file)
    return file.getvalue(), "bad"


def scores_only() -> tuple[bytes, str]:
    scored = score_upload(sample_source("credit"), "credit")
    outcomes = [loan["default"] for loan in LOANS]
    rows = [["score", "outcome"], *([f"{100 * p:.2f}%".replace(".", ","), o] for p, o in zip(scored.probability, outcomes, strict=True))]
    return written(rows, delimiter="\t").encode(), "outcome"


def labels_only() -> tuple[bytes, str]:
    return ("違約\n" + "".join("はい\n" if loan["default"] == "yes" else "いいえ\n" for loan in LOANS)).encode("cp932"), "違約"


def time_stamped() -> tuple[bytes, str]:
    rows = [["when", "amount", "default"]]
    for at, (day, loan) in enumerate(zip(DAYS, LOANS, strict=True)):
        rows.append([f"{day:%Y-%m-%d}T08:{at % 60:02}:00Z", loan["credit_amount"], loan["default"]])
    return written(rows, delimiter="|").encode(), "default"


FILES = [german, french, chinese, american, excel, parquet, scores_only, labels_only, time_stamped]


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
