"""Letting go of sessions that have ended: Streamlit itself does so only when the next reader leaves, which may be never."""

from __future__ import annotations

import asyncio
import gc
import logging

from streamlit import runtime

_LOG = logging.getLogger(__name__)

EVERY = 10.0
"""Seconds between two looks."""


async def sweep_for_ever() -> None:
    """Look for ended sessions until cancelled."""
    while True:
        await asyncio.sleep(EVERY)
        sweep()


def sweep() -> int:
    """Let go of every session that was left longer ago than server.disconnectedSessionTTL; how many there were."""
    if not runtime.exists():
        return 0
    # There is no public way to ask: a test with a real browser fails when a release of Streamlit moves this.
    manager = getattr(runtime.get_instance(), "_session_mgr", None)
    cache = getattr(getattr(manager, "_session_storage", None), "_cache", None)
    lock = getattr(manager, "_storage_lock", None)
    if cache is None or lock is None:
        _LOG.warning("Ended sessions cannot be found; they go when the next reader leaves.")
        return 0
    with lock:
        ended = cache.expire()
    for _key, info in ended:
        info.session.shutdown()
        # The server's own loop still knows the session it served last.
        info.session.session_state.clear()
    count = len(ended)
    if count:
        # A session holds itself in a circle; what was loaded in it goes with the circle.
        del ended, info
        gc.collect()
    return count
