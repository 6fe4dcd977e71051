"""Who may ask, how often, and how much at once."""

from __future__ import annotations

import secrets
import time

from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.requests import Request

from payoff.api.refused import RefusedError
from payoff.api.settings import Settings
from payoff.core.message import say


class Guard:
    """Keeps `settings`; counts requests in this process's memory."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def admit(self, request: Request) -> None:
        """RefusedError 429 for a client that asks too often, 401 for one without the token."""
        # Counted first, so that guessing tokens is slow too.
        client = request.client.host if request.client else "unknown"
        if not self._limiter.hit(self._settings.rate, client):
            wait = max(1, round(self._limiter.get_window_stats(self._settings.rate, client).reset_time - time.time()))
            told = say("At most {rate} are answered; ask again in {seconds} seconds.", rate=self._settings.rate, seconds=wait)
            raise RefusedError(429, told, headers={"Retry-After": str(wait)})
        if self._settings.token and not secrets.compare_digest(_token(request), self._settings.token.encode()):
            told = say("Send the token this server was started with, as “Authorization: Bearer TOKEN”.")
            raise RefusedError(401, told, headers={"WWW-Authenticate": "Bearer"})

    async def read_body(self, request: Request) -> bytes:
        """The request's content; RefusedError 413 as soon as it turns out too large."""
        most, parts, size = self._settings.most, [], 0
        async for part in request.stream():
            size += len(part)
            if size > most:
                raise RefusedError(413, say("The request holds more than the {most:,} bytes that are taken; split it.", most=most))
            parts.append(part)
        return b"".join(parts)


def _token(request: Request) -> bytes:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip().encode() if scheme.lower() == "bearer" else b""
