"""What every conversion does: refuse an original it does not know, and write the rows that train apart from those held out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd


class SourceError(ValueError):
    """The original is not the file that this conversion knows; the message names what differs."""


def check_columns(original: pd.DataFrame, names: Iterable[str], path: Path) -> None:
    """SourceError names the columns that `original`, read from `path`, lacks."""
    if absent := [name for name in names if name not in original.columns]:
        raise SourceError(f"{path.name} lacks the columns {', '.join(absent)}.")


def read_words(values: pd.Series, words: Mapping[str, Any]) -> pd.Series:
    """The original's `values` in our words; SourceError names one that `words` lacks."""
    read = values.map(words)
    if read.isna().any():
        raise SourceError(f"The column {values.name} holds {values[read.isna()].iloc[0]!r}, which is none of {', '.join(words)}.")
    return read


def take_first(rows: int, share: float) -> npt.NDArray[np.bool_]:
    """Which of `rows` rows in time order train, (n,): the first `share` of them."""
    return np.arange(rows) < round(share * rows)


def write_split(table: pd.DataFrame, trains: npt.NDArray[np.bool_], folder: Path, *, name: str) -> None:
    """Write the rows where `trains` (n,) as training/`name`.csv, the others as `name`.csv below `folder`."""
    (folder / "training").mkdir(parents=True, exist_ok=True)
    write_rows(table[trains], folder / "training" / f"{name}.csv")
    write_rows(table[~trains], folder / f"{name}.csv")


def write_rows(table: pd.DataFrame, path: Path) -> None:
    """Write `table` as the committed files are written."""
    table.to_csv(path, index=False, lineterminator="\n")
