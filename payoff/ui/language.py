"""What the reader's language makes of the product's text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from payoff.core.message import Message, reason, say
from payoff.language import ENGLISH, LANGUAGES, translate

LANGUAGE = "language"
"""The language chosen, in the page's state and in the address."""


def current_language() -> str:
    """The language this reader chose, or else the link; English where neither says."""
    chosen = st.session_state.get(LANGUAGE) or st.query_params.get(LANGUAGE)
    return str(chosen) if chosen in LANGUAGES else ENGLISH


def pick_language() -> None:
    """The switch between languages, each under its own name; the choice is kept in the address."""
    st.session_state.setdefault(LANGUAGE, current_language())
    # Not bound to the address by Streamlit: that would write a language's name there, not its key.
    chosen = st.segmented_control(
        _("Language"), list(LANGUAGES), format_func=LANGUAGES.__getitem__, key=LANGUAGE, required=True, persist_state="session",
        label_visibility="collapsed",
    )  # fmt: skip
    if chosen != st.query_params.get(LANGUAGE, ENGLISH):
        st.query_params[LANGUAGE] = current_language()


def spoken(text: str) -> str:
    """A message in the reader's language; any other text, which may be a stranger's, as it is."""
    return translate(text, current_language()) if isinstance(text, Message) else text


def speaking(name: Callable[[Any], str]) -> Callable[[Any], str]:
    """How to call the options of a choice, in the language of this run: Streamlit may ask again outside of one."""
    language = current_language()

    def call(option: Any) -> str:
        text = name(option)
        return translate(text, language) if isinstance(text, Message) else text

    return call


def excuse(error: BaseException) -> str:
    """What an exception says for people, in the reader's language."""
    return _(reason(error))


def _(text: str, **values: object) -> str:
    """`text` in the reader's language: a message from below, or a template of this room with its values."""
    return translate(text if isinstance(text, Message) else say(text, **values), current_language())
