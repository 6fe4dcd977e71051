"""CSV rows in batches: a block is parsed typed at once, and field by field only where that fails."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv

from payoff.core.message import say
from payoff.intake.batch import Batch, Reject
from payoff.intake.blocks import Block, cut_blocks
from payoff.intake.checks import check_rows
from payoff.intake.contract import Contract
from payoff.intake.findings import Findings, Rows, Rule
from payoff.intake.header import check_header
from payoff.intake.lettering import is_plain
from payoff.intake.numbers import MISSING_WORDS
from payoff.intake.problems import Problem, refuse
from payoff.intake.records import LONGEST_FIELD, Fields, Records, count_lines, line_records, split_records
from payoff.intake.source import Source
from payoff.intake.text import narrow_encoding, open_text
from payoff.intake.typed import Typed, blank_to_null, column_type, text_lengths, type_columns

BLANK_LINE = re.compile(rb"^\r?\n", re.MULTILINE)


class CsvReader:
    """A CSV against a contract. `pieces` is cheap and in order; `read` is the work, and may run in several threads at once."""

    def __init__(self, source: Source, contract: Contract, *, keep_records: bool = False) -> None:
        if source.layout is None or source.text is None:
            raise TypeError(say("{name!r} is no CSV.", name=source.name))
        self.problems: tuple[Problem, ...] = (*source.problems, *check_header(source.header, contract))
        self.total = source.size
        self.header = source.layout
        self.names: tuple[str, ...] = source.header
        self.header_lines = source.layout.lines
        self.mark = "\ufeff" if source.encoding == "utf-8" and source.text.mark else ""
        self.newline = "\r\n" if source.text.newline == "\r\n" else "\n"
        self._source, self._text, self._contract, self._keep = source, source.text, contract, keep_records
        types = {name: column_type(contract.expect(name)) for name in source.header}
        self._convert = {plain: convert_options(types, plain=plain) for plain in (False, True)}

    def pieces(self) -> Iterator[Block]:
        """The rows' text in blocks of whole records; IntakeError where there are none."""
        empty = True
        with self._source.open() as raw:
            text = open_text(raw, self._text)
            for block in cut_blocks(text, self.header.separator, skip=self.header.size, size=self._source.size):
                empty = empty and not block.data.strip()
                yield block
        if empty:
            raise refuse(
                "no_rows", say("{name!r} has a header and no rows.", name=self._source.name), say("Add at least one row below the header.")
            )

    def read(self, block: Block) -> Batch:
        """The rows of `block`, checked."""
        data, lines = block.data, count_lines(block.data)
        # Without empty lines and quotes, as many rows as lines leave no room for a stray carriage return.
        rows = self._parse(block, strict=True) if not block.quoted else None
        if rows is None or len(rows) != lines:
            rows = self._parse(block, strict=False)
            if rows is None or not _is_line_by_line(data, lines, len(rows)):
                return self._read_by_field(data, rows)
        findings = Findings(np.arange(len(rows)))
        check_rows(Typed(rows), self._contract, findings)
        if self._keep or findings.any_rejected:
            return self._kept(rows, findings, size=len(data), records=line_records(data))
        return Batch(rows, rows, None, len(rows), lines, len(data), findings.problems())

    def _parse(self, block: Block, *, strict: bool) -> pa.RecordBatch | None:
        """The rows of `block`; None where some do not fit, or where one may be an empty line if `strict`."""
        try:
            table = pacsv.read_csv(
                pa.py_buffer(block.data),
                read_options=pacsv.ReadOptions(column_names=self.header.names, use_threads=False, block_size=len(block.data) + 1),
                parse_options=pacsv.ParseOptions(
                    delimiter=self.header.separator, newlines_in_values=block.quoted, ignore_empty_lines=not strict
                ),
                convert_options=self._convert[is_plain(block.data)],
            )
        except pa.ArrowInvalid:
            return None
        if not len(table):
            return None
        columns = table.combine_chunks().to_batches()[0].columns
        lengths = [text_lengths(column) for column in columns]
        if max(longest for _, longest in lengths) > LONGEST_FIELD:
            return None
        if strict and all(column.null_count or not shortest for column, (shortest, _) in zip(columns, lengths, strict=True)):
            # An empty line is a row without a value here: a column with a value in every row rules it out.
            return None
        filled = [blank_to_null(column) if shortest == 0 else column for column, (shortest, _) in zip(columns, lengths, strict=True)]
        rows = pa.RecordBatch.from_arrays(filled, names=self.header.names)
        return type_columns(rows, self._contract).rows if self._contract.careful else rows

    def _read_by_field(self, block: bytes, parsed: pa.RecordBatch | None) -> Batch:
        data, foreign = _repaired(block)
        records, fields = split_records(data, self.header.separator)
        fitting = np.array([row is not None and len(row) == len(self.header.names) for row in fields], dtype=bool)
        findings = Findings(np.arange(len(fields)))
        findings.warn(_foreign(), np.unique(np.searchsorted(records.line, foreign, side="right") - 1))
        self._reject_misshapen(fields, np.flatnonzero(~fitting), findings)
        findings.place = np.flatnonzero(fitting)
        if parsed is not None and fitting.all() and len(parsed) == len(fields):
            typed = Typed(parsed)
        else:
            typed = type_columns(self._as_text([row for row, fits in zip(fields, fitting, strict=True) if fits and row]), self._contract)
        check_rows(typed, self._contract, findings)
        return self._kept(typed.rows, findings, size=len(block), records=records)

    def _as_text(self, rows: list[list[str]]) -> pa.RecordBatch:
        columns = zip(*rows, strict=True) if rows else [()] * len(self.header.names)
        return pa.RecordBatch.from_arrays([blank_to_null(pa.array(column, pa.string())) for column in columns], names=self.header.names)

    def _reject_misshapen(self, fields: list[Fields], rows: Rows, findings: Findings) -> None:
        unsplit = np.array([row for row in rows if fields[row] is None], dtype=np.int64)
        findings.reject(_unsplit(), unsplit, values=[""] * len(unsplit))
        uneven = np.setdiff1d(rows, unsplit)
        findings.reject(_uneven(len(self.header.names)), uneven, values=[say("{n} fields", n=len(fields[row] or [])) for row in uneven])

    def _kept(self, rows: pa.RecordBatch, findings: Findings, *, size: int, records: Records) -> Batch:
        rejected = findings.rejected()
        kept = np.isin(findings.place, rejected, invert=True)
        accepted = rows.filter(pa.array(kept)) if len(rejected) else rows
        return Batch(
            table=accepted,
            original=accepted,
            records=records.texts().take(pa.array(findings.place[kept])) if self._keep else None,
            rows=len(records),
            lines=count_lines(records.data),
            size=size,
            problems=findings.problems(),
            rejects=tuple(
                Reject(row + 1, int(records.line[row]) + 1, findings.reason(row), records.text(row)) for row in rejected.tolist()
            ),
            place=findings.place[kept],
            line=records.line[findings.place[kept]],
        )


def convert_options(types: Mapping[str, pa.DataType], *, plain: bool) -> pacsv.ConvertOptions:
    """How pyarrow reads a block into `types`: empty text stays text here, and a `plain` block, all ASCII, needs no second look."""
    return pacsv.ConvertOptions(column_types=types, null_values=MISSING_WORDS, check_utf8=not plain)


def _is_line_by_line(data: bytes, lines: int, rows: int) -> bool:
    # A lone carriage return is a line break to pyarrow; a line break in quotes is none. Either way lines are not rows.
    if b"\r" in data and data.count(b"\r") != data.count(b"\r\n"):
        return False
    return lines == rows or lines - len(BLANK_LINE.findall(data)) == rows


def _repaired(data: bytes) -> tuple[bytes, Rows]:
    # Lines that are not UTF-8 in a file that began as UTF-8: read each as what it can be.
    if narrow_encoding(data) == "utf-8":
        return data, np.array([], dtype=np.int64)
    lines = data.split(b"\n")
    encodings = [narrow_encoding(line) for line in lines]
    repaired = [line if encoding == "utf-8" else line.decode(encoding).encode() for line, encoding in zip(lines, encodings, strict=True)]
    return b"\n".join(repaired), np.flatnonzero([encoding != "utf-8" for encoding in encodings])


def _unsplit() -> Rule:
    return Rule(
        "unsplit_row",
        "rejected",
        say("The row cannot be split into columns."),
        say("Look for a quotation mark that never closes or a stray carriage return."),
    )


def _uneven(columns: int) -> Rule:
    return Rule(
        "field_count",
        "rejected",
        say("The row does not have the header's {columns} fields.", columns=columns),
        say("Quote fields that hold the separator; fill in those that are missing."),
    )


def _foreign() -> Rule:
    return Rule(
        "foreign_bytes",
        "warning",
        say("The row is not valid UTF-8; it was read as Windows-1252."),
        say("If letters look wrong, save the file as UTF-8."),
    )
