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


def test_numbers_words_and_text_come_in_their_types():
    table = swiftly("n,t,w\n1,a b,red\n2.5,é,blue\n,,red\n", {"n": NUMBER, "t": TEXT, "w": WORD})
    assert table.to_pydict() == {"n": [1, 2.5, None], "t": ["a b", "é", None], "w": ["red", "blue", "red"]}
    assert [field.type for field in table.schema] == [NUMBER, TEXT, WORD]


@pytest.mark.parametrize(
    "text",
    [
        "n,w\n1,red\n2\n3,blue\n",
        "n,w\n1,red\n2,blue,3\n",
        "n,w\n1,red\nx,blue\n",
        "n,w\n1,red\ninf,blue\n",
        "n,w\n1,red\nnan,blue\n",
        'n,w\n1,"red"\n2,"blue""sky"\n',
        'n,w\n1,"red"\n2,""\n3,"blue"\n',
        'n,w\n1,"red"\n2,"blue\nsky"\n',
        'n,w\n1,"red"\n2,"blue\n',
        'n,w\n1,"red"\n2,blue"sky\n',
        "n,w\n1,re\rd\n2,blue\n",
        "n,w\n1,red\n\n2,blue\n",
        b"n,w\n1,red\n2,bl\xff\xfe\n",
        "n,w\n",
    ],
)
def test_what_is_not_clean_is_left_to_the_careful_reader(text):
    assert swiftly(text, {"n": NUMBER, "w": WORD}) is None


def test_quotation_marks_around_fields_are_no_obstacle():
    table = swiftly('"n","w","t"\r\n"1","red","a, b"\r\n2,"blue",c\r\n', {"n": NUMBER, "w": WORD, "t": TEXT})
    assert table.to_pydict() == {"n": [1, 2], "w": ["red", "blue"], "t": ["a, b", "c"]}


@pytest.mark.parametrize("text", ["n,w\r\n1,red\r\n2,blue\r\n", b"\xef\xbb\xbfn,w\n1,red\n2,blue\n", "n;w\n1;red\n2;blue"])
def test_line_ends_marks_and_separators_are_no_obstacle(text):
    assert swiftly(text, {"n": NUMBER, "w": WORD}).to_pydict() == {"n": [1, 2], "w": ["red", "blue"]}


def test_a_word_met_only_far_down_is_left_to_the_careful_reader_and_read(tidy):
    rows = [f"{at},{('red', 'blue')[at % 2]}" for at in range(20_000)]
    rows[9_999] = "9999,green"
    tidied = tidy("n,w\n" + "\n".join(rows) + "\n")
    assert tidied.table.column("w").to_pylist()[9_998:10_001] == ["red", "green", "red"]


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
