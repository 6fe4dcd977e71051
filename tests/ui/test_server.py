"""What the server adds around the pages."""

from __future__ import annotations

import asyncio

from starlette.responses import PlainTextResponse
from streamlit.testing.v1 import AppTest

from payoff.ui.server import CONTENT_POLICY, HEADERS, SecurityHeaders


def answer_headers(app) -> dict[str, str]:
    """Headers of the answer `app` gives to a GET."""
    sent = []

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    asyncio.run(app({"type": "http", "method": "GET", "path": "/", "headers": []}, receive, send))
    return {name.decode(): value.decode() for name, value in sent[0]["headers"]}


def test_every_answer_carries_the_security_headers_and_keeps_its_own():
    headers = answer_headers(SecurityHeaders(PlainTextResponse("ok", headers={"etag": "x"})))
    assert {name.lower(): value for name, value in HEADERS.items()}.items() <= headers.items()
    assert headers["etag"] == "x"


def test_web_sockets_pass_untouched():
    seen = []

    async def inner(scope, receive, send):
        seen.append((scope, receive, send))

    asyncio.run(SecurityHeaders(inner)({"type": "websocket"}, "receive", "send"))
    assert seen == [({"type": "websocket"}, "receive", "send")]


def test_nobody_may_frame_the_pages_and_images_come_from_here():
    assert "frame-ancestors 'none'" in CONTENT_POLICY
    assert "img-src 'self' data: blob:" in CONTENT_POLICY


def test_a_fault_is_told_without_the_row_that_caused_it():
    def page():
        from payoff.ui.server import say_sorry

        say_sorry(ValueError("Anna Muster, 4,200 DM"))

    shown = AppTest.from_function(page, default_timeout=30).run()
    words = " ".join(element.value for kind in (shown.error, shown.text) for element in kind)
    assert "ValueError" in words
    assert "Anna" not in words
    assert not shown.exception
