"""Blocks end where records end, whatever stands in quotes."""

from __future__ import annotations

import io

from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.intake import blocks
from payoff.intake.blocks import cut_blocks
from payoff.intake.records import split_records


def cut(data: bytes, size: int) -> list[bytes]:
    return [block.data for block in cut_blocks(SmallReads(data, size), ",")]


class SmallReads:
    """A stream that hands over at most `size` bytes at a time, as a pipe does."""

    def __init__(self, data: bytes, size: int) -> None:
        self._file, self._size = io.BytesIO(data), size

    def read(self, size: int = -1, /) -> bytes:
        return self._file.read(self._size if size < 0 else min(size, self._size))


def test_a_block_ends_at_a_line_break():
    assert cut(b"ab,c\nd,e\nf", 6) == [b"ab,c\n", b"d,e\n", b"f"]


def test_a_line_break_in_quotes_does_not_end_a_record():
    assert cut(b'a,"b\nc"\nd,e\n', 5) == [b'a,"b\nc"\n', b"d,e\n"]


def test_the_header_is_skipped_even_when_it_comes_in_pieces():
    found = cut_blocks(SmallReads(b"h,i\n1,2\n3,4\n", 3), ",", skip=4)
    assert [block.data for block in found] == [b"1,2\n", b"3,4\n"]


def test_a_stray_mark_is_followed_field_by_field(monkeypatch):
    monkeypatch.setattr(blocks, "LONGEST_RECORD", 40)
    monkeypatch.setattr(blocks, "BLOCK", 16)
    data = b'5" pipe,x\n' + b"a,b\n" * 50
    pieces = cut(data, 16)
    assert b"".join(pieces) == data
    assert max(map(len, pieces)) < 40


FIELD = st.text(st.sampled_from('ab",\n'), max_size=5).map(lambda text: '"' + text.replace('"', '""') + '"')


@settings(max_examples=100, deadline=None)
@given(rows=st.lists(st.lists(FIELD, min_size=1, max_size=3).map(",".join), min_size=1, max_size=15), size=st.integers(1, 40))
def test_cutting_loses_nothing_and_splits_no_record(rows, size):
    data = "".join(f"{row}\n" for row in rows).encode()
    blocks = list(cut_blocks(SmallReads(data, size), ","))
    assert all(block.quoted for block in blocks if b'"' in block.data)
    pieces = [block.data for block in blocks]
    assert b"".join(pieces) == data
    whole, _ = split_records(data, ",")
    parts = [split_records(piece, ",")[0] for piece in pieces]
    assert [part.text(i) for part in parts for i in range(len(part))] == [whole.text(i) for i in range(len(whole))] == rows
