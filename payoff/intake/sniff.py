"""A first look at a text file: its encoding, quotation mark, separator and header, from a bounded piece of its beginning."""

from __future__ import annotations

import codecs
import csv
import io
import re
from dataclasses import dataclass, replace

from payoff.core.message import say
from payoff.intake.charset import guess_encoding, title_of
from payoff.intake.decisions import Aside, Decision, ReadOptions
from payoff.intake.header import SEPARATORS, Header
from payoff.intake.layout import (
    FIRST_RECORDS,
    SEPARATOR_NAMES,
    Layout,
    Record,
    check_columns,
    choose_quote,
    choose_separator,
    common_width,
    find_gap,
    find_layout,
)
from payoff.intake.problems import refuse
from payoff.intake.records import split_records
from payoff.intake.source import Source
from payoff.intake.text import Text, open_text
from payoff.intake.wrapped import are_wrapped, unwrap

LOOKED_AT = 1 << 18
"""Bytes of text that the layout is found in."""


BEGINS_SO = say("it begins so")


@dataclass(frozen=True)
class Sniffed:
    """What a bounded look at a text file's beginning says."""

    source: Source
    layout: Layout
    header_lines: int
    sample: list[Record]
    """The first rows of data."""
    asides: tuple[Aside, ...]
    decisions: tuple[Decision, ...]


def sniff(source: Source, options: ReadOptions, *, look_on: bool = True) -> Sniffed:
    """Find encoding, quotation mark, separator and header of `source` from its beginning; IntakeError where there is none.

    `look_on` looks beyond the beginning for the first bytes that tell the encoding.
    """
    check_columns(len(source.header))
    text, encoded = _choose_text(source, options, look_on=look_on)
    start = _start(source, text)
    lines = start.split(b"\n")
    whole = len(start) < LOOKED_AT
    data = b"\n".join(lines[:FIRST_RECORDS] if whole else lines[: min(FIRST_RECORDS, len(lines) - 1) or 1])
    data = data.decode("utf-8", errors="replace").encode()
    found = {s: split_records(data, s) for s in _candidates(data, options)}
    split = {s: [fields or [] for fields in records] for s, (_, records) in found.items()}
    unsplit = options.separator == " " or max(map(common_width, split.values())) < 2
    if unsplit and (gap := find_gap(data.decode().splitlines(), options)) is not None:
        return _respaced(source, text, options, gap=gap, encoded=encoded)
    if unsplit and options.quote is None and are_wrapped(data.decode().splitlines()):
        return _unwrapped(source, text, options, encoded=encoded)
    separator, separated = choose_separator(data.decode(), split, options)
    quote, quoted = choose_quote(data.decode(), separator, options)
    if quote != '"':
        return _requoted(source, text, options, decisions=(encoded, separated, *(() if quoted is None else (quoted,))))
    records, _ = found[separator]
    placed = (records.line + 1).tolist()
    layout = find_layout(split[separator], options, lines=placed)
    first = int(records.line[layout.first]) if layout.first < len(placed) else len(lines)
    size = sum(len(line) + 1 for line in lines[:first])
    header = Header(b"\n".join(lines[:first]).decode("utf-8", errors="replace"), separator, layout.names, size)
    above = range(layout.above)
    asides = tuple(Aside(placed[at], "preamble", records.text(at)) for at in above)
    placed_source = replace(source, text=text, layout=header, header=layout.names)
    return Sniffed(placed_source, layout, first, split[separator][layout.first :], asides, (encoded, separated, *layout.decisions))


def _candidates(data: bytes, options: ReadOptions) -> tuple[str, ...]:
    """Separators worth trying: what a person said, or those that occur at all."""
    if options.separator is not None:
        return (options.separator,)
    return tuple(s for s in SEPARATORS if s.encode() in data) or SEPARATORS[:1]


def settle_encoding(decisions: tuple[Decision, ...], *, plain: bool) -> tuple[Decision, ...]:
    """`decisions` once every byte of a file that begins as UTF-8 was read as that; `plain` where it holds nothing but ASCII."""
    because = say("the file holds plain ASCII") if plain else say("the bytes are valid UTF-8")
    return tuple(replace(d, because=because) if d.topic == "encoding" and d.because == BEGINS_SO else d for d in decisions)


def _choose_text(source: Source, options: ReadOptions, *, look_on: bool) -> tuple[Text, Decision]:
    text = source.text or Text("utf-8")
    if options.encoding is not None:
        try:
            codec = codecs.lookup(options.encoding).name
        except LookupError:
            unknown = say("There is no encoding called {name!r}.", name=options.encoding)
            raise refuse("unknown_encoding", unknown, say("Try utf-8 or cp1252.")) from None
        mark = text.mark if codec.replace("-", "") == text.encoding.replace("-", "") else 0
        return Text(codec, mark, text.newline), Decision("encoding", title_of(codec), say("you said so"), option="encoding")
    if text.mark:
        return text, Decision("encoding", title_of(text.encoding), say("the file begins with its byte order mark"), option="encoding")
    if text.encoding != "utf-8":
        wide = "16" in text.encoding
        because = say("every second byte is zero") if wide else say("the bytes are not valid UTF-8 and make words this way")
        return text, Decision("encoding", title_of(text.encoding), because, option="encoding")
    return _look_on(source, text) if look_on else (text, Decision("encoding", "UTF-8", BEGINS_SO, option="encoding"))


def _look_on(source: Source, text: Text) -> tuple[Text, Decision]:
    # A file that begins with plain ASCII may show its encoding only further down.
    with source.open() as raw:
        while piece := raw.read(1 << 20):
            if piece.isascii():
                continue
            piece += raw.read(64)
            try:
                codecs.getincrementaldecoder("utf-8")().decode(piece)
            except UnicodeDecodeError as error:
                guess = guess_encoding(piece) if error.start > 3 or piece[:1].isascii() else "utf-8"
                if guess not in {"cp1252", "latin-1", "utf-8"}:
                    said = Decision("encoding", title_of(guess), say("bytes further down say so"), option="encoding")
                    return replace(text, encoding=guess), said
            return text, Decision("encoding", "UTF-8", say("the bytes are valid UTF-8"), option="encoding")
    return text, Decision("encoding", "UTF-8", say("the file holds plain ASCII"), option="encoding")


def _start(source: Source, text: Text) -> bytes:
    pieces, wanted = [], LOOKED_AT
    with source.open() as raw:
        stream = open_text(raw, text)
        while wanted > 0 and (piece := stream.read(wanted)):
            pieces.append(piece)
            wanted -= len(piece)
    return b"".join(pieces)


def _requoted(source: Source, text: Text, options: ReadOptions, *, decisions: tuple[Decision, ...]) -> Sniffed:
    """The same file written with the usual quotation marks, sniffed again."""
    whole = _whole_text(source, text)
    file = io.StringIO()
    mark = options.quote or "'"
    by = next(s for s in (*SEPARATORS, options.separator or ",") if any(d.topic == "separator" and _is_about(d, s) for d in decisions))
    try:
        csv.writer(file, delimiter=by, lineterminator="\n").writerows(csv.reader(io.StringIO(whole), delimiter=by, quotechar=mark))
    except csv.Error as error:
        unsplit = say("{name!r} cannot be split at {mark}: {error}.", name=source.name, mark=mark, error=error)
        raise refuse("unsplit_file", unsplit, say("Say which quotation mark it uses.")) from error
    content = file.getvalue().encode()
    plain = replace(source, content=content, text=Text("utf-8"), size=len(content))
    again = sniff(plain, replace(options, quote='"', encoding=None, separator=by))
    return replace(again, decisions=(*decisions, *(d for d in again.decisions if d.topic not in {"encoding", "separator"})))


def _respaced(source: Source, text: Text, options: ReadOptions, *, gap: str, encoded: Decision) -> Sniffed:
    """The same file with a comma for each gap between its columns, sniffed again."""
    file = io.StringIO()
    lines = _whole_text(source, text).splitlines()
    csv.writer(file, lineterminator="\n").writerows(re.split(gap, line.strip()) if line.strip() else [] for line in lines)
    content = file.getvalue().encode()
    plain = replace(source, content=content, text=Text("utf-8"), size=len(content))
    again = sniff(plain, replace(options, encoding=None, separator=","))
    because = say("you said so") if options.separator is not None else say("every line splits alike at them, and at nothing else")
    separated = Decision("separator", say("runs of spaces"), because, option="separator")
    return replace(again, decisions=(encoded, separated, *(d for d in again.decisions if d.topic not in {"encoding", "separator"})))


def _unwrapped(source: Source, text: Text, options: ReadOptions, *, encoded: Decision) -> Sniffed:
    """The same file without the quotation marks around each of its lines, sniffed again."""
    content = "\n".join(map(unwrap, _whole_text(source, text).splitlines())).encode() + b"\n"
    plain = replace(source, content=content, text=Text("utf-8"), size=len(content))
    again = sniff(plain, replace(options, encoding=None))
    why = say("each line stands in quotation marks as a whole, and splits into columns without them")
    said = Decision("quote", say("around whole lines"), why, option="quote")
    return replace(again, decisions=(encoded, said, *(d for d in again.decisions if d.topic != "encoding")))


def _whole_text(source: Source, text: Text) -> str:
    with source.open() as raw:
        stream = open_text(raw, text)
        return b"".join(iter(lambda: stream.read(1 << 20), b"")).decode("utf-8", errors="replace")


def _is_about(decision: Decision, separator: str) -> bool:
    return decision.read_as in {repr(separator), SEPARATOR_NAMES.get(separator)}
