"""Text looked at as bytes, by hand and against the patterns it stands for."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from hypothesis import given
from hypothesis import strategies as st

from payoff.intake.lettering import MANY, code_words, count_different, first_two, holds_any, is_ascii, last_byte, text_bytes

CELLS = st.lists(st.none() | st.text(st.sampled_from('ab"\r é総'), max_size=4), max_size=12)


def test_bytes_of_a_slice_are_its_own():
    text = pa.array(["ab", "", None, "cde", "f"]).slice(1, 3)
    assert text_bytes(text).tobytes() == b"cde"


def test_the_last_byte_of_an_empty_text_is_zero():
    assert last_byte(pa.array(["AB", "", None, "C"])).tolist() == [0x42, 0, 0, 0x43]


def test_the_first_two_bytes_of_short_texts_and_nulls_are_zero():
    found = first_two(pa.array(["AB", "A", "", None, "ABC", "é"]))
    assert found.tolist() == [0x4142, 0, 0, 0, 0x4142, 0xC3A9]


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
    assert coded.to_pylist() == cells
    assert len(coded.dictionary) == MANY - len([cell for cell in cells if cell is None])


def test_many_texts_that_repeat_are_coded_once():
    cells = [f"word {n % 300}" for n in range(MANY)]
    coded = code_words(pa.array(cells))
    assert coded.to_pylist() == cells
    assert np.unique(coded.dictionary.to_pylist()).tolist() == sorted(coded.dictionary.to_pylist())
    assert len(coded.dictionary) == 300
