"""Totals and repeated rows, found in columns of any kind."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from payoff.intake.asides import repeated_rows, subtotal_rows
from payoff.intake.words import TOTALS


@pytest.mark.parametrize(
    "write", [str, str.upper, str.capitalize, lambda word: f"  {word}:"], ids=["lower", "upper", "capital", "indented"]
)
@pytest.mark.parametrize("kind", [pa.string(), pa.dictionary(pa.int32(), pa.string())], ids=["text", "category"])
def test_every_word_for_a_total_is_seen_between_the_rows(write, kind):
    words = [write(word) for word in sorted(TOTALS)]
    labels = [cell for word in words for cell in ("Bern", "Rom", word)]
    amounts = [cell for _ in words for cell in (1.0, 2.0, None)]
    # Two further columns are empty beside a sum, as they are in reports.
    table = pa.table({"town": pa.array(labels).cast(kind), "amount": amounts, "rate": amounts, "days": amounts})
    assert subtotal_rows(table) == list(range(2, len(labels), 3))


ROWS = st.lists(st.tuples(st.sampled_from([0.0, 1.5, None]), st.sampled_from(["a", "b", None]), st.booleans()), max_size=20)


@given(ROWS)
def test_a_row_repeats_where_an_earlier_one_says_the_same_in_every_column(rows):
    numbers, words, answers = zip(*rows, strict=True) if rows else ((), (), ())
    columns = [pa.array(numbers, pa.float64()), pa.array(words, pa.string()), pa.array(answers, pa.bool_())]
    seen: set[tuple] = set()
    expected = []
    for row in rows:
        expected.append(row in seen)
        seen.add(row)
    assert repeated_rows(columns).tolist() == expected


def test_rows_that_differ_in_the_last_of_many_columns_do_not_repeat():
    same = [pa.array([1.0, 1.0, 1.0]) for _ in range(6)]
    assert repeated_rows([*same, pa.array(["x", "y", "x"])]).tolist() == [False, False, True]


def test_a_running_number_makes_every_row_its_own():
    assert not np.any(repeated_rows([pa.array([1.0, 2.0, 3.0]), pa.array(["x", "x", "x"])]))
