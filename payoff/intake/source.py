"""A file as it arrives: what it is, how its text is written and what its header says, from a bounded look at its beginning."""

from __future__ import annotations

import codecs
import hashlib
import io
import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import BinaryIO, Literal

import pyarrow.parquet as pq

from payoff.core.message import Message, say
from payoff.intake.header import Header, choose_separator, read_header
from payoff.intake.parquet import open_parquet
from payoff.intake.problems import Problem, refuse, shorten
from payoff.intake.text import Readable, Text, open_text, read_encoding

PREFIX = (1 << 20) + (1 << 16)
"""Bytes looked at before anything is decided; more than the longest header line accepted."""

HELD = 1 << 30
"""Bytes of a stream that are held in memory where it must be read more than once."""

PATH = re.compile(r"[/\\]|^[A-Za-z]:|^\.{1,2}$|(?:^|:)\.\.(?:$|:)")
"""What no plain file name holds; a browser writes the slashes of a path as colons."""

KNOWN_BINARY = {
    b"PK\x03\x04": say("a ZIP archive"),
    b"\xd0\xcf\x11\xe0": say("an old Excel workbook"),
    b"\x1f\x8b": say("a gzip archive"),
    b"%PDF": say("a PDF document"),
    b"SQLite format 3": say("an SQLite database"),
}

KNOWN_TEXT = {
    re.compile(rb"<(?:!doctype html|html|head|body|table|meta)\b", re.IGNORECASE): say("a web page"),
    re.compile(rb"<\?xml\b", re.IGNORECASE): say("an XML document"),
    re.compile(rb'\[\s*[{\[]|\{\s*(?:"(?:[^"\\]|\\.)*"\s*:|\})'): say("a JSON document"),
}
"""How text begins that is no table, whatever its name says: systems export web pages called .xls."""


@dataclass(frozen=True, eq=False)
class Source:
    """A recognised file; reading its rows starts here. `name` and `header` are a stranger's text: never markup."""

    name: str
    content: Path | bytes | Readable = field(repr=False)
    format: Literal["csv", "parquet", "xlsx"]
    header: tuple[str, ...]
    size: int | None
    """Bytes; None for a stream."""
    text: Text | None = None
    """How a CSV's bytes become text; None for other formats."""
    layout: Header | None = None
    """A CSV's header record and separator; None for other formats."""
    problems: tuple[Problem, ...] = ()
    """Notes on how the file was recognised."""

    @property
    def encoding(self) -> str:
        """Name of the text's encoding; empty for other formats."""
        return self.text.encoding if self.text else ""

    @property
    def separator(self) -> str:
        """The character between a CSV's fields; empty for other formats."""
        return self.layout.separator if self.layout else ""

    @cached_property
    def sha256(self) -> str:
        """The file's identity; empty for a stream, which can be read only once."""
        if isinstance(self.content, bytes):
            return hashlib.sha256(self.content).hexdigest()
        if not isinstance(self.content, Path):
            return ""
        with self.content.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    @property
    def is_stream(self) -> bool:
        """Whether the bytes can be read only once."""
        return not isinstance(self.content, Path | bytes)

    def beginning(self) -> Source:
        """What a stream's first bytes show, as a file of its own that ends with a whole line; any other source is itself."""
        if not isinstance(self.content, _Rewound):
            return self
        start = self.content.prefix
        whole = start if len(start) < PREFIX else start[: start.rfind(b"\n") + 1] or start
        return replace(self, content=whole, size=len(whole))

    def hold(self) -> Source:
        """The same source with a stream's bytes taken into memory, so that they can be read more than once; IntakeError beyond HELD."""
        return self if isinstance(self.content, Path | bytes) else _hold(self.content, self)

    @contextmanager
    def open(self) -> Iterator[Readable]:
        """The bytes from the beginning; a stream opens once."""
        if isinstance(self.content, Path):
            with self.content.open("rb") as file:
                yield file
        else:
            yield io.BytesIO(self.content) if isinstance(self.content, bytes) else self.content

    def open_parquet(self, categories: Collection[str] = ()) -> pq.ParquetFile:
        """The Parquet file behind this source, `categories` as dictionaries; IntakeError when it is cut short or broken."""
        if not isinstance(self.content, Path | bytes):
            raise refuse("parquet_stream", say("A Parquet file cannot be read from a stream."), say("Give the path of the file instead."))
        return open_parquet(self.content, self.name, categories=categories)

    def for_columns(self, names: tuple[str, ...]) -> Source:
        """The same file with the separator that yields most of `names`."""
        if self.layout is None:
            return self
        layout = choose_separator(self.layout, names)
        return replace(self, layout=layout, header=layout.names)


def read_source(content: Path | bytes | BinaryIO, name: str) -> Source:
    """Recognise a file by its content, and by its extension where content cannot tell; IntakeError says why it is refused."""
    if isinstance(content, Path) and not content.is_file():
        raise refuse("no_file", say("There is no file called {name!r}.", name=name), say("Check the path and the spelling."))
    if isinstance(content, bytes):
        check_name(name)
    prefix = _read_prefix(content)
    _refuse_unknown(prefix, name)
    if not isinstance(content, Path | bytes) and (is_workbook(prefix) or prefix.startswith(b"PAR1")):
        # Both formats are read from their end.
        held = Source(name, _Rewound(prefix, content), "xlsx", (), None).hold().content
        content = held if isinstance(held, bytes) else content
    size = _size(content)
    if is_workbook(prefix):
        return Source(name, content, "xlsx", (), size)
    if prefix.startswith(b"PAR1"):
        return _parquet_source(content, name, size)
    if Path(name).suffix.lower() in {".parquet", ".pq"}:
        raise refuse(
            "not_parquet",
            say("{name!r} is named like a Parquet file but does not begin like one.", name=name),
            say("Export it again, or name it .csv if it is text."),
        )
    return _csv_source(content, name, prefix, size)


def check_name(name: str) -> None:
    """IntakeError for the name of an upload that is a path, or that no file has: whoever saves it must not write elsewhere."""
    if PATH.search(name) or not name.isprintable():
        plain = shorten("".join(c if c.isprintable() else "?" for c in name))
        raise refuse(
            "path_name", say("{name!r} is a path, or no name for a file.", name=plain), say("Give the file a plain name without slashes.")
        )


def _parquet_source(content: Path | bytes | BinaryIO, name: str, size: int | None) -> Source:
    source = Source(name, content, "parquet", (), size)
    header = tuple(source.open_parquet().schema_arrow.names)
    return replace(source, header=header, problems=_misnamed(name, {".csv", ".tsv", ".txt"}, say("a Parquet file")))


def _csv_source(content: Path | bytes | BinaryIO, name: str, prefix: bytes, size: int | None) -> Source:
    text, notes = read_encoding(prefix, name)
    layout = read_header(open_text(io.BytesIO(prefix), text), name, complete=len(prefix) < PREFIX)
    body: Path | bytes | Readable = content if isinstance(content, Path | bytes) else _Rewound(prefix, content)
    return Source(name, body, "csv", layout.names, size, text, layout, notes)


def _misnamed(name: str, suffixes: set[str], what: str) -> tuple[Problem, ...]:
    if Path(name).suffix.lower() not in suffixes:
        return ()
    return (
        Problem(
            "misnamed",
            "note",
            say("The file's name ends in {suffix} but its content is {what}; it was read as that.", suffix=Path(name).suffix, what=what),
            say("Nothing to do."),
        ),
    )


def _refuse_unknown(prefix: bytes, name: str) -> None:
    if not prefix.strip():
        raise refuse("empty", say("{name!r} is empty.", name=name), say("Export it again; the first line must name the columns."))
    what = _known(prefix)
    if what is not None and not is_workbook(prefix):
        raise refuse(
            "unknown_format",
            say("{name!r} is {what}, not CSV, Excel (.xlsx) or Parquet.", name=name, what=what),
            say("Save the table as CSV (UTF-8), .xlsx or Parquet and use that file."),
        )


def _known(prefix: bytes) -> Message | None:
    """What a file is that begins with `prefix`, where it is known to be no table."""
    binary = next((what for magic, what in KNOWN_BINARY.items() if prefix.startswith(magic)), None)
    start = prefix.removeprefix(codecs.BOM_UTF8).lstrip()
    return binary or next((what for pattern, what in KNOWN_TEXT.items() if pattern.match(start)), None)


def is_workbook(prefix: bytes) -> bool:
    """Whether a file that begins with `prefix` is a ZIP archive with the parts of an Excel workbook."""
    return prefix.startswith(b"PK\x03\x04") and b"xl/" in prefix


def _hold(stream: Readable, source: Source) -> Source:
    content = _read_fully(stream, HELD + 1)
    if len(content) > HELD:
        too_large = say("{name!r} holds more than {size} GB.", name=source.name, size=HELD >> 30)
        raise refuse("too_large", too_large, say("Give the path of the file instead of a stream, or split it."))
    return replace(source, content=content, size=len(content))


class _Rewound:
    """A stream with the bytes already read from it put back in front."""

    def __init__(self, prefix: bytes, rest: Readable) -> None:
        self.prefix = prefix
        self._prefix = io.BytesIO(prefix)
        self._rest = rest

    def read(self, size: int = -1, /) -> bytes:
        return self._prefix.read(size) or self._rest.read(size)


def _read_prefix(content: Path | bytes | Readable) -> bytes:
    if isinstance(content, bytes):
        return content[:PREFIX]
    if isinstance(content, Path):
        with content.open("rb") as file:
            return file.read(PREFIX)
    return _read_fully(content, PREFIX)


def _read_fully(stream: Readable, size: int) -> bytes:
    # A pipe hands over what it has; keep asking until there is enough or it ends.
    pieces: list[bytes] = []
    wanted = size
    while wanted > 0 and (piece := stream.read(wanted)):
        pieces.append(piece)
        wanted -= len(piece)
    return b"".join(pieces)


def _size(content: Path | bytes | Readable) -> int | None:
    if isinstance(content, Path):
        return content.stat().st_size
    return len(content) if isinstance(content, bytes) else None
