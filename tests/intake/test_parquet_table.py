"""Parquet of any origin as a table: types that are none of ours become numbers, days or text that loses nothing."""

from __future__ import annotations

import datetime as dt
import io
import uuid
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from payoff.intake.source import read_source
from payoff.intake.tidy import Tidy, read_tidy


def tidied(**columns: object) -> Tidy:
    file = io.BytesIO()
    pq.write_table(pa.table(columns), file)
    return read_tidy(read_source(file.getvalue(), "export.parquet"))


@pytest.mark.parametrize(
    "codes",
    [
        pa.array([2**53 + 1, 2**53 + 3], pa.int64()),
        pa.array([2**64 - 1, 2], pa.uint64()),
        pa.array([Decimal("-12345678901234567890"), None], pa.decimal128(38, 0)),
    ],
)
def test_whole_numbers_too_long_for_a_number_keep_every_digit(codes):
    read = tidied(code=codes, n=[1, 2])
    assert read.columns[0].kind == "text"
    assert read.table.column("code").to_pylist() == [None if code is None else str(code) for code in codes.to_pylist()]


@pytest.mark.parametrize("kind", [pa.int64(), pa.uint8(), pa.decimal128(38, 0), pa.decimal128(21, 2), pa.decimal256(50, 3), pa.float32()])
def test_numbers_of_every_type_are_numbers(kind):
    read = tidied(n=pa.array([12, 24, None], pa.int64()).cast(kind))
    assert (read.columns[0].kind, read.table.column("n").to_pylist()) == ("number", [12, 24, None])


@pytest.mark.parametrize("kind", [pa.time32("s"), pa.time64("us"), pa.time64("ns")])
def test_hours_of_the_day_are_no_dates(kind):
    read = tidied(opened=pa.array([dt.time(8, 30), dt.time(9), dt.time(8, 30)], kind), n=[1, 2, 3])
    assert read.table.column("opened").to_pylist() == ["08:30:00", "09:00:00", "08:30:00"]
    assert read.columns[0].kind == "category"


def test_a_type_that_a_library_has_added_is_read_as_it_is_kept_or_left_out_with_a_word():
    identifiers = pa.array([uuid.UUID(int=at).bytes for at in range(2)], pa.uuid())
    read = tidied(key=identifiers, yes=pa.ExtensionArray.from_storage(pa.bool8(), pa.array([1, 0], pa.int8())), n=[1, 2])
    assert read.table.column_names == ["yes", "n"]
    assert [p.kind for p in read.problems] == ["nested_column"]


def test_words_that_a_file_lists_and_never_says_are_no_values():
    words = pa.DictionaryArray.from_arrays(pa.array([0, 1] * 10, pa.int8()), pa.array(["yes", "no", "perhaps"]))
    read = tidied(paid=words, n=list(range(20)))
    assert (read.columns[0].kind, read.columns[0].count) == ("yes_no", 20)
