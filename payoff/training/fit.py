"""Fitting: the best of each family by cross-validated log loss, then calibrated on rows the model did not fit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.calibration import CalibratedClassifierCV
from sklearn.model_selection import StratifiedKFold, TimeSeriesSplit, cross_val_score
from sklearn.pipeline import Pipeline
from threadpoolctl import threadpool_limits

from payoff.core.message import say
from payoff.domains.manifest import Input
from payoff.training.labelled import Labelled
from payoff.training.pipeline import STRONG, Features, as_fitted, build_boosting, build_encoder, build_linear, is_wide

Report = Callable[[float], None]
"""Takes the share done, 0 to 1; what it raises ends the work."""

Labels = npt.NDArray[np.int64]

FOLDS = 5
SEED = 0
SEARCHED = 1_500_000
"""Cells (rows times features) on which candidates are compared: five times as many would take minutes."""
CRITERION = say("log loss, mean of {folds} stratified folds of the training rows, before calibration; lower is better", folds=FOLDS)
CALIBRATION = say("Sigmoid (Platt) fitted on margins predicted out of fold, {folds} stratified folds of the training rows", folds=FOLDS)
ORDERED_CRITERION = say("log loss, mean of {folds} later periods of the training rows, before calibration; lower is better", folds=FOLDS)
LINEAR = say("logistic regression")
BOOSTING = say("gradient boosting")

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
    """From features on; `encoder` makes those of raw columns."""
    inputs: tuple[Input, ...]
    encoder: Pipeline

    @property
    def pipeline(self) -> Pipeline:
        """The uncalibrated pipeline from raw columns on, fitted on every training row."""
        return Pipeline([("encode", self.encoder), *self.model.calibrated_classifiers_[0].estimator.steps])

    @property
    def calibration(self) -> Calibration:
        """The sigmoid after the margin."""
        sigmoid = self.model.calibrated_classifiers_[0].calibrators[0]
        return Calibration(float(sigmoid.a_), float(sigmoid.b_))

    def predict(self, frame: pd.DataFrame) -> npt.NDArray[np.float64]:
        """Probability of the event per row of raw columns, (n,)."""
        with one_thread():
            return self.model.predict_proba(self.encoder.transform(frame))[:, 1]


def fit_families(data: Labelled, inputs: Sequence[Input], *, report: Report | None = None) -> tuple[Fitted, Fitted]:
    """Both families, the one with the lower cross-validated log loss first; `report` takes the share done, and may raise to end it."""
    strengths = STRENGTHS[::2] if is_wide(inputs) else STRENGTHS
    linear = {f"C = {c:.3g}": build_linear(inputs, strength=c) for c in strengths}
    boosting = {_words(shape): build_boosting(inputs, **shape) for shape in SHAPES}  # type: ignore[arg-type]
    families = ((LINEAR, linear), (BOOSTING, boosting))
    # A family's last step calibrates: as many fits as a candidate's folds, on every row.
    steps = Steps(sum(len(candidates) + 1 for _, candidates in families), report)
    fitted = [fit_family(family, candidates, data, inputs, steps=steps) for family, candidates in families]
    first, second = sorted(fitted, key=lambda f: f.loss)
    return first, second


class Steps:
    """Counts steps done and reports their share."""

    def __init__(self, total: int, report: Report | None) -> None:
        self._total, self._report, self._done = total, report, 0

    def finish(self) -> None:
        """One more is done; raises what the report raises."""
        self._done += 1
        if self._report is not None:
            self._report(self._done / self._total)


def one_thread() -> threadpool_limits:
    """A context in which fitting uses one thread: sums then add up in one order, and small problems do not wait on a busy machine."""
    return threadpool_limits(1)


def _words(shape: Mapping[str, float]) -> str:
    return say("{trees} trees of {leaves} leaves, rate {rate:g}", trees=shape["trees"], leaves=shape["leaves"], rate=shape["rate"])


def fit_family(
    family: str, candidates: Mapping[str, Pipeline], data: Labelled, inputs: Sequence[Input], *, steps: Steps | None = None
) -> Fitted:
    """The candidate with the lowest cross-validated log loss, fitted on every row and calibrated out of fold."""
    steps = steps or Steps(len(candidates) + 1, None)
    with one_thread():
        # The encoder learns nothing, so every candidate may share its result.
        encoder = build_encoder(inputs)
        encoded = as_fitted(encoder.fit_transform(data.frame), inputs)
        searched = _search_rows(data, inputs)
        losses = {}
        for settings, pipeline in candidates.items():
            losses[settings] = _cross_validate(pipeline[1:], encoded[searched], data.outcome[searched], ordered=data.ordered)
            steps.finish()
        best = min(losses, key=lambda settings: losses[settings])
        # ensemble=False: margins predicted out of fold calibrate one model fitted on every row.
        model = CalibratedClassifierCV(candidates[best][1:], method="sigmoid", cv=_folds(), ensemble=False)
        model.fit(encoded, data.outcome)
        steps.finish()
    return Fitted(family, best, losses[best], model, tuple(inputs), encoder)


def _search_rows(data: Labelled, inputs: Sequence[Input]) -> slice | npt.NDArray[np.intp]:
    """The rows that candidates are compared on: all, or as many as SEARCHED allows; the latest where rows are in time order."""
    rows = len(data.outcome)
    most = SEARCHED // sum(min(item.width, STRONG) for item in inputs)
    if rows <= most:
        return slice(None)
    return slice(rows - most, None) if data.ordered else np.sort(np.random.default_rng(SEED).permutation(rows)[:most])


def _cross_validate(model: Pipeline, encoded: Features, outcome: Labels, *, ordered: bool) -> float:
    # Shuffled folds of rows in time order would let a model see the weeks it is tested on.
    folds = TimeSeriesSplit(FOLDS) if ordered else _folds()
    scores = cross_val_score(model, encoded, outcome, cv=folds, scoring="neg_log_loss", error_score="raise")
    return float(-scores.mean())


def can_follow_time(outcome: Labels) -> bool:
    """Whether each of the later periods that `name_criterion` speaks of, and all before it, holds both outcomes."""
    if len(outcome) <= FOLDS:
        return False
    periods = TimeSeriesSplit(FOLDS).split(outcome)
    return all(len(np.unique(outcome[rows])) == 2 for both in periods for rows in both)


def name_criterion(data: Labelled) -> str:
    """What told champion and challenger apart on `data`."""
    return ORDERED_CRITERION if data.ordered else CRITERION


def _folds() -> StratifiedKFold:
    return StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
