"""Scoring in memory, for a page: an upload or the sample becomes a table with probabilities, and a download."""

from __future__ import annotations

import io
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from payoff.core.value import Array
from payoff.domains import read_domain
from payoff.domains.term_sheet import TermSheet
from payoff.intake.batch import Reject
from payoff.intake.problems import ROWS_SHOWN, Problem, shorten
from payoff.intake.source import Source, read_source
from payoff.paths import DATA
from payoff.scoring.scorer import ProviderUse
from payoff.workflow.answers import Answers, name_answers
from payoff.workflow.case import NO, YES
from payoff.workflow.decisions import Policy, decide_rows, read_money
from payoff.workflow.flow import Flow, Report, ScoredBatch, open_model
from payoff.workflow.rows_as_text import header_line, neutralise, text_lines

TEMPLATE_ROWS = 3


@dataclass(frozen=True, eq=False)
class Scored:
    """A file scored in memory: accepted rows in file order, and everything a page says about them."""

    domain: str
    name: str
    digest: str
    """SHA-256 of the file."""
    table: pa.Table
    """The file's columns: float64 numbers, dictionary<string> categories, the rest as in the file."""
    probability: Array
    outcome: Array | None
    """1, 0 or NaN per row; None when the file has no outcome column."""
    money: Mapping[str, Array]
    model: str
    model_sha256: str
    provider: ProviderUse
    rows_read: int
    rows_rejected: int
    seconds: float
    problems: tuple[Problem, ...]
    rejects: pa.Table | None
    """Columns row, line, reason, record; None when no row was rejected."""


def score_upload(
    source: Source,
    domain: str,
    *,
    model: str | None = None,
    provider: str = "auto",
    threads: int | None = None,
    progress: Report | None = None,
) -> Scored:
    """Score `source` in memory; IntakeError when not one row can be scored, whatever `progress` raises to cancel."""
    begun = time.perf_counter()
    flow = Flow(source, open_model(domain, name=model, provider=provider))
    batches, rejects = _gather(flow, threads=threads, progress=progress)
    table = pa.Table.from_batches([scored.batch.table for scored in batches]).unify_dictionaries().combine_chunks()
    sheet, bundle = flow.model.sheet, flow.model.bundle
    outcome, strange = read_outcome(sheet, table)
    return Scored(
        domain=domain,
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
        rejects=_as_table(rejects) if rejects else None,
    )


def write_scored(scored: Scored, format: Literal["csv", "parquet"], *, policy: Policy | None = None) -> bytes:
    """The scored rows as a download, with what `policy` (by default each row's Bayes threshold) does with them.

    In CSV, text that a spreadsheet would run as a formula gets an apostrophe before it, headers too; numbers stay.
    """
    sheet = read_domain(scored.domain)
    answers = Answers(name_answers(scored.table.column_names), sheet.words)
    decisions = decide_rows(sheet, scored.money, scored.probability, policy=policy or Policy())
    columns = [column.combine_chunks() for column in scored.table.columns] + answers.columns(scored.probability, decisions)
    names = [*scored.table.column_names, *answers.names]
    if format == "parquet":
        return _as_parquet(pa.Table.from_arrays(columns, names=names))
    return _as_csv([neutralise(column) for column in columns], neutralise(pa.array(names)).to_pylist())


def sample_source(domain: str) -> Source:
    """The domain's committed sample: rows the shipped model never saw, with their outcomes."""
    path = DATA / f"{read_domain(domain).key}.csv"
    return read_source(path, path.name)


def template_csv(domain: str) -> bytes:
    """A file to fill in: the header and the sample's first rows, to show how each column is written."""
    with sample_source(domain).open() as file:
        lines = file.read().split(b"\n")
    return b"\n".join(lines[: 1 + TEMPLATE_ROWS]) + b"\n"


def _gather(flow: Flow, *, threads: int | None, progress: Report | None) -> tuple[list[ScoredBatch], list[Reject]]:
    batches: list[ScoredBatch] = []
    rejects: list[Reject] = []
    for batch, rejected in flow.run(_as_is, threads=threads, progress=progress):
        batches.append(batch)
        rejects.extend(rejected)
    flow.check_scored()
    return batches, rejects


def _as_is(scored: ScoredBatch) -> ScoredBatch:
    return scored


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


def _as_table(rejects: list[Reject]) -> pa.Table:
    return pa.table(
        {
            "row": pa.array([r.row for r in rejects], pa.int64()),
            "line": pa.array([r.line for r in rejects], pa.int64()),
            "reason": pa.array([r.reason for r in rejects], pa.string()),
            "record": pa.array([r.record for r in rejects], pa.string()),
        }
    )


def _as_parquet(table: pa.Table) -> bytes:
    file = io.BytesIO()
    pq.write_table(table, file)
    return file.getvalue()


def _as_csv(columns: list[pa.Array], names: list[str]) -> bytes:
    lines = text_lines(columns, ",").to_pylist()
    return "\r\n".join([header_line(names, ","), *lines, ""]).encode("utf-8")
