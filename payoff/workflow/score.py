"""Scoring in memory, for a page: an upload or the sample becomes a table with probabilities, and a download."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from payoff.core.value import Array
from payoff.domains import as_sheet
from payoff.domains.manifest import HELD_OUT_FILE
from payoff.domains.term_sheet import TermSheet
from payoff.intake.batch import Reject
from payoff.intake.problems import Problem
from payoff.intake.source import Source, read_source
from payoff.mapping.mapping import ColumnMapping
from payoff.paths import DATA, MODELS
from payoff.scoring.scorer import ProviderUse
from payoff.workflow.answers import Answers, name_answers
from payoff.workflow.decisions import Policy, decide_rows, read_money
from payoff.workflow.flow import AS_FOUND, Flow, Handling, Model, Report, ScoredBatch, open_model
from payoff.workflow.gather import as_table
from payoff.workflow.outcome import read_outcome
from payoff.workflow.table_file import Format, write_table

TEMPLATE_ROWS = 3


@dataclass(frozen=True, eq=False)
class Scored:
    """A file scored in memory: accepted rows in file order, and everything a page says about them."""

    sheet: TermSheet
    name: str
    digest: str
    """SHA-256 of the file."""
    table: pa.Table
    """The file's columns: float64 numbers, dictionary<string> categories, the rest as in the file."""
    probability: Array
    outcome: Array | None
    """1, 0 or NaN per row; None when the file has no outcome column."""
    money: Mapping[str, Array]
    model: str | None
    """The model's name; None when the file brought its probabilities with it, and then nothing ran here."""
    model_sha256: str | None
    provider: ProviderUse | None
    rows_read: int
    rows_rejected: int
    seconds: float
    problems: tuple[Problem, ...]
    rejects: pa.Table | None
    """Columns row, line, reason, record; None when no row was rejected."""
    original: pa.Table | None = None
    """The accepted rows as the file names and counts them, where a mapping brought them to our columns; None where `table` is that."""
    mapping: ColumnMapping | None = None
    origin: str = ""
    """How the probabilities came about, where the file brought its own scores."""

    @property
    def domain(self) -> str:
        """Key of the term sheet."""
        return self.sheet.key


def score_upload(
    source: Source,
    domain: str | TermSheet,
    *,
    model: str | None = None,
    provider: str = "auto",
    threads: int | None = None,
    progress: Report | None = None,
    handling: Handling = AS_FOUND,
) -> Scored:
    """Score `source` in memory; IntakeError when not one row can be scored, whatever `progress` raises to cancel."""
    return score_with(source, open_model(domain, name=model, provider=provider), threads=threads, progress=progress, handling=handling)


def score_with(
    source: Source, model: Model, *, threads: int | None = None, progress: Report | None = None, handling: Handling = AS_FOUND
) -> Scored:
    """Score `source` with a model that is already open; errors as `score_upload`."""
    begun = time.perf_counter()
    flow = Flow(source, model, handling=handling)
    batches, rejects = _gather(flow, threads=threads, progress=progress)
    table = _one_table([scored.batch.table for scored in batches])
    sheet, bundle = flow.model.sheet, flow.model.bundle
    outcome, strange = read_outcome(sheet, table)
    return Scored(
        sheet=sheet,
        name=source.name,
        digest=source.sha256,
        table=table,
        probability=np.concatenate([scored.probability for scored in batches]),
        outcome=outcome,
        money=read_money(sheet, table),
        model=bundle.manifest.name,
        model_sha256=bundle.manifest.sha256,
        provider=flow.model.scorer.provider,
        rows_read=flow.ledger.rows,
        rows_rejected=flow.ledger.rejected,
        seconds=time.perf_counter() - begun,
        problems=flow.ledger.problems + strange,
        original=None if handling.mapping is None else _one_table([scored.batch.original for scored in batches]),
        mapping=handling.mapping,
        rejects=as_table(rejects),
    )


def answer_rows(scored: Scored, policy: Policy | None = None) -> pa.Table:
    """The scored rows as the file names them, with what `policy` (by default each row's Bayes threshold) does with each."""
    sheet = scored.sheet
    table = scored.table if scored.original is None else scored.original
    answers = Answers(name_answers(table.column_names), sheet.words)
    decisions = decide_rows(sheet, scored.money, scored.probability, policy=policy or Policy())
    columns = [column.combine_chunks() for column in table.columns] + answers.columns(scored.probability, decisions)
    return pa.Table.from_arrays(columns, names=[*table.column_names, *answers.names])


def write_scored(scored: Scored, format: Format, *, policy: Policy | None = None) -> bytes:
    """The answered rows as a download.

    In CSV, text that a spreadsheet would run as a formula gets an apostrophe before it, headers too; numbers stay.
    """
    return write_table(answer_rows(scored, policy), format)


def has_sample(sheet: TermSheet) -> bool:
    """Whether the product ships rows of this domain."""
    return _sample_path(sheet).exists()


def sample_source(domain: str) -> Source:
    """The domain's sample, rows its model never saw with their outcomes: committed, or kept beside a model of a person's own file."""
    path = _sample_path(as_sheet(domain))
    return read_source(path, path.name)


def template_csv(domain: str) -> bytes:
    """A file to fill in: the header and the sample's first rows, to show how each column is written."""
    source = sample_source(domain)
    if source.format == "parquet":
        return write_table(source.open_parquet().read().slice(0, TEMPLATE_ROWS).combine_chunks(), "csv")
    with source.open() as file:
        lines = file.read().split(b"\n")
    return b"\n".join(lines[: 1 + TEMPLATE_ROWS]) + b"\n"


def _sample_path(sheet: TermSheet) -> Path:
    shipped = DATA / f"{sheet.key}.csv"
    return shipped if shipped.is_file() else MODELS / sheet.key / HELD_OUT_FILE


def _gather(flow: Flow, *, threads: int | None, progress: Report | None) -> tuple[list[ScoredBatch], list[Reject]]:
    batches: list[ScoredBatch] = []
    rejects: list[Reject] = []
    for batch, rejected in flow.run(_as_is, threads=threads, progress=progress):
        batches.append(batch)
        rejects.extend(rejected)
    flow.check_scored()
    return batches, rejects


def _one_table(batches: list[pa.RecordBatch]) -> pa.Table:
    return pa.Table.from_batches(batches).unify_dictionaries().combine_chunks()


def _as_is(scored: ScoredBatch) -> ScoredBatch:
    return scored
