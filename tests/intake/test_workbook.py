"""Excel workbooks: typed cells, the right sheet, and bombs refused before they unfold."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
import xlsxwriter

from payoff.intake.decisions import ReadOptions
from payoff.intake.problems import IntakeError
from payoff.intake.source import read_source
from payoff.intake.tidy import read_tidy


def workbook(sheets: dict[str, list[list]]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"default_date_format": "dd.mm.yyyy"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return file.getvalue()


TABLE = [["Report"], [], ["name", "amount", "day", "paid", "price"], ["Müller", 1234.5, dt.date(2024, 3, 5), True, "1.234,50 €"]]
MORE = [["李", 7, dt.date(2024, 3, 6), False, "3,00 €"], ["Total", 1241.5]]


def refused(content: bytes) -> str:
    with pytest.raises(IntakeError) as caught:
        read_tidy(read_source(content, "book.xlsx"))
    return caught.value.problems[0].kind


def test_cells_keep_the_type_excel_gave_them(tidy):
    tidied = tidy(workbook({"Data": TABLE + MORE}), "book.xlsx")
    first = {"name": "Müller", "amount": 1234.5, "day": dt.datetime(2024, 3, 5), "paid": True, "price": 1234.5}
    assert {**tidied.table.to_pylist()[0], "day": dt.datetime(2024, 3, 5)} == first
    assert tidied.table.num_rows == 2
    assert [(a.line, a.reason) for a in tidied.asides] == [(1, "preamble"), (6, "summary row")]
    assert tidied.line.tolist() == [4, 5]


def test_the_fullest_sheet_is_read_unless_another_is_named(tidy):
    content = workbook({"Notes": [["see next"]], "Loans": [["a", "b"], [1, 2], [3, 4]], "Other": [["x", "y"], [9, 8]]})
    assert tidy(content, "book.xlsx").table.column_names == ["a", "b"]
    assert tidy(content, "book.xlsx", ReadOptions(sheet="Other")).table.to_pylist() == [{"x": 9, "y": 8}]
    with pytest.raises(IntakeError, match="'Notes', 'Loans', 'Other'"):
        tidy(content, "book.xlsx", ReadOptions(sheet="Gone"))


def test_a_cell_that_reaches_over_rows_is_said_in_each_of_them(tidy):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:B1", "Sales by region")
        sheet.write_row(1, 0, ["region", "shop", "sales"])
        for at in range(9):
            sheet.write_row(2 + at, 1, [f"shop {at}", 10 + at])
        sheet.merge_range("A3:A7", "North")
        sheet.merge_range("A8:A11", "South")
    tidied = tidy(file.getvalue(), "book.xlsx")
    assert tidied.table.column("region").to_pylist() == ["North"] * 5 + ["South"] * 4
    (said,) = [d for d in tidied.decisions if d.topic == "merged_cells"]
    assert (said.count, said.examples) == (7, ("North", "South"))


def test_a_table_that_begins_far_from_the_corner_with_a_note_beside_it_is_found(tidy):
    rows = [["", "", f"NL{at}", at * 2.5, "ja" if at % 3 else "nee"] for at in range(20)]
    title = [[], ["", "", "Overzicht"], [], ["", "", "", "", "", "", "", "", "NB: voorlopig"]]
    tidied = tidy(workbook({"S": [*title, ["", "", "Polis", "Premie", "Achter"], *rows]}), "book.xlsx")
    assert tidied.table.column_names == ["Polis", "Premie", "Achter"]
    assert [a.line for a in tidied.asides] == [2, 4]


def test_names_on_two_lines_are_put_together(tidy):
    rows = [[at, dt.date(2024, 3, at + 1), 5.5 * at, 7.5 * at, "yes" if at % 3 else "no"] for at in range(12)]
    groups, names = ["Client", "", "Balance", "", "Left"], ["No", "Since", 2022, 2023, ""]
    tidied = tidy(workbook({"S": [["Report"], groups, names, *rows]}), "book.xlsx")
    assert tidied.table.column_names == ["Client No", "Client Since", "Balance 2022", "Balance 2023", "Left"]
    assert [c.kind for c in tidied.columns] == ["number", "date", "number", "number", "yes_no"]
    assert (tidied.rows_read, [a.line for a in tidied.asides]) == (12, [1])


def repacked(content: bytes, part: str, data: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, data if info.filename == part else old.read(info.filename))
    return file.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def test_a_decompression_bomb_is_refused_before_it_unfolds():
    bomb = repacked(workbook({"Data": TABLE}), SHEET, b"<worksheet><sheetData>" + b" " * (64 << 20))
    assert len(bomb) < 1 << 20
    assert refused(bomb) == "decompression_bomb"


@pytest.mark.parametrize(("cell", "kind"), [("XFD1048576", "too_many_columns"), ("ZZ1048576", "too_many_cells")])
def test_a_stray_cell_far_away_does_not_unfold_the_sheet(cell, kind):
    first, last = '<row r="1"><c r="A1"><v>1</v></c></row>', f'<row r="1048576"><c r="{cell}"><v>1</v></c></row>'
    sheet = f"<worksheet><sheetData>{first}{last}</sheetData></worksheet>"
    assert refused(repacked(workbook({"Data": TABLE}), SHEET, sheet.encode())) == kind


@pytest.mark.parametrize("cut", [100, 1000, -50])
def test_a_workbook_cut_short_is_refused(cut):
    assert refused(workbook({"Data": TABLE})[:cut]) in {"broken_workbook", "unknown_format"}


def test_an_archive_that_is_no_workbook_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("../../evil.csv", "a,b\n1,2\n")
    assert refused(file.getvalue()) == "unknown_format"


def test_an_empty_workbook_is_refused():
    assert refused(workbook({"Data": []})) == "empty"
