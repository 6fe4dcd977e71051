"""A link that shows the same view again."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from payoff.ui.language import _


def link_here() -> str:
    """The address of this page with everything that was chosen on it."""
    chosen = urlencode([(name, value) for name in st.query_params for value in st.query_params.get_all(name)])
    return f"{st.context.url}?{chosen}" if chosen else str(st.context.url)


def show_link() -> None:
    """The link, ready to copy; it carries settings, never data."""
    with st.popover(_("Copy a link to this view"), icon=":material/link:"):
        st.caption(_("It carries your settings and names the data, but holds none of it: a file has to be loaded again."))
        st.code(link_here(), language=None, wrap_lines=True)
