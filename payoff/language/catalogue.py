"""The catalogues: Babel's .po files, read as they are committed, so that nothing has to be compiled first."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent


def catalogue_path(language: str) -> Path:
    """Where the catalogue of `language` lies, in gettext's own layout."""
    return FOLDER / language / "LC_MESSAGES" / "payoff.po"


def open_catalogue(language: str) -> Catalog:
    """The catalogue with its comments and flags, as an editor sees it; empty for a language that has none."""
    path = catalogue_path(language)
    if not path.exists():
        return Catalog(language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


@cache
def read_catalogue(language: str) -> Mapping[str, str]:
    """Translation by template: what is empty or marked fuzzy, and so not yet fit to be read, is left out."""
    return {str(found.id): str(found.string) for found in open_catalogue(language) if found.id and found.string and not found.fuzzy}
