"""Parquet rows meet the same contract as a CSV's, whatever types they come in."""

from __future__ import annotations

import datetime
import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from payoff.intake.problems import IntakeError

COLUMNS = {"loan_id": ["a", "b"], "amount": [1000, 2000], "months": [12, 24], "age": [30.5, None], "housing": ["own", "tent"]}


def parquet_of(columns: dict, **options: object) -> bytes:
    file = io.BytesIO()
    pq.write_table(pa.table(columns), file, **options)
    return file.getvalue()


def test_a_parquet_file_reads_like_the_csv_of_it(read):
    text = b"loan_id,amount,months,age,housing\na,1000,12,30.5,own\nb,2000,24,,tent\n"
    assert read(parquet_of(COLUMNS)).table.to_pylist() == read(text).table.to_pylist()


@pytest.mark.parametrize("kind", [pa.int8(), pa.uint64(), pa.float32(), pa.decimal128(21, 2), pa.string(), pa.large_string()])
def test_numbers_come_in_any_type(read, kind):
    columns = COLUMNS | {"months": pa.array([12, 24], pa.int64()).cast(kind)}
    assert read(parquet_of(columns)).table.column("months").to_pylist() == [12, 24]


@pytest.mark.parametrize("kind", [pa.large_string(), pa.string_view(), pa.dictionary(pa.int8(), pa.string())])
def test_categories_come_in_any_type_of_text(read, kind):
    columns = COLUMNS | {"housing": pa.array(["own", "rent"], pa.string()).cast(kind)}
    table = read(parquet_of(columns)).table
    assert table.schema.field("housing").type == pa.dictionary(pa.int32(), pa.string())
    assert table.column("housing").to_pylist() == ["own", "rent"]


def test_rows_that_cannot_be_scored_are_rejected_without_a_line(read):
    columns = COLUMNS | {"amount": ["many", "2000"], "age": [float("nan"), float("inf")]}
    reading = read(parquet_of(columns), "loans.parquet")
    assert [(r.row, r.line) for r in reading.rejects] == [(1, None), (2, None)]
    assert reading.rejects[0].record == "a,many,12,nan,own"
    assert {p.kind for p in reading.problems} == {"text_in_number", "not_finite", "unseen_category"}


def test_columns_nobody_asked_for_keep_their_type(read):
    extra = {"tags": [["x"], []], "day": [datetime.date(2024, 1, 2)] * 2}
    table = read(parquet_of(COLUMNS | extra)).table
    assert table.column("tags").to_pylist() == [["x"], []]
    assert pa.types.is_date32(table.schema.field("day").type)


@pytest.mark.parametrize("values", [[["own"], ["rent"]], [{"a": 1}, {"a": 2}], [b"own", b"rent"]])
@pytest.mark.parametrize("column", ["housing", "amount"])
def test_a_needed_column_of_a_nested_type_is_refused(read, column, values):
    with pytest.raises(IntakeError) as caught:
        read(parquet_of(COLUMNS | {column: values}))
    assert (caught.value.problems[0].kind, caught.value.problems[0].column) == ("wrong_type", column)


def test_a_parquet_without_rows_is_refused(read):
    empty = {name: values[:0] for name, values in COLUMNS.items()}
    with pytest.raises(IntakeError, match="no rows"):
        read(parquet_of(empty))


def test_row_groups_and_batches_do_not_show(read):
    many = {name: values * 40_000 for name, values in COLUMNS.items()}
    reading = read(parquet_of(many | {"amount": [0, *[5] * 79_998, 0]}, row_group_size=33_000))
    assert [r.row for r in reading.rejects] == [1, 80_000]
    assert reading.problem("unseen_category").count == 39_999 + 1
