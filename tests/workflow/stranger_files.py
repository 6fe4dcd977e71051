"""Untidy files that know their own truth: the same scored loans as strangers write, print and export them."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

ROWS = 500
RNG = np.random.default_rng(19)
RISK = np.round(RNG.beta(1.3, 5, ROWS), 4)
EVENT = (RNG.random(ROWS) < RISK).astype(int)
AMOUNT = np.round(RNG.uniform(200, 25_000, ROWS), 2)
KNOWN = np.ones(ROWS, dtype=bool)


@dataclass(frozen=True)
class Stranger:
    """A file with what its columns are, and what a reader must find in it."""

    name: str
    content: bytes
    score: str
    outcome: str
    event: str
    money: str
    factor: float = 1.0
    """What its amounts are multiplied by to be money."""
    known: np.ndarray = field(default_factory=lambda: KNOWN)
    """Rows (n,) whose outcome the file tells."""


def written(rows: list[list[object]], separator: str) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


def german(number: float, digits: int = 2) -> str:
    return f"{number:,.{digits}f}".translate(str.maketrans(",.", ".,"))


def said(yes: str, no: str) -> list[str]:
    return [yes if event else no for event in EVENT]


def savings_bank() -> Stranger:
    """A title block, thousands of euros in the header, percent, leading zeros, totals, an empty line and a note below."""
    rows = [["Kunden-Nr.", "Betrag (TEUR)", "Score in %", "Datum", "Ausgefallen"]]
    cells = zip(AMOUNT, RISK, said("ja", "nein"), strict=True)
    rows += [
        [f"{at:07}", german(a / 1000, 5), f"{german(100 * p)} %", f"{1 + at % 28:02}.03.2023", o] for at, (a, p, o) in enumerate(cells)
    ]
    above = "Sparkasse Musterstadt;;;;\r\nStand: 31.12.2023;;;;\r\n;;;;\r\n"
    below = f"Summe;{german(AMOUNT.sum() / 1000)};;;\r\nAnzahl: {ROWS};;;;\r\n;;;;\r\nVertraulich – nur für den Dienst;;;;\r\n;;;;\r\n"
    return Stranger(
        "auswertung.csv", (above + written(rows, ";") + below).encode("cp1252"), "Score in %", "Ausgefallen", "ja", "Betrag (TEUR)", 1e3
    )


def full_width() -> Stranger:
    """Shift-JIS with full-width digits, signs and percent."""
    wide = str.maketrans("0123456789.,%", "０１２３４５６７８９．，％")
    rows = [["顧客番号", "融資額", "デフォルト確率", "延滞"]]
    cells = zip(AMOUNT, RISK, said("はい", "いいえ"), strict=True)
    rows += [[f"Ｋ{at:05}", f"￥{a:,.2f}".translate(wide), f"{100 * p:.2f}%".translate(wide), o] for at, (a, p, o) in enumerate(cells)]
    return Stranger("融資.csv", written(rows, ",").encode("cp932"), "デフォルト確率", "延滞", "はい", "融資額")


def excel_export() -> Stranger:
    """Excel's own line about the separator below a byte order mark, and the probability of the other class."""
    rows = [["Loan No", "Balance", "P(good)", "Status"]]
    cells = zip(AMOUNT, RISK, said("charged off", "paid"), strict=True)
    rows += [[f"000{at}", f"{a:.2f}", f"{1 - p:.4f}", o] for at, (a, p, o) in enumerate(cells)]
    return Stranger("loans.csv", ("\ufeffsep=;\r\n" + written(rows, ";")).encode(), "P(good)", "Status", "charged off", "Balance")


def loan_tape() -> Stranger:
    """A workbook with a cover sheet, merged titles, empty columns before the table, a hidden one, dates and a summing formula."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"default_date_format": "dd/mm/yyyy"}) as book:
        book.add_worksheet("Cover").write(0, 0, "Internal")
        sheet = book.add_worksheet("Data 2023")
        sheet.merge_range(1, 2, 1, 7, "Loan tape Q4 2023", book.add_format())
        sheet.merge_range(2, 2, 2, 4, "Customer", book.add_format())
        sheet.write_row(3, 2, ["No.", "Opened", "Amount", "Grade", "Model PD", "Defaulted"])
        for at, (amount, risk, outcome) in enumerate(zip(AMOUNT, RISK, said("Y", "N"), strict=True)):
            sheet.write_row(4 + at, 2, [at + 1, date(2023, 1, 1) + timedelta(at % 300), amount, "ABCD"[at % 4], risk, outcome])
        sheet.write(4 + ROWS, 2, "Total")
        sheet.write_formula(4 + ROWS, 4, f"=SUM(E5:E{4 + ROWS})", None, float(AMOUNT.sum()))
        sheet.set_column(5, 5, None, None, {"hidden": True})
    return Stranger("tape.xlsx", file.getvalue(), "Model PD", "Defaulted", "Y", "Amount")


def lake() -> Stranger:
    """Parquet with decimals, an index, a time zone, int8, single precision, categories, lists and structures."""
    frame = pd.DataFrame(
        {
            "amount": [Decimal(f"{amount:.2f}") for amount in AMOUNT],
            "opened": pd.date_range("2023-01-01", periods=ROWS, freq="h", tz="Europe/Berlin"),
            "grade": pd.Categorical(["ABC"[at % 3] for at in range(ROWS)]),
            "score": RISK.astype(np.float32), "default": EVENT.astype(np.int8),
        },
        index=pd.Index([f"{at:06}" for at in range(ROWS)], name="loan"),
    )  # fmt: skip
    table = pa.Table.from_pandas(frame).append_column("nested", pa.array([{"a": at} for at in range(ROWS)]))
    file = io.BytesIO()
    pq.write_table(table.append_column("tags", pa.array([["x", "y"]] * ROWS)), file)
    return Stranger("tape.parquet", file.getvalue(), "score", "default", "1", "amount")


def log_odds() -> Stranger:
    """Log odds, and classes called 1 and 2."""
    odds = np.log(np.clip(RISK, 1e-4, None) / (1 - RISK))
    rows = [["ref", "exposure", "logit", "label"], *([at, f"{AMOUNT[at]:.2f}", f"{odds[at]:.5f}", 1 + EVENT[at]] for at in range(ROWS))]
    return Stranger("logit.csv", written(rows, ",").encode(), "logit", "label", "2", "exposure")


def half_known() -> Stranger:
    """Outcomes that are empty, not available or unknown in two rows out of seven."""
    known = (np.arange(ROWS) % 7 != 0) & (np.arange(ROWS) % 7 != 3)
    words = [outcome if known[at] else ("", "n/a", "unknown")[at % 3] for at, outcome in enumerate(said("Y", "N"))]
    rows = [["cust", "value", "prob", "churn"], *([at, f"{AMOUNT[at]:.2f}", f"{RISK[at]:.4f}", words[at]] for at in range(ROWS))]
    return Stranger("churn.csv", written(rows, "|").encode(), "prob", "churn", "Y", "value", known=known)


def ticked() -> Stranger:
    """A tick where it happened, nothing where it did not; percent told by the header alone."""
    rows = [["kunde", "umsatz", "kündigung %", "gekündigt"]]
    rows += [[at, german(AMOUNT[at]), german(100 * RISK[at]), "x" if EVENT[at] else ""] for at in range(ROWS)]
    return Stranger("liste.csv", written(rows, ";").encode("cp1252"), "kündigung %", "gekündigt", "x", "umsatz")


def printed() -> Stranger:
    """The header again on every page, and a total of the page below it."""
    head, rows, outcomes = ["Account", "Amount", "PD", "Default"], [], said("Y", "N")
    for at in range(ROWS):
        if at % 100 == 0:
            rows.append(head)
        rows.append([f"{at:05}", f"{AMOUNT[at]:,.2f}", f"{RISK[at]:.4f}", outcomes[at]])
        if at % 100 == 99:
            rows.append(["Page total", f"{AMOUNT[at - 99 : at + 1].sum():,.2f}", "", ""])
    return Stranger("paged.csv", written(rows, ",").encode(), "PD", "Default", "Y", "Amount")


def nameless() -> Stranger:
    """No header at all."""
    rows = [[f"{at:05}", f"{AMOUNT[at]:.2f}", f"{RISK[at]:.4f}", EVENT[at]] for at in range(ROWS)]
    return Stranger("export.csv", written(rows, ",").encode(), "column_3", "column_4", "1", "column_2")


def chinese() -> Stranger:
    """Tabs, a title, tens of thousands of yuan in the header, and points that fall with risk."""
    rows = [["编号", "金额（万元）", "评分", "好坏"]]
    rows += [[f"{at:06}", f"{AMOUNT[at] / 1e4:.6f}", f"{1000 - 1000 * RISK[at]:.1f}", "坏" if EVENT[at] else "好"] for at in range(ROWS)]
    text = "某银行评分导出\r\n导出日期：2023年12月31日\r\n" + written(rows, "\t") + "总计\t\t\t\r\n"
    return Stranger("评分.csv", text.encode("gbk"), "评分", "好坏", "坏", "金额（万元）", 1e4)


def korean() -> Stranger:
    """Korean in its own encoding, which also decodes as Chinese."""
    rows = [["고객번호", "대출금액", "부도확률", "부도여부"]]
    rows += [[at, f"{AMOUNT[at]:,.2f}원", f"{RISK[at]:.4f}", "예" if EVENT[at] else "아니오"] for at in range(ROWS)]
    return Stranger("대출.csv", written(rows, ",").encode("cp949"), "부도확률", "부도여부", "예", "대출금액")


STRANGERS = [
    savings_bank, full_width, excel_export, loan_tape, lake, log_odds, half_known, ticked, printed, nameless, chinese, korean,
]  # fmt: skip
