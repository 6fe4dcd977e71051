"""The manifest of a model: what it needs, what it answers, how good it is and how exactly it was exported."""

from __future__ import annotations

import datetime
import tomllib
import types
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import tomli_w

from payoff.core.message import Message, say

VERSION = 1
MANIFEST_FILE = "manifest.toml"
MODEL_FILE = "model.onnx"
CARD_FILE = "card.md"
PARITY_FILE = "parity.csv"
HELD_OUT_FILE = "held-out.parquet"
"""Beside a model of a person's own file: the rows that judged it."""

FEATURES = "features"
"""Name of the graph's one input: float32 (rows, inputs)."""

FAMILIES: Mapping[str, Message] = {
    "logistic regression": say("logistic regression"),
    "gradient boosting": say("gradient boosting"),
}
TOLERANCE = 1e-5
"""How far a graph's probability may lie from scikit-learn's: below it no threshold in percent can tell them apart."""

Role = Literal["champion", "challenger"]
ROLES: tuple[Role, Role] = ("champion", "challenger")
ROLE_NAMES: Mapping[Role, Message] = {"champion": say("champion"), "challenger": say("challenger")}


class ManifestError(ValueError):
    """A manifest cannot be read; the message names the file, the entry and what is wrong with it."""


Part = Literal["", "age", "weekday", "hour"]
"""What of a date the model sees: whole days before another date, its day of the week, its hour."""

DateOrder = Literal["", "DMY", "MDY", "YMD"]


@dataclass(frozen=True)
class Input:
    """One thing the model sees, mostly a column; `seen_low` and `seen_high` are the extremes it was fitted on."""

    name: str
    kind: Literal["number", "category", "text"]
    unit: str = ""
    low: float | None = None
    high: float | None = None
    categories: tuple[str, ...] = ()
    """The vocabulary; a category's code is its position here."""
    missing: bool = True
    """Whether an empty cell is accepted."""
    seen_low: float | None = None
    seen_high: float | None = None
    source: str = ""
    """The column it is read from, where that has another name; then a date, and `part` says what is taken from it."""
    part: Part = ""
    since: str = ""
    """For an age: the date column it is counted back from, or a day (ISO)."""
    dates: DateOrder = ""
    """The order of day, month and year in the file it was fitted on, for cells that leave it open."""
    codes: tuple[float, ...] = ()
    """Numbers that meant "not known" in the file it was fitted on."""
    terms: tuple[str, ...] = ()
    """The vocabulary of a text, one feature per term."""

    @property
    def column(self) -> str:
        """The column it is read from."""
        return self.source or self.name

    @property
    def width(self) -> int:
        """Features it takes in the graph."""
        return len(self.terms) if self.kind == "text" else 1


def count_features(inputs: Iterable[Input]) -> int:
    """Columns of the graph's one input."""
    return sum(item.width for item in inputs)


def first_features(inputs: Iterable[Input]) -> tuple[int, ...]:
    """Where in the graph's input each of `inputs` begins."""
    widths = [item.width for item in inputs]
    return tuple(sum(widths[:at]) for at in range(len(widths)))


def date_columns(inputs: Iterable[Input]) -> tuple[str, ...]:
    """The columns read as dates, in order."""
    dated = [item for item in inputs if item.part]
    names = [name for item in dated for name in (item.column, item.since) if name and not is_day(name)]
    return tuple(dict.fromkeys(names))


def is_day(text: str) -> bool:
    """Whether `text` is a day rather than the name of a column."""
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


@dataclass(frozen=True)
class Metric:
    """A figure on the held-out rows with its 95 % bootstrap interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Parity:
    """The certificate: the largest |p(ONNX) − p(scikit-learn)| over `rows`, and how many of them had holes or unseen values."""

    rows: int
    worst: float
    missing_rows: int
    unseen_rows: int


@dataclass(frozen=True)
class Training:
    """What the model was fitted on, and when."""

    file: str
    sha256: str
    rows: int
    event_rate: float
    date: str
    split: str
    held_out_file: str
    held_out_rows: int


@dataclass(frozen=True)
class Manifest:
    """Everything a loader, a page or an auditor needs to know about model.onnx beside it."""

    version: int
    name: str
    """The bundle's folder."""
    domain: str
    role: Role
    family: str
    """In words: "logistic regression"."""
    event: str
    sha256: str
    """Of model.onnx."""
    output: str
    """The graph's output that is the event's probability: float32 (rows,) or (rows, 1)."""
    calibration: str
    """How probabilities were calibrated; empty when they were not."""
    inputs: tuple[Input, ...]
    training: Training
    choice: str
    """The criterion by which champion and challenger were told apart."""
    losses: Mapping[str, float]
    """That criterion by family."""
    metrics: Mapping[str, Metric]
    parity: Parity
    libraries: Mapping[str, str]


def name_family(family: str) -> str:
    """A family as `family` in a manifest begins, without its settings; one that training does not know stays as it is."""
    name = family.partition(" (")[0]
    return FAMILIES.get(name, name)


def write_manifest(manifest: Manifest, path: Path) -> None:
    """Write `manifest` as TOML; entries that are None are left out."""
    path.write_bytes(tomli_w.dumps(_without_none(asdict(manifest))).encode())


def read_manifest(path: Path) -> Manifest:
    """The manifest at `path`; ManifestError when it is absent, not TOML, or not of this shape and version."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ManifestError(say("There is no {name} in {parent}.", name=path.name, parent=path.parent)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ManifestError(say("{path} is not TOML: {error}.", path=path, error=error)) from error
    if raw.get("version") != VERSION:
        found = raw.get("version")
        raise ManifestError(say("{path} has version {found!r}; this release reads version {version}.", path=path, found=found, version=VERSION))
    return _build(Manifest, raw, str(path))


def _without_none(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _without_none(item) for key, item in value.items() if item is not None}
    if isinstance(value, (list, tuple)):
        return [_without_none(item) for item in value]
    return value


def _build(kind: Any, raw: Any, where: str) -> Any:
    """`raw` as `kind`: a dataclass, tuple, mapping, optional, literal or plain type; ManifestError says where it is not."""
    origin, arguments = get_origin(kind), get_args(kind)
    if is_dataclass(kind):
        return _build_record(kind, raw, where)
    if origin in (Union, types.UnionType):
        return _build(next(a for a in arguments if a is not type(None)), raw, where)
    if origin is tuple and isinstance(raw, list):
        return tuple(_build(arguments[0], item, f"{where}[{i}]") for i, item in enumerate(raw))
    if origin is Mapping and isinstance(raw, dict):
        return {key: _build(arguments[1], item, f"{where}.{key}") for key, item in raw.items()}
    if origin is Literal and raw in arguments:
        return raw
    if kind is float and type(raw) in (int, float):
        return float(raw)
    if kind in (int, str, bool) and type(raw) is kind:
        return raw
    raise ManifestError(say("{where} is {raw!r}, which is not {words}.", where=where, raw=raw, words=_words(kind)))


@cache
def _read_hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _build_record(kind: Any, raw: Any, where: str) -> Any:
    if not isinstance(raw, dict):
        raise ManifestError(say("{where} is {raw!r}, which is not a table.", where=where, raw=raw))
    hints = _read_hints(kind)
    if unknown := set(raw) - set(hints):
        raise ManifestError(say("{where} has entries this release does not know: {names}.", where=where, names=", ".join(sorted(unknown))))
    known = {}
    for field in fields(kind):
        if field.name in raw:
            known[field.name] = _build(hints[field.name], raw[field.name], f"{where}: {field.name}")
    try:
        return kind(**known)
    except TypeError as error:
        raise ManifestError(say("{where} is incomplete: {error}.", where=where, error=error)) from error


def _words(kind: Any) -> str:
    if get_origin(kind) is Literal:
        return say("one of {choices}", choices=", ".join(get_args(kind)))
    known = {float: say("a number"), int: say("a whole number"), str: say("text"), bool: say("true or false")}
    return known.get(kind, say("a list or table as expected"))
