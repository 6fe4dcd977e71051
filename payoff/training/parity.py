"""The parity certificate: an exported graph must answer like scikit-learn on rows chosen to tell the two apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import onnxruntime as ort
import pandas as pd
import pyarrow as pa

from payoff.core.message import say
from payoff.domains.encoding import encode_table
from payoff.domains.manifest import FEATURES, TOLERANCE, Input, Parity, count_features, date_columns, first_features
from payoff.training.graph import OUTPUT, read_thresholds
from payoff.training.labelled import TrainingError

Array = npt.NDArray[np.float64]

ROWS = 24_000
KEPT = 200
"""Rows stored with a bundle, to check it again elsewhere."""

FEWEST = 2_000
WIDEST = 24_000_000
"""Cells that are compared at most: a text of thousands of terms needs memory for each of them."""

SHOWN = 5
UNSEEN = "a value no training row had"
SEED = 20_190


class ParityError(TrainingError):
    """The exported graph and scikit-learn disagree; `rows` holds the offending raw rows with both probabilities."""

    def __init__(self, message: str, rows: pd.DataFrame) -> None:
        super().__init__(message)
        self.rows = rows


@dataclass(frozen=True)
class Certificate:
    """What was checked, and KEPT of its rows with scikit-learn's probability as `probability`."""

    parity: Parity
    rows: pd.DataFrame


def certify(model: bytes, predict: Callable[[pd.DataFrame], Array], rows: pd.DataFrame, *, inputs: Sequence[Input]) -> Certificate:
    """Compare the graph `model` with scikit-learn's `predict` on raw `rows`; ParityError when any differs by more than TOLERANCE."""
    expected = predict(rows)
    differs = np.abs(_run(model, rows, inputs) - expected)
    # A probability that is not a number is as wrong as can be.
    differs = np.where(np.isnan(differs), np.inf, differs)
    if (differs > TOLERANCE).any():
        raise _refusal(rows, expected, differs)
    numbers, categories = _hole_rows(rows, inputs), _unseen_rows(rows, inputs)
    parity = Parity(len(rows), float(differs.max()), int(numbers.sum()), int(categories.sum()))
    return Certificate(parity, rows.assign(probability=expected).head(KEPT))


def _run(model: bytes, rows: pd.DataFrame, inputs: Sequence[Input]) -> Array:
    """The way the product scores: Arrow table, encoder, graph."""
    session = ort.InferenceSession(model, providers=["CPUExecutionProvider"])
    features = encode_table(pa.Table.from_pandas(rows, preserve_index=False), inputs)
    return session.run([OUTPUT], {FEATURES: features})[0].reshape(-1).astype(np.float64)


def _refusal(rows: pd.DataFrame, expected: Array, differs: Array) -> ParityError:
    worst = np.argsort(-differs)[: (differs > TOLERANCE).sum()]
    offending = rows.iloc[worst].assign(scikit_learn=expected[worst], difference=differs[worst])
    shown = offending.head(SHOWN).to_string()
    return ParityError(
        say(
            "The exported model disagrees with scikit-learn on {worst:,} of {rows:,} rows, by up to {max:.3g} "
            "({tolerance:g} is allowed), so it was not written. The worst rows:\n{shown}",
            worst=len(worst),
            rows=len(rows),
            max=differs.max(),
            tolerance=TOLERANCE,
            shown=shown,
        ),
        offending,
    )


def _hole_rows(rows: pd.DataFrame, inputs: Sequence[Input]) -> npt.NDArray[np.bool_]:
    names = {item.column for item in inputs} | set(date_columns(inputs))
    return rows[sorted(names)].isna().any(axis=1).to_numpy()


def _unseen_rows(rows: pd.DataFrame, inputs: Sequence[Input]) -> npt.NDArray[np.bool_]:
    found = np.zeros(len(rows), dtype=bool)
    for item in inputs:
        if item.kind == "category" and not item.part:
            found |= (rows[item.name].notna() & ~rows[item.name].isin(item.categories)).to_numpy()
    return found


def perturb_rows(frame: pd.DataFrame, inputs: Sequence[Input], *, model: bytes, count: int = ROWS, seed: int = SEED) -> pd.DataFrame:
    """`count` rows resampled from `frame`, each cell perhaps moved: next to a cut of `model`, to an extreme, to nothing, to the unseen.

    The first row is empty throughout and the second wholly as it was.
    """
    rng = np.random.default_rng(seed)
    rows = frame.iloc[rng.integers(0, len(frame), count)].reset_index(drop=True)
    cuts = read_thresholds(model)
    columns: dict[str, npt.NDArray] = {}
    for position, item in zip(first_features(inputs), inputs, strict=True):
        if item.part:
            continue
        values = rows[item.column].to_numpy(dtype=object)
        if item.kind == "number":
            moved = _move_numbers(values, item, rng, cuts.get(position))
        else:
            moved = _move_categories(values, item, rng) if item.kind == "category" else _move_texts(values, rng)
        moved[0], moved[1] = None, values[1]
        columns[item.column] = moved.astype(np.float64) if item.kind == "number" else _without_nan(moved)
    for name in date_columns(inputs):
        columns[name] = _move_dates(rows[name].to_numpy(dtype="datetime64[us]"), rng)
    return pd.DataFrame(columns)


def count_rows(inputs: Sequence[Input]) -> int:
    """How many rows to compare: ROWS, fewer where a text makes each of them wide."""
    return min(ROWS, max(FEWEST, WIDEST // count_features(inputs)))


def _move_numbers(values: npt.NDArray, item: Input, rng: np.random.Generator, cuts: npt.NDArray[np.float32] | None) -> npt.NDArray:
    """A tenth becomes empty, half goes to a cut or one of its two float32 neighbours, a tenth gets noise, a twentieth an extreme."""
    numbers = values.astype(np.float64)
    near = np.unique(numbers[~np.isnan(numbers)]).astype(np.float32) if cuts is None else cuts
    neighbours = np.concatenate([near, np.nextafter(near, np.float32(-np.inf)), np.nextafter(near, np.float32(np.inf))]).astype(np.float64)
    spread = np.nanstd(numbers) or 1.0
    extremes = np.array([x for x in (item.low, item.high, item.seen_low, item.seen_high, 0.0) if x is not None])
    dice = rng.random(len(numbers))
    moved = np.select(
        [dice < 0.10, dice < 0.60, dice < 0.70, dice < 0.75],
        [
            np.full(len(numbers), np.nan),
            rng.choice(neighbours, len(numbers)),
            numbers + rng.normal(0, spread, len(numbers)),
            rng.choice(extremes, len(numbers)),
        ],
        numbers,
    )
    return moved.astype(object)


def _move_categories(values: npt.NDArray, item: Input, rng: np.random.Generator) -> npt.NDArray:
    """A tenth becomes empty, a twentieth unseen, a quarter any known category."""
    dice = rng.random(len(values))
    moved = values.copy()
    known = dice < 0.40
    moved[known] = rng.choice(np.array(item.categories, dtype=object), known.sum())
    moved[dice < 0.15] = UNSEEN
    moved[dice < 0.10] = None
    return moved


def _move_texts(values: npt.NDArray, rng: np.random.Generator) -> npt.NDArray:
    """A tenth becomes empty, a twentieth blank, a twentieth says nothing known, a fifth is two texts in one, in capitals."""
    dice = rng.random(len(values))
    moved = _without_nan(values)
    joined = dice < 0.40
    moved[joined] = [f"{a or ''}\n{b or ''}".upper() for a, b in zip(moved[joined], rng.permutation(moved)[joined], strict=True)]
    moved[dice < 0.20] = "§ \u200b —"
    moved[dice < 0.15] = " "
    moved[dice < 0.10] = None
    return moved


def _move_dates(values: npt.NDArray[np.datetime64], rng: np.random.Generator) -> npt.NDArray[np.datetime64]:
    """A tenth becomes empty, a third moves by up to years, to the second; the first row is empty, the second as it was."""
    dice = rng.random(len(values))
    by = rng.normal(0, 500 * 86_400, len(values)).astype("timedelta64[s]")
    moved = np.where(dice < 0.43, values + by, values)
    moved[dice < 0.10] = np.datetime64("NaT", "us")
    moved[0], moved[1] = np.datetime64("NaT", "us"), values[1]
    return moved


def _without_nan(values: npt.NDArray) -> npt.NDArray:
    return np.array([None if isinstance(v, float) else v for v in values], dtype=object)


def describe(parity: Parity) -> Mapping[str, str]:
    """The certificate in words, for a card."""
    return {
        say("Rows compared"): f"{parity.rows:,}",
        say("with a missing value"): f"{parity.missing_rows:,}",
        say("with an unseen category"): f"{parity.unseen_rows:,}",
        say("Largest difference"): say("{worst:.1e} (at most {tolerance:g} is allowed)", worst=parity.worst, tolerance=TOLERANCE),
    }
