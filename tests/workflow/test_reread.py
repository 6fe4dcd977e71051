"""Every decision that has another way can be turned round, and the file is read that way then."""

from __future__ import annotations

import pytest

from payoff.intake.decisions import ReadOptions
from payoff.intake.source import read_source
from payoff.intake.tidy import read_tidy
from payoff.workflow.reread import read_other_way, say_other_way


def decisions(text: str, options: ReadOptions | None = None):
    tidied = read_tidy(read_source(text.encode(), "a.csv"), options)
    return tidied, {d.topic: d for d in (*tidied.decisions, *(d for c in tidied.columns for d in c.decisions))}


CASES = {
    # A file in which it is decided, and what the other way is called.
    "date_order": ("a;v\n1;01/02/2024\n2;03/04/2024\n", "read it as month, day, year"),
    "number_marks": ("a;v\n1;1.234\n2;5.678\n", "read it as decimals with a point"),
    "missing_code": ("a;age\n" + "".join(f"{at};{age}\n" for at, age in enumerate([20, 35, 62, 999, 41, 999])), "read it as a number"),
    "missing_words": ("a;v\n1;k.A.\n2;5\n3;7\n", "take the words as values"),
    "serial_dates": ("a;date\n1;45000\n2;45031\n", "read it as numbers"),
    "yes_no": ("a;v\n1;ja\n2;nein\n3;ja\n", "keep the words as they are"),
    "percent": ("a;v\n1;12 %\n2;7 %\n", "keep the numbers as written, 12 % as 12"),
    "multiplier": ("a;v\n1;3 Mio\n2;5 Mio\n", "read the column as text"),
    "unit": ("a;v\n1;3 kg\n2;5 kg\n", "read the column as text"),
    "summary_rows": ("w;v;x\na;1;2\nb;2;3\nSumme;3;\n", "keep them as rows"),
    "unit_row": ("r;v;w\n;EUR;kg\na;1;2\nb;2;4\n", "keep it as a row"),
    "duplicate_rows": ("a;v\n1;x\n1;x\n2;y\n", "leave them out"),
}


@pytest.mark.parametrize(("topic", "text", "said"), [(topic, *case) for topic, case in CASES.items()])
def test_a_decision_turned_round_is_not_taken_again(topic, text, said):
    before, found = decisions(text)
    told = read_other_way(found[topic], ReadOptions())
    assert say_other_way(found[topic], ReadOptions()) == said
    after, again = decisions(text, told)
    assert after.table != before.table
    assert topic not in again or again[topic].read_as != found[topic].read_as


def test_a_decision_without_another_way_offers_none():
    _, found = decisions("a;v\n1;31/12/2024\n2;30/12/2024\n")
    assert [read_other_way(found[topic], ReadOptions()) for topic in ("encoding", "header", "date_order")] == [None] * 3


def test_repeated_rows_that_were_left_out_are_offered_back():
    left_out = ReadOptions(duplicates="drop")
    (before, _), (after, found) = decisions("a;v\n1;x\n1;x\n2;y\n"), decisions("a;v\n1;x\n1;x\n2;y\n", left_out)
    assert (before.table.num_rows, after.table.num_rows) == (3, 2)
    assert say_other_way(found["duplicate_rows"], left_out) == "keep them as rows"
    assert read_other_way(found["duplicate_rows"], left_out) == ReadOptions()
