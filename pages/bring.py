"""Your file: any table is read, what was recognised is shown, and one of four ways leads on to a decision."""

import streamlit as st

from payoff.ui.bring import show_bring
from payoff.ui.language import _

st.title(_("Your file"), anchor=False)
show_bring()
