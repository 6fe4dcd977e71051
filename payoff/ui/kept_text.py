"""A text that no control holds by itself, kept for the session and in the address."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st


@dataclass(frozen=True)
class KeptText:
    """A text under `key`, which is its name in a link; empty while nothing was changed."""

    key: str

    @property
    def followed(self) -> bool:
        """Whether the address says something that this session has not taken up yet."""
        return self.key not in st.session_state and self.key in st.query_params

    def read(self) -> str:
        """The text: the session's, or else the link's."""
        return str(st.session_state.get(self.key, st.query_params.get(self.key, "")))

    def keep(self, text: str) -> None:
        """Hold `text` from now on; for callbacks too."""
        st.session_state[self.key] = text

    def write(self) -> None:
        """Put the text into the address, once a run, so that the address can be shared."""
        text = self.read()
        self.keep(text)
        if text != st.query_params.get(self.key, ""):
            if text:
                st.query_params[self.key] = text
            else:
                del st.query_params[self.key]
