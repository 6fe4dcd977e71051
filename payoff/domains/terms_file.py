"""Own terms as a file that a person can read, change and give to the next file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomli_w

from payoff.core.message import say
from payoff.domains.keys import Keys
from payoff.domains.own_record import AMOUNTS, CORRECTIONS, SCALES, Amount, OwnTerms, OwnTermsError, OwnWords, ScoreColumn, check_terms
from payoff.domains.term_sheet import Column

TERMS_FILE = "terms.toml"
"""Beside a bundle that was fitted on a person's own file."""

MOST_POINTS = 1_000
LARGEST = 1_000_000
"""Bytes; terms are a page of text."""

_TOP = {"title", "currency", "key", "stated", "identifier", "words", "outcome", "worth", "score", "columns"}
_WORDS = {"row", "rows", "event", "act", "leave"}
_COLUMN = {"name", "label", "kind", "unit", "low", "high", "categories", "missing", "whole"}
_KINDS = ("number", "category", "text")


def read_terms(file: Path | bytes) -> OwnTerms:
    """Terms from a TOML file or its content; OwnTermsError names the key that is wrong."""
    name = file.name if isinstance(file, Path) else say("The file")
    try:
        content = file.read_bytes() if isinstance(file, Path) else file
        if len(content) > LARGEST:
            raise OwnTermsError(say("{name} is too large for terms, which are a page of text.", name=name))
        table = tomllib.loads(content.decode("utf-8-sig").replace("\r\n", "\n"))
    except OSError as error:
        raise OwnTermsError(say("{name} cannot be read: {reason}.", name=name, reason=error.strerror)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise OwnTermsError(say("{name} is not a TOML file: {reason}.", name=name, reason=str(error))) from error
    return check_terms(_read_table(table))


def write_terms(terms: OwnTerms) -> bytes:
    """`terms` as TOML, which read_terms reads back unchanged."""
    table: dict[str, Any] = {"title": terms.title, "currency": terms.currency}
    table |= {name: getattr(terms, name) for name in ("key", "stated", "identifier") if getattr(terms, name)}
    table["words"] = {name: getattr(terms.words, name) for name in sorted(_WORDS) if getattr(terms.words, name)}
    if terms.outcome:
        table["outcome"] = {"column": terms.outcome, "event": terms.event_value}
        if terms.other_value:
            table["outcome"]["other"] = terms.other_value
    table["worth"] = {name: _write_amount(terms.amount(name)) for name in AMOUNTS}
    if (score := terms.score) is not None:
        table["score"] = {"column": score.column, "scale": score.scale, "riskier": score.riskier, "correction": score.correction}
        if score.points:
            table["score"]["points"] = [list(point) for point in score.points]
    if terms.features:
        table["columns"] = [_write_column(column) for column in terms.features]
    return tomli_w.dumps(table).encode()


def _read_table(table: Mapping[str, Any]) -> OwnTerms:
    keys = Keys(dict(table), "", known=_TOP, error=OwnTermsError)
    words, outcome, worth = keys.below("words", known=_WORDS), keys.below("outcome", known={"column", "event", "other"}), keys.below("worth", known=set(AMOUNTS))
    if "outcome" in keys:
        outcome.text("column"), outcome.text("event")
    return OwnTerms(
        title=keys.text("title"), currency=keys.text("currency"), key=keys.text("key", ""), stated=keys.text("stated", ""),
        identifier=keys.text("identifier", ""), words=OwnWords(**{name: words.text(name) for name in words.names()}),
        outcome=outcome.text("column", ""), event_value=outcome.text("event", ""), other_value=outcome.text("other", ""),
        acting=_read_amount(worth, "acting"), hit=_read_amount(worth, "hit"), false_alarm=_read_amount(worth, "false_alarm"),
        miss=_read_amount(worth, "miss"), passing=_read_amount(worth, "passing"),
        score=_read_score(keys) if "score" in keys else None,
        features=tuple(_read_column(entry) for entry in keys.rows("columns", known=_COLUMN)),
    )  # fmt: skip


def _read_amount(worth: Keys, name: str) -> Amount:
    if not worth.holds_table(name):
        return Amount(worth.number(name, 0.0))
    entry = worth.below(name, known={"column", "times"})
    return Amount(0.0, entry.text("column"), entry.number("times", 1.0))


def _write_amount(amount: Amount) -> float | dict[str, Any]:
    return {"column": amount.column, "times": amount.times} if amount.column else amount.number


def _read_score(keys: Keys) -> ScoreColumn:
    entry = keys.below("score", known={"column", "scale", "riskier", "correction", "points"})
    return ScoreColumn(
        entry.text("column"), entry.choice("scale", SCALES), entry.choice("riskier", ("higher", "lower")),
        entry.choice("correction", CORRECTIONS), entry.points("points", most=MOST_POINTS),
    )  # fmt: skip


def _read_column(entry: Keys) -> Column:
    low, high = (entry.number(end) if end in entry else None for end in ("low", "high"))
    return Column(
        entry.text("name"), entry.text("label", entry.text("name")), entry.choice("kind", _KINDS), entry.text("unit", ""), low, high,
        entry.texts("categories"), feature=True, missing=entry.flag("missing", True), whole=entry.flag("whole", False),
    )  # fmt: skip


def _write_column(column: Column) -> dict[str, Any]:
    written: dict[str, Any] = {"name": column.name, "label": column.label, "kind": column.kind}
    written |= {name: value for name in ("unit", "low", "high") if (value := getattr(column, name)) not in ("", None)}
    if column.categories:
        written["categories"] = list(column.categories)
    return written | {"missing": column.missing, "whole": column.whole}
