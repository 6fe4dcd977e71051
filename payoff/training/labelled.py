"""A labelled table: the raw columns a model may see, and whether the event happened."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from payoff.core.message import reason, say
from payoff.domains.term_sheet import TermSheet


class TrainingError(ValueError):
    """A model cannot be trained; the message says what is missing or wrong and where."""


@dataclass(frozen=True)
class Labelled:
    """`frame` holds the term sheet's feature columns, numbers as float64 and the rest as text; `outcome` (n,) is 1 or 0."""

    frame: pd.DataFrame
    outcome: npt.NDArray[np.int64]
    path: Path
    sha256: str
    ordered: bool = False
    """Whether the rows are in time order."""


def read_labelled(path: Path, sheet: TermSheet) -> Labelled:
    """The rows of the CSV at `path`; TrainingError names an absent file, column or outcome value."""
    if not path.is_file():
        raise TrainingError(
            say("{title} has no data at {path}; training needs a CSV with its columns there.", title=sheet.title, path=path)
        )
    kinds = {c.name: np.float64 if c.kind == "number" else str for c in sheet.columns}
    try:
        # Only an empty cell is missing: "none" or "NA" may be a category.
        table = pd.read_csv(path, dtype=kinds, keep_default_na=False, na_values=[""])
    except ValueError as error:
        raise TrainingError(say("{path} cannot be read: {reason}.", path=path, reason=reason(error))) from error
    names = [c.name for c in sheet.features]
    if absent := [name for name in (*names, sheet.outcome) if name not in table.columns]:
        raise TrainingError(say("{path} lacks the columns {absent}.", path=path, absent=", ".join(absent)))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Labelled(table[names], _read_outcome(table[sheet.outcome], sheet), path, digest, sheet.time_ordered)


def _read_outcome(values: pd.Series, sheet: TermSheet) -> npt.NDArray[np.int64]:
    known = {sheet.event_value: 1, sheet.other_value: 0}
    outcome = values.map(known)
    if outcome.isna().any():
        odd = values[outcome.isna()].iloc[0]
        raise TrainingError(
            say("The outcome {outcome!r} must be {known}; a row holds {odd!r}.", outcome=sheet.outcome, known=" or ".join(known), odd=odd)
        )
    if outcome.nunique() < 2:
        raise TrainingError(say("Every row has the same {outcome!r}; a model needs both outcomes.", outcome=sheet.outcome))
    return outcome.to_numpy(dtype=np.int64)
