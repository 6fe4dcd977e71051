"""A file that was scored earlier, read back for questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa

from payoff.core.value import Array
from payoff.domains import as_sheet
from payoff.domains.term_sheet import TermSheet
from payoff.intake.batch import Ledger
from payoff.intake.contract import Contract, Expected, build_contract
from payoff.intake.problems import IntakeError, Problem, refuse
from payoff.intake.reader import open_reader
from payoff.intake.source import Source, read_source
from payoff.workflow.answers import ANSWERS
from payoff.workflow.decisions import read_money
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


def read_scored(path: Path, domain: str | TermSheet) -> ScoredFile:
    """Read a CSV or Parquet file with the domain's money columns and a probability; IntakeError where a single row cannot be used."""
    sheet = as_sheet(domain)
    source = read_source(path, path.name)
    source = source.for_columns((*(column.name for column in sheet.columns), PROBABILITY))
    name = _find_probability(source, sheet)
    table, problems = _read_rows(source, _contract(sheet, name))
    outcome, strange = read_outcome(sheet, table)
    return ScoredFile(
        sheet, table, table.column(name).to_numpy(), outcome, read_money(sheet, table), problems + strange, path.name, source.sha256
    )


def _find_probability(source: Source, sheet: TermSheet) -> str:
    """The column that scoring added, under the name it found free."""
    name = PROBABILITY
    if name not in source.header:
        fix = f"Score it first: python -m payoff score {sheet.key} {source.name} -o scored.csv"
        raise refuse("no_probability", f"{source.name!r} has no column called {name!r}.", fix, column=name)
    while f"payoff_{name}" in source.header:
        name = f"payoff_{name}"
    return name


def _contract(sheet: TermSheet, probability: str) -> Contract:
    """Money and probability must be there and complete; every other column may hold anything."""
    money = build_contract(sheet.money_columns, ())
    outcome = Expected(sheet.outcome, "category", required=False, missing=True)
    return Contract((*money.columns, Expected(probability, "number", required=True, missing=False, low=0.0, high=1.0), outcome))


def _read_rows(source: Source, contract: Contract) -> tuple[pa.Table, tuple[Problem, ...]]:
    reader = open_reader(source, contract)
    ledger, batches = Ledger(reader.header_lines), []
    for piece in reader.pieces():
        batch = reader.read(piece)
        ledger.enter(batch)
        batches.append(batch.table)
    if ledger.rejected:
        raise IntakeError(_with_rows(problem) for problem in ledger.problems if problem.severity in {"fatal", "rejected"})
    return pa.Table.from_batches(batches).unify_dictionaries().combine_chunks(), ledger.problems


def _with_rows(problem: Problem) -> Problem:
    """The same problem, its message saying where."""
    where = f"{problem.count:,} rows, first: row {problem.rows[0]:,}" if problem.rows else f"{problem.count:,} rows"
    return replace(problem, message=f"{problem.message.rstrip('.')} ({where}).")
