"""A file's rows on their way through intake and model, batch by batch, in order and with little in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np

from payoff.core.message import say
from payoff.core.value import Array
from payoff.domains import as_sheet
from payoff.domains.encoding import encode_tiles
from payoff.domains.term_sheet import TermSheet
from payoff.intake.batch import Batch, Ledger, Reject
from payoff.intake.contract import build_contract
from payoff.intake.decisions import ReadOptions
from payoff.intake.problems import IntakeError, Problem, refuse
from payoff.intake.reader import open_any
from payoff.intake.source import Source
from payoff.mapping.mapping import ColumnMapping, check_mapping
from payoff.mapping.translate import their_contract, translate_rows
from payoff.scoring.bundle import Bundle, find_bundle
from payoff.scoring.pool import map_in_order
from payoff.scoring.scorer import Scorer, open_scorer
from payoff.workflow.answers import ANSWERS, Answers, name_answers

Made = TypeVar("Made")

Report = Callable[[float], None]
"""Takes the share done, 0 to 1; what it raises ends the work."""


@dataclass(frozen=True)
class ScoredBatch:
    """A batch and the probability of its accepted rows, float64 (n,)."""

    batch: Batch
    probability: Array


@dataclass(frozen=True)
class Model:
    """A bundle opened on a provider, and the domain it speaks of."""

    sheet: TermSheet
    bundle: Bundle
    scorer: Scorer


def open_model(domain: str | TermSheet, *, name: str | None = None, provider: str = "auto") -> Model:
    """The model called `name` in models/, or the domain's own; BundleError and ProviderError say what is missing."""
    sheet = as_sheet(domain)
    bundle = find_bundle(sheet.key, name)
    return Model(sheet, bundle, open_scorer(bundle, provider))


@dataclass(frozen=True)
class Handling:
    """What a person says about a file: how it is read, and which of its columns stands for which of ours."""

    options: ReadOptions | None = None
    mapping: ColumnMapping | None = None


AS_FOUND = Handling()


class Flow:
    """One file on its way through one model; `ledger` adds up what has passed."""

    def __init__(self, source: Source, model: Model, *, handling: Handling = AS_FOUND, keep_records: bool = False) -> None:
        self.source, self.model, self.mapping = source, model, handling.mapping
        self.contract = build_contract(model.sheet.columns, model.bundle.manifest.inputs)
        if self.mapping is not None:
            check_mapping(self.mapping, self.contract)
        asked = self.contract if self.mapping is None else their_contract(self.contract, self.mapping)
        self.reader = open_any(source, asked, options=handling.options, keep_records=keep_records)
        self.answers = Answers(name_answers(self.reader.names), model.sheet.words)
        self.ledger = Ledger(self.reader.header_lines)
        for problem in (*self.reader.problems, *_renamed(self.answers.names)):
            self.ledger.note(problem)

    def run(
        self, finish: Callable[[ScoredBatch], Made], *, threads: int | None = None, progress: Report | None = None
    ) -> Iterator[tuple[Made, tuple[Reject, ...]]]:
        """What `finish` (called in the pool) makes of each scored batch, in file order, with the rows rejected in it."""

        def work(piece: Any) -> tuple[Batch, Made]:
            scored = self._score(self._in_our_terms(self.reader.read(piece)))
            return scored.batch, finish(scored)

        for batch, made in map_in_order(work, self.reader.pieces(), threads=threads):
            yield made, self.ledger.enter(batch)
            if progress is not None and self.reader.total:
                progress(min(self.ledger.size / self.reader.total, 1.0))
        if progress is not None:
            progress(1.0)

    def check_scored(self) -> None:
        """IntakeError with every problem when not one row could be scored."""
        if self.ledger.rows == self.ledger.rejected:
            none = refuse(
                "nothing_scored", say("No row of the file could be scored."), say("Mend what is named here and try again.")
            ).problems
            raise IntakeError(none + self.ledger.problems)

    def _in_our_terms(self, batch: Batch) -> Batch:
        if self.mapping is None:
            return batch
        return replace(batch, table=translate_rows(batch.table, self.contract, self.mapping))

    def _score(self, batch: Batch) -> ScoredBatch:
        scored = [self.model.scorer.score(tile) for tile in encode_tiles(batch.table, self.model.bundle.manifest.inputs)]
        return ScoredBatch(batch, np.concatenate([np.empty(0, np.float32), *scored]).astype(float))


def _renamed(names: tuple[str, ...]) -> tuple[Problem, ...]:
    new = [f"{name!r}" for name, usual in zip(names, ANSWERS, strict=True) if name != usual]
    if not new:
        return ()
    message = say("The file already has columns that scoring adds; the new ones are called {new}.", new=", ".join(new))
    return (Problem("answer_renamed", "note", message, say("Nothing to do."), count=len(new)),)
