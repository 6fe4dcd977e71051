"""A mapping as a TOML file that a person can read and mend: which column is whose, in which unit, and what its words mean."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import tomli_w

from payoff.core.message import say
from payoff.domains.keys import Keys, KeysError
from payoff.mapping.mapping import ColumnMapping, MappingError, Match

VERSION = 1
LARGEST = 1 << 20
_TOP = {"version", "domain", "header", "read", "columns"}
_COLUMN = {"from", "factor", "words", "ranges"}
HEAD = (
    "# Which column of the file stands for each of ours.\n"
    "# `from` names the file's column, `factor` is what its numbers are multiplied by, `words` gives our category for each of its words,\n"
    "# `ranges` the number, after the factor, from which on each of our categories holds (-inf: from the lowest).\n"
)


def write_mapping(mapping: ColumnMapping) -> bytes:
    """`mapping` as TOML, in our columns' order."""
    columns: dict[str, Any] = {}
    for match in mapping.matches:
        entry: dict[str, Any] = {"from": match.source}
        if match.factor != 1:
            entry["factor"] = match.factor
        if match.words:
            entry["words"] = dict(match.words)
        if match.ranges:
            entry["ranges"] = {category: low for low, category in match.ranges}
        columns[match.column] = entry
    written = {"version": VERSION, "domain": mapping.domain, "header": list(mapping.header), "read": list(mapping.read), "columns": columns}
    return (HEAD + tomli_w.dumps(written)).encode()


def read_mapping(content: Path | bytes, name: str) -> ColumnMapping:
    """The mapping in a TOML file; MappingError names the key that is wrong."""
    try:
        raw = content.read_bytes() if isinstance(content, Path) else content
        if len(raw) > LARGEST:
            raise MappingError(say("{name} is too large to be a mapping.", name=name))
        written = tomllib.loads(raw.decode("utf-8"))
    except OSError as error:
        raise MappingError(say("{name} cannot be read: {reason}.", name=name, reason=error.strerror)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise MappingError(say("{name} is not a TOML file: {reason}.", name=name, reason=error)) from error
    try:
        return _check(Keys(written, "", known=_TOP), written)
    except KeysError as error:
        raise MappingError(say("{name}: {reason}", name=name, reason=error.args[0])) from error


def _check(keys: Keys, written: dict[str, Any]) -> ColumnMapping:
    if keys.whole("version", 0, least=0, most=2**31) != VERSION:
        raise KeysError(say("version must be {version}; this release reads no other.", version=VERSION))
    columns = keys.below("columns")
    matches = []
    for column in columns.names():
        entry = columns.below(column, known=_COLUMN, short="from")
        words = entry.below("words")
        ranges = entry.below("ranges")
        found = Match(
            column, entry.text("from"), entry.number("factor", 1.0), {word: words.text(word) for word in words.names()},
            tuple(sorted((ranges.number(category, finite=False), category) for category in ranges.names())),
        )  # fmt: skip
        matches.append(found)
    return ColumnMapping(keys.text("domain"), _texts(written, "header"), tuple(matches), _texts(written, "read"))


def _texts(written: dict[str, Any], name: str) -> tuple[str, ...]:
    found = written.get(name, [])
    if not isinstance(found, list) or not all(isinstance(text, str) for text in found):
        raise KeysError(say("{name} must be a list of texts in quotes.", name=name))
    return tuple(found)
