"""The certificate refuses exports that are known to be silently wrong, and looks where they go wrong."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler

from payoff.domains.manifest import TOLERANCE
from payoff.training.fit import one_thread
from payoff.training.graph import OUTPUT, read_thresholds
from payoff.training.linear_graph import export_linear
from payoff.training.parity import KEPT, UNSEEN, ParityError, certify, perturb_rows
from payoff.training.pipeline import build_encoder


def convert_pipeline(pipeline: Pipeline, features: int) -> bytes:
    """What skl2onnx makes of `pipeline` without complaint, its probability of the event as the output certify reads."""
    import onnx
    from onnx import helper
    from skl2onnx import convert_sklearn
    from skl2onnx.common.data_types import FloatTensorType

    options = {id(pipeline.steps[-1][1]): {"zipmap": False}}
    types = [("features", FloatTensorType([None, features]))]
    model = convert_sklearn(pipeline, initial_types=types, options=options, target_opset={"": 17, "ai.onnx.ml": 3})
    model.graph.initializer.append(helper.make_tensor("event", onnx.TensorProto.INT64, [1], [1]))
    model.graph.node.append(helper.make_node("Gather", [model.graph.output[1].name, "event"], ["column"], axis=1))
    model.graph.initializer.append(helper.make_tensor("axis", onnx.TensorProto.INT64, [1], [1]))
    model.graph.node.append(helper.make_node("Squeeze", ["column", "axis"], [OUTPUT]))
    model.graph.output.append(helper.make_tensor_value_info(OUTPUT, onnx.TensorProto.FLOAT, [None]))
    return model.SerializeToString()


def certify_raw(tail: Pipeline, world, inputs) -> None:
    """Fit `tail` behind the encoder, export it as it is, and put it to the certificate."""
    with one_thread():
        whole = make_pipeline(build_encoder(inputs), *[step for _, step in tail.steps]).fit(world.frame, world.outcome)
    model = convert_pipeline(Pipeline(whole.steps[1:]), len(inputs))
    rows = perturb_rows(world.frame, inputs, model=model)
    certify(model, lambda frame: whole.predict_proba(frame)[:, 1], rows, inputs=inputs)


def test_boosting_with_native_categories_is_refused(world, inputs):
    native = HistGradientBoostingClassifier(max_iter=30, categorical_features=[1, 3], random_state=0)
    with pytest.raises(ParityError, match="disagrees with scikit-learn"):
        certify_raw(make_pipeline(native), world, inputs)


def test_trees_behind_a_scaler_are_refused(world, inputs):
    trees = HistGradientBoostingClassifier(max_iter=100, early_stopping=False, random_state=0)
    scaled = make_pipeline(StandardScaler(), trees)
    with pytest.raises(ParityError) as refused:
        certify_raw(scaled, world, inputs)
    assert refused.value.rows["difference"].min() > TOLERANCE


def test_trees_fitted_on_doubles_are_refused(world, inputs):
    """The numbers are told apart in float64, below what float32 can hold."""
    base = np.float64(np.float32(1000.1))
    rng = np.random.default_rng(1)
    frame = world.frame.assign(amount=base + rng.integers(-40, 40, len(world.frame)) * 1e-6, age=40.0)
    outcome = (frame["amount"] > base).astype(int).to_numpy()
    columns = ["age", "amount"]
    some = tuple(i for i in inputs if i.name in columns)
    trees = HistGradientBoostingClassifier(max_iter=20, random_state=0)
    doubles = make_pipeline(FunctionTransformer(lambda f: f[columns].to_numpy()), trees)
    doubles.fit(frame, outcome)
    model = convert_pipeline(Pipeline(doubles.steps[1:]), 2)
    with pytest.raises(ParityError):
        certify(model, lambda f: doubles.predict_proba(f)[:, 1], frame[columns].reset_index(drop=True), inputs=some)


def test_a_cut_rounded_to_the_wrong_side_is_refused(world, inputs):
    """Amounts have cents, so some cuts are no float32; skl2onnx rounds them to the nearest and rows on them change sides."""
    plain = HistGradientBoostingClassifier(max_iter=30, early_stopping=False, random_state=0)
    with pytest.raises(ParityError):
        certify_raw(make_pipeline(plain), world, inputs)


def test_the_same_trees_pass_where_every_cut_is_a_float32(world, inputs):
    plain = HistGradientBoostingClassifier(max_iter=30, early_stopping=False, random_state=0)
    whole_numbers = dataclasses.replace(world, frame=world.frame.assign(amount=world.frame["amount"].round()))
    certify_raw(make_pipeline(plain), whole_numbers, inputs)


def test_the_refusal_lists_the_worst_row_first(linear, world, inputs):
    def off_by_a_little(frame: pd.DataFrame) -> np.ndarray:
        p = linear.predict(frame)
        p[3] += 0.2
        p[8] += 0.1
        return p

    rows = world.frame.head(20).reset_index(drop=True)
    with pytest.raises(ParityError, match=r"2 of 20 rows, by up to 0\.2") as refused:
        certify(export_linear(linear), off_by_a_little, rows, inputs=inputs)
    assert refused.value.rows.index.tolist() == [3, 8]


def test_a_probability_that_is_not_a_number_is_refused(linear, world, inputs):
    rows = world.frame.head(5).reset_index(drop=True)
    with pytest.raises(ParityError):
        certify(export_linear(linear), lambda frame: np.full(len(frame), np.nan), rows, inputs=inputs)


def test_perturbed_rows_go_to_both_sides_of_each_cut(boosting_model, world, inputs):
    rows = perturb_rows(world.frame, inputs, model=boosting_model)
    for position, name in ((0, "age"), (2, "amount")):
        cuts = read_thresholds(boosting_model)[position]
        above = np.nextafter(cuts, np.float32(np.inf)).astype(np.float64)
        values = rows[name].to_numpy()
        assert np.isin(cuts.astype(np.float64), values).mean() > 0.95
        assert np.isin(above, values).mean() > 0.95


def test_perturbed_rows_hold_every_kind_of_trouble(linear, world, inputs):
    rows = perturb_rows(world.frame, inputs, model=export_linear(linear), count=2000)
    assert rows.iloc[0].isna().all()
    assert (rows["housing"] == UNSEEN).any()
    assert set(rows["housing"].dropna()) == {*inputs[1].categories, UNSEEN}
    assert rows["amount"].isna().any()


def test_kept_rows_carry_the_probability_of_scikit_learn(linear, world, inputs):
    model = export_linear(linear)
    certificate = certify(model, linear.predict, perturb_rows(world.frame, inputs, model=model, count=1000), inputs=inputs)
    assert len(certificate.rows) == KEPT
    np.testing.assert_allclose(certificate.rows["probability"], linear.predict(certificate.rows), atol=1e-12)
