"""What a domain's columns and categories are called elsewhere: one TOML file for each domain, none needed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "synonyms"


@dataclass(frozen=True)
class Synonyms:
    """Other names of one column, and other words for its categories."""

    names: tuple[str, ...] = ()
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By the category they stand for."""


NONE = Synonyms()


@cache
def read_synonyms(domain: str) -> Mapping[str, Synonyms]:
    """Synonyms by column; empty for a domain nobody has written any for."""
    path = FOLDER / f"{domain}.toml"
    if not path.is_file():
        return {}
    written = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        column: Synonyms(tuple(entry.get("names", ())), {word: tuple(others) for word, others in entry.get("words", {}).items()})
        for column, entry in written.items()
    }
