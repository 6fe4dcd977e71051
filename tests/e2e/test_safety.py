"""Files and models that mean harm, tried in a real browser: each is refused with a reason or shown as plain text, and nobody is called."""

from __future__ import annotations

import csv
import gzip
import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from playwright.sync_api import expect

from tests import foreign_models as models
from tests.e2e.dashboard import PATIENCE_MS, Visitor
from tests.intake.test_broken_files import schema_only
from tests.intake.test_workbook import SHEET, TABLE, repacked, workbook

IMAGE = "![x](http://evil.example/i.png)"
TAG = '<img src="http://evil.example/t.png"><script>fetch("http://evil.example/s")</script>'
MARK = IMAGE + TAG
PLAIN = b"a,b\n1,x\n2,y\n"


def unfolding() -> bytes:
    """A few kilobytes of Parquet that say they hold a hundred million cells."""
    file = io.BytesIO()
    pq.write_table(pa.table({f"c{i}": pa.nulls(1_000_000, pa.bool_()) for i in range(101)}), file)
    return file.getvalue()


REFUSED = {
    "workbook.xlsx": (lambda: repacked(workbook({"Data": TABLE}), SHEET, b"<worksheet><sheetData>" + b" " * (64 << 20)), "unfolds"),
    "unfolding.parquet": (unfolding, "cells are held"),
    "packed.csv": (lambda: gzip.compress(PLAIN * 10_000), "gzip archive"),
    "wide.csv": (lambda: b",".join(b"c%d" % i for i in range(100_000)) + b"\n" + b",".join([b"1"] * 100_000), "100,000 columns"),
    "deep.parquet": (lambda: schema_only(20_000), "nests columns in columns"),
    "../../etc/passwd.csv": (lambda: PLAIN, "is a path"),
}


def test_what_no_page_should_read_is_refused_with_a_reason(visitor):
    visitor.visit("/bring")
    for name, (make, reason) in REFUSED.items():
        visitor.upload(name, make())
        expect(visitor.page.get_by_test_id("stText").filter(has_text=reason).first).to_be_visible(timeout=PATIENCE_MS)
    # Of a path as Windows writes it, the server's parser of uploads keeps nothing but the file's own name.
    for name, shown in {"C:\\loans.csv": "loans.csv", "plain.csv": "plain.csv"}.items():
        visitor.upload(name, PLAIN)
        expect(visitor.page.get_by_text(shown).filter(visible=True).first).to_be_visible(timeout=PATIENCE_MS)
        visitor.sees("What do you have?")
    assert visitor.foreign == []


def hostile_csv() -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["id", MARK, "score", "late", "=1+1"])
    writer.writerows([[k, f"{MARK}{k % 3}", k / 40, MARK if k % 2 else "no", "=HYPERLINK(0)"] for k in range(40)])
    return text.getvalue().encode()


def hostile_workbook() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("<img src=evil.example>")
        sheet.write_row(0, 0, [MARK])
        for at in range(20):
            sheet.write_row(at + 2, 0, ["name", MARK, "score"] if at == 0 else [MARK, at, at / 20])
        sheet.write_row(23, 0, [f"Total {MARK}", 200])
    return file.getvalue()


@pytest.mark.parametrize(("name", "make"), [("![x](evil.example).csv", hostile_csv), ("<img src=evil.example>.xlsx", hostile_workbook)])
def test_text_of_a_file_stays_text_on_every_way(visitor, name, make):
    visitor.visit("/bring")
    visitor.upload(name, make())
    visitor.sees("What do you have?")
    visitor.settle()
    for tab in visitor.page.get_by_role("tab").all():
        tab.click()
        visitor.settle()
    for way in visitor.page.get_by_test_id("stRadio").first.locator("label").filter(visible=True).all():
        way.click()
        visitor.settle()
        visitor.page.wait_for_timeout(500)
    assert_harmless(visitor)


def test_text_of_a_file_stays_text_all_the_way_to_the_case(visitor):
    visitor.visit("/bring")
    visitor.upload("![x](evil.example) <b>.csv", hostile_csv())
    visitor.sees("What do you have?")
    visitor.page.get_by_test_id("stRadio").get_by_text("Scores", exact=True).click()
    visitor.sees("What each decision costs")
    for at, cost in ((0, "1"), (2, "30")):
        box = visitor.page.get_by_label("Money per row").nth(at)
        box.fill(cost)
        box.press("Enter")
        visitor.settle()
    visitor.choose("Probability or score", "score")
    visitor.press("See what it is worth")
    visitor.sees("Where the money comes from")
    for page in ("Case", "Models", "Scenarios", "Overview", "Score"):
        visitor.go_to(page)
        visitor.page.wait_for_timeout(300)
    assert_harmless(visitor)


def assert_harmless(visitor: Visitor) -> None:
    assert visitor.foreign == []
    assert visitor.page.locator("[src*='evil.example'], [href*='evil.example']").count() == 0


def bring_model(visitor: Visitor, content: bytes, name: str = "model.onnx") -> None:
    uploader = visitor.page.get_by_test_id("stFileUploader").filter(has_text="An ONNX model").get_by_test_id("stFileUploaderDropzoneInput")
    visitor.settle()
    uploader.set_input_files({"name": name, "mimeType": "application/octet-stream", "buffer": content})
    visitor.settle()


def test_hostile_models_are_refused_or_stopped_and_the_page_goes_on(visitor):
    frame = models.world()[["x1", "x2", "x3", "x4"]].copy()
    frame.loc[0, "x1"] = 4e12
    visitor.visit("/bring")
    visitor.upload("people.csv", frame.to_csv(index=False).encode())
    visitor.sees("What do you have?")
    visitor.page.get_by_test_id("stRadio").get_by_text("Your ONNX model", exact=True).click()
    visitor.sees("An ONNX model from anyone")
    visitor.page.wait_for_timeout(500)
    foreign = models.graph([models.helper.make_node("Relu", ["x"], ["y"], domain="com.evil")], domains=("com.evil",))
    bring_model(visitor, foreign.SerializeToString(), "foreign.onnx")
    visitor.sees("needs a library from somebody else")
    marked = models.graph([models.helper.make_node("Relu", [MARK], ["y"])])
    marked.graph.input[0].name, marked.producer_name = MARK, MARK
    bring_model(visitor, marked.SerializeToString(), "marked.onnx")
    visitor.sees("It passed every check")
    assert_harmless(visitor)
    visitor.press("Use another model")
    visitor.sees("An ONNX model from anyone")
    bring_model(visitor, models.greedy(), "greedy.onnx")
    visitor.sees("It passed every check")
    visitor.press("Score 240 rows")
    visitor.sees("more memory than the 2,048 MB")
    assert_harmless(visitor)
