"""A file that was scored earlier, read back for questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa

from payoff.core.message import say, unstopped
from payoff.core.value import Array
from payoff.domains import as_sheet
from payoff.domains.term_sheet import TermSheet
from payoff.intake.contract import Contract, Expected, build_contract
from payoff.intake.problems import IntakeError, Problem, refuse
from payoff.intake.reader import column_names, open_any
from payoff.intake.source import Source, read_source
from payoff.mapping.mapping import ColumnMapping, Match, check_mapping
from payoff.mapping.translate import their_contract, translate_rows
from payoff.workflow.answers import ANSWERS
from payoff.workflow.decisions import read_money
from payoff.workflow.flow import AS_FOUND, Handling
from payoff.workflow.gather import gather
from payoff.workflow.outcome import read_outcome

PROBABILITY = ANSWERS[0]


@dataclass(frozen=True)
class ScoredFile:
    """Original columns, probability (n,), outcome (n,) with NaN where unknown, money columns (n,)."""

    sheet: TermSheet
    table: pa.Table
    probability: Array
    outcome: Array | None
    money: Mapping[str, Array]
    problems: tuple[Problem, ...]
    name: str = ""
    digest: str = ""
    """SHA-256 of the file."""
    model: None = None
    """Which model scored the file is not written in it."""
    model_sha256: None = None


def read_scored(
    file: Path | Source, domain: str | TermSheet, *, probability: str | None = None, handling: Handling = AS_FOUND
) -> ScoredFile:
    """Read any table with the domain's money columns and a probability, in the column of that name where one is given.

    IntakeError where a single row cannot be used. `handling` is that by which the file was scored.
    """
    sheet = as_sheet(domain)
    source = read_source(file, file.name) if isinstance(file, Path) else file
    name = probability or _find_probability(source, sheet, handling.mapping)
    table, problems = _read_rows(source, _contract(sheet, name), handling, name)
    outcome, strange = read_outcome(sheet, table)
    return ScoredFile(
        sheet, table, table.column(name).to_numpy(), outcome, read_money(sheet, table), problems + strange, source.name, source.sha256
    )


def _find_probability(source: Source, sheet: TermSheet, mapping: ColumnMapping | None) -> str:
    """The column that scoring added, under the name it found free."""
    known = tuple(column.name for column in sheet.columns) if mapping is None else mapping.header
    name, header = PROBABILITY, column_names(source, (*known, PROBABILITY))
    if name not in header:
        fix = say("Score it first: {command}", command=f"python -m payoff score {sheet.key} {source.name} -o scored.csv")
        message = say("{file} has no column called {name}.", file=repr(source.name), name=repr(name))
        raise refuse("no_probability", message, fix, column=name)
    while f"payoff_{name}" in header:
        name = f"payoff_{name}"
    return name


def _contract(sheet: TermSheet, probability: str) -> Contract:
    """Money and probability must be there and complete; every other column may hold anything."""
    money = build_contract(sheet.money_columns, ())
    outcome = Expected(sheet.outcome, "category", required=False, missing=True)
    return Contract((*money.columns, Expected(probability, "number", required=True, missing=False, low=0.0, high=1.0), outcome))


def _read_rows(source: Source, contract: Contract, handling: Handling, probability: str) -> tuple[pa.Table, tuple[Problem, ...]]:
    mapping = None if handling.mapping is None else _money_of(handling.mapping, contract, probability)
    found = gather(open_any(source, contract if mapping is None else their_contract(contract, mapping), options=handling.options))
    if found.ledger.rejected:
        raise IntakeError(_with_rows(problem) for problem in found.ledger.problems if problem.severity in {"fatal", "rejected"})
    if mapping is None:
        return found.table, found.ledger.problems
    rows = [translate_rows(batch, contract, mapping) for batch in found.table.to_batches()]
    return pa.Table.from_batches(rows).unify_dictionaries().combine_chunks(), found.ledger.problems


def _money_of(mapping: ColumnMapping, contract: Contract, probability: str) -> ColumnMapping:
    """The part of `mapping` that money and outcome need, and the probability under its own name; IntakeError where some is missing."""
    needed = [match for match in mapping.matches if contract.expect(match.column) is not None]
    part = replace(mapping, matches=(*needed, Match(probability, probability)))
    check_mapping(part, contract)
    return part


def _with_rows(problem: Problem) -> Problem:
    """The same problem, its message saying where."""
    where = (
        say("{n:,} rows, first: row {row:,}", n=problem.count, row=problem.rows[0]) if problem.rows else say("{n:,} rows", n=problem.count)
    )
    return replace(problem, message=say("{message} ({where}).", message=unstopped(problem.message), where=where))
