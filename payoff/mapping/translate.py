"""A mapping applied: the contract in the file's terms, so that problems speak of its columns, and its rows in ours."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from payoff.intake.contract import Contract, Expected
from payoff.intake.typed import CATEGORY
from payoff.mapping.mapping import ColumnMapping, Match
from payoff.mapping.ranges import sort_into

DIGITS = 9
"""Decimals kept after a factor: 5.951 thousand is 5951, not 5950.999999999999."""


def their_contract(contract: Contract, mapping: ColumnMapping) -> Contract:
    """`contract` with the file's names, units and words; columns nobody mapped are not in it."""
    found = [_theirs(expected, match) for match in mapping.matches if (expected := contract.expect(match.column)) is not None]
    return Contract(tuple(found))


def translate_rows(rows: pa.RecordBatch, contract: Contract, mapping: ColumnMapping) -> pa.RecordBatch:
    """`rows` read against `their_contract`, mapped columns under our names and in our terms; the others as they are.

    A column that has one of our names and is mapped to none of ours is left out: it means something else.
    """
    match_of = {match.source: match for match in mapping.matches}
    columns, names = [], []
    for name, column in zip(rows.schema.names, rows.columns, strict=True):
        match = match_of.get(name)
        expected = contract.expect(name if match is None else match.column)
        if match is None and expected is not None:
            continue
        columns.append(column if match is None or expected is None else _translate(column, expected, match))
        names.append(name if match is None else match.column)
    return pa.RecordBatch.from_arrays(columns, names=names)


def _theirs(expected: Expected, match: Match) -> Expected:
    if match.ranges:
        return replace(expected, name=match.source, kind="number", unit="", vocabulary=())
    if expected.kind == "number" and match.factor != 1:
        seen = (_divided(expected.seen_low, match.factor), _divided(expected.seen_high, match.factor))
        low, high = _divided(expected.low, match.factor), _divided(expected.high, match.factor)
        return replace(expected, name=match.source, unit="", whole=False, low=low, high=high, seen_low=seen[0], seen_high=seen[1])
    if expected.vocabulary and match.words:
        own = (word for word in expected.vocabulary if word not in match.words)
        known = [word for word, category in match.words.items() if category in expected.vocabulary]
        return replace(expected, name=match.source, vocabulary=(*known, *own))
    return replace(expected, name=match.source)


def _divided(bound: float | None, factor: float) -> float | None:
    return None if bound is None else bound / factor


def _translate(column: pa.Array, expected: Expected, match: Match) -> pa.Array:
    if match.ranges:
        return sort_into(_multiplied(column, match.factor, whole=False), match.ranges)
    if expected.kind == "number" and match.factor != 1:
        return _multiplied(column, match.factor, whole=expected.whole)
    return _recoded(column, match) if match.words and pa.types.is_dictionary(column.type) else column


def _multiplied(column: pa.Array, factor: float, *, whole: bool) -> pa.Array:
    values = np.round(column.to_numpy(zero_copy_only=False) * factor, 0 if whole else DIGITS)
    return pa.array(values, pa.float64(), from_pandas=True)


def _recoded(column: pa.DictionaryArray, match: Match) -> pa.DictionaryArray:
    words = [None if word is None else match.words.get(word.strip(), word) for word in column.dictionary.to_pylist()]
    once = pa.array(words, pa.string()).dictionary_encode()
    return pa.DictionaryArray.from_arrays(pc.cast(once.indices.take(column.indices), pa.int32()), once.dictionary).cast(CATEGORY)
