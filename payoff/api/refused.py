"""Why a request got no answer, as RFC 9457 problem details."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from starlette.responses import Response

from payoff.core.message import reason, say
from payoff.intake.problems import IntakeError, Problem
from payoff.language import translate

MIME = "application/problem+json"

TITLES: Mapping[int, str] = {
    400: say("The request cannot be read"),
    401: say("A token is needed"),
    413: say("The request is too large"),
    415: say("This kind of content is not read"),
    422: say("The request cannot be answered"),
    429: say("Too many requests"),
}


class RefusedError(Exception):
    """A request that gets no answer: the HTTP status, and the message for the person behind it."""

    def __init__(self, status: int, detail: str, *, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status, self.headers = status, dict(headers or {})
        self.problems: Sequence[Problem] = ()


def refuse_expected(error: Exception) -> RefusedError:
    """The refusal of a request whose content cannot be used; a file's problems stay apart."""
    refusal = RefusedError(422, reason(error))
    refusal.problems = error.problems if isinstance(error, IntakeError) else ()
    return refusal


def respond(refusal: RefusedError, language: str) -> Response:
    """The refusal as a response in the reader's language."""
    content: dict[str, object] = {
        "type": "about:blank",
        "title": translate(TITLES[refusal.status], language),
        "status": refusal.status,
        "detail": translate(reason(refusal), language),
    }
    if refusal.problems:
        content["problems"] = [plain_problem(problem, language) for problem in refusal.problems]
    return Response(json.dumps(content, ensure_ascii=False), refusal.status, refusal.headers, MIME)


def plain_problem(problem: Problem, language: str) -> dict[str, object]:
    """A file's problem as JSON holds it."""
    return {
        "kind": problem.kind, "severity": problem.severity, "message": translate(problem.message, language),
        "fix": translate(problem.fix, language), "column": problem.column, "rows": list(problem.rows), "count": problem.count,
        "value": problem.value,
    }  # fmt: skip
