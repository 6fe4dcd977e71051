"""Fitting: the best of each family by cross-validated log loss, then calibrated on rows the model did not fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.calibration import CalibratedClassifierCV
from sklearn.model_selection import StratifiedKFold, TimeSeriesSplit, cross_val_score
from sklearn.pipeline import Pipeline
from threadpoolctl import threadpool_limits

from payoff.domains.manifest import Input
from payoff.training.labelled import Labelled
from payoff.training.pipeline import Features, build_boosting, build_encoder, build_linear

FOLDS = 5
SEED = 0
CRITERION = f"log loss, mean of {FOLDS} stratified folds of the training rows, before calibration; lower is better"
ORDERED_CRITERION = f"log loss, mean of {FOLDS} later periods of the training rows, before calibration; lower is better"
LINEAR = "logistic regression"
BOOSTING = "gradient boosting"

STRENGTHS = tuple(float(c) for c in np.logspace(-3, 1, 9))
SHAPES = (
    {"trees": 60, "leaves": 4, "rate": 0.1},
    {"trees": 120, "leaves": 4, "rate": 0.05},
    {"trees": 100, "leaves": 8, "rate": 0.05},
    {"trees": 100, "leaves": 16, "rate": 0.1},
    {"trees": 200, "leaves": 31, "rate": 0.1},
)
"""Boosting by rising capacity; the last is scikit-learn's default leaf count with twice its trees."""


@dataclass(frozen=True)
class Calibration:
    """p = 1 / (1 + exp(slope · margin + offset)), as Platt wrote it; the margin is the model's log odds."""

    slope: float
    offset: float


@dataclass(frozen=True)
class Fitted:
    """One family: `model` predicts calibrated probabilities from raw columns; `loss` is the value of name_criterion."""

    family: str
    settings: str
    loss: float
    model: CalibratedClassifierCV
    inputs: tuple[Input, ...]

    @property
    def pipeline(self) -> Pipeline:
        """The uncalibrated pipeline, fitted on every training row."""
        return self.model.calibrated_classifiers_[0].estimator

    @property
    def calibration(self) -> Calibration:
        """The sigmoid after the margin."""
        sigmoid = self.model.calibrated_classifiers_[0].calibrators[0]
        return Calibration(float(sigmoid.a_), float(sigmoid.b_))

    def predict(self, frame: pd.DataFrame) -> npt.NDArray[np.float64]:
        """Probability of the event per row of raw columns, (n,)."""
        with one_thread():
            return self.model.predict_proba(frame)[:, 1]


def fit_families(data: Labelled, inputs: Sequence[Input]) -> tuple[Fitted, Fitted]:
    """Both families, the one with the lower cross-validated log loss first."""
    linear = {f"C = {c:.3g}": build_linear(inputs, strength=c) for c in STRENGTHS}
    boosting = {_words(shape): build_boosting(inputs, **shape) for shape in SHAPES}  # type: ignore[arg-type]
    fitted = [fit_family(family, candidates, data, inputs) for family, candidates in ((LINEAR, linear), (BOOSTING, boosting))]
    first, second = sorted(fitted, key=lambda f: f.loss)
    return first, second


def one_thread() -> threadpool_limits:
    """A context in which fitting uses one thread: sums then add up in one order, and small problems do not wait on a busy machine."""
    return threadpool_limits(1)


def _words(shape: Mapping[str, float]) -> str:
    return f"{shape['trees']} trees of {shape['leaves']} leaves, rate {shape['rate']:g}"


def fit_family(family: str, candidates: Mapping[str, Pipeline], data: Labelled, inputs: Sequence[Input]) -> Fitted:
    """The candidate with the lowest cross-validated log loss, fitted on every row and calibrated out of fold."""
    with one_thread():
        # The encoder learns nothing, so every candidate may share its result.
        encoded = build_encoder(inputs).fit_transform(data.frame)
        losses = {settings: _cross_validate(pipeline[1:], encoded, data) for settings, pipeline in candidates.items()}
        best = min(losses, key=lambda settings: losses[settings])
        # ensemble=False: margins predicted out of fold calibrate one model fitted on every row.
        model = CalibratedClassifierCV(candidates[best], method="sigmoid", cv=_folds(), ensemble=False)
        model.fit(data.frame, data.outcome)
    return Fitted(family, best, losses[best], model, tuple(inputs))


def _cross_validate(model: Pipeline, encoded: Features, data: Labelled) -> float:
    # Shuffled folds of rows in time order would let a model see the weeks it is tested on.
    folds = TimeSeriesSplit(FOLDS) if data.ordered else _folds()
    scores = cross_val_score(model, encoded, data.outcome, cv=folds, scoring="neg_log_loss", error_score="raise")
    return float(-scores.mean())


def name_criterion(data: Labelled) -> str:
    """What told champion and challenger apart on `data`."""
    return ORDERED_CRITERION if data.ordered else CRITERION


def _folds() -> StratifiedKFold:
    return StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
