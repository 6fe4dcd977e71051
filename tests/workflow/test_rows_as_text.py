"""Typed rows become CSV lines that read back as they were."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import uuid
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.workflow.rows_as_text import header_line, neutralise, neutralise_lines, text_lines, write_records

TEXT = st.none() | st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)


@settings(max_examples=80, deadline=None)
@given(
    cells=st.lists(st.tuples(TEXT, TEXT, st.none() | st.floats(allow_nan=False)), min_size=1, max_size=10),
    separator=st.sampled_from(",;\t|"),
)
def test_lines_read_back_as_the_cells_they_were(cells, separator):
    first, second, number = (list(column) for column in zip(*cells, strict=True))
    columns = [pa.array(first, pa.string()), pa.array(second, pa.string()).dictionary_encode(), pa.array(number, pa.float64())]
    lines = text_lines(columns, separator).to_pylist()
    for line, (a, b, c) in zip(lines, cells, strict=True):
        (row,) = csv.reader(io.StringIO(line + "\n", newline=""), delimiter=separator)
        assert row[:2] == [a or "", b or ""]
        assert (float(row[2]) if row[2] else None) == c


def test_types_that_are_no_text_are_written_as_such():
    assert text_lines([pa.array([[1, 2], None]), pa.array([True, False]), pa.array([1, 2])], ",").to_pylist() == [
        '"[1, 2]",true,1',
        ",false,2",
    ]


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int8(), pa.large_string())])
def test_formulas_are_neutralised_in_text_of_every_type(kind):
    column = neutralise(pa.array(["=1+1", None, "a"], pa.string()).cast(kind))
    assert text_lines([column], ",").to_pylist() == ["'=1+1", "", "a"]


@pytest.mark.parametrize(
    ("column", "written"),
    [
        (pa.array([b"\xff="], pa.binary(2)), "b'\\xff='"),
        (pa.array([b"\xff"], pa.binary_view()), "b'\\xff'"),
        (pa.array([uuid.UUID(int=7).bytes], pa.uuid()), "00000000-0000-0000-0000-000000000007"),
        (pa.array([dt.time(8, 30)], pa.time32("s")), "08:30:00"),
        (pa.array([Decimal("1.50")], pa.decimal256(50, 2)), "1.50"),
    ],
)
def test_values_that_a_parquet_file_may_hold_are_written(column, written):
    assert text_lines([neutralise(column)], ",").to_pylist() == [written]


def test_names_are_quoted_where_they_need_it():
    assert header_line(["a", "b,c", 'd"'], ",") == 'a,"b,c","d"""'


def test_categories_are_neutralised_once_per_word():
    column = neutralise(pa.array(["=x", "y", "=x", None]).dictionary_encode())
    assert column.to_pylist() == ["'=x", "y", "'=x", None]


ODD = st.text(st.sampled_from('=@+-\t1.5eE|a" ,;\n'), max_size=6)


@settings(max_examples=200, deadline=None)
@given(rows=st.lists(st.lists(ODD, min_size=2, max_size=4), min_size=1, max_size=6), separator=st.sampled_from(",;\t|"))
def test_lines_as_written_are_neutralised_cell_by_cell(rows, separator):
    lines = [header_line(row, separator) for row in rows]
    harmless = neutralise_lines(pa.array(lines), separator).to_pylist()
    for row, line in zip(rows, harmless, strict=True):
        (cells,) = csv.reader(io.StringIO(line + "\n", newline=""), delimiter=separator)
        assert [bare(cell) for cell in cells] == [bare(cell) for cell in neutralise(pa.array(row)).to_pylist()]


def bare(cell: str) -> str:
    """A lone sign, or a sign and digits that are no number, is left alone in a line as written: it runs nothing."""
    return cell.removeprefix("'") if re.fullmatch(r"'[+-][0-9.eE]*", cell) else cell


def test_a_line_without_a_formula_stays_as_it_was_written():
    lines = pa.array(['a, "b" ,-5', "-1.5e-3,x", "2024-01-05,a@b.example,3+4", "-,+"])
    assert neutralise_lines(lines, ",").to_pylist() == lines.to_pylist()


def test_records_are_written_harmless():
    assert write_records([["=1+1", "a,b", "-5"]]) == '\'=1+1,"a,b",-5\n'
