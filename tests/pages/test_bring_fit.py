"""Your file, the third way: a labelled file becomes a model in this session, and its held-out rows a decision."""

from __future__ import annotations

import threading

import pytest

from payoff.training import convert, metrics, parity, tree_graph
from payoff.training import fit as search
from payoff.ui import bring_fit
from tests.workflow.own_files import french, plain

FIT = "Fit two models and judge them"


@pytest.fixture(autouse=True)
def small_search(monkeypatch):
    monkeypatch.setattr(search, "STRENGTHS", (1.0,))
    monkeypatch.setattr(search, "SHAPES", ({"trees": 10, "leaves": 4, "rate": 0.1},))
    monkeypatch.setattr(parity, "ROWS", 500)
    monkeypatch.setattr(metrics, "RESAMPLES", 50)
    monkeypatch.setattr(tree_graph, "convert_trees", convert._convert)


@pytest.fixture
def brought(dashboard):
    page = dashboard().go("bring").upload("clients.csv", french())
    page.app.radio(key="payoff.bring.way").set_value("outcomes").run()
    return page


def wait(page) -> None:
    """Until the work under way has been taken in."""
    key = f"payoff.work.{bring_fit.FITTING}"
    if key in page.app.session_state:
        assert page.app.session_state[key].job.wait(60)
        page.app.run()


def test_the_outcome_the_split_and_the_leaks_are_proposed(brought):
    assert brought.alive
    values = {box.label: box.value for box in brought.app.selectbox}
    assert (values["Outcome"], values["The event happened where it says"]) == ("Résilié", "oui")
    assert "By time: rows before 2024-06-17 train" in brought.words
    ticks = {box.label.replace("\\", ""): box.value for box in brought.app.checkbox if str(box.key).startswith("fit.")}
    assert ticks == {"Leave out Numéro": True}


def test_a_fit_ends_in_metrics_a_card_a_zip_and_a_verdict(brought):
    brought.press(FIT)
    wait(brought)
    assert brought.alive
    assert "Fitted, and judged on 72 rows it never saw" in brought.words
    assert "Intended use" in brought.words
    assert any(button.label.startswith("Download both models") for button in brought.app.get("download_button"))
    brought.press("Decide with the held-out rows")
    assert brought.alive
    assert "held-out.parquet" in brought.words or "72 rows" in brought.words
    assert "Where the money comes from" in brought.words


def test_the_sessions_own_model_scores_the_next_file_and_nobody_elses(brought, dashboard):
    brought.press(FIT)
    wait(brought)
    brought.press("Decide with the held-out rows")
    brought.go("score").upload("next.csv", french(30))
    assert brought.alive
    assert "next.csv" in brought.words
    stranger = dashboard().go("score")
    assert "clients" not in {option for box in stranger.app.selectbox for option in box.options}


def test_the_sessions_own_model_stands_among_the_models_and_in_nobody_elses(brought, dashboard):
    brought.press(FIT)
    wait(brought)
    brought.go("models")
    assert brought.alive
    table = brought.app.dataframe[0].value
    assert table["Role"].tolist().count("Champion, fitted here") == 1
    inputs = next(frame.value for frame in brought.app.dataframe if "Takes" in frame.value and "Commentaire" in set(frame.value["Column"]))
    assert inputs.set_index("Column").loc["Commentaire", "Takes"] == "text"
    assert "fit-clients" in {tab.label.replace("\\", "") for tab in brought.app.tabs}
    assert "Fitted in this session and gone with it" in brought.words
    assert "fitted here" not in " ".join(dashboard().go("models").app.dataframe[0].value["Role"])


def test_the_card_of_a_fit_says_how_its_rows_were_split_in_chinese(brought):
    brought.press(FIT)
    wait(brought)
    brought.app.session_state["language"] = "zh"
    brought.app.run()
    # Streamlit's own words for an empty box are English.
    assert [box.proto.placeholder for box in brought.app.multiselect] == ["无"]
    brought.go("models")
    assert "2024-06-17 之前的行用于训练" in brought.words
    assert "rows before 2024-06-17 train" not in brought.words


def test_cancel_leaves_nothing_behind(brought, monkeypatch):
    go_on = threading.Event()
    real = bring_fit.fit_prepared

    def slow(prepared, *, report):
        assert go_on.wait(30)
        return real(prepared, report=report)

    monkeypatch.setattr(bring_fit, "fit_prepared", slow)
    monkeypatch.setattr("payoff.ui.work.PATIENCE", 0.05)
    brought.press(FIT)
    try:
        brought.press("Cancel")
    finally:
        go_on.set()
    wait(brought)
    assert brought.alive
    assert "Fitted, and judged" not in brought.words
    assert "payoff.fitted" not in brought.app.session_state


def test_deleting_my_data_forgets_the_model(brought):
    brought.press(FIT)
    wait(brought)
    assert "payoff.fitted" in brought.app.session_state
    brought.press("Delete now")
    assert "payoff.fitted" not in brought.app.session_state
    assert "clients.csv" not in brought.words


def test_a_file_that_cannot_be_fitted_says_what_to_do(dashboard):
    page = dashboard().go("bring").upload("few.csv", plain(30, events=3))
    page.app.radio(key="payoff.bring.way").set_value("outcomes").run()
    assert page.alive
    assert "Only 3 rows are with the event; a model needs at least 8" in page.words
