"""The two families as scikit-learn pipelines that start from raw columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
from scipy.sparse import csr_matrix, issparse
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.feature_selection import chi2
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler

from payoff.domains.manifest import Input, date_columns, first_features, is_day
from payoff.domains.moments import Moments, read_part
from payoff.domains.terms import mark_terms

Features = npt.NDArray[np.float32]

WIDE = 200
"""Categories and terms above which the linear model's columns are kept sparse."""

STRONG = 60
"""Terms that boosting sees."""


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


class DateParts(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Dates as the numbers that a model sees of them."""

    def __init__(self, items: Sequence[Input]) -> None:
        self.items = items

    def fit(self, X: pd.DataFrame, y: object = None) -> Self:
        """Nothing to learn."""
        self.fitted_ = True
        return self

    def transform(self, X: pd.DataFrame) -> Features:
        """(n, items) float32."""
        return np.column_stack([read_part(item, _moments(X[item.column]), self._since(X, item)) for item in self.items])

    def _since(self, X: pd.DataFrame, item: Input) -> Moments | None:
        if item.part != "age":
            return None
        return np.full(len(X), np.datetime64(item.since, "us")) if is_day(item.since) else _moments(X[item.since])


def _moments(column: pd.Series) -> Moments:
    return column.to_numpy(dtype="datetime64[us]")


class TermMarks(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """A column of text as which terms occur in it."""

    def __init__(self, terms: Sequence[str]) -> None:
        self.terms = terms

    def fit(self, X: pd.DataFrame, y: object = None) -> Self:
        """Nothing to learn."""
        self.fitted_ = True
        return self

    def transform(self, X: pd.DataFrame) -> Features:
        """(n, terms) float32."""
        marks = np.empty((len(X), len(self.terms)), dtype=np.float32)
        mark_terms(pa.array(X.iloc[:, 0], pa.large_string(), from_pandas=True), self.terms, out=marks)
        return marks


class StrongTerms(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """All columns but the terms, and of the terms the `most` that differ most between the outcomes."""

    def __init__(self, terms: Sequence[int], most: int) -> None:
        self.terms = terms
        self.most = most

    def fit(self, X: Features, y: npt.NDArray[np.int64]) -> Self:
        """Choose by chi-squared; ties go to the commoner term."""
        strength = np.nan_to_num(chi2(X[:, self.terms], y)[0])
        best = np.asarray(self.terms)[np.argsort(-strength, kind="stable")[: self.most]]
        self.positions_ = np.sort(np.append(np.setdiff1d(np.arange(X.shape[1]), self.terms), best))
        return self

    def transform(self, X: Features) -> Features:
        """(n, k) float32."""
        return as_dense(X[:, self.positions_])


def as_dense(X: Any) -> Any:
    """(n, k) with its zeros, from a matrix that may have kept only the rest."""
    return X.toarray() if issparse(X) else X


def as_fitted(encoded: Features, inputs: Sequence[Input]) -> Features | csr_matrix:
    """Features (n, k) as fitting is quick on: without the zeros where a text brings thousands of columns of them."""
    return csr_matrix(encoded) if any(item.kind == "text" for item in inputs) else encoded


def build_encoder(inputs: Sequence[Input]) -> Pipeline:
    """Raw columns to (n, features) float32 in input order: numbers rounded, categories as their position, NaN when missing or unseen.

    It learns nothing from the rows.
    """
    plain = [item for item in inputs if not item.part]
    numbers = [item for item in plain if item.kind == "number"]
    categories = [item for item in plain if item.kind == "category"]
    dated = [item for item in inputs if item.part]
    texts = [item for item in plain if item.kind == "text"]
    codes = OrdinalEncoder(
        categories=[list(item.categories) for item in categories],
        dtype=np.float32,
        handle_unknown="use_encoded_value",
        unknown_value=np.nan,
        encoded_missing_value=np.nan,
    )
    both = [("numbers", Rounding(), numbers), ("categories", codes, categories)]
    steps = [(name, step, [item.name for item in items]) for name, step, items in both if items]
    if dated:
        steps.append(("dates", DateParts(dated), list(date_columns(dated))))
    steps += [(f"text of {item.name}", TermMarks(item.terms), [item.column]) for item in texts]
    arranged = [*numbers, *categories, *dated, *texts]
    begins = dict(zip(arranged, first_features(arranged), strict=True))
    order = [begins[item] + at for item in inputs for at in range(item.width)]
    return make_pipeline(ColumnTransformer(steps, sparse_threshold=0.0), Reorder(order))


def build_linear(inputs: Sequence[Input], *, strength: float) -> Pipeline:
    """Logistic regression behind median, scaler, one column per category and TF-IDF; `strength` is scikit-learn's C."""
    places = dict(zip(inputs, first_features(inputs), strict=True))
    numbers = [at for item, at in places.items() if item.kind == "number"]
    categories = [at for item, at in places.items() if item.kind == "category"]
    codes = [np.arange(len(item.categories), dtype=np.float32) for item in inputs if item.kind == "category"]
    wide = is_wide(inputs)
    scaled = make_pipeline(_ToDouble(), SimpleImputer(strategy="median", keep_empty_features=True), StandardScaler())
    one_hot = OneHotEncoder(categories=codes, handle_unknown="ignore", sparse_output=wide)
    steps = [
        ("numbers", scaled, numbers),
        ("categories", make_pipeline(_ToDouble(), one_hot), categories),
        *(
            (item.name, make_pipeline(_ToSparse(), TfidfTransformer()), slice(at, at + item.width))
            for item, at in places.items()
            if item.kind == "text"
        ),
    ]
    prepare = ColumnTransformer(steps, sparse_threshold=1.0 if wide else 0.0)
    # The exact solver takes the square of the columns in memory and their cube in time.
    solver = {"solver": "lbfgs", "tol": 1e-6, "max_iter": 2000} if wide else {"solver": "newton-cholesky", "tol": 1e-8, "max_iter": 200}
    return Pipeline([("encode", build_encoder(inputs)), ("prepare", prepare), ("model", LogisticRegression(C=strength, **solver))])


def is_wide(inputs: Sequence[Input]) -> bool:
    """Whether the linear model of `inputs` has so many columns that they are better kept sparse."""
    return sum(len(item.terms) + len(item.categories) for item in inputs) > WIDE


def build_boosting(inputs: Sequence[Input], *, trees: int, leaves: int, rate: float) -> Pipeline:
    """Gradient boosting on float32 features without a scaler; categories are ordered codes, never native ones."""
    model = HistGradientBoostingClassifier(
        max_iter=trees, max_leaf_nodes=leaves, learning_rate=rate, early_stopping=False, categorical_features=None, random_state=0
    )
    places = zip(inputs, first_features(inputs), strict=True)
    terms = [at + term for item, at in places if item.kind == "text" for term in range(item.width)]
    select = [("select", StrongTerms(terms, STRONG))] if terms else []
    return Pipeline([("encode", build_encoder(inputs)), *select, ("empty", EmptyAsZero()), ("model", model)])


class _ToDouble(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """float64 from here on: the linear model is solved in double precision on rounded numbers."""

    def fit(self, X: Features, y: object = None) -> Self:
        self.fitted_ = True
        return self

    def transform(self, X: Features) -> Any:
        return as_dense(X).astype(np.float64)


class _ToSparse(_ToDouble):
    """Mostly zeros: keep the rest."""

    def transform(self, X: Features) -> Any:
        return csr_matrix(X, dtype=np.float64)
