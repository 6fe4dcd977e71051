"""What this reader has loaded: the scored table and its prepared case, by domain, until deleted or the tab closes."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from payoff.workflow.decide import Case, prepare_case
from payoff.workflow.score import Scored

SAMPLE = "sample"
_LOADED = "payoff.loaded"
_DATA = "data"
"""Query parameter that says which data a link was made for: "sample" or the start of a file's fingerprint."""


@dataclass(frozen=True)
class InUse:
    """One scored table with the case prepared from it."""

    scored: Scored
    case: Case
    is_sample: bool

    @property
    def tag(self) -> str:
        """What a link calls this data."""
        return SAMPLE if self.is_sample else self.scored.digest[:12]


def put_in_use(scored: Scored, *, is_sample: bool) -> InUse:
    """Prepare the case once, so that every later question is quick."""
    return InUse(scored, prepare_case(scored), is_sample)


def keep(data: InUse) -> None:
    """Hold `data` for its domain; what was loaded there before is let go."""
    _loaded()[data.scored.domain] = data
    write_tag(data)


def loaded(domain: str) -> InUse | None:
    """What is loaded for `domain`, if anything is."""
    return _loaded().get(domain)


def forget() -> None:
    """Delete everything this reader loaded, and every figure kept from it."""
    for name in [str(key) for key in st.session_state]:
        del st.session_state[name]
    st.query_params.clear()
    st.cache_data.clear()


def asked_for() -> str | None:
    """The data a link was made for, or None when the address does not say."""
    return st.query_params.get(_DATA)


def write_tag(data: InUse) -> None:
    """Put the data's tag into the address, so that the address can be shared."""
    if asked_for() != data.tag:
        st.query_params[_DATA] = data.tag


def _loaded() -> dict[str, InUse]:
    return st.session_state.setdefault(_LOADED, {})
