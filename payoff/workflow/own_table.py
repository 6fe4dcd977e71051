"""A tidied file with a known outcome, as training reads it: numbers, dates, categories and texts, row by row as written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from payoff.core.message import Message, join, say
from payoff.domains.manifest import DateOrder
from payoff.intake.decisions import ColumnReading
from payoff.intake.tidy import Tidy
from payoff.intake.words import YES_NO
from payoff.training.labelled import TrainingError
from payoff.training.own_columns import OwnColumn
from payoff.workflow.guess_outcome import guess_event, outcome_candidates, outcome_values, write_cell
from payoff.workflow.outcome_words import SAYS_NOTHING, are_ticks

SHOWN = 8
MOST_CLASSES = 100
"""Different values up to which one may stand against the rest, where a person names it."""

ORDERS: dict[str, DateOrder] = {"day, month, year": "DMY", "month, day, year": "MDY", "year, month, day": "YMD"}
KINDS = {"number": "number", "date": "date", "yes_no": "category", "category": "category", "text": "text", "empty": "text"}


@dataclass(frozen=True, eq=False)
class OwnTable:
    """The rows whose outcome is known: `table` as it is written out, `frame` the same for training, `outcome` (n,) 1 or 0."""

    columns: tuple[OwnColumn, ...]
    table: pa.Table = field(repr=False)
    frame: pd.DataFrame = field(repr=False)
    outcome: npt.NDArray[np.int64] = field(repr=False)
    target: str
    event: str
    other: str
    """The one other value of the target; empty where there are several."""
    unlabelled: int
    """Rows set aside because their outcome is missing."""


def target_candidates(tidy: Tidy) -> list[str]:
    """Columns that may be predicted: likely outcomes first, then words of which one may stand against the rest."""
    likely = outcome_candidates(tidy)
    words = [column.name for column in tidy.columns if column.kind in {"category", "text"} and column.name not in likely]
    return [*likely, *(name for name in words if 2 <= len(count_classes(tidy, name)) <= MOST_CLASSES)]


def count_classes(tidy: Tidy, name: str) -> Counter[str]:
    """The different values of a column as written, and how many rows hold each."""
    return Counter(_outcome_words(tidy, name).drop_null().to_pylist())


def build_own_table(tidy: Tidy, target: str, event: str) -> OwnTable:
    """The labelled rows of `tidy`; TrainingError when `target` cannot be an outcome or does not hold `event`."""
    reading = _find_column(tidy, target)
    words = _outcome_words(tidy, target)
    event, others = _find_event(words, reading.name, event)
    # A column of ticks says of every row how it turned out.
    known = words.is_valid() if not are_ticks({event, *others}) else pa.array(np.ones(len(words), dtype=bool))
    outcome = pc.fill_null(pc.equal(words.filter(known), event), False).to_numpy(zero_copy_only=False).astype(np.int64)
    columns = tuple(_own_column(column) for column in tidy.columns if column.name != target)
    arrays = {column.name: _array(tidy, column).filter(known) for column in columns}
    table = pa.table({name: words.filter(known) if name == target else arrays[name] for name in tidy.table.column_names})
    frame = pd.DataFrame({column.name: _series(arrays[column.name], column) for column in columns}, index=range(len(outcome)))
    other = others[0] if len(others) == 1 else ""
    return OwnTable(columns, table, frame, outcome, target, event, other, len(words) - len(outcome))


def _find_column(tidy: Tidy, target: str) -> ColumnReading:
    found = next((column for column in tidy.columns if column.name == target), None)
    if found is None:
        names = ", ".join(repr(column.name) for column in tidy.columns[:SHOWN])
        raise TrainingError(say("There is no column called {name}; there are {names}.", name=repr(target), names=names))
    return found


def _find_event(words: pa.Array, column: str, said: str) -> tuple[str, tuple[str, ...]]:
    """The event as the file writes it, and every other value."""
    counted = Counter(words.drop_null().to_pylist())
    if not counted or len(counted) > MOST_CLASSES:
        told = {"column": repr(column), "most": MOST_CLASSES}
        raise TrainingError(say("{column} is empty or holds more than {most} different values; an outcome has a few.", **told))
    values = [value for value, _ in counted.most_common()]
    event = next((value for same in (_exactly, _loosely, _as_number, _as_yes) for value in values if same(value, said)), None)
    if event is None:
        shown = ", ".join(f"{value!r} ({count:,})" for value, count in counted.most_common(SHOWN))
        told = {"column": repr(column), "said": repr(said), "shown": shown}
        raise TrainingError(say("{column} never holds {said}; it holds {shown}. Name one of these as the event.", **told))
    return event, tuple(value for value in values if value != event)


def _exactly(value: str, said: str) -> bool:
    return value == said


def _loosely(value: str, said: str) -> bool:
    return value.casefold() == said.strip().casefold()


def _as_number(value: str, said: str) -> bool:
    try:
        return float(value) == float(said)
    except ValueError:
        return False


def _as_yes(value: str, said: str) -> bool:
    """ "yes" where the file says "oui", "1" where it says "true"."""
    value, said = value.casefold(), said.strip().casefold()
    yes, no = {"1"}.union(*(words for _, words, _ in YES_NO)), {"0"}.union(*(words for _, _, words in YES_NO))
    return (value in yes - no and said in yes - no) or (value in no - yes and said in no - yes)


def _own_column(reading: ColumnReading) -> OwnColumn:
    codes = tuple(float(code) for d in reading.decisions if d.topic == "missing_code" for code in d.examples)
    orders = [ORDERS[d.read_as] for d in reading.decisions if d.topic == "date_order" and d.read_as in ORDERS]
    # A percentage is kept as a fraction, and must not be taken for percent again.
    unit = "" if reading.unit == "%" else reading.unit
    kind = KINDS[reading.kind]
    return OwnColumn(reading.name, kind, unit, codes, orders[0] if orders else "")  # type: ignore[arg-type]


def _written(tidy: Tidy, name: str) -> pa.Array:
    """The cells (n,) of a column as written, trimmed; null where nothing is known."""
    cells = pc.cast(tidy.cells.column(name).combine_chunks(), pa.string())
    known = tidy.table.column(name).combine_chunks().is_valid()
    return pc.if_else(known, pc.utf8_trim_whitespace(cells), pa.scalar(None, pa.string()))


def _outcome_words(tidy: Tidy, name: str) -> pa.Array:
    """The outcome (n,) as `outcome_values` writes it; null where nothing is known."""
    cells = tidy.cells.column(name).combine_chunks()
    coded = cells if pa.types.is_dictionary(cells.type) else cells.dictionary_encode()
    said = [write_cell(value) for value in coded.dictionary.to_pylist()]
    words = pa.array([None if word.lower() in SAYS_NOTHING else word or None for word in said], pa.string())
    known = tidy.table.column(name).combine_chunks().is_valid()
    return pc.if_else(known, words.take(coded.indices), pa.scalar(None, pa.string()))


def _array(tidy: Tidy, column: OwnColumn) -> pa.Array:
    if column.kind in {"category", "text"}:
        return _written(tidy, column.name)
    read = tidy.table.column(column.name).combine_chunks()
    return pc.cast(read, pa.timestamp("us") if column.kind == "date" else pa.float64(), safe=False)


def _series(array: pa.Array, column: OwnColumn) -> pd.Series:
    if column.kind == "number":
        values = array.to_numpy(zero_copy_only=False).astype(np.float64)
        return pd.Series(np.where(np.isfinite(values), values, np.nan))
    if column.kind == "date":
        return pd.Series(array.to_numpy(zero_copy_only=False).astype("datetime64[us]"))
    return pd.Series(array.to_pylist(), dtype=object)


def say_targets(tidy: Tidy) -> Message:
    """Likely outcomes in one sentence, for someone who named none."""
    likely = outcome_candidates(tidy)[:SHOWN]
    if not likely:
        return say("No column has a few values, so none looks like an outcome; name one with --target.")
    listed = [
        say("--target {column} --event {event}", column=repr(name), event=repr(guess_event(outcome_values(tidy, name)))) for name in likely
    ]
    return say("Say which column is the outcome and which value is the event; likely: {listed}.", listed=join(listed, say("; ")))
