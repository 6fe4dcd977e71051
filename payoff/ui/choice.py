"""A choice kept in the address by its code, so that a link reads alike in every language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from payoff.ui.language import spoken


@dataclass(frozen=True)
class Choice:
    """What may be chosen under `key`: names by code; `default` is a code."""

    key: str
    names: Mapping[Any, str]
    default: Any

    def pick(self, label: str, about: str | None = None) -> Any:
        """The code chosen from a list."""
        self._follow_address()
        said = self._speak()
        chosen = st.selectbox(label, list(said), format_func=said.__getitem__, key=self.key, help=about, persist_state="session")
        return self._keep(chosen)

    def press(self, label: str) -> Any:
        """The code chosen from a row of pills."""
        self._follow_address()
        said = self._speak()
        chosen = st.pills(
            label, list(said), format_func=said.__getitem__, key=self.key, required=True, label_visibility="collapsed",
            persist_state="session",
        )  # fmt: skip
        return self._keep(chosen)

    def _speak(self) -> dict[Any, str]:
        return {code: spoken(name) for code, name in self.names.items()}

    def _follow_address(self) -> None:
        """Start from the link, by code or by English name, or the default; a choice that has gone since falls back to the default."""
        codes = {str(name): code for code, name in self.names.items()} | {str(code): code for code in self.names}
        if self.key not in st.session_state:
            st.session_state[self.key] = codes.get(st.query_params.get(self.key, ""), self.default)
        elif st.session_state[self.key] not in self.names:
            st.session_state[self.key] = self.default

    def _keep(self, chosen: Any) -> Any:
        # Not bound to the address by Streamlit: that would write the name there, which changes with the language.
        if chosen != self.default:
            st.query_params[self.key] = str(chosen)
        elif self.key in st.query_params:
            del st.query_params[self.key]
        return chosen
