"""What the server adds around the pages: security headers, a warm start, and words for the unforeseen."""

from __future__ import annotations

import asyncio
import importlib
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from payoff.ui.headline import read_headlines
from payoff.ui.language import _
from payoff.ui.sweeping import sweep_for_ever

_LOG = logging.getLogger(__name__)

# Streamlit's own page needs its inline start script and styles. Images from elsewhere stay shut out, so that
# text from a file could call nobody even if it were once shown as Markdown.
CONTENT_POLICY = "; ".join((
    "default-src 'self'", "script-src 'self' 'unsafe-inline'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data: blob:",
    "font-src 'self' data:", "connect-src 'self' ws: wss:", "worker-src 'self' blob:", "object-src 'none'",
    "base-uri 'self'", "form-action 'self'", "frame-ancestors 'none'",
))  # fmt: skip
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}

FIRST_NEEDED = (
    "payoff.ui.frame", "payoff.ui.cards", "payoff.ui.bring", "payoff.ui.results", "payoff.ui.decision", "payoff.ui.case_view",
    "payoff.ui.model_views", "payoff.ui.opened", "payoff.ui.scenarios",
    "plotly.graph_objs._figure", "plotly.graph_objs.layout", "plotly.offline", "plotly.tools", "PIL.Image",
)  # fmt: skip
"""Modules that the first page drawn would import; together they take longer than drawing it."""


class SecurityHeaders:
    """ASGI middleware that sets HEADERS on every HTTP response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass `scope` on; web sockets go through untouched."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self.app(scope, receive, send_with_headers)


@asynccontextmanager
async def warm_up(_: st.App) -> AsyncIterator[dict[str, Any]]:
    """Load modules and value the samples beside the start-up, so that no reader waits for them; then look after ended sessions."""
    warming = asyncio.create_task(asyncio.to_thread(_prepare))
    sweeping = asyncio.create_task(sweep_for_ever())
    yield {}
    sweeping.cancel()
    await warming


def _prepare() -> None:
    for name in FIRST_NEEDED:
        importlib.import_module(name)
    read_headlines()


def say_sorry(error: Exception) -> bool:
    """Replace a fault's traceback, which may hold a customer's row, by what the reader can do."""
    _LOG.error("A page failed.", exc_info=error)
    st.error(
        _("A fault in the program stopped this page; your file is not the cause. What you had loaded is still here."),
        icon=":material/error:",
    )
    st.text(
        _(
            "Choose the page again to go on. If it returns, send your administrator this name and the time: {name}.",
            name=type(error).__name__,
        )
    )
    return True
