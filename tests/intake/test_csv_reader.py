"""CSV rows against a contract: typed where they fit, rejected by line and reason where they do not."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.intake.problems import IntakeError

HEADER = "loan_id,amount,months,age,housing"


def csv_of(*rows: str, newline: str = "\n") -> bytes:
    return newline.join([HEADER, *rows, ""]).encode()


@pytest.mark.parametrize(
    ("row", "kind", "column", "value"),
    [
        ("a,many,12,30,own", "text_in_number", "amount", "many"),
        ("a,1.000,50,12,30,own", "field_count", None, "6 fields"),
        ("a,1000,12", "field_count", None, "3 fields"),
        ("a,,12,30,own", "missing_value", "amount", ""),
        ("a,NaN,12,30,own", "missing_value", "amount", ""),
        ("a,inf,12,30,own", "not_finite", "amount", "inf"),
        ("a,1e999,12,30,own", "not_finite", "amount", "inf"),
        ("a,1000,12,-inf,own", "not_finite", "age", "-inf"),
        ("a,0,12,30,own", "out_of_range", "amount", "0"),
        ("a,1000,601,30,own", "out_of_range", "months", "601"),
        ("a,1000,12.5,30,own", "not_whole", "months", "12.5"),
        ("a,1_000,12,30,own", "text_in_number", "amount", "1_000"),
        ("a,0x10,12,30,own", "text_in_number", "amount", "0x10"),
        ("a,१२,12,30,own", "text_in_number", "amount", "१२"),
        ("a\r,1000,12,30,own", "unsplit_row", None, ""),
    ],
)
def test_a_row_that_cannot_be_scored_is_rejected_by_name(read, row, kind, column, value):
    reading = read(csv_of("x,5,5,40,own", "", row, "y,6,6,50,rent"))
    problem = reading.problem(kind)
    assert (problem.severity, problem.column, problem.rows, problem.count, problem.value) == ("rejected", column, (2,), 1, value)
    (reject,) = reading.rejects
    assert (reject.row, reject.line, reject.record) == (2, 4, row)
    assert problem.message in reject.reason
    assert reading.table.column("loan_id").to_pylist() == ["x", "y"]
    assert reading.records == ["x,5,5,40,own", "y,6,6,50,rent"]
    assert reading.rows == 3


def test_every_reason_of_a_row_is_given(read):
    (reject,) = read(csv_of("a,many,0,30,own", "b,5,5,,own")).rejects
    assert "amount" in reject.reason
    assert "months" in reject.reason


def test_the_same_trouble_in_a_column_is_one_problem_with_its_first_rows(read):
    reading = read(csv_of("x,5,5,40,own", *["a,many,12,30,own"] * 50))
    problem = reading.problem("text_in_number")
    assert (problem.count, problem.rows) == (50, tuple(range(2, 22)))
    assert len(reading.rejects) == 50


def test_unseen_categories_are_scored_and_counted_by_value(read):
    reading = read(csv_of("a,5,5,40,tent", "b,5,5,40,own", "c,5,5,40,tent", "d,5,5,40,ship", "e,5,5,40,", "f,5,5,40,NA"))
    found = {p.value: (p.count, p.rows, p.severity) for p in reading.problems}
    assert found == {"tent": (2, (1, 3), "warning"), "ship": (1, (4,), "warning")}
    assert reading.table.num_rows == 6


def test_a_column_of_nothing_but_unseen_values_stays_a_short_list(read):
    reading = read(csv_of(*(f"a,5,5,40,place {i}" for i in range(5000))))
    assert len(reading.problems) == 21
    assert sum(p.count for p in reading.problems) == 5000


def test_values_outside_training_are_scored_with_a_warning(read):
    problem = read(csv_of("a,5,5,17,own", "b,5,5,18,own", "c,5,5,81,own")).problem("outside_training")
    assert (problem.severity, problem.rows, problem.column) == ("warning", (1, 3), "age")
    assert "18 to 80 years" in problem.message


def test_quotes_may_hold_separators_quotes_and_line_breaks(read):
    rows = ('"a, ""b""\nc",5,5,40,own', '"d",6,6,50,rent', "e,bad,6,50,rent")
    reading = read(csv_of(*rows))
    assert reading.table.column("loan_id").to_pylist() == ['a, "b"\nc', "d"]
    assert reading.records == list(rows[:2])
    assert [(r.row, r.line, r.record) for r in reading.rejects] == [(3, 5, rows[2])]


def test_an_inch_mark_in_a_cell_is_only_an_inch_mark(read):
    reading = read(csv_of('5" pipe,5,5,40,own', "b,6,6,50,rent"))
    assert reading.table.column("loan_id").to_pylist() == ['5" pipe', "b"]


def test_a_quotation_that_never_closes_costs_its_rows_and_not_the_file(read):
    filler = "z,5,5,40,own\n" * 40_000
    reading = read(csv_of("a,5,5,40,own") + b'"b,6,6,50,rent\n' + filler.encode())
    assert reading.problem("unsplit_row").rows == (2,)
    assert reading.table.num_rows > 20_000
    assert reading.rows == reading.table.num_rows + 1


def test_missing_words_are_missing_numbers(read):
    words = ["", "NA", "N/A", "nan", "NULL", " NA "]
    reading = read(csv_of(*(f"a,5,5,{word},own" for word in words)))
    assert reading.table.column("age").to_pylist() == [None] * len(words)
    assert reading.rejects == ()


def test_text_nobody_asked_for_is_kept_to_the_letter(read):
    odd = [" 007", "NA", "=1+1", "1e5", "ſ\u200b", "'x"]
    reading = read(csv_of(*(f"{text},5,5,40,own" for text in odd)))
    assert reading.table.column("loan_id").to_pylist() == odd


def test_a_field_too_long_for_a_cell_is_rejected_alike_in_good_and_bad_company(read):
    long = f"{'x' * 200_000},5,5,40,own"
    alone, beside = read(csv_of("a,5,5,40,own", long)), read(csv_of("a,5,5,40,own", long, "b,?,5,40,own"))
    assert [r.row for r in alone.rejects] == [2]
    assert [r.row for r in beside.rejects] == [2, 3]


CELL = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), include_characters="\n"), max_size=6)
NUMBER = st.one_of(
    st.integers(-5, 700).map(str),
    st.floats(allow_nan=True, allow_infinity=True).map(repr),
    st.sampled_from(["", "NA", " 7 ", "+5", "1e3", ".5", "5.", "--1", "1,5", "inf", "-Infinity", "nan", "0x1", "1e"]),
    CELL,
)
ROW = st.tuples(CELL, NUMBER, NUMBER, NUMBER, st.sampled_from(["own", "rent", "tent", ""]))


def write(rows: list[tuple[str, ...]], **style: str) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n", **style).writerows([HEADER.split(","), *rows])
    return text.getvalue()


@settings(max_examples=80, deadline=None)
@given(rows=st.lists(ROW, min_size=1, max_size=8))
def test_a_row_is_read_the_same_in_good_and_bad_company(read, rows):
    in_company = read(write([*rows, ("bad company",)]).encode()).table.to_pylist()
    alone = [row for cells in rows for row in read(write([cells]).encode()).table.to_pylist()]
    assert in_company == alone


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(ROW, min_size=1, max_size=12))
def test_every_row_is_accepted_or_rejected_and_its_line_is_kept(read, rows):
    text = write(rows)
    reading = read(text.encode())
    assert reading.rows == len(rows) == reading.table.num_rows + len(reading.rejects)
    rejected = {r.row for r in reading.rejects}
    lines = [write([cells]).removeprefix(HEADER + "\n").removesuffix("\n") for cells in rows]
    assert reading.records == [line for i, line in enumerate(lines, 1) if i not in rejected]
    assert [r.record for r in reading.rejects] == [lines[r.row - 1] for r in reading.rejects]


@settings(max_examples=150, deadline=None)
@given(content=st.one_of(st.binary(max_size=300), st.text(max_size=200).map(lambda t: f"{HEADER}\n{t}".encode(errors="replace"))))
def test_any_bytes_end_in_a_table_or_a_refusal(read, content):
    for name in ("x.csv", "x.parquet"):
        try:
            reading = read(content, name)
        except IntakeError as error:
            problems = error.problems
        else:
            problems = reading.problems
            assert reading.rows == reading.table.num_rows + len(reading.rejects)
        assert all(p.message and p.fix for p in problems)
