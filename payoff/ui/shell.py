"""The frame around every page: navigation on top, what is in use at the side."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from payoff.ui.frame import show_frame
from payoff.ui.navigation import list_pages
from payoff.ui.opened import follow_scenario

st.set_page_config(page_title="Payoff", page_icon=str(Path(__file__).with_name("icon.svg")), layout="wide", initial_sidebar_state=270)
page = st.navigation(list_pages(), position="top")
follow_scenario()
show_frame()
page.run()
