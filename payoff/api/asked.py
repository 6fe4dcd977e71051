"""What a request asks: a table of rows, and the keys that say what to do with it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import tomli_w
from starlette.datastructures import QueryParams

from payoff.api.refused import RefusedError
from payoff.core.message import say
from payoff.domains import read_domain
from payoff.domains.keys import Keys, KeysError
from payoff.domains.own_terms import OwnTerms, read_terms
from payoff.domains.term_sheet import TermSheet
from payoff.intake.source import Source, read_source

JSON = "application/json"
TABLES: Mapping[str, str] = {
    "text/csv": "rows.csv",
    "text/tab-separated-values": "rows.tsv",
    "application/vnd.apache.parquet": "rows.parquet",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "rows.xlsx",
}
"""Kinds of table a request may hold, and what each is called in messages."""

SETTING = "settings."
"""Before the name of an assumption in an address: settings.lgd=0.6."""


class RequestError(KeysError):
    """A key of the request is wrong; the message names it."""


@dataclass(frozen=True)
class Asked:
    """`content` holds the keys, from JSON or from the address; `table` the rows as bytes with a name, where the request is a table."""

    content: Mapping[str, Any]
    table: tuple[bytes, str] | None = None

    def keys(self, known: set[str]) -> Keys:
        """The keys, each checked as it is read; RequestError where one is not among `known`."""
        return Keys(dict(self.content), "", known=known, error=RequestError)

    def rows(self) -> Source:
        """The table, or the list under `rows` as one; RequestError where there is neither."""
        content, name = self.table or (_as_csv(self.content.get("rows")), "rows.csv")
        return read_source(content, name)

    def terms(self) -> OwnTerms | None:
        """A person's own terms under `terms`, written as in a file of terms."""
        table = self.content.get("terms")
        if table is None:
            return None
        if not isinstance(table, dict):
            raise RequestError(say("{name} must be an object, written as a file of terms is.", name="terms"))
        return read_terms(_as_toml(table))

    def sheet(self) -> TermSheet:
        """The domain that is asked about; RequestError or TermSheetError says what is wrong with it."""
        return read_domain(self.keys(set(self.content)).text("domain"))


def read_asked(body: bytes, kind: str, query: QueryParams) -> Asked:
    """The request; `kind` is its Content-Type. RefusedError 400 or 415 where it cannot be read."""
    mime = kind.partition(";")[0].strip().lower()
    if mime in TABLES:
        return Asked(_read_query(query), (body, TABLES[mime]))
    if mime != JSON:
        kinds = ", ".join((JSON, *TABLES))
        raise RefusedError(415, say("The Content-Type is {kind!r}; send {kinds}.", kind=mime or "", kinds=kinds))
    try:
        content = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise RefusedError(400, say("The request is not JSON: {reason}.", reason=str(error))) from error
    if not isinstance(content, dict):
        raise RefusedError(400, say("The request must be a JSON object."))
    return Asked(content)


def _read_query(query: QueryParams) -> dict[str, Any]:
    """The address's parameters as the keys of a JSON request: those of the decision below `decision`."""
    content: dict[str, Any] = {}
    decision: dict[str, Any] = {"settings": {}}
    for name, text in query.items():
        if name == "language":
            continue
        if name.startswith(SETTING):
            decision["settings"][name.removeprefix(SETTING)] = _number(text)
        elif name in {"threshold", "today_rate", "capacity"}:
            decision[name] = _number(text)
        elif name == "today_column":
            decision[name] = text
        else:
            content[name] = _number(text) if name in {"seed", "resamples"} else text
    return content | ({"decision": decision} if decision != {"settings": {}} else {})


def _number(text: str) -> int | float | str:
    # What is no number stays text, so that the check of the key can show it.
    try:
        return int(text) if text.lstrip("-").isdecimal() else float(text)
    except ValueError:
        return text


def _as_csv(rows: Any) -> bytes:
    """A list of objects as a table: the columns are all names that occur, an absent or null value is an empty cell."""
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise RequestError(say("{name} must be a list of at least one object, each a row by column name.", name="rows"))
    text = io.StringIO(newline="")
    names = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(text, names, lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    return text.getvalue().encode()


def _cell(value: Any) -> str:
    if isinstance(value, dict | list):
        raise RequestError(say("A row holds {value!r}; a cell is a text, a number, true, false or null.", value=value))
    return "" if value is None else str(value)


def _as_toml(table: Mapping[str, Any]) -> bytes:
    try:
        return tomli_w.dumps(table).encode()
    except (TypeError, ValueError) as error:
        raise RequestError(say("{name} holds what a file of terms cannot: {reason}.", name="terms", reason=str(error))) from error
