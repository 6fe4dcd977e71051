"""Text columns looked at as the bytes they are: in a fraction of the time that a pattern takes cell by cell."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

MANY = 20_000
"""Texts from which it pays to avoid what is done to each of them."""

TILE = 1 << 18
"""Bytes looked at in one go, so that what a comparison makes stays in the cache."""

SELDOM = 0.5
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


def first_two(text: pa.StringArray) -> npt.NDArray[np.uint16]:
    """The first two bytes of each of `text` (n,) as one number, the first one high; 0 where it is shorter or null."""
    data, offsets = text_bytes(text), _offsets(text)
    if not len(data):
        return np.zeros(len(text), dtype=np.uint16)
    at = offsets[:-1] - offsets[0]
    # Past the end stands a cell that is empty; what is read there is not used.
    pairs = data.take(at, mode="clip").astype(np.uint16) << 8 | data.take(at + 1, mode="clip")
    return np.where(np.diff(offsets) > 1, pairs, 0).astype(np.uint16)


def last_byte(text: pa.StringArray) -> npt.NDArray[np.uint8]:
    """The last byte of each of `text` (n,); 0 where it is empty or null."""
    data, offsets = text_bytes(text), _offsets(text)
    if not len(data):
        return np.zeros(len(text), dtype=np.uint8)
    return np.where(np.diff(offsets) > 0, data.take(offsets[1:] - offsets[0] - 1, mode="clip"), 0).astype(np.uint8)


def count_different(text: pa.StringArray) -> int:
    """How many different texts stand in `text` (n,), nulls aside; many are told apart by hashes of 64 bits."""
    if len(text) < MANY:
        return len(pc.unique(text.drop_null()))
    # Sorting numbers takes a third of the time that a table of them takes.
    hashes = np.sort(pl.Series(text.drop_null() if text.null_count else text).hash().to_numpy())
    return int(np.count_nonzero(hashes[1:] != hashes[:-1])) + bool(len(hashes))


def code_words(text: pa.StringArray) -> pa.DictionaryArray:
    """`text` (n,) by its words; where they seldom repeat, each cell is a word of its own."""
    if len(text) < MANY or pl.Series(text).to_frame().select(pl.all().approx_n_unique()).item() < SELDOM * len(text):
        return text.dictionary_encode()
    if not text.null_count:
        return pa.DictionaryArray.from_arrays(np.arange(len(text), dtype=np.int32), text, safe=False)
    there = text.is_valid().to_numpy(zero_copy_only=False)
    places = np.cumsum(there, dtype=np.int32) - 1
    return pa.DictionaryArray.from_arrays(pa.array(places, mask=~there), text.drop_null())
