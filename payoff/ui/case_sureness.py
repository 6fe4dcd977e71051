"""What the odds on the Case page rest on: the range of every assumption, and which of them move together."""

from __future__ import annotations

import streamlit as st

from payoff.ui.case_ranges import show_ranges
from payoff.ui.case_together import read_together, show_together
from payoff.ui.language import _
from payoff.workflow.business_case import CasePlan
from payoff.workflow.case_file import CaseFile
from payoff.workflow.worth import Worth


def show_sureness(file: CaseFile, plan: CasePlan, worth: Worth) -> None:
    """Both places where uncertainty is stated; what is set there is drawn anew at once."""
    sheet, correlations = file.sheet, read_together(file)
    st.subheader(_("How far each number may move"), anchor=False)
    show_ranges(sheet, plan.settings, worth)
    with st.expander(_("What moves together ({n})", n=len(correlations)), icon=":material/link:", expanded=bool(correlations)):
        show_together(file, correlations, plan.spreads)
