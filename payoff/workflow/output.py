"""Scored rows written out: as they were, with the answer beside them, and never half under the final name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from payoff.intake.batch import Reject
from payoff.workflow.rows_as_text import neutralise, neutralise_lines, text_lines, write_records

GROUP_ROWS = 65_536
"""Rows from which a Parquet row group is written; larger ones save little and leave more to write after the last batch is scored."""

REJECTS_HEADER = ("row", "line", "reason", "record")


class Output(Protocol):
    """A scored file being written; `prepare` may run in any thread, `write` in file order."""

    def prepare(self, original: pa.RecordBatch, records: pa.StringArray | None, answers: list[pa.Array]) -> pa.RecordBatch | pa.Buffer:
        """What will be written for a batch."""
        ...

    def write(self, prepared: pa.RecordBatch | pa.Buffer) -> None:
        """Append it."""
        ...

    def close(self) -> None:
        """Write what is still held back."""
        ...


class ParquetOutput:
    """Typed columns; categories and decisions as dictionaries, batches gathered into row groups."""

    def __init__(self, file: BinaryIO, names: tuple[str, str, str]) -> None:
        self._file, self._names = file, names
        self._writer: pq.ParquetWriter | None = None
        self._held: list[pa.RecordBatch] = []

    def prepare(self, original: pa.RecordBatch, records: pa.StringArray | None, answers: list[pa.Array]) -> pa.RecordBatch:
        """The batch with its answers as further columns."""
        return pa.RecordBatch.from_arrays([*original.columns, *answers], names=[*original.schema.names, *self._names])

    def write(self, prepared: pa.RecordBatch) -> None:
        """Hold the batch until there is a row group."""
        self._held.append(prepared)
        if sum(map(len, self._held)) >= GROUP_ROWS:
            self._flush()

    def close(self) -> None:
        """Write the last row group and the footer."""
        if self._held:
            self._flush()
        if self._writer is not None:
            self._writer.close()

    def _flush(self) -> None:
        group = pa.Table.from_batches(self._held).unify_dictionaries()
        if self._writer is None:
            # Text that seldom repeats gains nothing from a dictionary; bounds serve only those who filter by an answer.
            coded = [f.name for f in group.schema if not pa.types.is_string(f.type) and f.name not in (self._names[0], self._names[2])]
            self._writer = pq.ParquetWriter(
                self._file, group.schema, use_dictionary=coded, write_statistics=[self._names[0], self._names[2]]
            )
        self._writer.write_table(group, row_group_size=len(group))
        self._held = []


class CsvOutput:
    """A CSV's own lines with the answers appended, or a typed table's rows written out."""

    def __init__(self, file: BinaryIO, header: str, *, separator: str = ",", newline: str = "\n") -> None:
        self._file, self._separator, self._newline = file, separator, newline
        file.write(header.encode("utf-8"))

    def prepare(self, original: pa.RecordBatch, records: pa.StringArray | None, answers: list[pa.Array]) -> pa.Buffer:
        """The batch as CSV text."""
        if records is None:
            lines = text_lines([neutralise(column) for column in original.columns], self._separator)
        else:
            lines = neutralise_lines(records, self._separator)
        cells = text_lines(answers, self._separator)
        ended = pc.binary_join_element_wise(cells, self._newline, "")
        return _characters(pc.binary_join_element_wise(lines, ended, self._separator))

    def write(self, prepared: pa.Buffer) -> None:
        """Append the text."""
        self._file.write(prepared)

    def close(self) -> None:
        """Hand everything to the file."""
        self._file.flush()


def _characters(text: pa.StringArray) -> pa.Buffer:
    # The array's cells lie one after the other in memory: that memory is the file's text.
    _, offsets, data = text.buffers()
    size = int(np.frombuffer(offsets, dtype=np.int32)[len(text)]) if len(text) else 0
    return pa.py_buffer(b"") if data is None else data.slice(0, size)


def write_rejects(file: BinaryIO, rejects: Sequence[Reject]) -> None:
    """Append rejected rows as CSV: row, line, reason and the record as written."""
    rows = [(str(r.row), "" if r.line is None else str(r.line), r.reason, r.record) for r in rejects]
    file.write(write_records(rows).encode("utf-8"))


@contextmanager
def open_partial(path: Path) -> Iterator[BinaryIO]:
    """A file that takes the name `path` only when the block ends well; until then, and if killed, it is `path`.partial."""
    partial = path.with_name(f"{path.name}.partial")
    try:
        with partial.open("wb") as file:
            yield file
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
