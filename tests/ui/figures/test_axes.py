"""Ticks in the reader's language."""

import plotly.graph_objects as go
import pytest
import streamlit as st

from payoff.ui.figures.axes import nice_ticks, speak_axes
from payoff.ui.language import LANGUAGE


@pytest.fixture
def chinese():
    st.session_state[LANGUAGE] = "zh"
    yield
    del st.session_state[LANGUAGE]


@pytest.mark.parametrize(("low", "high", "ticks"), [(0.0, 100.0, [0, 20, 40, 60, 80, 100]), (-50.0, 60.0, [-50, -25, 0, 25, 50])])
def test_ticks_are_round(low, high, ticks):
    assert nice_ticks(low, high, 5) == ticks


def test_money_is_counted_in_wan(chinese):
    figure = speak_axes(go.Figure(go.Bar(orientation="h", x=[-61_345.0, 120_000.0], y=["a", "b"])))
    assert [text.replace("\u00a0", "") for text in figure.layout.xaxis.ticktext] == ["−5万", "0", "5万", "10万"]
    assert figure.layout.yaxis.ticktext is None


def test_small_numbers_and_shares_are_left_to_plotly(chinese):
    figure = go.Figure(go.Scatter(x=[0.0, 1.0], y=[0.0, 900.0]), layout={"xaxis": {"tickformat": ".0%"}})
    assert speak_axes(figure).layout.yaxis.ticktext is None
    assert figure.layout.xaxis.ticktext is None


def test_english_is_left_to_plotly():
    assert speak_axes(go.Figure(go.Scatter(x=[0, 1], y=[0, 1e6]))).layout.yaxis.ticktext is None


def test_an_axis_never_ends_up_with_a_single_tick(chinese):
    figure = go.Figure(go.Scatter(x=[0, 1], y=[-207_000.0, 212_000.0]))
    figure.update_yaxes(tickformat="~s", nticks=3)
    assert len(speak_axes(figure).layout.yaxis.tickvals) > 1
