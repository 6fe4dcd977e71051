"""From a request to a response: admitted, read, answered beside the pages, refused in words."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from starlette.requests import Request
from starlette.responses import Response

from payoff.api.answers import Answer
from payoff.api.asked import Asked, read_asked
from payoff.api.guard import Guard
from payoff.api.refused import RefusedError, refuse_expected, respond
from payoff.language import LANGUAGES
from payoff.reports.report import ReportError
from payoff.scoring.pool import cores
from payoff.workflow.errors import EXPECTED

Endpoint = Callable[[Request], Awaitable[Response]]
Work = Callable[[Asked, str], Answer]


def answer_posts(guard: Guard, work: Work) -> Endpoint:
    """The endpoint that answers what is posted by `work`, in a thread of its own so that pages go on."""

    async def endpoint(request: Request) -> Response:
        language = find_language(request)
        try:
            guard.admit(request)
            asked = read_asked(await guard.read_body(request), request.headers.get("content-type", ""), request.query_params)
            answer = await asyncio.get_running_loop().run_in_executor(_pool(), work, asked, language)
        except RefusedError as refusal:
            return respond(refusal, language)
        except (*EXPECTED, ReportError) as error:
            return respond(refuse_expected(error), language)
        return Response(answer.content, media_type=answer.mime)

    return endpoint


def find_language(request: Request) -> str:
    """The language in the address, else the first known one the client accepts, else English."""
    accepted = [part.partition(";")[0].strip()[:2].lower() for part in request.headers.get("accept-language", "").split(",")]
    wanted = [request.query_params.get("language", ""), *accepted]
    return next((language for language in wanted if language in LANGUAGES), "en")


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(cores(), thread_name_prefix="api")
