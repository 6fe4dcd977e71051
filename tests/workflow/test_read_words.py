"""Words about reading: what each says, and what is refused with the way to write it."""

from __future__ import annotations

import pytest

from payoff.intake.decisions import ColumnOptions, ReadOptions
from payoff.workflow.read_words import ReadWordError, read_options, say_options


@pytest.mark.parametrize(
    ("word", "options"),
    [
        ("encoding=cp1252", ReadOptions(encoding="cp1252")),
        ("separator=tab", ReadOptions(separator="\t")),
        ("separator=^", ReadOptions(separator="^")),
        ("quote=single", ReadOptions(quote="'")),
        ("header=3", ReadOptions(header_line=3)),
        ("sheet=Loans 2024", ReadOptions(sheet="Loans 2024")),
        ("decimal=comma", ReadOptions(decimal=",")),
        ("date=dmy", ReadOptions(dates="DMY")),
        ("missing=777", ReadOptions(also_missing=("777",))),
        ("missing=999:keep", ReadOptions(kept=("999",))),
        ("units=keep", ReadOptions(unit_row="keep")),
        ("summary=keep", ReadOptions(summary_rows="keep")),
        ("duplicates=drop", ReadOptions(duplicates="drop")),
        ("kind@ZIP code=text", ReadOptions(columns={"ZIP code": ColumnOptions(kind="text")})),
        ("date@a=b=mdy", ReadOptions(columns={"a=b": ColumnOptions(dates="MDY")})),
        ("missing@age=none", ReadOptions(columns={"age": ColumnOptions(missing=())})),
        ("percent@rate=written", ReadOptions(columns={"rate": ColumnOptions(percent="as written")})),
        ("unit@price=MXN", ReadOptions(columns={"price": ColumnOptions(unit="MXN")})),
    ],
)
def test_each_word_says_one_thing_and_is_said_again(word, options):
    assert read_options([word]) == options
    assert read_options(say_options(options)) == options


def test_words_add_up():
    both = read_options(["kind@a=number", "decimal@a=comma", "missing=x", "missing=y"])
    assert both == ReadOptions(also_missing=("x", "y"), columns={"a": ColumnOptions(kind="number", decimal=",")})


STRANGE = ["colour=red", "decimal", "decimal=dot", "header=first", "kind@=text", "sheet@a=b", "separator=ab", "missing=", "kind@a=colour"]


@pytest.mark.parametrize("word", STRANGE)
def test_what_cannot_be_understood_is_refused_with_its_word(word):
    with pytest.raises(ReadWordError, match=word.split("=")[0]):
        read_options([word])
