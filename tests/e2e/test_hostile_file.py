"""A file that would like the reader's browser to call out: nobody is called, and what leaves again is harmless."""

import csv
import io
import re

import pytest

from payoff.paths import DATA

HOST = "http://evil.example"
IMAGE = "![x]({}/{}.png)"
FORMULA = "+2+cmd|' /C calc'!A0"
TAG = '<img src="{}/{}.png"><script>fetch("{}/s")</script>'


def markup(where: str) -> str:
    return IMAGE.format(HOST, where) + TAG.format(HOST, where, HOST)


@pytest.fixture
def hostile() -> bytes:
    """Twenty loans with markup in a header, in cells that are read, in cells that are not, and formulas in the name."""
    with (DATA / "credit.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = list(csv.reader(file))[:21]
    rows[0][header.index("loan_id")] = markup("identifier")
    rows[1][header.index("loan_id")] = '=HYPERLINK("http://evil.example","pay")'
    rows[2][header.index("purpose")] = markup("category")
    rows[3][header.index("credit_amount")] = markup("number")
    rows[4][header.index("default")] = markup("outcome")
    text = io.StringIO()
    csv.writer(text).writerows([[*header, markup("header"), "=1+1"], *([*row, markup("extra"), FORMULA] for row in rows)])
    return text.getvalue().encode()


def test_no_page_calls_a_host_that_a_file_names(visitor, hostile):
    visitor.visit("/score")
    visitor.upload("![x](evil.example)<img src=evil.example>.csv", hostile)
    visitor.sees("Loans scored")
    visitor.page.get_by_text("rows left out").last.click()
    visitor.settle()
    for page in ("Models", "Overview", "Score"):
        visitor.go_to(page)
        visitor.page.wait_for_timeout(300)
    visitor.go_to("Decide")
    visitor.choose("Today's rule", "a column")
    visitor.choose("Column with its decisions", re.compile("header"))
    visitor.sees("should hold yes or no")
    assert visitor.foreign == []
    assert visitor.page.locator("[src*='evil.example'], [href*='evil.example']").count() == 0


def test_the_download_neutralises_formulas_in_cells_and_headers(visitor, hostile):
    visitor.visit("/score")
    visitor.upload("loans.csv", hostile)
    visitor.sees("Loans scored")
    with visitor.page.expect_download() as started:
        visitor.page.get_by_role("button", name="Download as CSV").click()
    rows = list(csv.reader(io.StringIO(started.value.path().read_text(encoding="utf-8"))))
    assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "@", "\t", "\r"))] == []
    assert rows[0][-4:-3] == ["'=1+1"]
    assert {row[-4] for row in rows[1:]} == {f"'{FORMULA}"}
