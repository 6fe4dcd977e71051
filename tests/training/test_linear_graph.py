"""The linear graph: weights by hand, zero for whatever it does not know, parity on perturbed rows."""

from __future__ import annotations

import numpy as np
import onnx
import onnxruntime as ort
import pytest

from payoff.training.fit import LINEAR, fit_family
from payoff.training.labelled import Labelled
from payoff.training.linear_graph import export_linear, read_weights
from payoff.training.parity import certify, perturb_rows
from payoff.training.pipeline import build_linear


def run(model: bytes, features: list[list[float]]) -> np.ndarray:
    return ort.InferenceSession(model).run(None, {"features": np.array(features, dtype=np.float32)})[0]


def test_a_row_is_weighed_as_by_hand(linear):
    weights = read_weights(linear.pipeline)
    numbers = (np.array([30.0, 4000.0]) - weights.centre) @ weights.weight
    margin = numbers + weights.tables[0][1] + weights.tables[1][0] + weights.bias
    expected = 1 / (1 + np.exp(linear.calibration.slope * margin + linear.calibration.offset))
    assert run(export_linear(linear), [[30, 1, 4000, 0]])[0] == pytest.approx(expected, abs=1e-6)


def test_missing_unseen_and_impossible_categories_weigh_nothing(linear):
    nan = float("nan")
    answers = run(export_linear(linear), [[30, code, 4000, 0] for code in (nan, -1, 4, 99)])
    assert len(set(answers.tolist())) == 1
    never_seen = run(export_linear(linear), [[30, 3, 4000, 0]])
    np.testing.assert_allclose(never_seen, answers[0], atol=1e-6)


def test_a_missing_number_is_the_median(linear, world):
    medians = [float(world.frame["age"].median()), float(world.frame["amount"].median())]
    model = export_linear(linear)
    np.testing.assert_allclose(run(model, [[float("nan"), 1, 4000, 0]]), run(model, [[medians[0], 1, 4000, 0]]), atol=1e-6)


def test_the_graph_holds_no_text_and_no_wide_matrix(linear):
    graph = onnx.load_from_string(export_linear(linear)).graph
    assert {node.op_type for node in graph.node} & {"OneHot", "OneHotEncoder", "LabelEncoder"} == set()
    assert max(int(np.prod(c.dims)) for c in graph.initializer) == 4 + 2 + 1


@pytest.mark.parametrize("kept", [("age", "amount"), ("housing", "phone")])
def test_a_model_of_numbers_alone_or_categories_alone_exports(world, inputs, kept):
    some = tuple(i for i in inputs if i.name in kept)
    data = Labelled(world.frame[list(kept)], world.outcome, world.path, world.sha256)
    fitted = fit_family(LINEAR, {"C": build_linear(some, strength=1.0)}, data, some)
    model = export_linear(fitted)
    rows = perturb_rows(data.frame, some, model=model, count=3000)
    assert certify(model, fitted.predict, rows, inputs=some).parity.worst < 1e-6


def test_the_linear_graph_answers_like_scikit_learn(linear, world, inputs):
    model = export_linear(linear)
    rows = perturb_rows(world.frame, inputs, model=model)
    certificate = certify(model, linear.predict, rows, inputs=inputs)
    assert certificate.parity.worst < 1e-6
    assert certificate.parity.rows >= 20_000
