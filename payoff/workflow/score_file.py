"""Scoring from file to file, for the command line: a few batches in memory at a time, however long the file."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa

from payoff.core.message import say
from payoff.core.value import UnreasonableValuesError
from payoff.domains.term_sheet import TermSheet, TermSheetError
from payoff.intake.csv_reader import CsvReader
from payoff.intake.problems import IntakeError, Problem
from payoff.intake.source import read_source
from payoff.mapping.mapping import MappingError
from payoff.scoring.bundle import BundleError
from payoff.scoring.providers import ProviderError
from payoff.scoring.scorer import ProviderUse
from payoff.workflow.decisions import Policy, decide_rows, read_money
from payoff.workflow.flow import AS_FOUND, Flow, Handling, Report, ScoredBatch, open_model
from payoff.workflow.output import REJECTS_HEADER, CsvOutput, Output, ParquetOutput, open_partial, write_rejects
from payoff.workflow.read_words import ReadWordError
from payoff.workflow.rows_as_text import header_line, neutralise, neutralise_lines

TEXT = {".csv": ",", ".tsv": "\t", ".txt": ","}
"""Separator by extension, where the input does not bring its own."""

PARQUET = {".parquet", ".pq"}


class ScoreError(ValueError):
    """The scoring asked for cannot be done; the message says what to change."""


FAILURES = (
    ScoreError, MappingError, ReadWordError, IntakeError, BundleError, ProviderError, TermSheetError, UnreasonableValuesError, OSError,
)  # fmt: skip
"""What `score_file` raises with a message for the person who asked."""


@dataclass(frozen=True)
class ScoreOptions:
    """How to score from file to file."""

    model: str | None = None
    provider: str = "auto"
    threads: int | None = None
    policy: Policy = field(default_factory=Policy)
    rejects: Path | None = None
    """Where rejected rows go, as CSV."""
    progress: Report | None = None
    handling: Handling = AS_FOUND
    """How the file is read, and whose columns are whose."""


@dataclass(frozen=True)
class ScoreReport:
    """What scoring from file to file did."""

    model: str
    provider: ProviderUse
    rows_read: int
    rows_rejected: int
    seconds: float
    problems: tuple[Problem, ...]


def score_file(input: Path | BinaryIO, output: Path | BinaryIO, domain: str | TermSheet, *, options: ScoreOptions) -> ScoreReport:
    """Score CSV or Parquet into CSV or Parquet (by extension; streams are CSV).

    ScoreError for an impossible request, IntakeError when not one row can be scored; then, and after any other
    failure, nothing stands under the output's name.
    """
    begun = time.perf_counter()
    _check_request(input, output, options)
    source = read_source(input, input.name if isinstance(input, Path) else say("standard input"))
    model = open_model(domain, name=options.model, provider=options.provider)
    flow = Flow(source, model, handling=options.handling, keep_records=not _is_parquet(output))
    with open_partial(output) if isinstance(output, Path) else nullcontext(output) as file:
        writer = _open_writer(file, output, flow)
        with _open_rejects(options.rejects) as rejects:
            _pour(flow, writer, options, rejects)
        flow.check_scored()
        writer.close()
    seconds = time.perf_counter() - begun
    ledger = flow.ledger
    return ScoreReport(model.bundle.manifest.name, model.scorer.provider, ledger.rows, ledger.rejected, seconds, ledger.problems)


def _check_request(input: Path | BinaryIO, output: Path | BinaryIO, options: ScoreOptions) -> None:
    if options.threads is not None and options.threads < 1:
        raise ScoreError(say("--threads must be at least 1; {threads} is not.", threads=options.threads))
    if options.policy.threshold is not None and not 0 <= options.policy.threshold <= 1:
        raise ScoreError(say("--threshold must lie between 0 and 1; {threshold:g} does not.", threshold=options.policy.threshold))
    if isinstance(output, Path) and output.suffix.lower() not in {*TEXT, *PARQUET}:
        raise ScoreError(say("{name!r} says no format; end the output's name in .csv or .parquet.", name=output.name))
    for path in (output, options.rejects):
        if isinstance(path, Path) and not path.parent.is_dir():
            raise ScoreError(
                say("There is no folder called {parent!r} for {name!r}; make it first.", parent=str(path.parent), name=path.name)
            )
    if options.rejects is not None and options.rejects in (input, output):
        raise ScoreError(say("--rejects must name a file of its own."))


def _open_writer(file: BinaryIO, output: Path | BinaryIO, flow: Flow) -> Output:
    names = flow.answers.names
    if _is_parquet(output):
        return ParquetOutput(file, names)
    reader = flow.reader
    if isinstance(reader, CsvReader):
        separator = reader.header.separator
        written = pa.array([separator.join([reader.header.record.rstrip("\r\n"), *names])])
        header = reader.mark + neutralise_lines(written, separator)[0].as_py() + reader.newline
        return CsvOutput(file, header, separator=separator, newline=reader.newline)
    separator = TEXT[output.suffix.lower()] if isinstance(output, Path) else ","
    titles = neutralise(pa.array([*flow.reader.names, *names])).to_pylist()
    return CsvOutput(file, header_line(titles, separator) + "\n", separator=separator)


def _pour(flow: Flow, writer: Output, options: ScoreOptions, rejects: BinaryIO | None) -> None:
    sheet = flow.model.sheet

    def finish(scored: ScoredBatch) -> pa.RecordBatch | pa.Buffer:
        batch = scored.batch
        decisions = decide_rows(sheet, read_money(sheet, batch.table), scored.probability, policy=options.policy)
        return writer.prepare(batch.original, batch.records, flow.answers.columns(scored.probability, decisions))

    for prepared, rejected in flow.run(finish, threads=options.threads, progress=options.progress):
        writer.write(prepared)
        if rejects is not None:
            write_rejects(rejects, rejected)


@contextmanager
def _open_rejects(path: Path | None) -> Iterator[BinaryIO | None]:
    if path is None:
        yield None
        return
    with open_partial(path) as file:
        file.write((",".join(REJECTS_HEADER) + "\n").encode())
        yield file


def _is_parquet(output: Path | BinaryIO) -> bool:
    return isinstance(output, Path) and output.suffix.lower() in PARQUET
