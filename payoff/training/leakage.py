"""Signs that a column knows what nobody knows when the decision is taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from payoff.core.message import Message, say
from payoff.core.roc import area_under_curve
from payoff.core.value import Array
from payoff.training.leak_words import BIRTH, BIRTH_PARTS, FUTURE, FUTURE_PARTS, IDENTIFIER, IDENTIFIER_PARTS, says
from payoff.training.own_columns import OwnColumn

LeakKind = Literal["copy", "alone", "future_name", "identifier", "later_date", "duplicates", "date_unused"]
Labels = npt.NDArray[np.int64]

COPY = 0.999
ALONE = 0.97
"""Areas under the curve of one column from which it is a copy of the outcome, or too good to be true."""

BINS = 20
PARTS = 5
"""A column's values are turned into event rates learned on the other parts of the rows."""

DISTINCT = 0.95
"""Share of different values from which a column may name its rows."""

SHORT = 40
"""Characters up to which a text may be a code."""

LATER = 0.5
"""Share of rows in which a date lies after the decision from which it is knowledge of the future."""

YEARS = 40
"""A date column that spans more is about lives, not about when decisions were taken."""


@dataclass(frozen=True)
class Leak:
    """One warning. `leave_out`: the column is left out unless the person keeps it."""

    kind: LeakKind
    column: str | None
    message: Message
    fix: Message
    leave_out: bool = False


def find_leaks(columns: Sequence[OwnColumn], frame: pd.DataFrame, outcome: Labels, *, time: str = "") -> tuple[Leak, ...]:
    """What is suspicious about `columns` of the labelled rows `frame`, worst first."""
    leaks: list[Leak] = []
    for column in columns:
        found = list(_leaks_of(column, frame, outcome, time=time))
        leaks += found[:1] if found and found[0].leave_out else found
    return tuple(sorted(leaks, key=lambda leak: not leak.leave_out))


def _leaks_of(column: OwnColumn, frame: pd.DataFrame, outcome: Labels, *, time: str) -> Iterator[Leak]:
    values = frame[column.name]
    if values.nunique() < 2 or column.name == time:
        return
    if _names_rows(column, values):
        yield Leak(
            "identifier", column.name, say("{column} names the rows: nearly every cell differs.", column=column.name),
            say("Left out; a model would learn rows by heart."), leave_out=True,
        )  # fmt: skip
        return
    yield from _too_good(column, values, outcome)
    if column.kind == "date" and time:
        yield from _later(column, values, frame[time])
    if word := says(column.name, FUTURE, FUTURE_PARTS):
        yield Leak(
            "future_name", column.name, say("The name {column} speaks of what comes later ({word}).", column=column.name, word=word),
            say("Leave it out unless it is known when the decision is taken."),
        )  # fmt: skip


def _names_rows(column: OwnColumn, values: pd.Series) -> bool:
    known = values.dropna()
    if column.kind == "date" or known.nunique() < DISTINCT * len(known) or len(known) < PARTS:
        return False
    named = bool(says(column.name, IDENTIFIER, IDENTIFIER_PARTS))
    if column.kind == "number":
        numbers = known.to_numpy(dtype=np.float64)
        whole = bool((numbers == np.rint(numbers)).all())
        return whole and known.nunique() == len(known) and (named or bool((np.diff(numbers) > 0).all()))
    return bool(known.str.len().max() <= SHORT) and (named or not known.str.contains(r"\s").any())


def _too_good(column: OwnColumn, values: pd.Series, outcome: Labels) -> Iterator[Leak]:
    if column.kind == "text":
        return
    area = area_of_column(values, outcome)
    if area >= COPY:
        yield Leak(
            "copy", column.name,
            say("{column} is as good as a copy of the outcome (AUC {area} alone).", column=column.name, area=f"{area:.3f}"),
            say("Left out; keep it only if it is known when the decision is taken."), leave_out=True,
        )  # fmt: skip
    elif area >= ALONE:
        yield Leak(
            "alone", column.name, say("{column} alone predicts almost perfectly (AUC {area}).", column=column.name, area=f"{area:.3f}"),
            say("Leave it out unless it is known when the decision is taken."),
        )  # fmt: skip


def area_of_column(values: pd.Series, outcome: Labels) -> float:
    """How well the column alone tells the outcomes apart, 0.5 to 1: categories, bins of numbers and missing cells by their event rate."""
    groups = _groups(values)
    score = _rates_elsewhere(groups, outcome)
    areas = [area_under_curve(score, outcome.astype(float)).value or 0.5]
    if pd.api.types.is_numeric_dtype(values) and not values.isna().any():
        areas.append(area_under_curve(values.to_numpy(dtype=np.float64), outcome.astype(float)).value or 0.5)
    return max(max(area, 1 - area) for area in areas)


def _groups(values: pd.Series) -> npt.NDArray[np.intp]:
    """A number per row: of its category, or of its bin among equally filled ones; missing is a group of its own."""
    if pd.api.types.is_numeric_dtype(values) or pd.api.types.is_datetime64_any_dtype(values):
        known = values.rank(method="dense") if values.nunique() <= BINS else pd.qcut(values, BINS, labels=False, duplicates="drop")
        return known.fillna(-1).to_numpy(dtype=np.intp) + 1
    return pd.factorize(values)[0] + 1


def _rates_elsewhere(groups: npt.NDArray[np.intp], outcome: Labels) -> Array:
    """Each row's event rate in its group, learned on the other parts, so that no row speaks for itself."""
    part = np.random.default_rng(0).permutation(len(groups)) % PARTS
    score = np.empty(len(groups))
    size = int(groups.max()) + 1
    for held in range(PARTS):
        rest = part != held
        events = np.bincount(groups[rest], weights=outcome[rest], minlength=size)
        rate = outcome[rest].mean()
        # One row's worth of the overall rate steadies small groups.
        score[~rest] = ((events + rate) / (np.bincount(groups[rest], minlength=size) + 1))[groups[~rest]]
    return score


def _later(column: OwnColumn, values: pd.Series, time: pd.Series) -> Iterator[Leak]:
    both = values.notna() & time.notna()
    later = (values[both].to_numpy("datetime64[D]") > time[both].to_numpy("datetime64[D]")).mean() if both.any() else 0.0
    if later > LATER:
        told = {"column": column.name, "time": time.name, "share": f"{later:.0%}"}
        yield Leak(
            "later_date", column.name, say("{column} lies after {time} in {share} of the rows: it happened later.", **told),
            say("Left out; keep it only if it is known when the decision is taken."), leave_out=True,
        )  # fmt: skip


def choose_time(columns: Sequence[OwnColumn], frame: pd.DataFrame) -> str:
    """The date column that says when decisions were taken: the fullest, then the earliest; empty where none can."""
    candidates = [column.name for column in columns if column.kind == "date" and _may_be_time(column.name, frame[column.name])]
    return min(candidates, key=lambda name: (round(float(frame[name].isna().mean()), 2), frame[name].mean()), default="")


def _may_be_time(name: str, values: pd.Series) -> bool:
    if says(name, BIRTH, BIRTH_PARTS) or values.isna().mean() > 0.05 or values.nunique() < PARTS:
        return False
    return bool((values.max() - values.min()).days < YEARS * 365)


def find_duplicates(training: pd.DataFrame, held_out: pd.DataFrame) -> tuple[Leak, ...]:
    """Held-out rows that repeat a training row in everything the model sees; one column repeats itself without saying so."""
    if training.shape[1] < 2:
        return ()
    count = int(_fingerprints(held_out).isin(_fingerprints(training)).sum())
    if not count:
        return ()
    return (
        Leak(
            "duplicates", None,
            say("{count} of the {rows} held-out rows repeat a training row in all the model sees.", count=count, rows=len(held_out)),
            say("Where the same case stands in the file twice, leave its repetitions out and fit again; the figures flatter the model."),
        ),
    )  # fmt: skip


def _fingerprints(frame: pd.DataFrame) -> pd.Series:
    return pd.util.hash_pandas_object(frame.astype(object).where(frame.notna(), None).astype(str), index=False)


def warn_of_dates(columns: Sequence[OwnColumn], frame: pd.DataFrame, *, time: str) -> tuple[Leak, ...]:
    """A date that could split the rows by time and is not used for it."""
    asked = "" if time else choose_time(columns, frame)
    if not asked:
        return ()
    return (
        Leak(
            "date_unused", asked, say("{column} says when each row was; a random split lets the model see the future.", column=asked),
            say("Split by time: choose {column} as the time column.", column=asked),
        ),
    )  # fmt: skip
