"""Lines of a printed table that are no rows: empty ones, the header on every page, totals of a page."""

from __future__ import annotations

import pytest

from payoff.intake.decisions import ReadOptions
from payoff.intake.reader import open_any
from payoff.intake.source import read_source
from payoff.intake.tidy_reader import TidyReader
from tests.intake.conftest import CONTRACT

PLAIN = "amount,months,age,housing\n" + "100,12,30,own\n" * 1000


def test_the_header_of_every_page_and_its_total_are_no_rows(tidy):
    tidied = tidy("name;amount;days;note\nA;1;2;x\nB;3;4;y\nPage total;4;;\nname;amount;days;note\nC;5;6;z\nD;7;8;z\nPage total;12;;\n")
    assert tidied.table.column("amount").to_pylist() == [1, 3, 5, 7]
    assert [(a.line, a.reason) for a in tidied.asides] == [(5, "repeated header"), (4, "summary row"), (8, "summary row")]
    assert [d.count for d in tidied.decisions if d.topic == "repeated_header"] == [1]


def test_lines_of_nothing_but_separators_are_set_aside_and_do_not_hide_the_total(tidy):
    text = "name;amount;days\nA;1;2\n;;\nB;3;4\nTotal;4;\n;;\n;;\nPrinted by hand;;\n;;\n"
    tidied = tidy(text)
    assert tidied.table.column("amount").to_pylist() == [1, 3]
    assert [a.reason for a in tidied.asides].count("blank row") == 4
    assert tidied.rejects == ()
    assert tidy(text, options=ReadOptions(summary_rows="keep")).table.num_rows == 8


def test_an_empty_cell_of_a_single_column_is_a_value(tidy):
    assert tidy('default\nyes\n""\nno\n').table.num_rows == 3


def test_a_row_that_names_one_column_only_is_a_row(tidy):
    assert tidy("name,town\nname,Bonn\nEva,town\n").table.num_rows == 2


def test_values_without_a_header_are_all_kept(tidy):
    text = "".join(f"{at:05},{at}.5,{at % 2}\n" for at in range(400))
    tidied = tidy(text)
    assert (tidied.table.num_rows, tidied.rows_read) == (400, 400)
    assert tidied.table.column("column_2")[0].as_py() == 0.5


@pytest.mark.parametrize("end", ["Total,,,\n", ",,,\n,,,\n", "Source: ledger\n", "Printed on 1 May,,,\n"])
def test_a_plain_table_that_ends_in_something_else_is_tidied(end):
    reader = open_any(read_source((PLAIN + end).encode(), "loans.csv"), CONTRACT)
    assert isinstance(reader, TidyReader)
    batch = reader.read(next(reader.pieces()))
    assert (batch.rows - batch.aside, len(batch.table), batch.rejects) == (1000, 1000, ())


def test_a_plain_table_to_its_end_is_not():
    assert not isinstance(open_any(read_source(PLAIN.encode(), "loans.csv"), CONTRACT), TidyReader)
