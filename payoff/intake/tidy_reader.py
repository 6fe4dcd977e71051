"""An untidy file against a contract: read in full and tidied first, then handed on in pieces like any other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from payoff.core.message import capital, say
from payoff.intake.batch import Batch, Reject
from payoff.intake.checks import check_rows
from payoff.intake.contract import Contract, Expected
from payoff.intake.decisions import ColumnReading, Decision, ReadOptions, name_topic
from payoff.intake.findings import Findings
from payoff.intake.header import check_header
from payoff.intake.problems import Problem, shorten
from payoff.intake.source import Source
from payoff.intake.tidy import Tidy, read_tidy
from payoff.intake.typed import type_columns

PIECE_ROWS = 32_768

PERCENT_UNITS = ("%", "percent", "per cent")
"""How a contract's unit begins where it counts percent rather than fractions."""


class TidyReader:
    """A tidied file against a contract. `pieces` are runs of data rows; `read` checks, in several threads at once."""

    def __init__(self, source: Source, contract: Contract, options: ReadOptions | None = None) -> None:
        tidy = read_tidy(source, options, keep_lines=True)
        self.names: tuple[str, ...] = tuple(tidy.table.column_names)
        self.problems: tuple[Problem, ...] = (*source.problems, *_notes(tidy), *check_header(self.names, contract))
        self.total: int | None = tidy.rows_read
        self.header_lines = 0
        self._tidy, self._contract = tidy, contract
        self._rows = _contract_rows(tidy, contract)
        self._cells = _one_batch(tidy.cells)
        self._refused = np.array([reject.row for reject in tidy.rejects], dtype=np.int64)

    def pieces(self) -> Iterator[tuple[int, int]]:
        """First and last data row (exclusive) of each piece, from 0; rows set aside or refused are counted."""
        for start in range(0, self._tidy.rows_read, PIECE_ROWS):
            yield start, min(start + PIECE_ROWS, self._tidy.rows_read)

    def read(self, piece: tuple[int, int]) -> Batch:
        """The rows of a piece, checked."""
        start, end = piece
        first, last = np.searchsorted(self._tidy.row, (start + 1, end + 1))
        rows = self._rows.slice(first, last - first)
        findings = Findings(self._tidy.row[first:last] - 1 - start)
        typed = type_columns(rows, self._contract)
        check_rows(typed, self._contract, findings)
        rejected = findings.rejected()
        kept = np.isin(findings.place, rejected, invert=True)
        cells = self._cells.slice(first, last - first)
        refused = [self._reject(int(row), findings.reason(int(row)), start) for row in rejected]
        unreadable = self._refused_before(start, end)
        return Batch(
            table=typed.rows.filter(pa.array(kept)),
            original=cells.filter(pa.array(kept)),
            records=None,
            rows=end - start,
            lines=0,
            size=end - start,
            problems=findings.problems(),
            rejects=tuple(sorted((*refused, *unreadable), key=lambda reject: reject.row)),
            aside=end - start - len(rows) - len(unreadable),
        )

    def _reject(self, place: int, reason: str, start: int) -> Reject:
        at = int(np.searchsorted(self._tidy.row, start + place + 1))
        line = None if self._tidy.line is None else int(self._tidy.line[at])
        if self._tidy.records is not None:
            return Reject(place + 1, line, reason, self._tidy.records[at].as_py())
        cells = [column[at].as_py() for column in self._cells.columns]
        return Reject(place + 1, line, reason, ",".join("" if cell is None else str(cell) for cell in cells))

    def _refused_before(self, start: int, end: int) -> list[Reject]:
        first, last = np.searchsorted(self._refused, (start + 1, end + 1))
        return [replace(reject, row=reject.row - start) for reject in self._tidy.rejects[first:last]]


def _contract_rows(tidy: Tidy, contract: Contract) -> pa.RecordBatch:
    """Numbers as read where the contract asks for numbers; everything else as written, trimmed."""
    columns = []
    for reading, name in zip(tidy.columns, tidy.table.column_names, strict=True):
        expected, cells = contract.expect(name), tidy.cells.column(name).combine_chunks()
        if expected is not None and expected.kind == "number" and reading.kind == "number":
            columns.append(_numbers(tidy.table.column(name).combine_chunks(), cells, reading, expected))
        elif expected is not None and expected.kind == "date" and reading.kind == "date":
            columns.append(tidy.table.column(name).combine_chunks())
        else:
            columns.append(pc.utf8_trim_whitespace(cells) if pa.types.is_string(cells.type) else cells)
    return pa.RecordBatch.from_arrays(columns, names=tidy.table.column_names)


def _numbers(numbers: pa.Array, cells: pa.Array, reading: ColumnReading, expected: Expected) -> pa.Array:
    if reading.unit == "%" and expected.unit.startswith(PERCENT_UNITS):
        # A fraction times a hundred is a binary fraction again: 4.5 % must not become 4.499999.
        numbers = pc.round(pc.multiply(numbers, 100.0), ndigits=10)
    if not reading.unreadable:
        return numbers
    # A cell that is no number must be refused like any other, not taken for an empty one.
    text = pc.cast(numbers, pa.string())
    return pc.if_else(pc.and_(numbers.is_null(), _is_said(cells)), pc.cast(cells, pa.string()), text)


def _is_said(cells: pa.Array) -> pa.BooleanArray:
    return pc.fill_null(pc.not_equal(pc.utf8_trim_whitespace(pc.cast(cells, pa.string())), ""), False)


def _one_batch(table: pa.Table) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays([column.combine_chunks() for column in table.columns], names=table.column_names)


def _notes(tidy: Tidy) -> tuple[Problem, ...]:
    """What reading decided, as notes beside the problems it found."""
    decided = (*tidy.decisions, *(decision for column in tidy.columns for decision in column.decisions if _matters(decision)))
    kept = tuple(p for p in tidy.problems if p.severity != "rejected" and p.kind != "unreadable_cells")
    rejected = tuple(p for p in tidy.problems if p.severity == "rejected")
    # What is a problem already would be counted twice.
    told = {(p.kind, p.column) for p in kept}
    notes = (_note(decision) for decision in decided if _matters(decision) and (decision.topic, decision.column) not in told)
    return (*rejected, *kept, *notes)


def _matters(decision: Decision) -> bool:
    return decision.topic not in {"separator", "header", "yes_no", "sheet", "format"} and decision.read_as not in {"UTF-8"}


def _note(decision: Decision) -> Problem:
    said = {"read_as": decision.read_as, "because": decision.because}
    message = say("{topic}: read as {read_as}, because {because}.", topic=capital(name_topic(decision.topic)), **said)
    if decision.column:
        message = say("{name} was read as {read_as}, because {because}.", name=shorten(decision.column), **said)
    severity: Problem = Problem(
        decision.topic, "note", message, say("Nothing to do if that is right."), decision.column, (), decision.count
    )
    if decision.otherwise:
        return replace(
            severity, severity="warning", fix=say("It may also be read as {otherwise}; check a few cells.", otherwise=decision.otherwise)
        )
    return severity
