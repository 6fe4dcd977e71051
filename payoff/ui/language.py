"""What the reader's language makes of the product's text."""

from __future__ import annotations

import streamlit as st

from payoff.core.message import Message, say
from payoff.language import LANGUAGES, translate

LANGUAGE = "language"
"""The language chosen, in the page's state and in the address."""


def current_language() -> str:
    """The language this reader chose; English until one is chosen."""
    chosen = st.session_state.get(LANGUAGE, "en")
    return chosen if chosen in LANGUAGES else "en"


def _(text: str, **values: object) -> str:
    """`text` in the reader's language: a message from below, or a template of this room with its values."""
    return translate(text if isinstance(text, Message) else say(text, **values), current_language())
