"""The model's view of a table: numbers as they are, categories as their position in the vocabulary."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from payoff.core.message import say
from payoff.domains.manifest import Input, count_features, first_features, is_day
from payoff.domains.moments import Moments, read_part
from payoff.domains.terms import mark_terms

Features = npt.NDArray[np.float32]


TRUTH = frozenset({"true", "false"})

TILE = 4096
"""Rows laid out at a time."""


class EncodingError(ValueError):
    """A table cannot be turned into the model's features; the message names the column."""


def encode_table(table: pa.Table | pa.RecordBatch, inputs: Sequence[Input]) -> Features:
    """The features of `table`: float32 (rows, features), C-contiguous, one column per input (per term of a text) in the given order.

    Numbers keep their value; a category becomes its position in `Input.categories`. Missing is NaN, and so is a
    category outside the vocabulary. A text is one feature per term: 1 where the term occurs, else 0. Work on text is
    per distinct value, not per row. EncodingError names a column that is absent or of a type that cannot be read.
    """
    features = np.empty((table.num_rows, count_features(inputs)), dtype=np.float32)
    columns = {}
    for place, item in zip(first_features(inputs), inputs, strict=True):
        if item.kind == "text":
            mark_terms(_whole(table, item.column), item.terms, out=features[:, place : place + item.width])
        elif item.part:
            columns[place] = read_part(item, _dates(table, item.column), _since(table, item))
        else:
            columns[place] = _join([_encode(chunk, item) for chunk in _chunks(table, item.name)])
    for start in range(0, table.num_rows, TILE):
        # A tile of rows stays in the cache while every column is written across it.
        tile = features[start : start + TILE]
        for position, column in columns.items():
            tile[:, position] = column[start : start + TILE]
    return features


def _whole(table: pa.Table | pa.RecordBatch, name: str) -> pa.Array:
    chunks = _chunks(table, name)
    return chunks[0] if len(chunks) == 1 else pa.chunked_array(chunks, type=table.schema.field(name).type).combine_chunks()


def _dates(table: pa.Table | pa.RecordBatch, name: str) -> Moments:
    array = _whole(table, name)
    if not (pa.types.is_temporal(array.type) or pa.types.is_null(array.type)):
        raise EncodingError(say("The model needs dates in {name!r}; the table holds {type}.", name=name, type=array.type))
    return pc.cast(array, pa.timestamp("us")).to_numpy(zero_copy_only=False).astype("datetime64[us]")


def _since(table: pa.Table | pa.RecordBatch, item: Input) -> Moments | None:
    if item.part != "age":
        return None
    return np.full(table.num_rows, np.datetime64(item.since, "us")) if is_day(item.since) else _dates(table, item.since)


def _chunks(table: pa.Table | pa.RecordBatch, name: str) -> list[pa.Array]:
    if name not in table.schema.names:
        raise EncodingError(say("The model needs the column {name!r}, which the table lacks.", name=name))
    column = table.column(name)
    return column.chunks if isinstance(column, pa.ChunkedArray) else [column]


def _join(parts: list[Features]) -> Features:
    return parts[0] if len(parts) == 1 else np.concatenate([np.empty(0, np.float32), *parts])


def _encode(array: pa.Array, item: Input) -> Features:
    if pa.types.is_null(array.type):
        return np.full(len(array), np.nan, dtype=np.float32)
    return _codes(array, item) if item.kind == "category" else _numbers(array, item)


def _numbers(array: pa.Array, item: Input) -> Features:
    if not _is_numeric(array.type):
        raise EncodingError(say("The model needs numbers in {name!r}; the table holds {type}.", name=item.name, type=array.type))
    return pc.cast(array, pa.float32(), safe=False).to_numpy(zero_copy_only=False)


def _codes(array: pa.Array, item: Input) -> Features:
    if not pa.types.is_dictionary(array.type):
        array = array.dictionary_encode()
    if not _is_text(array.type.value_type):
        raise EncodingError(say("The model needs text in {name!r}; the table holds {value_type}.", name=item.name, value_type=array.type.value_type))
    words = plain_words(array.dictionary, item.categories)
    known = pc.index_in(words, value_set=_vocabulary(item.categories, array.type.value_type))
    # One more entry than the dictionary has, so that a missing index (-1) finds NaN there.
    lookup = np.full(len(known) + 1, np.nan, dtype=np.float32)
    lookup[:-1] = known.to_numpy(zero_copy_only=False)
    indices = pc.cast(array.indices, pa.int64()).fill_null(-1) if array.null_count else array.indices
    return lookup.take(indices.to_numpy())


def plain_words(words: pa.Array, categories: Sequence[str]) -> pa.Array:
    """Words (n,) trimmed, and true and false spelled as in `categories`: a file of text and one of flags write them differently."""
    words = pc.utf8_trim_whitespace(words)
    spelled = {category.lower(): category for category in categories}
    if len(categories) != len(TRUTH) or spelled.keys() != TRUTH:
        return words
    for plain, category in spelled.items():
        words = pc.if_else(pc.equal(pc.utf8_lower(words), plain), pa.scalar(category, words.type), words)
    return words


@lru_cache(maxsize=1024)
def _vocabulary(categories: tuple[str, ...], kind: pa.DataType) -> pa.Array:
    return pa.array(categories, type=kind)


def _is_numeric(kind: pa.DataType) -> bool:
    return pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind) or pa.types.is_boolean(kind)


def _is_text(kind: pa.DataType) -> bool:
    return pa.types.is_string(kind) or pa.types.is_large_string(kind)
