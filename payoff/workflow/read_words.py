"""How a person says that a file is to be read otherwise: words like decimal=comma, date=dmy, missing=999:keep or kind@ZIP=text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from payoff.core.message import say
from payoff.intake.decisions import ColumnOptions, ReadOptions

KEEP = ":keep"
NONE = "none"

SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "\\t": "\t", "bar": "|", "space": " "}
DECIMALS = {"comma": ",", "point": ".", ",": ",", ".": "."}
DATES = {"dmy": "DMY", "mdy": "MDY", "ymd": "YMD"}
QUOTES = {"single": "'", "double": '"'}
ASIDE = {"aside": "set aside", "keep": "keep"}
REPEATS = {"keep": "keep", "drop": "drop"}
PERCENT = {"fractions": "fractions", "written": "as written"}
KINDS = {kind: kind for kind in ("number", "date", "yes_no", "category", "text")}

Said = ReadOptions | ColumnOptions


class ReadWordError(ValueError):
    """A word about reading cannot be understood; the message shows how to write it."""


def read_options(words: Iterable[str], start: ReadOptions | None = None) -> ReadOptions:
    """`words` as options on top of `start`; ReadWordError for one that says nothing."""
    options = start or ReadOptions()
    for word in words:
        options = _apply(options, word)
    return options


def say_options(options: ReadOptions) -> tuple[str, ...]:
    """The words that lead to `options`; read_options understands them."""
    words = [f"{topic}={_name(topic, getattr(options, field))}" for topic, field in FILE_FIELDS.items() if _is_told(options, field)]
    words += _say_missing(options, "")
    for column, said in options.columns.items():
        fields = {topic: getattr(said, field) for topic, field in COLUMN_FIELDS.items()}
        words += [f"{topic}@{column}={_name(topic, value)}" for topic, value in fields.items() if value is not None]
        words += [f"missing@{column}={NONE}"] if said.missing == () else []
        words += _say_missing(said, f"@{column}")
    return tuple(words)


def _is_told(options: ReadOptions, field: str) -> bool:
    return bool(getattr(options, field) != getattr(ReadOptions(), field))


def _say_missing(said: Said, where: str) -> list[str]:
    return [f"missing{where}={word}" for word in said.also_missing] + [f"missing{where}={word}{KEEP}" for word in said.kept]


def _name(topic: str, value: object) -> str:
    if topic == "unit" and value == "":
        return NONE
    return next((name for name, meant in NAMES.get(topic, {}).items() if meant == value), str(value))


def _apply(options: ReadOptions, word: str) -> ReadOptions:
    left, equals, value = word.rpartition("=")
    topic, at, column = left.partition("@")
    topics = COLUMN_TOPICS if at else FILE_TOPICS
    if not equals or topic not in topics or (at and not column):
        known = ", ".join(COLUMN_TOPICS if at else FILE_TOPICS)
        told = {"word": repr(word), "example": EXAMPLES[bool(at)], "known": known}
        raise ReadWordError(say("{word} says nothing about reading; write it like {example}, with one of {known}.", **told))
    if not at:
        said = topics[topic](options, value, word)
        return said if isinstance(said, ReadOptions) else options
    known_columns = dict(options.columns)
    changed = topics[topic](known_columns.get(column, ColumnOptions()), value, word)
    if isinstance(changed, ColumnOptions):
        known_columns[column] = changed
    return replace(options, columns=known_columns)


def _choice(field: str, choices: Mapping[str, str], *, other: bool = False) -> Callable[[Said, str, str], Said]:
    """A topic that takes one of `choices`, or with `other` anything else as it stands."""

    def apply(said: Said, value: str, word: str) -> Said:
        chosen = choices.get(value.casefold(), value if other and value else None)
        if chosen is None:
            raise ReadWordError(say("{word!r} must say one of {choices}.", word=word, choices=", ".join(choices)))
        return replace(said, **{field: chosen})  # type: ignore[arg-type]

    return apply


def _mark(field: str, names: Mapping[str, str]) -> Callable[[Said, str, str], Said]:
    """A topic that takes one character, by name or as it stands."""

    def apply(said: Said, value: str, word: str) -> Said:
        mark = names.get(value.casefold(), value)
        if len(mark) != 1 or mark in "\r\n\0":
            raise ReadWordError(say("{word!r} must say one character, or one of {choices}.", word=word, choices=", ".join(names)))
        return replace(said, **{field: mark})  # type: ignore[arg-type]

    return apply


def _line(said: Said, value: str, word: str) -> Said:
    if not value.isdecimal():
        raise ReadWordError(say("{word!r} must say the number of a line, 0 where none names the columns.", word=word))
    return replace(said, header_line=int(value))  # type: ignore[arg-type]


def _missing(said: Said, value: str, word: str) -> Said:
    """ "999" also means not known, "999:keep" is a value, "none" (of one column): only empty cells mean it."""
    if not value:
        raise ReadWordError(say("{word!r} must name a word or a number, such as 999 or 999:keep.", word=word))
    if value.endswith(KEEP):
        return replace(said, kept=(*said.kept, value.removesuffix(KEEP)))
    if value.casefold() == NONE and isinstance(said, ColumnOptions):
        return replace(said, missing=())
    return replace(said, also_missing=(*said.also_missing, value))


def _unit(said: Said, value: str, word: str) -> Said:
    return replace(said, unit="" if value.casefold() == NONE else value)  # type: ignore[arg-type]


FILE_TOPICS: Mapping[str, Any] = {
    "encoding": _choice("encoding", {}, other=True),
    "separator": _mark("separator", SEPARATORS),
    "quote": _mark("quote", QUOTES),
    "header": _line,
    "sheet": _choice("sheet", {}, other=True),
    "decimal": _choice("decimal", DECIMALS),
    "date": _choice("dates", DATES),
    "missing": _missing,
    "units": _choice("unit_row", ASIDE),
    "summary": _choice("summary_rows", ASIDE),
    "duplicates": _choice("duplicates", REPEATS),
}
COLUMN_TOPICS: Mapping[str, Any] = {
    "kind": _choice("kind", KINDS),
    "decimal": _choice("decimal", DECIMALS),
    "date": _choice("dates", DATES),
    "missing": _missing,
    "percent": _choice("percent", PERCENT),
    "unit": _unit,
}
NAMES: Mapping[str, Mapping[str, str]] = {
    "separator": SEPARATORS, "quote": QUOTES, "decimal": DECIMALS, "date": DATES, "units": ASIDE, "summary": ASIDE,
    "duplicates": REPEATS, "percent": PERCENT,
}  # fmt: skip
FILE_FIELDS: Mapping[str, str] = {
    "encoding": "encoding", "separator": "separator", "quote": "quote", "header": "header_line", "sheet": "sheet", "decimal": "decimal",
    "date": "dates", "units": "unit_row", "summary": "summary_rows", "duplicates": "duplicates",
}  # fmt: skip
COLUMN_FIELDS: Mapping[str, str] = {"kind": "kind", "decimal": "decimal", "date": "dates", "percent": "percent", "unit": "unit"}
EXAMPLES = ("decimal=comma", "kind@ZIP=text")
