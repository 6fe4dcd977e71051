"""The frame around every page: navigation on top, what is in use at the side."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from payoff.ui.frame import show_frame

PAGES = Path(__file__).resolve().parents[2] / "pages"

st.set_page_config(page_title="Payoff", page_icon=":material/balance:", layout="wide", initial_sidebar_state=270)
page = st.navigation(
    [
        st.Page(PAGES / "overview.py", title="Overview", icon=":material/home:", default=True),
        st.Page(PAGES / "score.py", title="Score", icon=":material/table_rows:"),
        st.Page(PAGES / "decide.py", title="Decide", icon=":material/balance:"),
        st.Page(PAGES / "models.py", title="Models", icon=":material/deployed_code:"),
    ],
    position="top",
)
show_frame()
page.run()
