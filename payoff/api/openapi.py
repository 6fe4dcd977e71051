"""The interface described as OpenAPI 3.1, from the same tables that the answers are checked with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from payoff import __version__
from payoff.api.answers import CASE_FORMATS, FORMATS
from payoff.api.asked import JSON, TABLES
from payoff.api.refused import MIME, TITLES
from payoff.api.schemas import ANY, NUMBER, SHARE, TEXT, WHOLE, Table, build_schemas, domain_schema, resamples_schema
from payoff.domains import load_domains
from payoff.domains.term_sheet import TermSheet
from payoff.language import LANGUAGES


def describe_api(prefix: str, *, token: bool) -> Table:
    """The document; `token` says whether this server asks for one."""
    operations = {
        "/score": _post(
            "score", "Score rows with a domain's model", _table_request("ScoreRequest", _score_parameters()), _files("Scored", FORMATS)
        ),
        "/value": _post(
            "value", "Say what a scored set is worth", _table_request("ValueRequest", _value_parameters()), _files("Value", {})
        ),
        "/case": _post("case", "Evaluate a business case", {"content": _refer("CaseRequest")}, _files("Case", CASE_FORMATS)),
        "/domains": _get("domains", "The decisions there are, with their columns and assumptions", _refer("Domains")),
        "/providers": _get("providers", "Execution providers and which one is used", {JSON: {"schema": ANY}}),
        "/health": _get("health", "Whether the server answers", _refer("Health"), free=True),
    }  # fmt: skip
    document: Table = {
        "openapi": "3.1.0",
        "info": {
            "title": "Payoff", "version": __version__, "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
            "description": "Whether a model is worth money, at which decision rule, and how sure that is. Rates are fractions, "
            "money is in the domain's currency, and what is undefined is null with its reason beside it.",
        },
        "servers": [{"url": prefix}],
        "paths": operations,
        "components": {
            "schemas": build_schemas(), "responses": {f"Refused{status}": _refused(str(title)) for status, title in TITLES.items()},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"token": []}] if token else [{}, {"token": []}],
    }  # fmt: skip
    return document


def _post(name: str, summary: str, request: Table, answer: Table) -> Table:
    language = _parameter("language", {"enum": list(LANGUAGES)}, "Language of messages and reports.")
    parameters = [*request.pop("parameters", []), language]
    responses = {"200": answer} | {str(status): {"$ref": f"#/components/responses/Refused{status}"} for status in TITLES}
    body = {"required": True, **request}
    return {"post": {"operationId": name, "summary": summary, "parameters": parameters, "requestBody": body, "responses": responses}}


def _get(name: str, summary: str, content: Table, *, free: bool = False) -> Table:
    operation: Table = {"operationId": name, "summary": summary, "responses": {"200": {"description": "Done", "content": content}}}
    if free:
        return {"get": operation | {"security": []}}
    operation["responses"] |= {str(status): {"$ref": f"#/components/responses/Refused{status}"} for status in (401, 429)}
    return {"get": operation}


def _table_request(schema: str, parameters: Sequence[Table]) -> Table:
    """Keys in JSON; or the table itself, the keys then being parameters of the address."""
    file = {mime: {"schema": {"type": "string", "contentMediaType": mime}} for mime in TABLES}
    return {"parameters": list(parameters), "content": _refer(schema) | file}


def _files(schema: str, formats: Mapping[str, str]) -> Table:
    files = {mime: {"schema": {"type": "string", "contentMediaType": mime}} for name, mime in formats.items() if name != "json"}
    return {"description": "Done", "content": _refer(schema) | files}


def _refer(schema: str) -> Table:
    return {JSON: {"schema": {"$ref": f"#/components/schemas/{schema}"}}}


def _parameter(name: str, schema: Table, about: str) -> Table:
    return {"name": name, "in": "query", "schema": schema, "description": about}


_ADDRESS = "Where the request is a table: "


def _score_parameters() -> list[Table]:
    return [
        _parameter("domain", domain_schema(), f"{_ADDRESS}which decision."),
        _parameter("model", TEXT, f"{_ADDRESS}a model by name; the domain's champion without it."),
        _parameter("provider", TEXT, f"{_ADDRESS}execution provider; auto without it."),
        _parameter("format", {"enum": list(FORMATS)}, f"{_ADDRESS}how the scored rows come back; JSON without it."),
        _parameter("threshold", SHARE, f"{_ADDRESS}probability from which to act; each row's own Bayes threshold without it."),
        _settings_parameter(),
    ]


def _value_parameters() -> list[Table]:
    return [
        _parameter("domain", domain_schema(), f"{_ADDRESS}which decision."),
        _parameter("probability", TEXT, f"{_ADDRESS}column of the probability."),
        _parameter("threshold", SHARE, f"{_ADDRESS}probability from which to act."),
        _parameter("capacity", WHOLE, f"{_ADDRESS}most rows that can be acted on."),
        _parameter("today_column", TEXT, f"{_ADDRESS}column that holds today's decisions."),
        _parameter("today_rate", SHARE, f"{_ADDRESS}share of rows that today's rule acts on."),
        _parameter("seed", WHOLE, f"{_ADDRESS}seed of the resamples."),
        _parameter("resamples", resamples_schema(), f"{_ADDRESS}resamples behind the verdict."),
        _settings_parameter(),
    ]


def _settings_parameter() -> Table:
    about = f"{_ADDRESS}assumptions that differ from the defaults, as settings.NAME=VALUE."
    return _parameter("settings", {"type": "object", "additionalProperties": NUMBER}, about) | {"style": "deepObject", "explode": True}


def _refused(title: str) -> Table:
    return {"description": title, "content": {MIME: {"schema": {"$ref": "#/components/schemas/Problem"}}}}


def describe_domains() -> list[Table]:
    """What may be asked about: each domain with its columns and assumptions."""
    return [_describe_domain(sheet) for sheet in load_domains().values()]


def _describe_domain(sheet: TermSheet) -> Table:
    columns = [
        {"name": c.name, "label": c.label, "kind": c.kind, "unit": c.unit, "low": c.low, "high": c.high, "categories": list(c.categories)}
        for c in sheet.columns
    ]
    names = ("name", "label", "default", "low", "high", "unit", "source", "date", "kind")
    assumptions = [{name: getattr(a, name) for name in names} for a in sheet.assumptions]
    told = {"key": sheet.key, "title": sheet.title, "question": sheet.question, "currency": sheet.currency, "outcome": sheet.outcome}
    return told | {"columns": columns, "assumptions": assumptions}
