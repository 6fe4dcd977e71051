"""The shapes of what is sent and returned, as JSON Schema."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

from payoff.api.answers import CASE_FORMATS, FORMATS, MOST_RESAMPLES
from payoff.domains import load_domains
from payoff.workflow.case import Basis
from payoff.workflow.case_file import FILE_KEYS

Table = dict[str, Any]

TEXT: Table = {"type": "string"}
NUMBER: Table = {"type": "number"}
WHOLE: Table = {"type": "integer", "minimum": 0}
SHARE: Table = {"type": "number", "minimum": 0, "maximum": 1}
ANY: Table = {"type": "object"}


def build_schemas() -> Table:
    """Every schema by name."""
    rows = {"type": "array", "minItems": 1, "items": {"type": "object"}, "description": "One object per row, by column name."}
    settings = {"type": "object", "additionalProperties": NUMBER, "description": "Assumptions by name; /domains lists them."}
    decision = _object({
        "settings": settings, "threshold": NUMBER, "capacity": WHOLE, "today_column": TEXT, "today_rate": NUMBER,
    }, closed=True)  # fmt: skip
    policy = _object({"settings": settings, "threshold": NUMBER}, closed=True)
    told = dict.fromkeys(("kind", "severity", "message", "fix"), TEXT)
    placed = {"column": _or_null(TEXT), "rows": {"type": "array", "items": WHOLE}, "count": WHOLE, "value": _or_null(TEXT)}
    return {
        "ScoreRequest": _object({
            "domain": domain_schema(), "rows": rows, "model": TEXT, "provider": TEXT, "decision": policy, "format": {"enum": list(FORMATS)},
        }, required=("domain", "rows"), closed=True),
        "ValueRequest": _object({
            "domain": domain_schema(), "terms": ANY | {"description": "Own terms in place of a domain, written as a file of terms."},
            "rows": rows, "probability": TEXT, "decision": decision, "seed": WHOLE, "resamples": resamples_schema(),
        }, required=("rows",), closed=True),
        "CaseRequest": {
            "type": "object",
            "description": "The keys of a case file; data is “sample”, or worth and origin hold what /value returned.",
            "properties": dict.fromkeys(sorted(FILE_KEYS), True) | {"format": {"enum": list(CASE_FORMATS)}},
            "additionalProperties": False,
        },
        "Scored": _object({
            "domain": TEXT, "model": TEXT, "model_sha256": TEXT, "rows_read": WHOLE, "rows_rejected": WHOLE,
            "provider": _object({"requested": TEXT, "used": TEXT, "reason": TEXT}),
            "problems": {"type": "array", "items": {"$ref": "#/components/schemas/FileProblem"}},
            "rejects": {"type": "array", "items": ANY}, "rows": {"type": "array", "items": ANY},
        }, required=("rows", "rows_read", "rows_rejected", "model_sha256")),
        "Value": _object(
            {"value": NUMBER, "basis": {"enum": list(get_args(Basis))}, "verdict": {}, "missing": ANY, "worth": ANY, "origin": ANY},
            required=("value", "basis", "worth", "origin"),
        ),
        "Health": _object({"status": TEXT, "version": TEXT}, required=("status",)),
        "Case": _object({"title": TEXT}, required=("title",)),
        "Domains": {"type": "array", "items": _object({"key": TEXT, "title": TEXT, "columns": _list(), "assumptions": _list()})},
        "FileProblem": _object(told | placed, required=("kind", "message", "fix")),
        "Problem": _object(
            {"type": TEXT, "title": TEXT, "status": {"type": "integer"}, "detail": TEXT,
             "problems": {"type": "array", "items": {"$ref": "#/components/schemas/FileProblem"}}},
            required=("type", "title", "status", "detail"),
        ),
    }  # fmt: skip


def _object(properties: Table, *, required: Sequence[str] = (), closed: bool = False) -> Table:
    described: Table = {"type": "object", "properties": properties}
    if required:
        described["required"] = list(required)
    return described | ({"additionalProperties": False} if closed else {})


def _or_null(schema: Table) -> Table:
    return {"anyOf": [schema, {"type": "null"}]}


def _list() -> Table:
    return {"type": "array", "items": ANY}


def domain_schema() -> Table:
    """A domain by key."""
    return {"type": "string", "examples": list(load_domains())}


def resamples_schema() -> Table:
    """How many resamples may be asked for."""
    return {"type": "integer", "minimum": 2, "maximum": MOST_RESAMPLES}
