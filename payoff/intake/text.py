"""How a text file's bytes become UTF-8 lines: its encoding, its byte order mark and its line ends."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import Protocol

from payoff.core.message import say
from payoff.intake.charset import guess_encoding, title_of
from payoff.intake.problems import Problem, refuse

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks, the longer before those that begin the same."""

WIDE_SHARE = 0.3
"""Share of zero bytes at every second place above which text without a mark is taken for UTF-16."""

CONTROL_SHARE = 0.05
"""Share of control characters above which bytes are not text."""

CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f"))


class Readable(Protocol):
    """Bytes that can be read once, from where they stand."""

    def read(self, size: int = -1, /) -> bytes:
        """Up to `size` bytes; none at the end."""
        ...


@dataclass(frozen=True)
class Text:
    """How to read a file as text: `mark` bytes to skip, then `encoding`, lines ending in `newline`."""

    encoding: str
    mark: int = 0
    newline: str = "\n"

    @property
    def plain(self) -> bool:
        """Whether the bytes after the mark can be used as they are."""
        return self.encoding == "utf-8" and self.newline != "\r"


def read_encoding(prefix: bytes, name: str) -> tuple[Text, tuple[Problem, ...]]:
    """How to read the file that begins with `prefix`, with a note where that was a guess; IntakeError for binary data."""
    for mark, encoding in MARKS:
        if prefix.startswith(mark):
            return _with_newline(prefix, Text(encoding, len(mark))), ()
    wide = _wide_encoding(prefix)
    if wide:
        return _with_newline(prefix, Text(wide)), (_note(wide.upper(), say("every second byte is zero")),)
    _refuse_binary(prefix, name)
    narrow = narrow_encoding(prefix)
    if narrow != "utf-8":
        narrow = guess_encoding(prefix)
    notes = () if narrow == "utf-8" else (_note(title_of(narrow), say("the bytes are not valid UTF-8")),)
    return _with_newline(prefix, Text(narrow)), notes


def narrow_encoding(data: bytes) -> str:
    """UTF-8 if `data` (perhaps cut within a character) can be that, else Windows-1252, else Latin-1."""
    for encoding in ("utf-8", "cp1252"):
        try:
            codecs.getincrementaldecoder(encoding)().decode(data)
        except UnicodeDecodeError:
            continue
        return encoding
    return "latin-1"


def open_text(raw: Readable, text: Text) -> Readable:
    """The bytes of `raw` as UTF-8 without mark, lines ending in a line feed."""
    _skip(raw, text.mark)
    return raw if text.plain else _Transcoded(raw, text)


class _Transcoded:
    """Another encoding read as UTF-8, a piece at a time."""

    def __init__(self, raw: Readable, text: Text) -> None:
        self._raw = raw
        self._decoder = codecs.getincrementaldecoder(text.encoding)(errors="replace")
        self._newline = text.newline

    def read(self, size: int = -1, /) -> bytes:
        piece = self._raw.read(size)
        decoded = self._decoder.decode(piece, final=not piece)
        while piece and not decoded:
            # A lone first byte of a wide character decodes to nothing, which must not look like the end.
            piece = self._raw.read(size)
            decoded = self._decoder.decode(piece, final=not piece)
        return (decoded.replace("\r", "\n") if self._newline == "\r" else decoded).encode("utf-8", errors="replace")


def _skip(raw: Readable, size: int) -> None:
    while size > 0 and (piece := raw.read(size)):
        size -= len(piece)


def _with_newline(prefix: bytes, text: Text) -> Text:
    start = codecs.getincrementaldecoder(text.encoding)(errors="replace").decode(prefix[text.mark :])
    first = min((start.find(c) for c in "\r\n" if c in start), default=-1)
    if first < 0 or start[first] == "\n":
        return text
    if "\n" not in start:
        return Text(text.encoding, text.mark, "\r")
    return Text(text.encoding, text.mark, "\r\n" if start[first : first + 2] == "\r\n" else "\n")


def _wide_encoding(prefix: bytes) -> str:
    if len(prefix) < 2 or b"\0" not in prefix:
        return ""
    half = len(prefix) / 2
    even, odd = prefix[::2].count(0) / half, prefix[1::2].count(0) / half
    if max(even, odd) < WIDE_SHARE or min(even, odd) > max(even, odd) / 10:
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _refuse_binary(prefix: bytes, name: str) -> None:
    controls = len(prefix) - len(prefix.translate(None, CONTROLS))
    if b"\0" in prefix or controls > CONTROL_SHARE * len(prefix):
        raise refuse(
            "not_text",
            say("{name!r} holds binary data, not a table.", name=name),
            say("Save the table as CSV (UTF-8) or Parquet and use that file."),
        )


def _note(encoding: str, because: str) -> Problem:
    return Problem(
        "encoding",
        "note",
        say("The text was read as {encoding}, because {because}.", encoding=encoding, because=because),
        say("If letters look wrong, save the file as UTF-8."),
        value=encoding,
    )
