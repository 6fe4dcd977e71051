"""Tables become features: a slow row-by-row reference and a few tables small enough to check by eye."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.domains.encoding import TILE, EncodingError, encode_table, encode_tiles
from payoff.domains.manifest import Input

AGE = Input("age", "number")
HOUSING = Input("housing", "category", categories=("free", "rent", "own"))


def encode_slowly(rows: list[dict], fields: list[Input]) -> np.ndarray:
    def cell(row: dict, field: Input) -> float:
        value = row[field.name]
        if field.kind == "number":
            return np.nan if value is None else value
        return float(field.categories.index(value)) if value in field.categories else np.nan

    return np.array([[cell(row, f) for f in fields] for row in rows], dtype=np.float32).reshape(len(rows), len(fields))


def test_numbers_stay_and_categories_become_positions():
    table = pa.table({"housing": ["own", "free", None, "tent"], "age": [30, None, 41, 18], "loan_id": ["a", "b", "c", "d"]})
    features = encode_table(table, [AGE, HOUSING])
    np.testing.assert_array_equal(features, np.array([[30, 2], [np.nan, 0], [41, np.nan], [18, np.nan]], dtype=np.float32))
    assert features.dtype == np.float32
    assert features.flags.c_contiguous


@pytest.mark.parametrize("index", [pa.int8(), pa.uint8(), pa.int32()])
@pytest.mark.parametrize("text", [pa.string(), pa.large_string()])
def test_dictionaries_of_any_width_read_like_plain_text(index, text):
    plain = pa.array(["rent", None, "own", "tent", "rent"], type=text)
    coded = pa.DictionaryArray.from_arrays(pa.array([1, None, 0, 2, 1], type=index), pa.array(["own", "rent", "tent"], type=text))
    np.testing.assert_array_equal(
        encode_table(pa.table({"housing": coded}), [HOUSING]),
        encode_table(pa.table({"housing": plain}), [HOUSING]),
    )


def test_chunks_with_different_dictionaries_and_slices_agree():
    first = pa.array(["own", "rent"]).dictionary_encode()
    second = pa.array(["rent", "free", "own"]).dictionary_encode().slice(1)
    table = pa.table({"housing": pa.chunked_array([first, second])})
    np.testing.assert_array_equal(encode_table(table, [HOUSING])[:, 0], [2, 1, 0, 2])


def test_a_record_batch_and_an_all_null_column_are_read():
    batch = pa.record_batch({"age": pa.nulls(2), "housing": pa.nulls(2)})
    assert np.isnan(encode_table(batch, [AGE, HOUSING])).all()


def test_an_absent_column_is_named():
    with pytest.raises(EncodingError, match="'age'"):
        encode_table(pa.table({"housing": ["own"]}), [AGE])


@pytest.mark.parametrize(("field", "values"), [(AGE, ["thirty"]), (HOUSING, [3])])
def test_a_column_of_the_wrong_type_is_named(field, values):
    with pytest.raises(EncodingError, match=field.name):
        encode_table(pa.table({field.name: values}), [field])


ROW = st.fixed_dictionaries(
    {
        "age": st.none() | st.floats(width=32, allow_nan=False),
        "housing": st.none() | st.sampled_from(["free", "rent", "own", "tent", "", "Own"]),
    }
)


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(ROW, max_size=30), chunk=st.integers(1, 7), coded=st.booleans())
def test_the_encoder_agrees_with_the_slow_reference(rows, chunk, coded):
    schema = pa.schema({"age": pa.float64(), "housing": pa.string()})
    pieces = [pa.Table.from_pylist(rows[i : i + chunk], schema=schema) for i in range(0, len(rows), chunk)]
    table = pa.concat_tables(pieces) if pieces else schema.empty_table()
    if coded:
        table = table.set_column(1, "housing", table["housing"].dictionary_encode())
    np.testing.assert_array_equal(encode_table(table, [AGE, HOUSING]), encode_slowly(rows, [AGE, HOUSING]))


def test_true_and_false_are_read_in_any_spelling_and_other_words_are_not():
    flag = Input("flag", "category", categories=("False", "True"))
    for written in (["True", " false "], ["TRUE", "False"], ["true", "false"]):
        np.testing.assert_array_equal(encode_table(pa.table({"flag": written}), [flag])[:, 0], [1, 0])
    np.testing.assert_array_equal(encode_table(pa.table({"housing": ["Own", "own "]}), [HOUSING])[:, 0], [np.nan, 2])


def test_tiles_are_the_table_a_part_at_a_time():
    rows = 2 * TILE + 3
    table = pa.table({"age": np.arange(rows) / 7, "housing": np.array(["free", "own", "castle"])[np.arange(rows) % 3]})
    tiles = [tile.copy() for tile in encode_tiles(table, [AGE, HOUSING])]
    assert [len(tile) for tile in tiles] == [TILE, TILE, 3]
    np.testing.assert_array_equal(np.concatenate(tiles), encode_table(table, [AGE, HOUSING]))


def test_a_table_without_rows_has_no_tiles():
    assert list(encode_tiles(pa.table({"age": pa.array([], pa.float64())}), [AGE])) == []
