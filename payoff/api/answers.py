"""The questions a program may ask, each answered by the function that the command line calls."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from payoff.api.asked import JSON, Asked, RequestError
from payoff.api.refused import plain_problem
from payoff.core.message import Message, say
from payoff.intake.problems import Problem
from payoff.language import translate
from payoff.reports.report import FORMS, write_report
from payoff.workflow.case_answer import answer_case
from payoff.workflow.case_file import DECISION, SAMPLE, check_case, read_question
from payoff.workflow.case_summary import summarise_case
from payoff.workflow.decide import Question, decide, judge, prepare_case
from payoff.workflow.decisions import Policy
from payoff.workflow.own_scores import score_own
from payoff.workflow.provenance import read_provenance
from payoff.workflow.saved_worth import SavedWorth, write_origin, write_worth
from payoff.workflow.score import Scored, answer_rows, score_upload
from payoff.workflow.scored_file import ScoredFile, read_scored
from payoff.workflow.summary import summary
from payoff.workflow.table_file import write_table
from payoff.workflow.worth import read_worth

SCORE_KEYS = {"domain", "rows", "model", "provider", "decision", "format"}
VALUE_KEYS = {"domain", "rows", "terms", "probability", "decision", "seed", "resamples"}
FORMATS: Mapping[str, str] = {"json": JSON, "csv": "text/csv; charset=utf-8", "parquet": "application/vnd.apache.parquet"}
"""How scored rows may come back."""
CASE_FORMATS: Mapping[str, str] = {"json": JSON} | {name: form.mime for name, form in FORMS.items()}
MOST_RESAMPLES = 10_000
FORMAT = "format"


@dataclass(frozen=True)
class Answer:
    """A response's content and its MIME type."""

    content: bytes
    mime: str = JSON


def score(asked: Asked, language: str) -> Answer:
    """Rows scored by a domain's model, with the decision and the expected money of each."""
    keys = asked.keys(SCORE_KEYS)
    sheet, form = asked.sheet(), keys.choice(FORMAT, tuple(FORMATS))
    model = keys.text("model") if "model" in keys else None
    scored = score_upload(asked.rows(), sheet, model=model, provider=keys.text("provider", "auto"))
    question = read_question(keys.below("decision", known={"settings", "threshold"}))
    table = answer_rows(scored, Policy(question.threshold, question.settings))
    if form != "json":
        return Answer(write_table(table, form), FORMATS[form])
    told = {
        "domain": scored.domain, "model": scored.model, "model_sha256": scored.model_sha256, "rows_read": scored.rows_read,
        "rows_rejected": scored.rows_rejected, "provider": scored.provider, "problems": _problems(scored.problems, language),
        "rejects": [] if scored.rejects is None else scored.rejects.to_pylist(), "rows": table.to_pylist(),
    }  # fmt: skip
    return Answer(_as_json(told, language))


def value(asked: Asked, language: str) -> Answer:
    """What a scored set is worth, at which threshold and how sure that is; `worth` and `origin` can be put into a case."""
    keys = asked.keys(VALUE_KEYS)
    question = replace(
        read_question(keys.below("decision", known=DECISION)), seed=keys.whole("seed", Question.seed, least=0, most=2**32 - 1),
        resamples=keys.whole("resamples", Question.resamples, least=2, most=MOST_RESAMPLES),
    )  # fmt: skip
    rows = _read_rows(asked, keys.text("probability") if "probability" in keys else None)
    case = prepare_case(rows)
    decision, judgement = decide(case, question), judge(case, question)
    saved = SavedWorth(read_worth(case, question, decision, judgement), read_provenance(rows, case, made=date.today().isoformat()))
    # A case asks with the usual resamples; what is saved for it answers that question.
    asked_later = replace(question, seed=Question.seed, resamples=Question.resamples)
    told = summary(decision, judgement) | {
        "problems": _problems(rows.problems, language), "worth": write_worth(saved.worth, asked_later), "origin": write_origin(saved),
    }  # fmt: skip
    return Answer(_as_json(told, language))


def case(asked: Asked, language: str) -> Answer:
    """A business case evaluated: the same keys, checked alike, as in a case file; or its report as a file."""
    content = dict(asked.content)
    form = asked.keys(set(content)).choice(FORMAT, tuple(CASE_FORMATS))
    content.pop(FORMAT, None)
    file = check_case(content)
    if file.data != SAMPLE and file.saved is None:
        raise RequestError(
            say("data must be {sample!r}, or worth and origin must hold what /value returned: no file is read here.", sample=SAMPLE)
        )
    answer = answer_case(file, Path())
    if form != "json":
        return Answer(write_report(answer, form, language), CASE_FORMATS[form])
    return Answer(_as_json({"title": file.title} | summarise_case(answer.result, answer.risk, file.steps), language))


def _read_rows(asked: Asked, probability: str | None) -> Scored | ScoredFile:
    terms = asked.terms()
    if terms is None:
        return read_scored(asked.rows(), asked.sheet(), probability=probability)
    if "domain" in asked.content or probability is not None:
        raise RequestError(say("terms say what is decided and which column holds the score: leave domain and probability out."))
    return score_own(asked.rows(), terms).scored


def _problems(problems: tuple[Problem, ...], language: str) -> list[dict[str, object]]:
    return [plain_problem(problem, language) for problem in problems]


def _as_json(content: Mapping[str, Any], language: str) -> bytes:
    return json.dumps(_plain(content, language), ensure_ascii=False, allow_nan=False).encode()


def _plain(value: Any, language: str) -> Any:
    """`value` as JSON holds it: messages in the reader's language, what is not a number as null, days as ISO 8601."""
    if isinstance(value, Message):
        return translate(value, language)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): _plain(part, language) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part, language) for part in value]
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name), language) for field in fields(value)}
    return value
