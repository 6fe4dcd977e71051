"""A scenario as it is kept, and what may be said when it cannot be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Plain = Mapping[str, Any]
"""Text, numbers, booleans, lists and tables of them: what TOML and JSON both hold."""


class StoreError(Exception):
    """The store cannot be used; the message says where it is and what to do."""


class MissingScenarioError(StoreError):
    """There is no such scenario, or it was deleted."""


class ConflictError(StoreError):
    """Somebody else saved the scenario meanwhile; `theirs` is what stands in the store now."""

    def __init__(self, message: str, theirs: Scenario) -> None:
        super().__init__(message)
        self.theirs = theirs


@dataclass(frozen=True)
class Draft:
    """A scenario to be saved: `content` is the case as its file holds it, `result` the figures it led to."""

    domain: str
    title: str
    author: str
    note: str
    content: Plain
    result: Plain
    app_version: str
    data_sha256: str = ""
    model_sha256: str = ""


@dataclass(frozen=True)
class Entry:
    """A scenario's line in a list. `key` cannot be guessed; `revision` counts from 1 and rises with every change."""

    key: str
    revision: int
    domain: str
    title: str
    author: str
    note: str
    result: Plain
    app_version: str
    data_sha256: str
    model_sha256: str
    created: datetime
    """UTC, as is `saved`."""
    saved: datetime


@dataclass(frozen=True)
class Scenario:
    """A whole scenario."""

    entry: Entry
    content: Plain = field(repr=False)
