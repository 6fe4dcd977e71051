"""Your ONNX model on your file: checked, wired, scored, and on to a decision; whatever a model does, the page goes on."""

from __future__ import annotations

import pandas as pd
import pytest

from payoff.paths import DATA
from payoff.ui.bring import READING
from payoff.ui.bring_onnx import CHECKING, SCORING
from payoff.ui.bring_scores import VALUING
from tests import foreign_models as models

FOREIGN = models.graph([models.helper.make_node("Relu", ["x"], ["y"], domain="com.evil")]).SerializeToString()


def bring(dashboard, frame: pd.DataFrame, model: bytes, name: str = "model.onnx"):
    page = dashboard().go("bring").upload("people.csv", frame.to_csv(index=False).encode()).wait(READING)
    pick = next(radio for radio in page.app.radio if radio.label == "What do you have?")
    pick.set_value("onnx").run()
    uploader = next(found for found in page.app.file_uploader if found.label.startswith("An ONNX model"))
    uploader.upload(name, model).run()
    return page.wait(CHECKING)


def score(page):
    label = next(button.label for button in page.app.button if button.label.startswith("Score "))
    return page.press(label).wait(SCORING)


def test_a_pipeline_over_columns_is_wired_by_name_and_scored(dashboard):
    page = bring(dashboard, models.world(), models.one_input_per_column()[0])
    assert page.alive
    assert "made by skl2onnx" in page.words
    score(page)
    assert page.alive
    assert page.reads("Rows scored") == "240"
    shown = next(frame.value for frame in page.app.dataframe if "probability" in frame.value)
    assert shown["probability"].between(0, 1).all()


def test_a_tensor_wants_its_columns_in_order(dashboard):
    page = bring(dashboard, models.world()[["event", "x1", "x2", "x3", "x4"]], models.lightgbm(False, booster=False)[0])
    chosen = page.app.multiselect[0]
    assert chosen.value == ["event", "x1", "x2", "x3"]
    chosen.set_value(["x1", "x2"]).run()
    assert "Nothing fills input[3], input[4]" in page.words
    page.app.multiselect[0].set_value(["x1", "x2", "x3", "x4"]).run()
    score(page)
    assert page.reads("Rows scored") == "240"


def test_a_score_is_called_one(dashboard):
    page = score(bring(dashboard, models.world()[["x1", "x2", "x3", "x4"]], models.logit()[0]))
    assert page.alive
    assert "this is a score, not a probability" in page.words


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"nonsense", "not an ONNX model"),
        (FOREIGN, "library from somebody else"),
    ],
)
def test_a_refused_model_is_explained_and_the_file_stays(dashboard, content, words):
    page = bring(dashboard, models.world(), content)
    assert page.alive
    assert words in page.words
    assert "people.csv" in page.words


def test_a_model_that_asks_for_too_much_is_a_message(dashboard):
    frame = models.world()[["x1", "x2", "x3", "x4"]].copy()
    frame.loc[0, "x1"] = 4e12
    page = score(bring(dashboard, frame, models.greedy()))
    assert page.alive
    assert "more memory than" in page.words


def test_markup_in_a_model_reaches_no_markdown(dashboard):
    mark = "![x](http://evil.example/a.png)"
    content = models.graph([models.helper.make_node("Relu", [mark], ["y"], name=mark)])
    content.graph.input[0].name = mark
    content.graph.output[0].name = content.graph.node[0].output[0] = mark + "out"
    content.producer_name = mark
    page = bring(dashboard, models.world()[["x1", "x2", "x3", "x4"]], content.SerializeToString(), "![x](a.png).onnx")
    score(page)
    assert page.alive
    rich = [page.app.markdown, page.app.caption, page.app.error, page.app.warning, page.app.title, page.app.subheader]
    assert not [element.value for kind in rich for element in kind if "evil.example" in element.value]
    labels = [*page.app.selectbox, *page.app.multiselect, *page.app.button, *page.app.radio]
    assert not [widget.label for widget in labels if "evil.example" in widget.label]


def test_scored_rows_are_decided_under_a_shipped_domains_prices(dashboard):
    content = models.graph([models.helper.make_node("Sigmoid", ["x"], ["y"])], shape=[None, 1]).SerializeToString()
    loans = pd.read_csv(DATA / "credit.csv").head(80)
    page = bring(dashboard, loans, content)
    column = next(box for box in page.app.selectbox if box.label == "Column for input 1")
    column.set_value("age").run()
    score(page).press("Decide what to do with these")
    assert page.alive
    page.go("decide")
    assert page.alive
    assert "80 loans, measured: outcomes known" in page.words


def test_delete_my_data_forgets_the_model_too(dashboard):
    page = bring(dashboard, models.world(), models.one_input_per_column()[0])
    assert "model.onnx" in page.words
    page.press("Delete now")
    assert page.alive
    assert "payoff.onnx.model" not in page.app.session_state
    assert "payoff.brought" not in page.app.session_state
    assert "model.onnx" not in page.words


def test_scored_rows_are_priced_under_ones_own_costs(dashboard):
    page = score(bring(dashboard, models.world(), models.one_input_per_column()[0])).press("State your own costs")
    assert page.alive
    chosen = {box.label: box.value for box in page.app.selectbox}
    assert (chosen["Probability or score"], chosen["It is"]) == ("probability", "probability")
    next(box for box in page.app.selectbox if box.label == "How it turned out").set_value("event").run()
    page.money(0).set_value(1.0).run()
    page.money(2).set_value(5.0).run()
    page.press("See what it is worth").wait(VALUING).go("decide")
    assert page.alive
    assert "240 rows, measured: outcomes known" in page.words
