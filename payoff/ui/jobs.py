"""Long work beside the page: a job reports its progress, can be cancelled, and leaves one result."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

import streamlit as st

T = TypeVar("T")
Report = Callable[[float], None]
"""Takes the fraction done, 0 to 1; raises Cancelled once the reader has cancelled."""

WORKERS = 2


class Cancelled(Exception):  # noqa: N818 - not a fault: the reader asked for it
    """The reader cancelled the work."""


class TakenError(RuntimeError):
    """The result was asked for a second time, which is a mistake in the program."""


class Job(Generic[T]):
    """One piece of work under way; the page polls it and never waits long."""

    def __init__(self, work: Callable[[Report], T], executor: ThreadPoolExecutor) -> None:
        self.progress = 0.0
        self.started = time.monotonic()
        self._cancelled = threading.Event()
        self._future: Future[T] = executor.submit(work, self._report)

    @property
    def done(self) -> bool:
        """Whether there is a result, a fault or a cancellation to collect."""
        return self._future.done()

    def wait(self, seconds: float) -> bool:
        """Wait at most `seconds`; True when the work is over."""
        deadline = time.monotonic() + seconds
        while not self.done and time.monotonic() < deadline:
            time.sleep(0.01)
        return self.done

    def cancel(self) -> None:
        """Ask the work to stop at its next report."""
        self._cancelled.set()
        self._future.cancel()

    def result(self) -> T:
        """What the work returned; raises what it raised, and Cancelled when it was stopped.

        Only once: a button or a page that still knows this job must not keep a reader's file with it.
        """
        future, self._future = self._future, Future()
        self._future.set_exception(TakenError("The result was taken."))
        if self._cancelled.is_set():
            raise Cancelled
        return future.result()

    def remaining(self) -> float | None:
        """Seconds still to go at the pace so far; None before there is a pace."""
        if not 0.02 < self.progress < 1:
            return None
        return (time.monotonic() - self.started) * (1 - self.progress) / self.progress

    def _report(self, fraction: float) -> None:
        self.progress = min(max(fraction, 0.0), 1.0)
        if self._cancelled.is_set():
            raise Cancelled


def start(work: Callable[[Report], T], *, long: bool = False) -> Job[T]:
    """Start `work` on the few threads all readers share; `long` work has one of its own, so that nobody's file waits for it."""
    return Job(work, _long_executor() if long else _executor())


@st.cache_resource(show_spinner=False)
def _executor() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(WORKERS, thread_name_prefix="page-job")


@st.cache_resource(show_spinner=False)
def _long_executor() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, thread_name_prefix="page-long-job")
