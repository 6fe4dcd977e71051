"""The quick reading of clean text: the same table as the careful one, and hands off whatever is not clean."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.intake.decisions import ReadOptions
from payoff.intake.sniff import sniff
from payoff.intake.source import read_source
from payoff.intake.swift import read_swiftly
from payoff.intake.tidy import read_tidy
from payoff.intake.typed import CATEGORY

NUMBER, WORD, TEXT = pa.float64(), CATEGORY, pa.string()


def swiftly(text: str | bytes, types: dict[str, pa.DataType]) -> pa.Table | None:
    content = text if isinstance(text, bytes) else text.encode()
    return read_swiftly(sniff(read_source(content, "a.csv"), ReadOptions(), look_on=False).source, types)


def test_numbers_and_words_come_in_their_types_and_text_that_repeats_as_words():
    table = swiftly("n,t,w\n1,a b,red\n2.5,é,blue\n,,red\n", {"n": NUMBER, "t": TEXT, "w": WORD})
    assert table.to_pydict() == {"n": [1, 2.5, None], "t": ["a b", "é", None], "w": ["red", "blue", "red"]}
    assert [field.type for field in table.schema] == [NUMBER, WORD, WORD]


@pytest.mark.parametrize(
    "text",
    [
        "n,w\n1,red\n2\n3,blue\n",
        "n,w\n1,red\n2,blue,3\n",
        "n,w\n1,red\nx,blue\n",
        "n,w\n1,red\ninf,blue\n",
        'n,w\n1,"red"\n2,"blue""sky"\n',
        'n,w\n1,"red"\n2,""\n3,"blue"\n',
        'n,w\n1,"red"\n2,"blue\nsky"\n',
        'n,w\n1,"red"\n2,"blue\n',
        'n,w\n1,"red"\n2,blue"sky\n',
        "n,w\n1,re\rd\n2,blue\n",
        "n,w\n1,red\n\n2,blue\n",
        b"n,w\n1,red\n2,bl\xff\xfe\n",
        "n,w\n1,red\n2,blue,",
        "n,w\n",
    ],
)
def test_what_is_not_clean_is_left_to_the_careful_reader(text):
    assert swiftly(text, {"n": NUMBER, "w": WORD}) is None


def test_quotation_marks_around_fields_are_no_obstacle():
    table = swiftly('"n","w","t"\r\n"1","red","a, b"\r\n2,"blue",c\r\n', {"n": NUMBER, "w": WORD, "t": TEXT})
    assert table.to_pydict() == {"n": [1, 2], "w": ["red", "blue"], "t": ["a, b", "c"]}


def test_texts_that_seldom_repeat_stay_texts():
    rows = [f"key {at},{at % 7}" for at in range(3_000)]
    table = swiftly("t,n\n" + "\n".join(rows) + "\n", {"t": TEXT, "n": NUMBER})
    assert table.schema.field("t").type == TEXT
    assert table.column("t").to_pylist() == [row.partition(",")[0] for row in rows]


def test_words_are_in_order_whatever_the_order_they_are_met_in():
    table = swiftly("w,n\nred,1\nblue,2\nred,3\namber,4\n", {"w": WORD, "n": NUMBER})
    assert table.column("w").chunk(0).dictionary.to_pylist() == ["amber", "blue", "red"]
    assert table.column("w").to_pylist() == ["red", "blue", "red", "amber"]


@pytest.mark.parametrize("none", ["NA", "nan", "NULL", "n/a"])
def test_a_word_for_nothing_among_numbers_is_missing_and_stays_a_word_among_words(none):
    table = swiftly(f"n,w\n1,red\n{none},{none}\n3,blue\n", {"n": NUMBER, "w": WORD})
    assert table.to_pydict() == {"n": [1, None, 3], "w": ["red", none, "blue"]}


@pytest.mark.parametrize(
    "text",
    ["w,n\nred,1\nblue,\nred,3\n", 'w,n\n"re,d",1\n"blue",\n"re,d",3\n', 'w,n\n"re,d",1\n"re,d",\n"re,d",3\n'],
)
def test_an_empty_last_cell_is_told_from_one_that_lacks(text):
    assert swiftly(text, {"w": WORD, "n": NUMBER}).column("n").to_pylist() == [1, None, 3]
    assert swiftly(text.replace(",\n", "\n"), {"w": WORD, "n": NUMBER}) is None


@pytest.mark.parametrize("text", ["n\n1\n\n2\n", 'n\n1\n""\n2\n\n'])
def test_an_empty_line_in_a_single_column_is_no_row(text):
    assert swiftly(text, {"n": NUMBER}) is None
    assert read_tidy(read_source(text.encode(), "a.csv")).rows_read == len(text.split()) - 1


@pytest.mark.parametrize("text", ["n,w\r\n1,red\r\n2,blue\r\n", b"\xef\xbb\xbfn,w\n1,red\n2,blue\n", "n;w\n1;red\n2;blue"])
def test_line_ends_marks_and_separators_are_no_obstacle(text):
    assert swiftly(text, {"n": NUMBER, "w": WORD}).to_pydict() == {"n": [1, 2], "w": ["red", "blue"]}


@pytest.mark.parametrize("more", [1, 300])
def test_words_met_only_far_down_are_read_however_many(more):
    rows = [f"{at},{('red', 'blue')[at % 2]}" for at in range(20_000)]
    rows[10_000 - more : 10_000] = [f"{at},green {at}" for at in range(10_000 - more, 10_000)]
    table = swiftly("n,w\n" + "\n".join(rows) + "\n", {"n": NUMBER, "w": WORD})
    assert table.column("w").to_pylist() == [row.partition(",")[2] for row in rows]


def test_a_quotation_that_ends_within_a_field_is_left_to_the_careful_reader_however_far_down():
    rows = [f'{at},"{("red", "blue")[at % 2]}"' for at in range(20_000)]
    rows[9_990] = '9990,"Acme" Inc'
    assert swiftly("n,w\n" + "\n".join(rows) + "\n", {"n": NUMBER, "w": WORD}) is None


WORDS = st.sampled_from(["red", "blue", "", "NA", "1.5", "x y", "é", "007"])
CELLS = st.one_of(st.integers(-(10**6), 10**6).map(str), st.floats(-1e6, 1e6).map(repr), WORDS)


MARKED = st.one_of(CELLS, CELLS.map('"{}"'.format), st.text(st.sampled_from('a1",\r\n '), max_size=5))


@given(rows=st.lists(st.tuples(MARKED, MARKED, st.integers(0, 9).map(str)), min_size=1, max_size=30))
@settings(max_examples=150, deadline=None)
def test_the_quick_reading_says_what_the_careful_one_says(rows):
    content = ("a,b,c\n" + "".join(",".join(row) + "\n" for row in rows)).encode()
    source = read_source(content, "a.csv")
    quick, careful = read_tidy(source), read_tidy(source, keep_lines=True)
    assert quick.table.to_pydict() == careful.table.to_pydict()
    assert [(c.kind, c.count, c.missing, c.unreadable) for c in quick.columns] == [
        (c.kind, c.count, c.missing, c.unreadable) for c in careful.columns
    ]
