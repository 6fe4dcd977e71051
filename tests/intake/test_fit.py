"""What sends a file from the streaming readers to the general one: numbers that mean "not known"."""

from __future__ import annotations

import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from payoff.intake.decisions import ReadOptions
from payoff.intake.reader import open_any
from payoff.intake.source import read_source
from payoff.intake.tidy_reader import TidyReader
from tests.intake.conftest import CONTRACT

HEADER = "amount,months,age,housing\n"


def opened(content: bytes, name: str = "loans.csv"):
    return open_any(read_source(content, name), CONTRACT)


def loans(ages) -> bytes:
    return (HEADER + "".join(f"{100 + at},12,{age},own\n" for at, age in enumerate(ages))).encode()


@pytest.mark.parametrize("code", [-1, 999])
def test_a_code_beyond_what_a_column_can_hold_is_missing_and_no_reason_to_refuse_a_row(code):
    # The first rows hold nothing else, as those of customers never called before do: only the whole column tells.
    reader = opened(loans([code] * 400 + list(range(20, 60))))
    assert isinstance(reader, TidyReader)
    batch = reader.read(next(reader.pieces()))
    assert (len(batch.table), batch.rejects) == (440, ())
    assert batch.table.column("age").null_count == 400


def test_a_code_within_its_range_is_looked_at_with_care():
    assert isinstance(opened(loans([99 if at % 5 == 0 else at % 18 for at in range(100)])), TidyReader)


def test_parquet_holds_codes_too():
    ages = [999 if at % 4 == 0 else 30 + at % 9 for at in range(100)]
    table = pa.table({"amount": [100.0] * 100, "months": [12] * 100, "age": ages, "housing": ["own"] * 100})
    file = io.BytesIO()
    pq.write_table(table, file)
    reader = opened(file.getvalue(), "loans.parquet")
    assert isinstance(reader, TidyReader)
    assert reader.read(next(reader.pieces())).table.column("age").null_count == 25


@pytest.mark.parametrize("ages", [range(20, 80), [45] * 60, [*range(20, 79), 149]])
def test_plain_numbers_are_streamed(ages):
    assert not isinstance(opened(loans(ages)), TidyReader)


def test_what_is_a_problem_already_is_not_counted_again_as_a_note():
    row = "100,12,30,own\n"
    reader = open_any(
        read_source((HEADER + row * 3 + "200,24,40,rent\nTotal,,,\n").encode(), "loans.csv"),
        CONTRACT,
        options=ReadOptions(summary_rows="keep"),
    )
    assert [(p.severity, p.count) for p in reader.problems if p.kind == "duplicate_rows"] == [("warning", 2)]
