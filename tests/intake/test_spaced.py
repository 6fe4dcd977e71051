"""Tables whose columns are set apart by spaces, as mainframes print them."""

from __future__ import annotations

import pytest

from payoff.intake.decisions import ReadOptions
from payoff.intake.reader import open_any
from payoff.intake.source import read_source
from tests.intake.conftest import CONTRACT

PRINTED = "  ID    amount  score default\n" + "".join(f"{at:5} {at * 10.5:9.2f} {at / 50:6.3f} {at % 2}\n" for at in range(1, 40))


def test_runs_of_spaces_split_columns(tidy):
    tidied = tidy(PRINTED)
    assert tidied.table.column_names == ["ID", "amount", "score", "default"]
    assert tidied.table.column("amount")[:2].to_pylist() == [10.5, 21.0]
    assert next(d.read_as for d in tidied.decisions if d.topic == "separator") == "runs of spaces"


def test_wide_gaps_keep_a_name_of_two_words_whole(tidy):
    rows = "".join(f"{name}   {at}   {at / 4}\n" for at, name in enumerate(["New York", "Bonn", "Los Angeles", "Rome", "Den Haag"], 1))
    assert tidy("town   rank   share\n" + rows).table.column("town").to_pylist()[:2] == ["New York", "Bonn"]


@pytest.mark.parametrize(
    "text", ["good day to you\n" * 9, "name\n" + "Anna Smith\n" * 9, "word\n" + "a b 3\n" * 9], ids=["prose", "names", "uneven"]
)
def test_words_are_no_columns(tidy, text):
    assert tidy(text).table.num_columns == 1


def test_a_person_can_say_that_spaces_separate(tidy):
    assert tidy("a b\nx  1\ny 2\n", options=ReadOptions(separator=" ")).table.to_pydict() == {"a": ["x", "y"], "b": [1, 2]}


def test_a_printed_table_is_opened_against_a_contract():
    text = "loan_id   amount   months   age   housing\n" + "".join(f"{at}   {at}00   12   {30 + at}   own\n" for at in range(1, 20))
    reader = open_any(read_source(text.encode(), "loans.txt"), CONTRACT)
    assert len(reader.read(next(reader.pieces())).table) == 19
