"""The model's view of a table: numbers as they are, categories as their position in the vocabulary."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
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

TILE = 2048
"""Rows laid out at a time: few enough to stay in a core's cache while every column is written across them, and while a model reads them."""


class EncodingError(ValueError):
    """A table cannot be turned into the model's features; the message names the column."""


def encode_table(table: pa.Table | pa.RecordBatch, inputs: Sequence[Input]) -> Features:
    """The features of `table`: float32 (rows, features), C-contiguous, one column per input (per term of a text) in the given order.

    Numbers keep their value; a category becomes its position in `Input.categories`. Missing is NaN, and so is a
    category outside the vocabulary. A text is one feature per term: 1 where the term occurs, else 0. Work on text is
    per distinct value, not per row. EncodingError names a column that is absent or of a type that cannot be read.
    """
    features = np.empty((table.num_rows, count_features(inputs)), dtype=np.float32)
    lay_out = _prepare(table, inputs)
    for start in range(0, table.num_rows, TILE):
        lay_out(start, features[start : start + TILE])
    return features


def encode_tiles(table: pa.Table | pa.RecordBatch, inputs: Sequence[Input]) -> Iterator[Features]:
    """The same features, TILE rows at a time, each in the place of the one before: be done with one before asking for the next."""
    lay_out = _prepare(table, inputs)
    whole = np.empty((min(TILE, table.num_rows), count_features(inputs)), dtype=np.float32)
    for start in range(0, table.num_rows, TILE):
        tile = whole[: table.num_rows - start]
        lay_out(start, tile)
        yield tile


def _prepare(table: pa.Table | pa.RecordBatch, inputs: Sequence[Input]) -> Callable[[int, Features], None]:
    """What writes the features of the rows from a start on into an array of its own."""
    columns: dict[int, npt.NDArray] = {}
    texts: list[tuple[int, Input, pa.Array]] = []
    for place, item in zip(first_features(inputs), inputs, strict=True):
        if item.kind == "text":
            texts.append((place, item, _whole(table, item.column)))
        elif item.part:
            columns[place] = read_part(item, _dates(table, item.column), _since(table, item))
        else:
            columns[place] = _join([_encode(chunk, item) for chunk in _chunks(table, item.name)])

    def lay_out(start: int, tile: Features) -> None:
        for position, column in columns.items():
            tile[:, position] = column[start : start + len(tile)]
        for position, item, text in texts:
            mark_terms(text.slice(start, len(tile)), item.terms, out=tile[:, position : position + item.width])

    return lay_out


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
    codes = pa.array(_places(array.dictionary, item.categories), pa.float32())
    return codes.take(array.indices).to_numpy(zero_copy_only=False)


def all_known(words: pa.Array, categories: tuple[str, ...]) -> bool:
    """Whether each of `words` (n,) is one of `categories` as it stands; a column's words nearly always are."""
    return len(words) <= len(categories) and _positions(categories).keys() >= set(words.to_pylist())


def _places(words: pa.Array, categories: tuple[str, ...]) -> list[float]:
    """The position of each of `words` (n,) in `categories`, NaN where it is none of them."""
    if all_known(words, categories):
        positions = _positions(categories)
        return [positions[word] for word in words.to_pylist()]
    found = pc.index_in(plain_words(words, categories), value_set=pa.array(categories, type=words.type))
    return [np.nan if place is None else place for place in found.to_pylist()]


@lru_cache(maxsize=1024)
def _positions(categories: tuple[str, ...]) -> dict[str, float]:
    return {category: float(place) for place, category in enumerate(categories)}


def plain_words(words: pa.Array, categories: Sequence[str]) -> pa.Array:
    """Words (n,) trimmed, and true and false spelled as in `categories`: a file of text and one of flags write them differently."""
    words = pc.utf8_trim_whitespace(words)
    spelled = {category.lower(): category for category in categories}
    if len(categories) != len(TRUTH) or spelled.keys() != TRUTH:
        return words
    for plain, category in spelled.items():
        words = pc.if_else(pc.equal(pc.utf8_lower(words), plain), pa.scalar(category, words.type), words)
    return words


def _is_numeric(kind: pa.DataType) -> bool:
    return pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind) or pa.types.is_boolean(kind)


def _is_text(kind: pa.DataType) -> bool:
    return pa.types.is_string(kind) or pa.types.is_large_string(kind)
