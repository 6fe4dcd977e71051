"""A model's card on the page: as it was written beside the model in English, written anew in any other language."""

from __future__ import annotations

import streamlit as st

from payoff.domains.manifest import Manifest
from payoff.domains.term_sheet import TermSheet
from payoff.language import ENGLISH
from payoff.training.card import write_card
from payoff.ui.language import current_language, spoken


def show_model_card(card: str, manifest: Manifest, sheet: TermSheet) -> None:
    """The card under headings small enough for a tab; what comes from a reader's file is escaped where the card is written."""
    text = card if current_language() == ENGLISH else spoken(write_card(manifest, sheet))
    st.markdown(text.replace("\n## ", "\n#### ").replace("# ", "### ", 1))
