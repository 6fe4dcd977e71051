"""Any calculator's answer on the page, from its record alone: the finding first, its method last."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from payoff.domains.panel import Figure, Panel, Refusal
from payoff.ui.figures.panel import chart_panel
from payoff.ui.format import UNDEFINED, plain, quantity
from payoff.ui.look import Look


def show_panel(answer: Panel | Refusal, currency: str, look: Look) -> None:
    """Draw one calculator's answer in a bordered box."""
    with st.container(border=True):
        st.subheader(plain(answer.title), anchor=False)
        if isinstance(answer, Refusal):
            st.markdown(f":material/info: {plain(answer.reason)}")
        else:
            _show_answer(answer, currency, look)


def _show_answer(panel: Panel, currency: str, look: Look) -> None:
    st.markdown(f"**{plain(panel.advice)}** *({panel.basis})*")
    if panel.figures:
        with st.container(horizontal=True, gap="medium"):
            for figure in panel.figures:
                _show_figure(figure, currency)
    if panel.series:
        st.plotly_chart(
            chart_panel(panel, look),
            theme=None,
            key=f"panel.{panel.key}",
            config={"displayModeBar": False},
            alt=f"{panel.title}: {panel.advice}",
        )
    if panel.table:
        _show_table(panel)
    if panel.note:
        with st.expander("Method and limits"):
            st.markdown(plain(panel.note))


def _show_table(panel: Panel) -> None:
    table = pd.DataFrame(panel.table, columns=list(panel.header))
    numbers = {name: st.column_config.NumberColumn(format="localized") for name in table.select_dtypes("number").columns}
    st.dataframe(table, hide_index=True, placeholder=UNDEFINED, column_config=numbers, alt=panel.title)


def _show_figure(figure: Figure, currency: str) -> None:
    st.metric(plain(figure.label), quantity(figure.value, figure.unit, currency), help=plain(figure.note) or None, width="content")
