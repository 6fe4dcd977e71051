"""One small pool of threads for all scoring jobs, shared fairly."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

QUEUED = 4
"""Batches a job keeps waiting beyond those running, so that no core idles while results are written."""


def cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def map_in_order(work: Callable[[Item], Result], items: Iterable[Item], *, threads: int | None = None) -> Iterator[Result]:
    """`work` of each item, in the order of `items`, on at most `threads` of the pool's threads (all by default).

    A job has only a few items with the pool at any time: memory stays flat, and because the pool serves first come
    first served, a small job passes a large one. Closing the generator gives up what has not begun.
    """
    window = cores() + QUEUED if threads is None or threads >= cores() else threads
    waiting: deque[Future[Result]] = deque()
    try:
        for item in items:
            waiting.append(_pool().submit(work, item))
            if len(waiting) >= window:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(cores(), thread_name_prefix="scoring")
