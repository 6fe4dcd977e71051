"""The waterfall between two cases: it starts at one, ends at the other, and draws no stranger's markup."""

from __future__ import annotations

from dataclasses import replace

import pytest
import streamlit as st

from payoff.paths import DATA
from payoff.ui.figures.difference import MOST_BARS, ROOM, chart_difference
from payoff.ui.language import LANGUAGE
from payoff.ui.look import LIGHT
from payoff.workflow.case_answer import answer_case
from payoff.workflow.case_difference import compare_cases
from payoff.workflow.case_file import shipped_case
from payoff.workflow.saved_worth import SavedWorth


@pytest.fixture(scope="module")
def case():
    answer = answer_case(shipped_case("credit"), DATA)
    return replace(answer.file, saved=SavedWorth(answer.result.worth, answer.provenance))


def moved(case, **settings):
    return replace(case, plan=replace(case.plan, settings={**case.plan.settings, **settings}))


def bars(figure):
    """Every bar as (label, start, length), from top to bottom."""
    found = {label: (base, length) for trace in figure.data for label, base, length in zip(trace.y, trace.base, trace.x, strict=True)}
    return [(label, *found[label]) for label in figure.layout.yaxis.categoryarray[::-1]]


def test_each_bar_begins_where_the_one_before_ends(case):
    difference = compare_cases(case, moved(case, volume=15_000.0, tax=0.3, one_off=50_000.0))
    found = bars(chart_difference(difference, ("Base", "Other"), LIGHT))
    first, second = (cents / 100 for cents in difference.cents)
    assert found[0] == ("1 · Base", 0.0, first)
    assert found[-1] == ("2 · Other", 0.0, second)
    level = first
    for _, base, length in found[1:-1]:
        assert base == pytest.approx(level)
        level += length
    assert level == pytest.approx(second)


def test_what_is_small_is_drawn_as_one_bar(case):
    moves = [name for name in sorted(case.plan.spreads) if name in case.sheet.moving and case.plan.settings[name]][: MOST_BARS + 2]
    difference = compare_cases(case, moved(case, **{name: case.plan.settings[name] * 0.9 for name in moves}))
    found = bars(chart_difference(difference, ("Base", "Other"), LIGHT))
    assert len(found) == MOST_BARS + 3
    assert found[-2][0] == "2 more changes"


def test_titles_alike_are_two_bars_and_their_markup_is_text(case):
    title = "<a href='x'>Plan</a>"
    labels = [label for label, *_ in bars(chart_difference(compare_cases(case, moved(case, tax=0.3)), (title, title), LIGHT))]
    assert len(set(labels)) == 3
    assert not any("<" in label for label in labels)


def test_the_bars_say_their_money_in_the_readers_language_and_have_room_for_it(case):
    st.session_state[LANGUAGE] = "zh"
    figure = chart_difference(compare_cases(case, moved(case, volume=15_000.0)), ("Base", "Other"), LIGHT)
    del st.session_state[LANGUAGE]
    assert all("万" in text for trace in figure.data for text in trace.text)
    low, high = figure.layout.xaxis.range
    ends = [base + length for _, base, length in bars(figure)]
    assert (low, high) == (0.0, pytest.approx(max(ends) * (1 + ROOM)))
