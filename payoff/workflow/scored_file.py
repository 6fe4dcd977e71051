"""A file that was scored earlier, read back for questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet

from payoff.core.value import Array
from payoff.domains import read_domain
from payoff.domains.term_sheet import TermSheet
from payoff.workflow.case import NO, YES

PROBABILITY = "probability"
SHOWN = 3


class ScoredFileError(ValueError):
    """The scored file cannot be used; the message says what is wrong, where, and what to do."""


@dataclass(frozen=True)
class ScoredFile:
    """Original columns, probability (n,), outcome (n,) with NaN where unknown, money columns (n,)."""

    domain: str
    table: pa.Table
    probability: Array
    outcome: Array | None
    money: Mapping[str, Array]


def read_scored(path: Path, domain: str) -> ScoredFile:
    """Read a CSV or Parquet file that holds the domain's money columns and a `probability`; ScoredFileError otherwise."""
    sheet = read_domain(domain)
    table = _read_table(path)
    if PROBABILITY not in table.column_names:
        command = f"python -m payoff score {domain} {path.name} -o scored.csv"
        raise ScoredFileError(f"{path.name} has no column called {PROBABILITY!r}; score it first: {command}")
    if table.num_rows == 0:
        raise ScoredFileError(f"{path.name} has a header but no rows; score a file that has some.")
    probability = _read_number(table, PROBABILITY, low=0.0, high=1.0)
    money = {column.name: _read_number(table, column.name, low=column.low, high=column.high) for column in sheet.money_columns}
    return ScoredFile(domain, table, probability, _read_outcome(table, sheet), money)


def _read_table(path: Path) -> pa.Table:
    if not path.is_file():
        raise ScoredFileError(f"There is no file called {path}; check the name.")
    try:
        if path.suffix.lower() in {".parquet", ".pq"}:
            return pyarrow.parquet.read_table(path)
        return pyarrow.csv.read_csv(path)
    except pa.ArrowException as error:
        raise ScoredFileError(f"{path.name} could not be read as CSV or Parquet: {error}. Score the original file again.") from error


def _read_number(table: pa.Table, name: str, *, low: float | None, high: float | None) -> Array:
    if name not in table.column_names:
        raise ScoredFileError(f"The file has no column called {name!r}, from which the money follows; keep it when scoring.")
    try:
        numbers = np.asarray(pc.cast(table.column(name), pa.float64()).to_numpy(zero_copy_only=False), dtype=float)
    except pa.ArrowInvalid as error:
        raise ScoredFileError(f"Column {name!r} should hold numbers only: {error}.") from error
    bottom, top = -np.inf if low is None else low, np.inf if high is None else high
    bad = np.flatnonzero(~((numbers >= bottom) & (numbers <= top)))
    if len(bad):
        rows = ", ".join(str(row + 1) for row in bad[:SHOWN])
        bounds = f"between {bottom:g} and {top:g}"
        raise ScoredFileError(f"Column {name!r} must lie {bounds} in every row; {len(bad)} rows do not (first: row {rows}).")
    return numbers


def _read_outcome(table: pa.Table, sheet: TermSheet) -> Array | None:
    if sheet.outcome not in table.column_names:
        return None
    texts = np.asarray(pc.utf8_lower(pc.utf8_trim_whitespace(pc.cast(table.column(sheet.outcome), pa.string()))).fill_null("").to_numpy())
    happened, did_not = YES | {sheet.event_value.lower()}, NO | {sheet.other_value.lower()}
    found, place = np.unique(texts.astype(str), return_inverse=True)
    strange = sorted(set(found.tolist()) - happened - did_not - {""})
    if strange:
        expected = f"{sheet.event_value!r} or {sheet.other_value!r}, or nothing where unknown"
        shown = ", ".join(map(repr, strange[:SHOWN]))
        raise ScoredFileError(f"Column {sheet.outcome!r} should hold {expected}; it also holds {shown}.")
    codes = np.array([1.0 if text in happened else 0.0 if text in did_not else np.nan for text in found.tolist()])
    return codes[place]
