"""The two families as scikit-learn pipelines that start from raw columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler

from payoff.domains.manifest import Input

Features = npt.NDArray[np.float32]


class Rounding(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Numbers as float32, which is what the exported graph receives: rounded before the fit, no cut falls between the two."""

    def fit(self, X: pd.DataFrame, y: object = None) -> Self:
        """Nothing to learn."""
        self.fitted_ = True
        return self

    def transform(self, X: pd.DataFrame) -> Features:
        """(n, k) float32."""
        return np.asarray(X, dtype=np.float32)


class Reorder(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Columns in another order."""

    def __init__(self, order: Sequence[int]) -> None:
        self.order = order

    def fit(self, X: Features, y: object = None) -> Self:
        """Nothing to learn."""
        self.fitted_ = True
        return self

    def transform(self, X: Features) -> Features:
        """(n, k) float32."""
        return X[:, self.order]


class EmptyAsZero(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Columns that were empty in every fitted row become zero, because boosting in scikit-learn 1.9 fails on them.

    A constant column is never split on, so the exported trees need no such step.
    """

    def fit(self, X: Features, y: object = None) -> Self:
        """Remember which columns were empty."""
        self.empty_ = np.isnan(X).all(axis=0)
        return self

    def transform(self, X: Features) -> Features:
        """(n, k) float32."""
        return np.where(self.empty_, np.float32(0), X)


def build_encoder(inputs: Sequence[Input]) -> Pipeline:
    """Raw columns to (n, inputs) float32 in input order: numbers rounded, categories as their position, NaN when missing or unseen.

    It learns nothing from the rows.
    """
    numbers = [item for item in inputs if item.kind == "number"]
    categories = [item for item in inputs if item.kind == "category"]
    codes = OrdinalEncoder(
        categories=[list(item.categories) for item in categories],
        dtype=np.float32,
        handle_unknown="use_encoded_value",
        unknown_value=np.nan,
        encoded_missing_value=np.nan,
    )
    both = [("numbers", Rounding(), numbers), ("categories", codes, categories)]
    steps = [(name, step, [item.name for item in items]) for name, step, items in both if items]
    arranged = [*numbers, *categories]
    return make_pipeline(ColumnTransformer(steps, sparse_threshold=0.0), Reorder([arranged.index(item) for item in inputs]))


def build_linear(inputs: Sequence[Input], *, strength: float) -> Pipeline:
    """Logistic regression behind median, scaler and one column per category; `strength` is scikit-learn's C."""
    numbers = [i for i, item in enumerate(inputs) if item.kind == "number"]
    categories = [i for i, item in enumerate(inputs) if item.kind == "category"]
    codes = [np.arange(len(inputs[i].categories), dtype=np.float32) for i in categories]
    prepare = ColumnTransformer(
        [
            ("numbers", make_pipeline(SimpleImputer(strategy="median", keep_empty_features=True), StandardScaler()), numbers),
            ("categories", OneHotEncoder(categories=codes, handle_unknown="ignore", sparse_output=False), categories),
        ]
    )
    model = LogisticRegression(C=strength, solver="newton-cholesky", tol=1e-8, max_iter=200)
    return Pipeline([("encode", build_encoder(inputs)), ("widen", _ToDouble()), ("prepare", prepare), ("model", model)])


def build_boosting(inputs: Sequence[Input], *, trees: int, leaves: int, rate: float) -> Pipeline:
    """Gradient boosting on float32 features without a scaler; categories are ordered codes, never native ones."""
    model = HistGradientBoostingClassifier(
        max_iter=trees, max_leaf_nodes=leaves, learning_rate=rate, early_stopping=False, categorical_features=None, random_state=0
    )
    return Pipeline([("encode", build_encoder(inputs)), ("empty", EmptyAsZero()), ("model", model)])


class _ToDouble(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """float64 from here on: the linear model is solved in double precision on rounded numbers."""

    def fit(self, X: Features, y: object = None) -> Self:
        self.fitted_ = True
        return self

    def transform(self, X: Features) -> Any:
        return X.astype(np.float64)
