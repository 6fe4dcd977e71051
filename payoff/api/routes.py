"""The addresses that programs may ask, beside the pages."""

from __future__ import annotations

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from payoff import __version__
from payoff.api import answers
from payoff.api.endpoint import Endpoint, answer_posts, find_language
from payoff.api.guard import Guard
from payoff.api.manual import write_manual
from payoff.api.openapi import describe_api, describe_domains
from payoff.api.refused import RefusedError, respond
from payoff.api.settings import Settings, read_settings
from payoff.workflow.providers import report_providers

PREFIX = "/api/v1"


def build_routes(settings: Settings | None = None) -> list[Route]:
    """Every route, kept by one guard; SettingsError where the environment says nothing usable."""
    settings = settings or read_settings()
    guard, token = Guard(settings), bool(settings.token)
    document = describe_api(PREFIX, token=token)
    posts = {"score": answers.score, "value": answers.value, "case": answers.case}
    return [
        *(Route(f"{PREFIX}/{name}", answer_posts(guard, work), methods=["POST"]) for name, work in posts.items()),
        Route(f"{PREFIX}/domains", _answer_gets(guard, describe_domains)),
        Route(f"{PREFIX}/providers", _answer_gets(guard, _providers)),
        Route(f"{PREFIX}/health", _say(JSONResponse({"status": "ok", "version": __version__}))),
        Route(f"{PREFIX}/openapi.json", _say(JSONResponse(document))),
        Route(f"{PREFIX}/docs", _say(HTMLResponse(write_manual(document, prefix=PREFIX, token=token)))),
    ]


def _answer_gets(guard: Guard, find: Callable[[], object]) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        try:
            guard.admit(request)
        except RefusedError as refusal:
            return respond(refusal, find_language(request))
        return JSONResponse(await run_in_threadpool(find))

    return endpoint


def _say(response: Response) -> Endpoint:
    async def endpoint(_: Request) -> Response:
        return response

    return endpoint


def _providers() -> dict[str, object]:
    found = report_providers()
    listed = [{"name": row.name, "installed": row.installed, "missing": row.missing} for row in found.providers]
    return {"providers": listed, "auto": found.automatic.used, "nodes": {model: dict(taken) for model, taken in found.nodes.items()}}
