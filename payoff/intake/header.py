"""The header of a CSV: which record it is, which separator it uses, and whether it names what is needed."""

from __future__ import annotations

import csv
import difflib
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace

from payoff.core.message import say
from payoff.intake.contract import Contract
from payoff.intake.problems import IntakeError, Problem, refuse, shorten
from payoff.intake.text import Readable

SEPARATORS = (",", ";", "\t", "|")

LONGEST_HEADER = 1 << 20
"""Bytes of a header line; longer ones are not a table's."""

MOST_COLUMNS = 2_000

LISTED = 10
"""Names quoted in one message."""


@dataclass(frozen=True)
class Header:
    """A CSV's header record as written, the separator it is read with, and what it yields."""

    record: str
    """With its line end; blank lines above it included."""
    separator: str
    names: tuple[str, ...]
    size: int
    """Bytes it takes up, as UTF-8."""

    @property
    def lines(self) -> int:
        """Lines of the file that the header takes up."""
        return self.record.count("\n") + (self.size > 0 and not self.record.endswith("\n"))


def read_header(stream: Readable, name: str, *, complete: bool) -> Header:
    """The first record of `stream` (UTF-8); `complete` says that nothing follows what the stream holds."""
    start = stream.read()
    record = _first_record(start)
    if len(record) > LONGEST_HEADER or (not complete and len(record) == len(start)):
        raise refuse(
            "long_header",
            say("The first line of {name!r} is longer than {most} MB.", name=name, most=LONGEST_HEADER >> 20),
            say("The first line must name the columns, one line per row below it."),
        )
    text = record.decode("utf-8", errors="replace")
    if not text.strip():
        raise refuse("empty", say("{name!r} holds no header.", name=name), say("The first line must name the columns."))
    return choose_separator(Header(text, ",", (), len(record)), ())


def choose_separator(header: Header, wanted: Collection[str]) -> Header:
    """`header` read with the separator that yields most of `wanted`, and among equals most fields."""
    wanted = set(wanted)
    readings = {separator: _fields(header.record, separator) for separator in SEPARATORS}
    best = max(SEPARATORS, key=lambda s: (len(wanted & set(readings[s])), len(readings[s])))
    return replace(header, separator=best, names=readings[best])


def check_header(names: tuple[str, ...], contract: Contract) -> tuple[Problem, ...]:
    """Notes on `names`; IntakeError when columns are too many, named twice, or missing (with the nearest name found)."""
    if len(names) > MOST_COLUMNS:
        raise refuse(
            "too_many_columns",
            say("The file has {n:,} columns; at most {most:,} are read.", n=len(names), most=MOST_COLUMNS),
            say("Keep the columns the template names."),
        )
    doubled = [name for name, times in Counter(names).items() if times > 1]
    if doubled:
        raise refuse(
            "duplicate_header",
            say("More than one column is called {listed}.", listed=_listed(doubled)),
            say("Give each column a name of its own."),
        )
    missing = [name for name in contract.required if name not in names]
    if missing and len(names) == 1:
        raise refuse(
            "wrong_separator",
            say("The header reads as a single column, {name!r}.", name=shorten(names[0])),
            say("Separate the columns by comma, semicolon, tab or a vertical bar."),
        )
    if missing:
        raise IntakeError([_missing(name, names, contract) for name in missing])
    return _extra([name for name in names if name not in contract.names])


def _first_record(start: bytes) -> bytes:
    end, quotes = 0, 0
    while end < len(start):
        begin, end = end, start.find(b"\n", end) + 1 or len(start)
        quotes += start.count(b'"', begin, end)
        # A line break inside quotes does not end the record; blank lines above the header do not begin it.
        if quotes % 2 == 0 and (quotes or start[begin:end].strip()):
            return start[:end]
    return start


def _fields(record: str, separator: str) -> tuple[str, ...]:
    try:
        fields = next(csv.reader(record.lstrip("\r\n").splitlines(keepends=True), delimiter=separator), [])
    except csv.Error:
        return ()
    return tuple(field.strip() for field in fields)


def _missing(name: str, names: tuple[str, ...], contract: Contract) -> Problem:
    free = {other.casefold(): other for other in names if other not in contract.names}
    close = difflib.get_close_matches(name.casefold(), list(free), n=1)
    fix = (
        say("Rename {found!r} to {name!r}, if that is what it is.", found=shorten(free[close[0]]), name=name)
        if close
        else say("Add it; an empty cell is accepted where the template says so.")
    )
    return Problem("missing_column", "fatal", say("The column {name!r} is missing.", name=name), fix, name)


def _extra(names: list[str]) -> tuple[Problem, ...]:
    if not names:
        return ()
    message = say("The model does not read {listed}; kept in the output unchanged.", listed=_listed(names))
    return (Problem("extra_columns", "note", message, say("Nothing to do."), count=len(names)),)


def _listed(names: list[str]) -> str:
    quoted = ", ".join(repr(shorten(name)) for name in names[:LISTED])
    return quoted if len(names) <= LISTED else say("{names} and {n:,} more", names=quoted, n=len(names) - LISTED)
