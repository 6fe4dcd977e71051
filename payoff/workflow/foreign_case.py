"""Rows that a stranger's model scored, under the prices of a domain: which column stands for which amount, and what is left out."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from payoff.core.message import Message, say
from payoff.domains.term_sheet import TermSheet
from payoff.intake.contract import Contract, Expected, build_contract
from payoff.intake.problems import Problem
from payoff.intake.tidy import Tidy
from payoff.mapping.mapping import Match
from payoff.mapping.propose import Proposals, Target, propose
from payoff.mapping.synonyms import read_synonyms
from payoff.workflow.decisions import read_money
from payoff.workflow.foreign_file import Answer
from payoff.workflow.foreign_score import ForeignScores
from payoff.workflow.gather import as_table
from payoff.workflow.outcome import read_outcome
from payoff.workflow.score import Scored
from payoff.workflow.wiring import WiringError


def propose_prices(sheet: TermSheet, tidy: Tidy) -> Proposals:
    """Which column of the file stands for each that `sheet` reads its money and its outcome from."""
    outcome = Expected(sheet.outcome, "category", required=False, missing=True)
    contract = Contract((*build_contract(sheet.money_columns, ()).columns, outcome))
    return propose(Target(sheet.key, sheet.columns, contract, read_synonyms(sheet.key)), tidy)


def price_rows(scores: ForeignScores, tidy: Tidy, answer: Answer, *, sheet: TermSheet, matches: Mapping[str, Match], digest: str) -> Scored:
    """The scored rows under the prices of `sheet`; WiringError names a column that is missing or holds no numbers.

    Rows without an amount are left out with a reason, beside those the model could not take.
    """
    if answer.span.kind == "score":
        raise WiringError(say("These answers are a score: turn them into probabilities first, under your own prices."))
    if lost := [c.name for c in sheet.money_columns if c.name not in matches]:
        raise WiringError(say("Nothing fills {slots}; choose a column for each.", slots=", ".join(lost)))
    table = _rename(tidy, sheet, matches).take(pa.array(scores.kept))
    complete = _complete(table, sheet)
    table = table.filter(pa.array(complete))
    outcome, strange = read_outcome(sheet, table)
    left_out = len(tidy.rejects) + len(scores.rejects) + int((~complete).sum())
    return Scored(
        sheet=sheet, name=tidy.name, digest=digest, table=table, probability=answer.numbers[complete], outcome=outcome,
        money=read_money(sheet, table), model=None, model_sha256=None, provider=None, rows_read=tidy.rows_read, rows_rejected=left_out,
        seconds=scores.seconds, problems=(*_without_amount(complete), *strange), rejects=as_table([*tidy.rejects, *scores.rejects]),
        origin=say_origin(scores, answer),
    )  # fmt: skip


def say_origin(scores: ForeignScores, answer: Answer) -> Message:
    """Which model of the reader's own the probabilities come from."""
    told = {"name": scores.model.name, "digest": scores.model.sha256[:12], "answer": answer.name}
    return say("The model {name} (SHA-256 {digest}…) answered in a process of its own; {answer} is the probability.", **told)


def _rename(tidy: Tidy, sheet: TermSheet, matches: Mapping[str, Match]) -> pa.Table:
    """The table with the matched columns under the sheet's names and in its units; the outcome as words."""
    table = tidy.table
    ours = {match.source: match for match in matches.values()}
    taken = {match.column for match in matches.values()}
    columns: list[pa.ChunkedArray] = []
    names: list[str] = []
    for name, typed, cells in zip(table.column_names, table.columns, tidy.cells.columns, strict=True):
        match = ours.get(name)
        if match is None:
            columns, names = [*columns, typed], [*names, f"file_{name}" if name in taken else name]
            continue
        column = _words(cells, match) if match.column == sheet.outcome else _amounts(typed, match)
        columns, names = [*columns, column], [*names, match.column]
    return pa.table(columns, names=names)


def _amounts(typed: pa.ChunkedArray, match: Match) -> pa.ChunkedArray:
    if not (pa.types.is_floating(typed.type) or pa.types.is_integer(typed.type)):
        raise WiringError(say("{slot} needs numbers, and the column {column!r} holds none.", slot=match.column, column=match.source))
    return pc.multiply(pc.cast(typed, pa.float64()), match.factor)


def _words(cells: pa.ChunkedArray, match: Match) -> pa.ChunkedArray:
    words = pc.cast(cells, pa.string())
    return pa.chunked_array([[match.words.get(word, word) if word is not None else None for word in words.to_pylist()]], pa.string())


def _complete(table: pa.Table, sheet: TermSheet) -> npt.NDArray[np.bool_]:
    complete = np.ones(table.num_rows, dtype=bool)
    for column in sheet.money_columns:
        complete &= table.column(column.name).is_valid().to_numpy()
    if not complete.any():
        raise WiringError(say("No row has every amount that these prices need."))
    return complete


def _without_amount(complete: npt.NDArray[np.bool_]) -> tuple[Problem, ...]:
    count = int((~complete).sum())
    if not count:
        return ()
    message, fix = say("Rows without an amount that these prices need were left out."), say("Fill the amounts in.")
    return (Problem("no_amount", "rejected", message, fix, None, tuple(int(at) + 1 for at in np.flatnonzero(~complete)[:20]), count),)
