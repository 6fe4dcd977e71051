"""Score, in each of its states."""

from __future__ import annotations

import threading

from payoff.ui import loading
from tests.mapping.offices import german


def test_with_nothing_loaded_the_page_says_what_to_do(dashboard):
    page = dashboard().go("score")
    assert page.alive
    assert "No file at hand?" in page.words
    assert "up to 500 MB" in page.app.file_uploader[0].label


def test_the_sample_is_one_press_away(dashboard):
    page = dashboard().go("score").press("Use the sample")
    assert page.alive
    assert page.reads("Loans scored") == "400"
    assert "Columns: 21 of 21 recognised" in page.words


def test_an_upload_is_scored_sorted_and_leads_on(dashboard, loans, as_csv):
    page = dashboard().go("score").upload("loans.csv", as_csv(loans))
    assert page.alive
    assert page.reads("Loans scored") == "80"
    worth = next(frame.value["expected_value"] for frame in page.app.dataframe if "expected_value" in frame.value)
    assert worth.is_monotonic_decreasing
    assert len(worth) == len(loans)


def test_rows_that_cannot_be_scored_are_counted_and_shown(dashboard, loans, as_csv):
    loans[2]["credit_amount"] = "plenty"
    page = dashboard().go("score").upload("loans.csv", as_csv(loans))
    assert page.alive
    assert page.reads("Loans scored") == "79"
    assert "Rows left out" in page.words
    assert "1 row: 3; for example 'plenty'" in page.words


def test_a_file_that_cannot_be_used_is_explained_and_the_earlier_one_stays(dashboard):
    page = dashboard(data="sample").go("score").upload("noise.csv", b"colour,size\nred,3\n")
    assert page.alive
    assert "This did not work" in page.words
    assert "noise.csv" in page.words
    assert page.reads("Loans scored") == "400"


def test_an_empty_file_is_explained(dashboard):
    page = dashboard().go("score").upload("empty.csv", b"")
    assert page.alive
    assert "is empty" in page.words


def test_markup_in_names_and_cells_reaches_no_markdown(dashboard, loans, as_csv):
    mark = "![x](http://evil.example/a.png)"
    loans[0]["purpose"] = loans[1]["loan_id"] = mark
    loans[2]["credit_amount"] = mark
    renamed = [{**row, mark: mark} for row in loans]
    page = dashboard().go("score").upload("![x](evil.example).csv", as_csv(renamed))
    for name in ("score", "decide", "models", "overview"):
        page.go(name)
        assert page.alive
        rich = [page.app.markdown, page.app.caption, page.app.error, page.app.warning, page.app.title, page.app.subheader]
        assert not [element.value for kind in rich for element in kind if "evil.example" in element.value]
        assert not [metric.label for metric in page.app.metric if "evil.example" in metric.label + metric.value]


def test_work_under_way_shows_its_progress_and_can_be_cancelled(dashboard, loans, as_csv, monkeypatch):
    go_on = threading.Event()

    def slow(domain, content, name):
        def work(report):
            while not go_on.wait(0.01):
                report(0.5)
            return

        return work

    monkeypatch.setattr(loading, "score_work", slow)
    monkeypatch.setattr("payoff.ui.work.PATIENCE", 0.05)
    page = dashboard(data="sample").go("score").upload("large.csv", as_csv(loans))
    try:
        assert page.alive
        assert "large.csv" in page.words
        assert page.reads("Loans scored") == "400"
        page.press("Cancel")
        if "payoff.work.score" in page.app.session_state:
            assert page.app.session_state["payoff.work.score"].job.wait(10)
            page.app.run()
        assert "large.csv" not in page.words
        assert page.reads("Loans scored") == "400"
    finally:
        go_on.set()


def test_delete_my_data_forgets_everything(dashboard):
    page = dashboard(data="sample").go("score").press("Delete now")
    assert page.alive
    assert "None yet" in page.words
    assert "Shipped sample" not in page.words
    assert "data" not in page.app.query_params


def test_both_pages_decide_alike(dashboard):
    page = dashboard(data="sample").go("decide")
    page.app.slider(key="credit_threshold").set_value(0.4).run()
    declined = page.reads("Loans to decline")
    page.go("score")
    table = next(frame.value for frame in page.app.dataframe if "decision" in frame.value)
    assert str((table["decision"] == "decline").sum()) == declined
    assert "the one at 0.400 on Decide" in page.words


def test_a_file_can_be_read_otherwise_where_it_is_scored(dashboard, loans, as_csv):
    rows = [row | {"age": "99" if at % 8 == 0 else row["age"]} for at, row in enumerate(loans)]
    page = dashboard().go("score").upload("loans.csv", as_csv(rows) + b"Total" + b"," * 20 + b"\n").wait("score")
    assert page.reads("Loans scored") == "80"
    next(toggle for toggle in page.app.toggle if toggle.label.startswith("How the file was read")).set_value(True).run()
    page.wait("score.reading")
    assert page.reads("Lines set aside") == "1"
    next(box for box in page.app.checkbox if box.label == "Totals and subtotals are rows").set_value(True)
    page.press("Read the file again").wait("score", "score.reading")
    assert page.alive
    assert "1 row" in page.words
    assert page.reads("Lines set aside") == "0"
    page.press("Read it as it was found").wait("score", "score.reading")
    assert page.reads("Lines set aside") == "1"


def test_a_file_that_waits_to_be_matched_can_be_read_otherwise(dashboard):
    page = dashboard().go("score").upload("kredite.csv", german()).wait("score")
    next(toggle for toggle in page.app.toggle if toggle.label.startswith("How the file was read")).set_value(True).run()
    page.wait("score.reading")
    next(box for box in page.app.text_input if box.label == "Also means not known").set_value("Neuwagen")
    page.press("Read the file again").wait("score", "score.reading")
    assert page.alive
    assert "Which of your columns is which?" in page.words
    page.press("Score with these columns").wait("score")
    assert page.reads("Loans scored") == "400"
