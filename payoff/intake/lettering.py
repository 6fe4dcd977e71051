"""Text columns looked at as the bytes they are: in a fraction of the time that a pattern takes cell by cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

MANY = 20_000
"""Texts from which it pays to avoid what is done to each of them."""

TILE = 1 << 18
"""Bytes looked at in one go, so that what a comparison makes stays in the cache."""

ROWS = 1 << 16
"""Texts looked at in one go, for the same reason."""

Table = npt.NDArray[np.bool_]

SELDOM = 0.2
"""Share of different texts from which a column is not coded by its words."""


def text_bytes(text: pa.StringArray) -> npt.NDArray[np.uint8]:
    """The bytes of all of `text` (n,), one cell after the other."""
    data = text.buffers()[2]
    if data is None or not len(text):
        return np.empty(0, dtype=np.uint8)
    offsets = _offsets(text)
    return np.frombuffer(data, dtype=np.uint8)[offsets[0] : offsets[-1]]


def _offsets(text: pa.StringArray) -> npt.NDArray[np.int32]:
    """Where each of `text` (n,) begins in the memory of them all, and where the last one ends: (n+1,)."""
    return np.frombuffer(text.buffers()[1], dtype=np.int32)[text.offset : text.offset + len(text) + 1]


def is_plain(data: bytes | npt.NDArray[np.uint8]) -> bool:
    """Whether `data` is ASCII throughout; in less than half the time of `bytes.isascii`."""
    return bool(np.frombuffer(data, dtype=np.uint8).max(initial=0) < 128)


def holds_any(text: pa.StringArray, characters: bytes) -> bool:
    """Whether one of the ASCII `characters` stands anywhere in `text` (n,)."""
    data = text_bytes(text)
    tiles = (data[at : at + TILE] for at in range(0, len(data), TILE))
    return any(bool((tile == character).any()) for tile in tiles for character in characters)


def is_ascii(text: pa.StringArray) -> bool:
    """Whether `text` (n,) is plain ASCII throughout."""
    return is_plain(text_bytes(text))


def screen(text: pa.StringArray, beginnings: Table, endings: Table | None = None) -> npt.NDArray[np.int64]:
    """Places in `text` (n,), ascending, whose first two bytes are in `beginnings` (65536,) or whose last one is in `endings` (256,).

    What has fewer than two bytes, nulls too, begins with the pair 0.
    """
    data, offsets = text_bytes(text), _offsets(text)
    found = [np.empty(0, dtype=np.int64)]
    for start in range(0, len(text), ROWS):
        ends = offsets[start : start + ROWS + 1] - offsets[0]
        at, sizes = ends[:-1], np.diff(ends)
        if not len(data):
            said = np.full(len(at), beginnings[0])
        else:
            # Past the end stands a cell that is empty; what is read there is not used.
            pairs = data.take(at, mode="clip").astype(np.uint16) << 8 | data.take(at + 1, mode="clip")
            said = beginnings[np.where(sizes > 1, pairs, 0)]
            if endings is not None:
                said |= endings[data.take(ends[1:] - 1, mode="clip")] & (sizes > 0)
        found.append(np.flatnonzero(said) + start)
    return np.concatenate(found)


def begin_with(words: Iterable[str]) -> Table:
    """Which pairs of first bytes (65536,) any of `words` may have in any case; of a word of one byte, the pair 0."""
    cases = (str.lower, str.upper, str.capitalize, lambda word: word.capitalize().swapcase())
    spelled = {case(word) for word in words if word for case in cases}
    found = np.zeros(1 << 16, dtype=bool)
    found[[code[0] << 8 | code[1] if len(code) > 1 else 0 for code in (said.encode() for said in spelled)]] = True
    return found


def _blank() -> tuple[Table, Table]:
    blanks = [chr(code).encode() for code in range(1 << 16) if chr(code).isspace()]
    beginnings, endings = np.zeros(1 << 16, dtype=bool), np.zeros(1 << 8, dtype=bool)
    for code in blanks:
        beginnings[[code[0] << 8 | after for after in (range(256) if len(code) == 1 else [code[1]])]] = True
        endings[code[-1]] = True
    beginnings[0] = True
    return beginnings, endings


BLANK, BLANK_LAST = _blank()
"""How a text begins, and how it ends, that may have space around it."""


def trim(text: pa.StringArray) -> pa.StringArray:
    """`text` (n,) without space around it; without a copy of many that have none."""
    if len(text) >= MANY:
        some = text.take(screen(text, BLANK, BLANK_LAST))
        if pc.all(pc.equal(some, pc.utf8_trim_whitespace(some))).as_py() is not False:
            return text
    return pc.utf8_trim_whitespace(text)


@dataclass(frozen=True, eq=False)
class Coded:
    """A column of text by its words."""

    array: pa.DictionaryArray
    """The cells (n,); where words seldom repeat, each cell is a word of its own."""
    counts: npt.NDArray[np.int64]
    """How often each word stands."""
    different: int | None = None
    """Different words, where some may stand more than once."""


def spread(places: npt.NDArray[np.int64], most: int) -> npt.NDArray[np.int64]:
    """At most `most` of `places` (n,), ascending, from all over them: what begins with gaps or is sorted shows itself only so."""
    return places if len(places) <= most else places[np.linspace(0, len(places) - 1, most).astype(np.int64)]


def count_different(text: pa.StringArray) -> int:
    """How many different texts stand in `text` (n,), nulls aside; many are told apart by hashes of 64 bits."""
    if len(text) < MANY:
        return len(pc.unique(text.drop_null()))
    # Sorting numbers takes a third of the time that a table of them takes.
    hashes = np.sort(pl.Series(text.drop_null() if text.null_count else text).hash().to_numpy())
    return int(np.count_nonzero(hashes[1:] != hashes[:-1])) + bool(len(hashes))


def code_words(text: pa.StringArray) -> Coded:
    """`text` (n,) by its words; where they seldom repeat, each cell is a word of its own."""
    different = count_different(text) if len(text) >= MANY else 0
    if different < SELDOM * len(text) or not len(text):
        coded = text.dictionary_encode()
        return Coded(coded, count_codes(coded.indices.drop_null().to_numpy(), len(coded.dictionary)))
    return own_words(text, different)


def own_words(text: pa.StringArray, different: int | None = None) -> Coded:
    """`text` (n,) with a word of its own in each cell, of which `different` are different."""
    words = text.drop_null() if text.null_count else text
    once = np.ones(len(words), dtype=np.int64)
    if not text.null_count:
        return Coded(pa.DictionaryArray.from_arrays(np.arange(len(text), dtype=np.int32), text, safe=False), once, different)
    there = text.is_valid().to_numpy(zero_copy_only=False)
    places = np.cumsum(there, dtype=np.int32) - 1
    return Coded(pa.DictionaryArray.from_arrays(pa.array(places, mask=~there), words), once, different)


def word_places(coded: pa.DictionaryArray) -> npt.NDArray[np.int64]:
    """Where the word of each cell stands in the dictionary of `coded` (n,); behind its last word where the cell is null."""
    # The codes may be too narrow to count one more.
    return pc.fill_null(pc.cast(coded.indices, pa.int64()), len(coded.dictionary)).to_numpy()


FEW_WORDS = 16
"""Words up to which comparing bytes with each is faster than bincount, which also keeps other threads waiting."""


def count_codes(codes: npt.NDArray[np.integer], words: int) -> npt.NDArray[np.int64]:
    """How often each of `words` codes stands in `codes` (n,)."""
    if words > FEW_WORDS:
        return np.bincount(codes, minlength=words).astype(np.int64)
    narrow = codes.astype(np.uint8, copy=False)
    return np.array([np.count_nonzero(narrow == code) for code in range(words)], dtype=np.int64)
