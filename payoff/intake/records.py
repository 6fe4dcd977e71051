"""The records of a block of CSV text: where each begins, on which line, and its text as written."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Positions = npt.NDArray[np.int64]
Fields = list[str] | None
"""A record's fields; None where it cannot be split (a quotation mark that never closes, a stray carriage return)."""

PIECE = 256 << 10
"""Bytes looked at together when counting."""

LONGEST_FIELD = csv.field_size_limit()
"""Characters of one field; the standard library's own limit, which also ends a quotation that never closes."""


@dataclass(frozen=True)
class Records:
    """`data` (UTF-8) holds a record at each of `start` (n,) up to the next; `line` (n,) counts lines from 0."""

    data: bytes
    start: Positions
    line: Positions

    def __len__(self) -> int:
        return len(self.start)

    def text(self, row: int) -> str:
        """Record `row` as written, without its line end."""
        end = self.start[row + 1] if row + 1 < len(self) else len(self.data)
        return self.data[self.start[row] : end].decode("utf-8").rstrip("\r\n")

    def texts(self) -> pa.StringArray:
        """Every record as written, without line ends (n,)."""
        offsets = np.append(self.start, len(self.data)).astype(np.int32)
        whole = pa.StringArray.from_buffers(len(self), pa.py_buffer(offsets), pa.py_buffer(self.data))
        return pc.ascii_rtrim(whole, characters="\r\n")


def count_byte(data: bytes | npt.NDArray[np.uint8], byte: bytes) -> int:
    """How often `byte` occurs in `data`: four times as fast as bytes.count where it is frequent, and without holding the interpreter."""
    codes, sought = np.frombuffer(data, dtype=np.uint8), ord(byte)
    # Piece by piece, so that the comparison's result stays in the cache.
    return sum(int(np.count_nonzero(codes[start : start + PIECE] == sought)) for start in range(0, len(codes), PIECE))


def count_lines(data: bytes | npt.NDArray[np.uint8]) -> int:
    """Lines of `data`, the last one with or without its line break."""
    return count_byte(data, b"\n") + (bytes(data[-1:]) != b"\n")


def line_records(data: bytes) -> Records:
    """The records of `data` where each stands on a line of its own; blank lines are none."""
    codes = np.frombuffer(data, dtype=np.uint8)
    start = np.concatenate([[0], np.flatnonzero(codes == ord("\n")) + 1])
    start = start[: np.searchsorted(start, len(data))]
    line = np.arange(len(start))
    first = codes[start]
    blank = (first == ord("\n")) | (first == ord("\r"))
    return Records(data, start[~blank], line[~blank]) if blank.any() else Records(data, start, line)


def split_records(data: bytes, separator: str) -> tuple[Records, list[Fields]]:
    """The records of `data` (UTF-8) with their fields, found field by field; slow, and right for any quoting."""
    lines = [line + b"\n" for line in data.removesuffix(b"\n").split(b"\n")]
    offsets = np.concatenate([[0], np.cumsum([len(line) for line in lines], dtype=np.int64)])
    found = list(each_record((line.decode("utf-8") for line in lines), separator))
    line = np.array([at for at, _ in found], dtype=np.int64)
    return Records(data, offsets[line], line), [fields for _, fields in found]


def each_record(lines: Iterable[str], separator: str) -> Iterator[tuple[int, Fields]]:
    """Each record's first line (from 0) and its fields; blank lines are none."""
    reader = csv.reader(lines, delimiter=separator)
    while True:
        line = reader.line_num
        try:
            fields: Fields = next(reader)
        except StopIteration:
            return
        except csv.Error:
            fields = None
        if fields != []:
            yield line, fields
