"""A piece of work under way beside the page, by slot: begun, watched, cancelled, and its result or failure taken in once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import streamlit as st

from payoff.core.message import reason
from payoff.intake.problems import IntakeError, Problem
from payoff.ui import jobs
from payoff.ui.format import duration, percent
from payoff.ui.language import _, spoken
from payoff.ui.problems import show_problems
from payoff.workflow.errors import EXPECTED

T = TypeVar("T")

PATIENCE = 1.2
"""Seconds the page waits itself; small files are done by then and nobody sees a progress bar."""
EVERY = 0.4
_SLOTS = "payoff.work."
_FAILURES = "payoff.failure."


@dataclass(frozen=True)
class Work:
    """What is under way; `name` is a stranger's text, `doing` says what is done with it."""

    name: str
    doing: str
    job: jobs.Job[Any]


@dataclass(frozen=True)
class Failure:
    """Why work came to nothing; `name` is a stranger's text."""

    name: str
    message: str
    problems: tuple[Problem, ...] = ()


def begin(slot: str, *, name: str, doing: str, work: Callable[[jobs.Report], object], long: bool = False) -> None:
    """Start `work` in `slot`, wait a moment for it, and run the page again; `long` work stands in a queue of its own."""
    forget_failure(slot)
    before: Work | None = st.session_state.get(_SLOTS + slot)
    if before is not None:
        # What was asked for last is what is wanted.
        before.job.cancel()
    started = Work(name, doing, jobs.start(work, long=long))
    st.session_state[_SLOTS + slot] = started
    started.job.wait(PATIENCE)
    st.rerun()


def under_way(slot: str) -> bool:
    """Whether work is under way in `slot`."""
    return _SLOTS + slot in st.session_state


def show_work(slot: str, take: Callable[[Any], None]) -> None:
    """Take in what has come of the work in `slot`, then show the work that is under way, and the failure that came last."""
    watch(slot, take)
    show_failure(slot)


def watch(slot: str, take: Callable[[Any], None]) -> None:
    """Take in what has come of the work in `slot`, or show how far it is."""
    if _collect(slot, take):
        st.rerun()
    if under_way(slot):
        _show_progress(slot)


def fail(slot: str, name: str, error: Exception) -> None:
    """Note why nothing came of the work in `slot`."""
    problems = error.problems if isinstance(error, IntakeError) else ()
    st.session_state[_FAILURES + slot] = Failure(name, reason(error), problems)


def forget_failure(slot: str) -> None:
    """What went wrong before is no longer of interest."""
    st.session_state.pop(_FAILURES + slot, None)


def has_failed(slot: str) -> bool:
    """Whether the last work in `slot` came to nothing."""
    return _FAILURES + slot in st.session_state


def show_failure(slot: str) -> None:
    """Why the last work in `slot` came to nothing and how to go on."""
    failure: Failure | None = st.session_state.get(_FAILURES + slot)
    if failure is None:
        return
    st.error(
        _("This did not work. Mend what is named below and try again; whatever was loaded before is still here."), icon=":material/error:"
    )
    st.text(spoken(failure.name))
    if failure.problems:
        show_problems(failure.problems)
    else:
        st.text(spoken(failure.message))


def cancel_all() -> None:
    """Stop whatever is under way in any slot; for callbacks."""
    for key, work in st.session_state.items():
        if str(key).startswith(_SLOTS):
            work.job.cancel()


def _collect(slot: str, take: Callable[[Any], None]) -> bool:
    work: Work | None = st.session_state.get(_SLOTS + slot)
    if work is None or not work.job.done:
        return False
    del st.session_state[_SLOTS + slot]
    try:
        take(work.job.result())
    except jobs.Cancelled:
        st.toast(_("Cancelled; nothing was changed."))
    except EXPECTED as error:
        fail(slot, work.name, error)
    return True


@st.fragment(run_every=EVERY)
def _show_progress(slot: str) -> None:
    work: Work | None = st.session_state.get(_SLOTS + slot)
    if work is None or work.job.done:
        st.rerun()
        return
    remaining = work.job.remaining()
    with st.container(border=True):
        st.text(work.name)
        if remaining is None:
            st.progress(work.job.progress, text=_("{doing}: just begun", doing=work.doing))
        else:
            done, left = percent(work.job.progress), duration(remaining)
            st.progress(work.job.progress, text=_("{doing}: {done} done, about {left} to go", doing=work.doing, done=done, left=left))
        st.button(_("Cancel"), icon=":material/close:", on_click=work.job.cancel, key=f"{_SLOTS}{slot}.cancel")
