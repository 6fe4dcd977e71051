"""A reader's own file: good rows are scored, bad ones named, broken files refused, and the work goes on."""

import csv
import io

import pytest
from playwright.sync_api import expect

from payoff.paths import DATA
from tests.e2e.dashboard import PATIENCE_MS


@pytest.fixture(scope="module")
def loans() -> list[list[str]]:
    """The sample's header and first fifty rows."""
    with (DATA / "credit.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[:51]


def as_csv(rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def with_cells(rows: list[list[str]], cells: dict[tuple[int, str], str]) -> list[list[str]]:
    """`rows` with some cells replaced, each by (data row from 1, column)."""
    changed = [list(row) for row in rows]
    for (row, column), value in cells.items():
        changed[row][rows[0].index(column)] = value
    return changed


def without_column(rows: list[list[str]], name: str) -> list[list[str]]:
    place = rows[0].index(name)
    return [row[:place] + row[place + 1 :] for row in rows]


def test_problems_are_named_and_the_other_rows_are_scored(visitor, loans):
    visitor.visit("/score")
    visitor.upload("loans.csv", as_csv(with_cells(loans, {(3, "credit_amount"): "plenty", (7, "purpose"): "yacht"})))
    visitor.shows("Loans scored", "49")
    visitor.sees("1 of 50 rows left out")
    visitor.sees("Rows left out")
    visitor.sees("for example 'plenty'")
    visitor.sees("for example 'yacht'")
    visitor.page.get_by_role("link", name="Decide what to do with these").click()
    visitor.sees("49 loans, measured: outcomes known")
    visitor.sees("Where the money comes from")


def test_without_outcomes_money_is_expected_and_no_verdict_is_claimed(visitor, loans):
    visitor.visit("/score")
    visitor.upload("applications.csv", as_csv(without_column(loans, "default")))
    visitor.shows("Loans scored", "50")
    visitor.go_to("Decide")
    visitor.sees("Expected only")
    visitor.shows("Beats every simple rule in", "n/a")


BROKEN = {
    "cut.parquet": b"PAR1" + bytes(range(256)) * 8,
    "noise.csv": bytes(range(256)) * 64,
    "empty.csv": b"",
    "other.csv": b"colour,size\nred,3\nblue,4\n",
}


def test_broken_files_are_refused_in_words_and_the_work_goes_on(visitor, loans):
    visitor.visit("/score?data=sample")
    for name, content in BROKEN.items():
        visitor.upload(name, content)
        visitor.sees("This did not work")
        # The uploader names the file as soon as it is handed over; the page does so once it is refused.
        expect(visitor.page.get_by_test_id("stText").filter(has_text=name).first).to_be_visible(timeout=PATIENCE_MS)
        visitor.shows("Loans scored", "400")
    visitor.upload("loans.csv", as_csv(loans))
    visitor.sees("all rows accepted")
    visitor.shows("Loans scored", "50")
    assert visitor.page.get_by_text("This did not work").count() == 0


def test_a_file_dropped_while_the_last_one_is_still_at_work_is_the_one_that_counts(visitor, loans):
    # Where the first file is still on its way, the uploader gives it up for the second and notes that on the console.
    visitor.pardon("File uploader error on file upload - CanceledError")
    visitor.visit("/score")
    for rows in (51, 31):
        visitor.drop(f"loans-{rows}.csv", as_csv(loans[:rows]))
    visitor.shows("Loans scored", "30")
    visitor.sees("30 loans, measured: outcomes known")


def test_an_upload_is_its_readers_alone_and_goes_when_deleted(arrive, loans):
    reader, stranger = arrive(), arrive()
    reader.visit("/score")
    reader.upload("private.csv", as_csv(loans))
    reader.shows("Loans scored", "50")
    stranger.visit(reader.page.url.removeprefix(reader.address))
    stranger.sees("This link was made for a file that is not loaded here")
    assert stranger.page.get_by_text("private.csv").count() == 0
    reader.press("Delete my data")
    reader.press("Delete now")
    reader.sees("None yet")
    assert reader.page.get_by_text("private.csv").count() == 0
