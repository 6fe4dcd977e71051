"""How rows turned out, read from the words a file uses for it."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from payoff.core.value import Array
from payoff.domains.term_sheet import TermSheet
from payoff.intake.problems import ROWS_SHOWN, Problem, shorten

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
    happened, did_not = YES | {_plain(sheet.event_value)}, NO | {_plain(sheet.other_value)}
    codes = np.array([1.0 if word in happened else 0.0 if word in did_not else np.nan for word in words] + [np.nan])
    places = pc.fill_null(column.indices, -1).to_numpy()
    return codes[places], _strange_outcomes(sheet, column.dictionary.to_pylist(), codes, places)


def _strange_outcomes(sheet: TermSheet, words: list[str], codes: Array, places: Array) -> tuple[Problem, ...]:
    rows = np.flatnonzero(np.isnan(codes[places]) & (places >= 0))
    if len(rows) == 0:
        return ()
    message = f"{sheet.outcome} holds something other than {sheet.event_value!r} or {sheet.other_value!r}; taken as unknown."
    fix = f"Write {sheet.event_value!r}, {sheet.other_value!r}, or nothing where it is not known yet."
    shown = tuple(int(row) + 1 for row in rows[:ROWS_SHOWN])
    return (Problem("unknown_outcome", "warning", message, fix, sheet.outcome, shown, len(rows), shorten(words[places[rows[0]]])),)


def _plain(word: str | None) -> str:
    return (word or "").strip().lower()
