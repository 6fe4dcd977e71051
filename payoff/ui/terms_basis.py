"""Terms from before, for the next file: those of this session, or a file of terms."""

from __future__ import annotations

import streamlit as st

from payoff.core.message import reason, say
from payoff.domains.own_terms import OwnTerms, OwnTermsError, read_terms
from payoff.ui import own
from payoff.ui.brought import Brought
from payoff.ui.language import _, speaking, spoken
from payoff.ui.show import note
from payoff.ui.upload import ask_file

LARGEST = 1
"""MB; terms are a page of text."""

_HELD = "payoff.terms.held"
_REFUSED = "payoff.terms.refused"


def choose_basis(file: Brought) -> OwnTerms | None:
    """The terms to begin with; None to begin anew. Columns they name and `file` lacks are said."""
    held: dict[str, OwnTerms] = st.session_state.setdefault(_HELD, {})
    key, known = f"own.basis.{file.digest[:8]}", {**held, **own.own_terms()}
    with st.expander(_("Begin with terms from before"), icon=":material/history:", expanded=bool(known)):
        given = ask_file(_("A file of terms (TOML)"), ["toml"], key="own.terms", largest=LARGEST)
        if given is not None and (read := _read(given.content)) is not None:
            held[read.digest] = known[read.digest] = read
            st.session_state[key] = read.digest
        if refused := st.session_state.get(_REFUSED):
            st.error(_("These terms cannot be used."), icon=":material/error:")
            st.text(spoken(refused))
        if not known:
            return None
        if st.session_state.get(key) not in {"", *known}:
            # Nothing was chosen yet, or what was chosen gave way to terms of the same title.
            st.session_state[key] = _fitting(known, file)
        chosen = st.selectbox(
            _("Terms at hand"), ["", *known], format_func=speaking(lambda key: known[key].title if key else say("none: begin anew")),
            key=key, persist_state="session",
        )  # fmt: skip
        basis = known.get(str(chosen))
        if basis is not None:
            _say_missing(basis, file)
    return basis


def _fitting(known: dict[str, OwnTerms], file: Brought) -> str:
    """The terms stated last whose columns `file` has; empty where none fits."""
    return next((key for key, terms in reversed(known.items()) if not _missing(terms, file)), "")


def _read(content: bytes) -> OwnTerms | None:
    st.session_state.pop(_REFUSED, None)
    try:
        return read_terms(content)
    except OwnTermsError as error:
        st.session_state[_REFUSED] = reason(error)
        return None


def _say_missing(basis: OwnTerms, file: Brought) -> None:
    absent = _missing(basis, file)
    if basis.outcome and basis.outcome not in file.columns:
        note(_("This file does not say how its rows turned out, so the money will be expected, not measured."))
    if absent:
        st.warning(_("These terms name columns that this file does not have; choose others below."), icon=":material/rule:")
        st.text(", ".join(absent))


def _missing(terms: OwnTerms, file: Brought) -> list[str]:
    """Columns that `terms` cannot do without and `file` lacks; the outcome is none of them."""
    named = [*terms.money_columns, terms.score.column if terms.score else ""]
    return [name for name in dict.fromkeys(named) if name and name not in file.columns]
