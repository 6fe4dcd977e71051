"""The pages there are, in the order of the reader's work."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from payoff.core.message import say
from payoff.ui.language import _

_FOLDER = Path(__file__).resolve().parents[2] / "pages"
_ICONS = {
    "overview": "home", "bring": "upload_file", "score": "table_rows", "decide": "balance", "case": "account_balance",
    "models": "deployed_code", "scenarios": "folder_open",
}  # fmt: skip
_TITLES = {
    "overview": say("Overview"), "bring": say("Your file"), "score": say("Score"), "decide": say("Decide"), "case": say("Case"),
    "models": say("Models"), "scenarios": say("Scenarios"),
}  # fmt: skip


def list_pages() -> list[StreamlitPage]:
    """Every page, the first being where the reader arrives."""
    return [find_page(name) for name in _ICONS]


def find_page(name: str) -> StreamlitPage:
    """The page called `name`, to link or switch to."""
    return st.Page(_FOLDER / f"{name}.py", title=_(_TITLES[name]), icon=f":material/{_ICONS[name]}:", default=name == next(iter(_ICONS)))
