"""ONNX models as strangers export them, made by the libraries they would use, and hostile ones made by hand."""

from __future__ import annotations

import warnings
from functools import cache

import numpy as np
import onnx
import pandas as pd
import pytest
from onnx import TensorProto, helper
from skl2onnx import convert_sklearn, to_onnx
from skl2onnx.common.data_types import FloatTensorType, Int64TensorType, StringTensorType
from sklearn.compose import ColumnTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

ROWS = 240


@cache
def world() -> pd.DataFrame:
    """Four number columns, a word column, a count and whether the event happened; the same on every call."""
    rng = np.random.default_rng(7)
    frame = pd.DataFrame(rng.normal(size=(ROWS, 4)).astype(np.float32), columns=["x1", "x2", "x3", "x4"])
    frame["home"] = rng.choice(["own", "rent", "with parents"], ROWS)
    frame["children"] = rng.integers(0, 4, ROWS)
    pull = frame["x1"] - 0.5 * frame["x2"] + (frame["home"] == "rent") + rng.normal(size=ROWS)
    frame["event"] = (pull > 0.4).astype(int)
    return frame


def features() -> np.ndarray:
    return world()[["x1", "x2", "x3", "x4"]].to_numpy()


def logistic(zipmap: bool | str, labels: tuple[object, object] = (0, 1)) -> tuple[bytes, np.ndarray]:
    """skl2onnx: the model, and scikit-learn's probability of the second label."""
    fitted = LogisticRegression().fit(features(), np.array(labels)[world()["event"]])
    return to_onnx(fitted, features()[:1], options={"zipmap": zipmap}).SerializeToString(), fitted.predict_proba(features())[:, 1]


def lightgbm(zipmap: bool, *, booster: bool) -> tuple[bytes, np.ndarray]:
    """onnxmltools from LightGBM's classifier or its plain booster."""
    try:
        import lightgbm as lgb
    except OSError:
        pytest.skip("LightGBM lacks the OpenMP library (apt-get install libgomp1)")
    from onnxmltools import convert_lightgbm
    from onnxmltools.convert.common.data_types import FloatTensorType as Floats

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if booster:
            fitted = lgb.train({"objective": "binary", "verbose": -1}, lgb.Dataset(features(), world()["event"]), 8)
            truth = np.asarray(fitted.predict(features()))
        else:
            fitted = lgb.LGBMClassifier(n_estimators=8, verbose=-1).fit(features(), world()["event"])
            truth = fitted.predict_proba(features())[:, 1]
        model = convert_lightgbm(fitted, initial_types=[("input", Floats([None, 4]))], zipmap=zipmap)
    return model.SerializeToString(), truth


def xgboost(*, booster: bool, objective: str = "binary:logistic") -> tuple[bytes, np.ndarray]:
    """onnxmltools from XGBoost's classifier or its plain booster."""
    import xgboost as xgb
    from onnxmltools import convert_xgboost
    from onnxmltools.convert.common.data_types import FloatTensorType as Floats

    if booster:
        fitted = xgb.train({"objective": objective, "max_depth": 3}, xgb.DMatrix(features(), world()["event"]), 8)
        truth = fitted.predict(xgb.DMatrix(features()))
    else:
        fitted = xgb.XGBClassifier(n_estimators=8, max_depth=3).fit(features(), world()["event"])
        truth = fitted.predict_proba(features())[:, 1]
    return convert_xgboost(fitted, initial_types=[("input", Floats([None, 4]))]).SerializeToString(), truth


def xgboost_regressor() -> tuple[bytes, np.ndarray]:
    """One number per row, (rows, 1), that nobody promised to be a probability."""
    import xgboost as xgb
    from onnxmltools import convert_xgboost
    from onnxmltools.convert.common.data_types import FloatTensorType as Floats

    fitted = xgb.XGBRegressor(n_estimators=8, max_depth=3).fit(features(), 3.0 * world()["event"] - 1.0)
    return convert_xgboost(fitted, initial_types=[("input", Floats([None, 4]))]).SerializeToString(), fitted.predict(features())


def one_input_per_column() -> tuple[bytes, np.ndarray]:
    """skl2onnx from a pipeline over a frame: floats, text and whole numbers, each an input of its own."""
    frame = world()[["x1", "x2", "home", "children"]]
    homes = OneHotEncoder(handle_unknown="ignore")
    steps = [("n", StandardScaler(), ["x1", "x2"]), ("h", homes, ["home"]), ("c", "passthrough", ["children"])]
    fitted = Pipeline([("columns", ColumnTransformer(steps)), ("model", LogisticRegression())]).fit(frame, world()["event"])
    floats, text, whole = FloatTensorType([None, 1]), StringTensorType([None, 1]), Int64TensorType([None, 1])
    types = [("x1", floats), ("x2", floats), ("home", text), ("children", whole)]
    model = convert_sklearn(fitted, initial_types=types, options={"zipmap": False})
    return model.SerializeToString(), fitted.predict_proba(frame)[:, 1]


def whole_numbers() -> tuple[bytes, np.ndarray]:
    """An int64 tensor of two columns, one of them words that somebody coded."""
    codes = np.column_stack([world()["children"], world()["home"].map({"own": 0, "rent": 1, "with parents": 2})]).astype(np.int64)
    fitted = LogisticRegression().fit(codes, world()["event"])
    return to_onnx(fitted, codes[:1], options={"zipmap": False}).SerializeToString(), fitted.predict_proba(codes)[:, 1]


def text_only() -> tuple[bytes, np.ndarray]:
    """A string tensor."""
    fitted = Pipeline([("h", OneHotEncoder(handle_unknown="ignore")), ("m", LogisticRegression())]).fit(world()[["home"]], world()["event"])
    model = convert_sklearn(fitted, initial_types=[("s", StringTensorType([None, 1]))])
    return model.SerializeToString(), fitted.predict_proba(world()[["home"]])[:, 1]


def logit() -> tuple[bytes, np.ndarray]:
    """A linear score without the sigmoid, (rows, 1), with a batch of one written down as many exports do."""
    weights = np.array([[1.0], [-0.5], [0.0], [2.0]], dtype=np.float32)
    model = graph([helper.make_node("MatMul", ["x", "w"], ["y"])], initializers={"w": weights}, shape=[1, 4])
    return model.SerializeToString(), (features() @ weights)[:, 0]


def graph(
    nodes: list[onnx.NodeProto], *, initializers: dict[str, np.ndarray] | None = None, shape: list[int | str | None] | None = None,
    opset: int = 21, element: int = TensorProto.FLOAT, domains: tuple[str, ...] = (),
) -> onnx.ModelProto:  # fmt: skip
    """A model from `nodes` that read "x" and write "y"."""
    tensors = [onnx.numpy_helper.from_array(array, name) for name, array in (initializers or {}).items()]
    entry = helper.make_tensor_value_info("x", element, shape if shape is not None else [None, 4])
    made = helper.make_graph(nodes, "g", [entry], [helper.make_tensor_value_info("y", TensorProto.FLOAT, None)], tensors)
    return helper.make_model(made, opset_imports=[helper.make_opsetid(domain, opset) for domain in ("", *domains)], ir_version=10)


def spinning(rounds: int = 4_000) -> bytes:
    """Ordinary operators that keep a processor busy for minutes."""
    side = np.eye(1_500, dtype=np.float32)
    nodes = [helper.make_node("MatMul", ["w" if k == 0 else f"m{k}", "w"], [f"m{k + 1}"]) for k in range(rounds)]
    nodes += [
        helper.make_node("ReduceSum", ["x", "axes"], ["s"]),
        # The products depend on the rows, so that nothing can be worked out beforehand.
        helper.make_node("ReduceMax", [f"m{rounds}"], ["t"], keepdims=0),
        helper.make_node("Add", ["s", "t"], ["y"]),
    ]
    nodes.insert(0, helper.make_node("ReduceMin", ["x"], ["low"], keepdims=0))
    nodes.insert(1, helper.make_node("Add", ["side", "low"], ["w"]))
    return graph(nodes, initializers={"side": side, "axes": np.array([1])}).SerializeToString()


def greedy() -> bytes:
    """Asks for as much memory as the rows say: nothing a look at the graph could tell."""
    nodes = [
        helper.make_node("ReduceMax", ["x"], ["most"], keepdims=0),
        helper.make_node("Cast", ["most"], ["size"], to=TensorProto.INT64),
        helper.make_node("Reshape", ["size", "one"], ["shape"]),
        helper.make_node("ConstantOfShape", ["shape"], ["room"]),
        helper.make_node("ReduceSum", ["room"], ["s"], keepdims=0),
        helper.make_node("Add", ["x", "s"], ["y"]),
    ]
    return graph(nodes, initializers={"one": np.array([1])}).SerializeToString()
