"""Terms from before, for the next file: those of this session, or a file of terms."""

from __future__ import annotations

import streamlit as st

from payoff.core.message import say
from payoff.domains.own_terms import OwnTerms, OwnTermsError, read_terms
from payoff.ui import own
from payoff.ui.brought import Brought
from payoff.ui.language import _, excuse, speaking
from payoff.ui.show import note

_UPLOADED = "payoff.terms.uploaded"


def choose_basis(file: Brought) -> OwnTerms | None:
    """The terms to begin with; None to begin anew. Columns they name and `file` lacks are said."""
    known = own.own_terms()
    uploaded: OwnTerms | None = st.session_state.get(_UPLOADED)
    with st.expander(_("Begin with terms from before"), icon=":material/history:", expanded=bool(known) or uploaded is not None):
        given = st.file_uploader(_("A file of terms (TOML)"), type=["toml"], key="own.terms")
        uploaded = _read(given.getvalue()) if given is not None else None
        st.session_state[_UPLOADED] = uploaded
        keys = ["", *known]
        chosen = ""
        if known and uploaded is None:
            chosen = st.selectbox(
                _("Terms of this session"), keys, keys.index(_fitting(known, file)),
                format_func=speaking(lambda key: known[key].title if key else say("none: begin anew")),
                key=f"own.basis.{file.digest[:8]}", persist_state="session",
            )  # fmt: skip
        basis = uploaded or known.get(chosen)
        if basis is not None:
            _say_missing(basis, file)
    return basis


def _fitting(known: dict[str, OwnTerms], file: Brought) -> str:
    """The terms stated last whose columns `file` has; empty where none fits."""
    return next((key for key, terms in reversed(known.items()) if not _missing(terms, file)), "")


def _read(content: bytes) -> OwnTerms | None:
    try:
        return read_terms(content)
    except OwnTermsError as error:
        st.error(_("These terms cannot be used."), icon=":material/error:")
        st.text(excuse(error))
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
