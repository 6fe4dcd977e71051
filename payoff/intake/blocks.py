"""A CSV cut into blocks of whole records, so that each can be read by itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from payoff.core.message import say
from payoff.intake.problems import IntakeError, refuse
from payoff.intake.records import count_byte, each_record
from payoff.intake.text import Readable

BLOCK = 8 << 20
"""Bytes read at a time: larger blocks save little more, and several are in memory at once."""

SHARE = 4
LEAST = 1 << 20
"""Towards the end blocks shrink to a SHARE of what is left, not below LEAST, so that no core waits long for another's last one."""

LONGEST_RECORD = 16 << 20
"""Bytes of a single record; a longer one is not a table's row."""


class Block(NamedTuple):
    """Whole records as they stand in the file, and whether a quotation mark may be among them."""

    data: bytes
    quoted: bool


def cut_blocks(stream: Readable, separator: str, *, skip: int = 0, size: int | None = None) -> Iterator[Block]:
    """Blocks of about BLOCK bytes after the first `skip`, each ending where a record ends; IntakeError for a line without end.

    `size` is about how many bytes `stream` holds, where that is known.
    """
    rest = _after(stream, skip)
    quoted = b'"' in rest
    left = None if size is None else size - skip
    while piece := stream.read(BLOCK if left is None else min(max(left // SHARE, LEAST), BLOCK)):
        left = None if left is None else left - len(piece)
        marks = b'"' in piece
        quoted = quoted or marks
        cut = _record_end(piece, rest.count(b'"') % 2) if quoted else piece.rfind(b"\n") + 1
        if cut:
            # One copy of the bytes, not two: a block is most of what was just read.
            yield Block(b"".join((rest, memoryview(piece)[:cut])), quoted)
            rest, quoted = piece[cut:], marks
            continue
        rest += piece
        if len(rest) > LONGEST_RECORD:
            # All of it seems to stand inside quotes: a stray mark. Splitting field by field tells which marks count.
            yield from _cut_by_field(_lines(rest, stream), separator)
            return
    if rest:
        yield Block(rest, quoted)


def _after(stream: Readable, skip: int) -> bytes:
    rest = b""
    while len(rest) < skip and (piece := stream.read(skip - len(rest))):
        rest += piece
    return rest[skip:]


def _record_end(data: bytes, odd: int) -> int:
    # A line break with an even number of quotation marks before it lies outside quotes; `odd` counts those before `data`.
    cut = data.rfind(b"\n") + 1
    odd = (odd + count_byte(data, b'"') - data.count(b'"', cut)) % 2
    while cut and odd:
        earlier = data.rfind(b"\n", 0, cut - 1) + 1
        odd = (odd + data.count(b'"', earlier, cut)) % 2
        cut = earlier
    return cut


def _cut_by_field(lines: Iterator[bytes], separator: str) -> Iterator[Block]:
    taken: list[bytes] = []
    size = 0

    def feed() -> Iterator[str]:
        nonlocal size
        for line in lines:
            taken.append(line)
            size += len(line)
            # Bytes one to one: only separators, quotes and line breaks matter here.
            yield line.decode("latin-1")

    for _ in each_record(feed(), separator):
        if size >= BLOCK:
            yield Block(b"".join(taken), quoted=True)
            taken.clear()
            size = 0
    if taken:
        yield Block(b"".join(taken), quoted=True)


def _lines(rest: bytes, stream: Readable) -> Iterator[bytes]:
    while True:
        *lines, rest = rest.split(b"\n")
        yield from (line + b"\n" for line in lines)
        if len(rest) > LONGEST_RECORD:
            raise _endless()
        piece = stream.read(BLOCK)
        if not piece:
            break
        rest += piece
    if rest:
        yield rest


def _endless() -> IntakeError:
    return refuse(
        "endless_line",
        say("The file holds a line longer than {most} MB.", most=LONGEST_RECORD >> 20),
        say("Put each row on a line of its own."),
    )
