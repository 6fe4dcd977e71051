"""A scored file made ready for questions: sorted once, money columns laid out in that order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from payoff.core.message import say
from payoff.core.ranking import Ranking, rank_rows
from payoff.core.sweep import Evaluate
from payoff.core.value import Array, Bools
from payoff.domains.term_sheet import Settings, TermSheet, Words
from payoff.workflow.outcome import NO, YES

Basis = Literal["measured", "attributed", "expected"]


class QuestionError(ValueError):
    """The question cannot be asked of this file; the message says what to change."""


class ScoredRows(Protocol):
    """What a decision needs of a scored file; `outcome` (n,) is 1, 0 or NaN, or None when no column tells it."""

    @property
    def sheet(self) -> TermSheet: ...
    @property
    def table(self) -> pa.Table: ...
    @property
    def probability(self) -> Array: ...
    @property
    def outcome(self) -> Array | None: ...
    @property
    def money(self) -> Mapping[str, Array]: ...


@dataclass(frozen=True)
class Case:
    """A scored file in the ranking's places.

    `columns` (n,) are the money columns, each in the smallest type that holds it. `kept` (n,) are the file rows ranked:
    those with a known outcome or, when none is known, all. `left_out` counts the rest.
    """

    sheet: TermSheet
    table: pa.Table
    ranking: Ranking
    probability: Array
    columns: Mapping[str, npt.NDArray]
    kept: npt.NDArray[np.intp]
    left_out: int

    @property
    def rows(self) -> int:
        """Rows the money is counted on."""
        return self.ranking.rows

    @property
    def basis(self) -> Basis:
        """Measured on outcomes (attributed, where the term sheet credits them), or expected from the probabilities."""
        return self.sheet.measured_as if self.ranking.measured else "expected"

    @property
    def outcome(self) -> Array | None:
        """Outcomes (n,) in places, 1 or 0; None when unknown."""
        if not self.ranking.measured:
            return None
        return (np.arange(self.rows) < self.ranking.events.places.stop).astype(float)

    def evaluate(self, settings: Settings) -> Evaluate:
        """How to find the value matrix of some places under `settings`."""
        return lambda places: self.sheet.values({name: column[places].astype(float) for name, column in self.columns.items()}, settings)

    def file_rows(self, places: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
        """The file's row numbers, from 0, of some places, ascending."""
        return np.sort(self.kept[self.ranking.order[places]])


def prepare_case(scored: ScoredRows) -> Case:
    """Sort a scored file once; keep the result as long as the file and the model stay the same."""
    probability, outcome = np.asarray(scored.probability, dtype=float), scored.outcome
    known = None if outcome is None else np.flatnonzero(~np.isnan(outcome))
    if known is None or len(known) == 0:
        known, outcome = np.arange(len(probability)), None
    if len(known) == 0:
        raise QuestionError(say("No row of this file could be scored, so there is nothing to decide; see the problems listed for it."))
    ranking = rank_rows(probability[known], None if outcome is None else outcome[known])
    sheet = scored.sheet
    columns = {column.name: _compact(ranking.arrange(np.asarray(scored.money[column.name])[known])) for column in sheet.money_columns}
    return Case(sheet, scored.table, ranking, ranking.score, columns, known, len(probability) - len(known))


def _compact(column: npt.NDArray) -> npt.NDArray:
    """The same numbers in the smallest type that holds them exactly: every answer reads them all, and memory is slower than arithmetic."""
    for kind in (np.int16, np.int32, np.float32):
        with np.errstate(invalid="ignore", over="ignore"):
            small = column.astype(kind)
        if np.array_equal(small, column):
            return small
    return column


def read_decisions(case: Case, name: str) -> Bools:
    """Today's decisions from a column, True where it acts, in places; see read_rule."""
    return case.ranking.arrange(read_rule(case.sheet, case.table, name)[case.kept])


def read_rule(sheet: TermSheet, table: pa.Table, name: str) -> Bools:
    """Today's decisions from a column, (n,) in file order: yes/no, true/false, 1/0 or the two act words.

    QuestionError if there is no such column or a row holds something else.
    """
    if name not in table.column_names:
        raise QuestionError(
            say("This file has no column called {name!r}; it has {column_names}.", name=name, column_names=", ".join(table.column_names))
        )
    cells = table.column(name).cast(pa.string()).fill_null("").to_numpy(zero_copy_only=False)
    texts = np.char.lower(np.char.strip(cells.astype(str)))
    acts, leaves = _words(sheet.words)
    found, place = np.unique(texts, return_inverse=True)
    strange = [text for text in found.tolist() if text not in acts | leaves]
    if strange:
        shown = ", ".join(repr(text) if text else "an empty cell" for text in strange[:3])
        raise QuestionError(
            say(
                "Column {name!r} should hold {choices} for each row; it also holds {shown}.",
                name=name,
                choices=_choices(sheet.words),
                shown=shown,
            )
        )
    return np.isin(found, list(acts))[place]


def _words(words: Words) -> tuple[frozenset[str], frozenset[str]]:
    return YES | {words.act.lower()}, NO | {words.leave.lower()}


def _choices(words: Words) -> str:
    return say("yes or no, 1 or 0, true or false, {act!r} or {leave!r}", act=words.act, leave=words.leave)
