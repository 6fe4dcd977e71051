"""A stranger's model scores a stranger's file: columns, words, whole numbers, missing cells, and which answer is the event."""

import io

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from payoff.core.message import say
from payoff.intake.source import read_source
from payoff.intake.tidy import Tidy, read_tidy
from payoff.scoring.foreign_model import ForeignModelError
from payoff.scoring.foreign_scorer import AnswerColumn, describe_foreign
from payoff.scoring.sandbox_limits import Limits
from payoff.workflow.foreign_event import label_answer, propose_event, read_span
from payoff.workflow.foreign_score import ForeignScores, ModelFile, score_foreign
from payoff.workflow.wiring import Wire, list_slots, propose_wiring
from tests import foreign_models as models

SMALL = Limits(memory=700 << 20, seconds=30.0, processor_seconds=30)


def as_file(frame: pd.DataFrame) -> Tidy:
    return read_tidy(read_source(frame.to_csv(index=False).encode(), "people.csv"), keep_lines=True)


def run(content: bytes, tidy: Tidy, changes: dict[int, Wire] | None = None) -> ForeignScores:
    """Score with the columns as proposed, but for `changes` by slot."""
    slots = list_slots(describe_foreign(content, "m.onnx", SMALL), tidy.table.num_columns)
    wiring = propose_wiring(slots, tidy.table, tidy.columns)
    wiring = tuple((changes or {}).get(at, wire) for at, wire in enumerate(wiring))
    return score_foreign(ModelFile(content, "m.onnx"), tidy, slots, wiring, limits=SMALL)


def probability(scores: ForeignScores) -> np.ndarray:
    return scores.numbers[:, propose_event(scores.columns, scores.numbers, scores.model.classes)]


def test_one_input_per_column_is_filled_by_name_with_floats_text_and_whole_numbers():
    content, truth = models.one_input_per_column()
    scores = run(content, as_file(models.world()[["event", "children", "home", "x2", "x1"]]))
    np.testing.assert_allclose(probability(scores), truth, atol=1e-6)
    assert scores.rejects == ()


def test_a_tensor_is_filled_in_the_files_order():
    content, truth = models.lightgbm(False, booster=False)
    scores = run(content, as_file(models.world()[["x1", "x2", "x3", "x4", "event"]]))
    np.testing.assert_allclose(probability(scores), truth, atol=1e-6)


def test_words_reach_a_whole_number_input_by_their_codes():
    content, truth = models.whole_numbers()
    scores = run(content, as_file(models.world()[["children", "home", "event"]]))
    np.testing.assert_allclose(probability(scores), truth, atol=1e-6)


def test_other_codes_give_other_answers():
    content, _ = models.whole_numbers()
    tidy = as_file(models.world()[["children", "home", "event"]])
    turned = Wire("home", {"own": 2.0, "rent": 1.0, "with parents": 0.0})
    assert not np.allclose(probability(run(content, tidy)), probability(run(content, tidy, {1: turned})))


def test_a_missing_number_stays_missing_for_the_model():
    content, truth = models.xgboost(booster=False)
    frame = models.world()[["x1", "x2", "x3", "x4"]].copy()
    frame.loc[5, "x3"] = np.nan
    scores = run(content, as_file(frame))
    assert len(scores.kept) == len(frame)
    np.testing.assert_allclose(np.delete(probability(scores), 5), np.delete(truth, 5), atol=1e-5)


def test_a_row_that_gets_a_class_and_no_probability_is_left_out():
    content, truth = models.logistic(False)
    frame = models.world()[["x1", "x2", "x3", "x4"]].copy()
    frame.loc[5, "x3"] = np.nan
    scores = run(content, as_file(frame))
    assert [reject.row for reject in scores.rejects] == [6]
    np.testing.assert_allclose(probability(scores), np.delete(truth, 5), atol=1e-5)


def test_a_row_without_the_whole_number_that_the_model_needs_is_left_out_with_its_line():
    content, truth = models.whole_numbers()
    frame = models.world()[["children", "home"]].astype({"children": object}).copy()
    frame.loc[3, "children"] = None
    frame.loc[8, "children"] = 1.5
    scores = run(content, as_file(frame))
    assert [(reject.row, reject.line) for reject in scores.rejects] == [(4, 5), (9, 10)]
    assert scores.rejects[0].reason == say("The model takes whole numbers from {column!r}, and this row has none.", column="children")
    assert scores.rejects[1].record.startswith("1.5,")
    np.testing.assert_allclose(probability(scores), np.delete(truth, [3, 8]), atol=1e-6)


def test_a_file_larger_than_a_batch_keeps_its_order(monkeypatch):
    monkeypatch.setattr("payoff.workflow.foreign_score.BATCH_ROWS", 50)
    content, truth = models.logistic(True)
    steps: list[float] = []
    tidy = as_file(models.world()[["x1", "x2", "x3", "x4"]])
    slots = list_slots(describe_foreign(content, "m.onnx", SMALL), 4)
    wiring = propose_wiring(slots, tidy.table, tidy.columns)
    scores = score_foreign(ModelFile(content, "m.onnx"), tidy, slots, wiring, limits=SMALL, progress=steps.append)
    np.testing.assert_allclose(probability(scores), truth, atol=1e-6)
    assert steps == sorted(steps)
    assert len(steps) == 5


def test_a_parquet_file_is_scored_like_any_other():
    content, truth = models.one_input_per_column()
    file = io.BytesIO()
    models.world().to_parquet(file)
    assert pq.read_metadata(io.BytesIO(file.getvalue())).num_rows == models.ROWS
    scores = run(content, read_tidy(read_source(file.getvalue(), "people.parquet")))
    np.testing.assert_allclose(probability(scores), truth, atol=1e-6)


def test_a_model_that_fails_on_the_rows_says_so():
    content = models.graph([models.helper.make_node("Reshape", ["x", "s"], ["y"])], initializers={"s": np.array([7, 4])})
    with pytest.raises(ForeignModelError, match="failed on these rows"):
        run(content.SerializeToString(), as_file(models.world()[["x1", "x2", "x3", "x4"]]))


def test_numbers_beyond_0_and_1_are_called_a_score():
    content, truth = models.logit()
    numbers = probability(run(content, as_file(models.world()[["x1", "x2", "x3", "x4"]])))
    np.testing.assert_allclose(numbers, truth, atol=1e-5)
    span = read_span(numbers)
    assert span.kind == "score"
    assert span.outside == int(((truth < 0) | (truth > 1)).sum())
    assert read_span(np.array([0.0, 0.5, 1.0])).kind == "probability"


def columns(*labels: str, output: str = "p") -> tuple[AnswerColumn, ...]:
    return tuple(AnswerColumn(output, label, whole=False) for label in labels)


PAIR = np.array([[0.2, 0.8], [0.7, 0.3]])


def test_the_second_of_two_that_add_up_is_proposed_and_a_bare_class_is_not():
    answers = (AnswerColumn("label", "", whole=True), *columns("0", "1"))
    assert propose_event(answers, np.column_stack([[1, 0], PAIR]), ()) == 2
    assert propose_event(columns("0", "1"), PAIR, ("0", "1")) == 1


def test_a_label_that_names_the_event_outweighs_the_place():
    assert propose_event(columns("bad", "good"), PAIR, ("bad", "good")) == 0
    assert propose_event(columns("0", "1"), PAIR, ("default", "paid")) == 0


def test_one_number_per_row_is_the_only_choice():
    assert propose_event(columns(""), PAIR[:, :1], ()) == 0
    assert propose_event((AnswerColumn("label", "", whole=True),), PAIR[:, :1], ()) == 0


def test_an_answers_class_is_its_key_or_what_the_graph_says_for_its_place():
    assert label_answer(AnswerColumn("p", "1", whole=False), ("no", "yes")) == "yes"
    assert label_answer(AnswerColumn("p", "7", whole=False), ("7", "9")) == "7"
    assert label_answer(AnswerColumn("p", "", whole=False), ("no", "yes")) == ""
