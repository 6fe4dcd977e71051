"""The model a reader fitted to their own file: in this session's memory only, gone with it or when the reader deletes their data."""

from __future__ import annotations

import streamlit as st

from payoff.workflow.fit_bundle import FittedModel
from payoff.workflow.flow import Model

_FITTED = "payoff.fitted"


def hold_fitted(model: FittedModel) -> None:
    """Keep `model` for its domain in place of the one before."""
    st.session_state[_FITTED] = {**_all(), model.model.sheet.key: model}


def fitted_to(sha256: str) -> FittedModel | None:
    """The model fitted last to the file of this SHA-256, if any."""
    found = [model for model in _all().values() if model.sha256 == sha256]
    return found[-1] if found else None


def own_model(domain: str) -> Model | None:
    """The open model of `domain` where it was fitted in this session."""
    model = _all().get(domain)
    return None if model is None else model.model


def own_models() -> tuple[Model, ...]:
    """Every model fitted in this session, open."""
    return tuple(model.model for model in _all().values())


def _all() -> dict[str, FittedModel]:
    found: dict[str, FittedModel] = st.session_state.get(_FITTED, {})
    return found
