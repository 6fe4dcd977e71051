"""Text looked at as bytes, by hand and against the patterns it stands for."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from payoff.intake.lettering import (
    MANY,
    ROWS,
    begin_with,
    code_words,
    count_different,
    holds_any,
    is_ascii,
    screen,
    text_bytes,
    trim,
    word_places,
)

CELLS = st.lists(st.none() | st.text(st.sampled_from('abAB"\r éÉ総'), max_size=4), max_size=12)


def test_bytes_of_a_slice_are_its_own():
    text = pa.array(["ab", "", None, "cde", "f"]).slice(1, 3)
    assert text_bytes(text).tobytes() == b"cde"


def table(size, *places):
    found = np.zeros(size, dtype=bool)
    found[list(places)] = True
    return found


def test_texts_are_found_by_how_they_begin_and_end():
    text = pa.array(["x", "AB", "A", "", None, "ABC", "é", "CD"]).slice(1)
    assert screen(text, table(1 << 16, 0x4142)).tolist() == [0, 4]
    assert screen(text, table(1 << 16, 0)).tolist() == [1, 2, 3]
    assert screen(text, table(1 << 16, 0xC3A9), table(256, ord("A"), ord("D"))).tolist() == [1, 5, 6]


def test_texts_are_found_beyond_the_first_lot():
    cells = ["ab"] * ROWS + ["no", "ab", "no"]
    assert screen(pa.array(cells), begin_with(["NO"])).tolist() == [ROWS, ROWS + 2]


@given(CELLS)
def test_words_are_found_in_any_case(cells):
    found = screen(pa.array(cells, pa.string()), begin_with(["ab", "É"])).tolist()
    assert {at for at, cell in enumerate(cells) if cell and cell.lower() in {"ab", "é"}} <= set(found)
    assert all((cells[at] or "").lower()[:2] == "ab" or (cells[at] or "").lower()[:1] == "é" for at in found)


@pytest.mark.parametrize("cell", ["plain", " before", "after ", "\u3000wide", "end\u00a0", "x", " ", ""])
def test_many_texts_lose_the_space_around_them_like_few(cell):
    few = pa.array(["a b", cell, None])
    many = pa.array(["key"] * MANY + few.to_pylist())
    assert trim(many).to_pylist()[MANY:] == trim(few).to_pylist() == ["a b", cell.strip(), None]


@given(CELLS, st.integers(0, 3))
def test_characters_are_found_where_a_pattern_finds_them(cells, start):
    text = pa.array(cells, pa.string()).slice(start)
    assert holds_any(text, b'"\r') == bool(pc.any(pc.match_substring_regex(text, '["\r]')).as_py())
    assert is_ascii(text) == (pc.all(pc.string_is_ascii(text)).as_py() is not False)


@given(CELLS)
def test_different_texts_are_counted_without_nulls(cells):
    assert count_different(pa.array(cells, pa.string())) == len({cell for cell in cells if cell is not None})


def test_many_texts_that_seldom_repeat_are_their_own_words():
    cells = [None if n % 10 == 0 else f"key {n % (MANY - 5)}" for n in range(MANY)]
    coded = code_words(pa.array(cells))
    assert coded.array.to_pylist() == cells
    assert len(coded.array.dictionary) == coded.counts.sum() == MANY - MANY // 10
    assert coded.different == len(set(cells)) - 1


def test_an_empty_cell_stands_behind_the_last_word_however_narrow_the_codes_are():
    words = pa.array([f"word {n}" for n in range(128)])
    coded = pa.DictionaryArray.from_arrays(pa.array([0, None, 127], pa.int8()), words)
    assert word_places(coded).tolist() == [0, 128, 127]


def test_many_texts_that_repeat_are_coded_once():
    cells = [f"word {n % 300}" for n in range(MANY)]
    coded = code_words(pa.array(cells))
    assert coded.array.to_pylist() == cells
    assert sorted(coded.array.dictionary.to_pylist()) == sorted(set(cells))
    assert coded.counts.tolist() == [MANY // 300 + (n < MANY % 300) for n in range(300)]
