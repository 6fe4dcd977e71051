"""A file scored by a stranger's model: every number it answers for the rows it can take, and the rows it cannot."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from payoff.core.message import Message, say
from payoff.core.value import Array
from payoff.intake.batch import Reject
from payoff.intake.tidy import Tidy
from payoff.scoring.foreign_model import ForeignModel, ForeignModelError
from payoff.scoring.foreign_scorer import AnswerColumn, Answered, ForeignScorer, open_foreign
from payoff.scoring.sandbox_limits import Limits
from payoff.workflow.foreign_rows import fill_tensors
from payoff.workflow.wiring import Slot, Wiring, check_wiring

BATCH_ROWS = 20_000
BATCH_NUMBERS = 4_000_000
"""Numbers sent to the model at a time."""


@dataclass(frozen=True, eq=False)
class ModelFile:
    """A stranger's model as it arrived; `name` is a stranger's text."""

    content: bytes
    name: str


@dataclass(frozen=True, eq=False)
class ForeignScores:
    """What a model answered for the rows of a file that it could take."""

    model: ForeignModel
    columns: tuple[AnswerColumn, ...]
    numbers: Array
    """(rows kept, columns)."""
    kept: npt.NDArray[np.int64]
    """Places of those rows in the table, ascending."""
    rejects: tuple[Reject, ...]
    seconds: float


def score_foreign(
    file: ModelFile,
    tidy: Tidy,
    slots: Sequence[Slot],
    wiring: Wiring,
    *,
    limits: Limits | None = None,
    progress: Callable[[float], None] | None = None,
) -> ForeignScores:
    """Run `file` on every row of `tidy`; ForeignModelError or WiringError say why it could not be done."""
    check_wiring(slots, wiring, tidy.columns)
    begun, rows = time.perf_counter(), tidy.table.num_rows
    step = max(1, min(BATCH_ROWS, BATCH_NUMBERS // len(slots)))
    answered: list[Answered] = []
    unfit: dict[int, Message] = {}
    with open_foreign(file.content, file.name, limits) as scorer:
        for start in range(0, rows, step):
            part, refused = _score_rows(scorer, tidy, start, step, slots=slots, wiring=wiring)
            answered.append(part)
            unfit |= {start + row: reason for row, reason in refused.items()}
            if progress is not None:
                progress(min(1.0, (start + step) / rows))
        return _gather(scorer.model, answered, unfit, tidy, seconds=time.perf_counter() - begun)


def _score_rows(
    scorer: ForeignScorer, tidy: Tidy, start: int, step: int, *, slots: Sequence[Slot], wiring: Wiring
) -> tuple[Answered, Mapping[int, Message]]:
    table = tidy.table.slice(start, step)
    filled = fill_tensors(scorer.model, slots, wiring, table=table, cells=tidy.cells.slice(start, step))
    answered = scorer.score(filled.tensors, table.num_rows)
    # A class beside probabilities that are none says nothing: linear models call a row with a gap something all the same.
    telling = [at for at, column in enumerate(answered.columns) if not column.whole] or list(range(len(answered.columns)))
    silent = np.flatnonzero(np.isnan(answered.numbers[:, telling]).all(axis=1))
    return answered, {int(row): say("The model answers with no number for this row.") for row in silent} | filled.unfit


def _gather(
    model: ForeignModel, answered: Sequence[Answered], unfit: Mapping[int, Message], tidy: Tidy, *, seconds: float
) -> ForeignScores:
    if any(part.columns != answered[0].columns for part in answered):
        raise ForeignModelError(say("The model answers differently from one batch of rows to the next."))
    numbers = np.concatenate([part.numbers for part in answered])
    kept = np.setdiff1d(np.arange(len(numbers)), np.array(sorted(unfit), dtype=np.int64))
    if not len(kept):
        raise ForeignModelError(say("Not one row could be scored: {reason}", reason=unfit[min(unfit)]))
    rejects = tuple(_reject(tidy, row, unfit[row]) for row in sorted(unfit))
    return ForeignScores(model, answered[0].columns, numbers[kept], kept, rejects, seconds)


def _reject(tidy: Tidy, at: int, reason: Message) -> Reject:
    line = None if tidy.line is None else int(tidy.line[at])
    if tidy.records is not None:
        record = tidy.records[at].as_py()
    else:
        record = ",".join("" if cell is None else str(cell) for cell in (column[at].as_py() for column in tidy.cells.columns))
    return Reject(int(tidy.row[at]), line, reason, record)
