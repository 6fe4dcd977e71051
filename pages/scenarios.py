"""Scenarios: cases that were saved, to open, compare, share, copy and delete."""

import streamlit as st

from payoff.ui.language import _
from payoff.ui.scenarios import show_scenarios

st.title(_("Scenarios"), anchor=False)
show_scenarios()
