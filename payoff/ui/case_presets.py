"""Customers of another kind of business, filled into the assumptions of selling at one press."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from payoff.domains.case_sheet import CaseSheet
from payoff.domains.product_presets import PRESETS
from payoff.ui.assumptions import key_of
from payoff.ui.format import plain
from payoff.ui.language import _
from payoff.ui.show import note


def show_presets(sheet: CaseSheet) -> None:
    """A button per kind of business, and one back to the case."""
    planned = {name: sheet.get(name).default for preset in PRESETS for name in preset.customers}
    note(_("Sold to customers like those of another kind of business? All magnitudes are illustrative; only Selling the model moves."))
    with st.container(horizontal=True, gap="small"):
        for preset in PRESETS:
            key = f"{sheet.key}.preset.{preset.key}"
            st.button(plain(preset.label), key=key, help=plain(preset.note), on_click=_fill, args=(sheet, preset.customers))
        st.button(_("As the case has it"), icon=":material/undo:", key=f"{sheet.key}.preset.own", on_click=_fill, args=(sheet, planned))


def _fill(sheet: CaseSheet, values: Mapping[str, float]) -> None:
    for name, value in values.items():
        st.session_state[key_of(sheet, name)] = value
