"""Files as offices all over the world keep them, made from the committed loans."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

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
