"""Any calculator's answer on the page, from its record alone: the finding first, its method last."""

from __future__ import annotations

import streamlit as st

from payoff.core.message import capital
from payoff.core.wording import say_basis
from payoff.domains.panel import Figure, Panel, Refusal
from payoff.ui.figures.panel import chart_panel
from payoff.ui.format import UNDEFINED, plain, quantity
from payoff.ui.language import _, spoken
from payoff.ui.look import Look
from payoff.ui.show import plot, tabulate, typeset


def show_panel(answer: Panel | Refusal, currency: str, look: Look) -> None:
    """Draw one calculator's answer in a bordered box."""
    with st.container(border=True):
        st.subheader(plain(answer.title), anchor=False)
        if isinstance(answer, Refusal):
            st.markdown(f":material/info: {plain(answer.reason)}")
        else:
            _show_answer(answer, currency, look)


def _show_answer(panel: Panel, currency: str, look: Look) -> None:
    st.markdown(f"**{plain(panel.advice)}** *({_(say_basis(panel.basis))})*")
    if panel.figures:
        with st.container(horizontal=True, gap="medium"):
            for figure in panel.figures:
                _show_figure(figure, currency)
    if panel.series:
        plot(chart_panel(panel, look), _("{title}: {advice}", title=panel.title, advice=panel.advice), key=f"panel.{panel.key}")
    if panel.table:
        _show_table(panel)
    if panel.note:
        with st.expander(_("Method and limits")):
            st.markdown(plain(panel.note))


def _show_table(panel: Panel) -> None:
    table = tabulate(panel.table, [capital(name) for name in panel.header])
    st.dataframe(typeset(table), hide_index=True, placeholder=_(UNDEFINED), alt=spoken(panel.title))


def _show_figure(figure: Figure, currency: str) -> None:
    st.metric(plain(figure.label), spoken(quantity(figure.value, figure.unit, currency)), help=plain(figure.note) or None, width="content")
