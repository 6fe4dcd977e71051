"""Text and charts on the page: plain text stays plain, and every chart has its alternative text and one sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from pandas.io.formats.style import Styler

from payoff.ui.figures.axes import speak_axes
from payoff.ui.format import MINUS, plain
from payoff.ui.language import spoken
from payoff.ui.look import Look, look_of

MOST_DECIMALS = 3
_CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}


def current_look() -> Look:
    """The look that fits the browser's theme."""
    return look_of(st.context.theme.type)


def line(text: str) -> None:
    """A sentence, shown as it is."""
    st.markdown(plain(text))


def note(text: str) -> None:
    """A remark in small print, shown as it is."""
    st.caption(plain(text))


def warn(text: str) -> None:
    """A caution, shown as it is."""
    st.warning(plain(text), icon=":material/warning:")


def tell(label: str, value: str, below: str = "", *, about: str = "", border: bool = False) -> None:
    """A number worth reading by itself, with what qualifies it `below` and more `about` it on demand."""
    st.metric(
        plain(label), plain(value), delta=plain(below) or None, delta_color="off", delta_arrow="off",
        help=plain(about) or None, border=border, height="stretch" if border else "content",
    )  # fmt: skip


def draw(figure: go.Figure, sentence: str, *, key: str) -> None:
    """A chart with the sentence that says what to do with it, which is also its alternative text."""
    line(sentence)
    plot(figure, sentence, key=key)


def plot(figure: go.Figure, alt: str, *, key: str) -> None:
    """A chart alone, with its alternative text."""
    st.plotly_chart(speak_axes(figure), theme=None, config=_CONFIG, key=key, alt=spoken(alt))


def tabulate(rows: Iterable[Mapping[str, Any] | Sequence[Any]], columns: Sequence[str] | None = None) -> pd.DataFrame:
    """`rows` as a table in the reader's language: headings and cells that are messages are translated, the rest stands as it is."""
    said = [_speak_row(row) for row in rows]
    return pd.DataFrame(said, columns=None if columns is None else [spoken(name) for name in columns])


def typeset(table: pd.DataFrame, forms: Mapping[str, Callable[[float], str]] | None = None) -> Styler:
    """`table` with its numbers written as in text, a true minus and as many decimals as their column needs; they still sort as numbers.

    `forms` write some columns their own way. An empty cell is left to the table's placeholder.
    """
    numbers = {str(name): _decimals(table[name]) for name in table.select_dtypes("number").columns}
    return table.style.format(
        {**{name: partial(_set_number, places=places) for name, places in numbers.items()}, **(forms or {})}, na_rep=""
    )


def _decimals(numbers: pd.Series) -> int:
    """How many decimals, at most MOST_DECIMALS, show every number of a column."""
    exact = numbers.round(MOST_DECIMALS)
    return next((places for places in range(MOST_DECIMALS) if numbers.round(places).equals(exact)), MOST_DECIMALS)


def _set_number(number: float, places: int) -> str:
    text = f"{number:,.{places}f}"
    return (text if text.strip("-0.") else text.lstrip("-")).replace("-", MINUS)


def _speak_row(row: Mapping[str, Any] | Sequence[Any]) -> dict[str, Any] | list[Any]:
    if isinstance(row, Mapping):
        return {spoken(name): _speak_cell(cell) for name, cell in row.items()}
    return [_speak_cell(cell) for cell in row]


def _speak_cell(cell: Any) -> Any:
    return spoken(cell) if isinstance(cell, str) else cell
