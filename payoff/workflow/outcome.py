"""How rows turned out, read from the words a file uses for it."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from payoff.core.message import say
from payoff.core.value import Array
from payoff.domains.term_sheet import TermSheet
from payoff.intake.lettering import word_places
from payoff.intake.problems import ROWS_SHOWN, Problem, shorten
from payoff.workflow.outcome_words import SAYS_NOTHING, are_ticks

YES = frozenset({"yes", "y", "true", "1", "1.0"})
NO = frozenset({"no", "n", "false", "0", "0.0"})


def read_outcome(sheet: TermSheet, table: pa.Table) -> tuple[Array | None, tuple[Problem, ...]]:
    """How each row turned out (n,): 1, 0 or NaN where unknown; None without the column; and what could not be understood."""
    if sheet.outcome not in table.column_names:
        return None, ()
    column = table.column(sheet.outcome).combine_chunks()
    if not pa.types.is_dictionary(column.type):
        column = pc.cast(column, pa.string()).dictionary_encode()
    words = [_plain(word) for word in column.dictionary.to_pylist()]
    codes = np.array([_turned_out(sheet, word) for word in words] + [np.nan])
    places = word_places(column)
    if are_ticks({word for word in words if word}) and _plain(sheet.event_value) in words:
        ticked = codes[places] == 1.0
        return ticked.astype(float), _ticks(sheet, int((~ticked).sum()))
    return codes[places], _strange_outcomes(sheet, column.dictionary.to_pylist(), codes, places)


def _ticks(sheet: TermSheet, empty: int) -> tuple[Problem, ...]:
    message = say(
        "{outcome} holds nothing but {tick}: an empty cell means that it did not happen.", outcome=sheet.outcome, tick=sheet.event_value
    )
    fix = say("Where an empty cell means that nobody knows yet, write a word for each row that is known.")
    return (Problem("ticks", "note", message, fix, sheet.outcome, (), empty),)


def _turned_out(sheet: TermSheet, word: str) -> float:
    """1, 0 or NaN. What the sheet says comes before yes and no: the event may be "no", or 0."""
    event, other = _plain(sheet.event_value), _plain(sheet.other_value)
    if word in {event, other} - {""}:
        return 1.0 if word == event else 0.0
    if not other and event:
        # One value against all others that say something.
        return math.nan if not word or word in SAYS_NOTHING else 0.0
    return 1.0 if word in YES else 0.0 if word in NO else math.nan


def _strange_outcomes(sheet: TermSheet, words: list[str], codes: Array, places: npt.NDArray[np.int64]) -> tuple[Problem, ...]:
    told = np.array([_plain(word) not in SAYS_NOTHING for word in words] + [False])
    rows = np.flatnonzero(np.isnan(codes[places]) & told[places])
    if len(rows) == 0:
        return ()
    message = say(
        "{outcome} holds something other than {event_value!r} or {other_value!r}; taken as unknown.",
        outcome=sheet.outcome,
        event_value=sheet.event_value,
        other_value=sheet.other_value,
    )
    fix = say(
        "Write {event_value!r}, {other_value!r}, or nothing where it is not known yet.",
        event_value=sheet.event_value,
        other_value=sheet.other_value,
    )
    shown = tuple(int(row) + 1 for row in rows[:ROWS_SHOWN])
    return (Problem("unknown_outcome", "warning", message, fix, sheet.outcome, shown, len(rows), shorten(words[places[rows[0]]])),)


def _plain(word: str | None) -> str:
    plain = (word or "").strip().lower()
    return plain.removesuffix(".0") if plain.removesuffix(".0").isdecimal() else plain
