"""A delimited text file with any layout and encoding: sniffed from its beginning, read in blocks, verified on every row."""

from __future__ import annotations

import codecs
import csv
import io
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from payoff.intake.batch import Batch, Ledger, Reject
from payoff.intake.charset import guess_encoding, title_of
from payoff.intake.contract import Contract, Expected
from payoff.intake.csv_reader import CsvReader
from payoff.intake.decisions import Aside, Decision, ReadOptions
from payoff.intake.header import SEPARATORS, Header
from payoff.intake.layout import FIRST_RECORDS, Layout, Record, check_columns, choose_quote, choose_separator, find_layout
from payoff.intake.numbers import MISSING_WORDS, NUMBER
from payoff.intake.problems import refuse
from payoff.intake.raw import LARGEST, Raw, check_size, no_rows
from payoff.intake.records import split_records
from payoff.intake.source import Source
from payoff.intake.swift import read_swiftly
from payoff.intake.text import Text, open_text
from payoff.intake.typed import CATEGORY

LOOKED_AT = 1 << 18
"""Bytes of text that the layout is found in."""

THREADS = 2
TYPES = {"number": pa.float64(), "category": CATEGORY, "text": pa.string()}
REPEATED = 0.5
SAFE_DIGITS = 15

Item = TypeVar("Item")
Made = TypeVar("Made")


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


def read_delimited(source: Source, options: ReadOptions, *, keep_lines: bool = False) -> Raw:
    """Every row of `source` as text or, where the first look is sure of it, as numbers; IntakeError where there is no table."""
    if (source.size or 0) > LARGEST:
        raise refuse("too_large", f"{source.name!r} holds more than {LARGEST >> 30} GB.", "Split the file.")
    sniffed = sniff(source, options)
    names = sniffed.layout.names
    kinds = _sure_kinds(sniffed)
    for name, said in options.columns.items():
        if said != type(said)():
            kinds[name] = "text"
    swift = None if keep_lines else read_swiftly(sniffed.source, {name: TYPES[kind] for name, kind in kinds.items()})
    if swift is not None:
        check_size(swift.num_rows, len(names), source.name)
        return _describe(sniffed, Raw(swift, np.arange(swift.num_rows) + 1, None, swift.num_rows), kinds)
    while True:
        batches, ledger, rejects, refused = _read_all(sniffed, kinds, keep_lines=keep_lines)
        if not refused:
            break
        kinds |= dict.fromkeys(refused, "text")
    if not batches or not ledger.rows:
        raise no_rows(source.name)
    table = pa.Table.from_batches([batch.table for batch, _, _ in batches]).unify_dictionaries().combine_chunks()
    lines = [offset + _lines_of(batch) for batch, _, offset in batches] if keep_lines else []
    records = [batch.records for batch, _, _ in batches if batch.records is not None]
    raw = Raw(
        table,
        row=np.concatenate([offset + 1 + _places_of(batch) for batch, offset, _ in batches]),
        line=np.concatenate(lines) if lines else None,
        rows=ledger.rows,
        records=pa.concat_arrays(records) if records else None,
        rejects=tuple(rejects),
        problems=ledger.problems,
    )
    return _describe(sniffed, raw, kinds)


def _describe(sniffed: Sniffed, raw: Raw, kinds: dict[str, str]) -> Raw:
    because = {name: "every cell is a plain number" for name, kind in kinds.items() if kind == "number"}
    found = replace(raw, separator=sniffed.source.separator, because=because)
    return replace(found, decisions=sniffed.decisions, asides=sniffed.asides)


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
    candidates = SEPARATORS if options.separator is None else (options.separator,)
    split = {s: [fields or [] for fields in split_records(data, s)[1]] for s in candidates}
    separator, separated = choose_separator(data.decode(), split, options)
    quote, quoted = choose_quote(data.decode(), separator, options)
    if quote != '"':
        return _requoted(source, text, options, decisions=(encoded, separated, *(() if quoted is None else (quoted,))))
    records, _ = split_records(data, separator)
    placed = (records.line + 1).tolist()
    layout = find_layout(split[separator], options, lines=placed)
    first = int(records.line[layout.first]) if layout.first < len(placed) else len(lines)
    size = sum(len(line) + 1 for line in lines[:first])
    header = Header(b"\n".join(lines[:first]).decode("utf-8", errors="replace"), separator, layout.names, size)
    above = range(layout.first - (layout.header is not None))
    asides = tuple(Aside(placed[at], "preamble", records.text(at)) for at in above)
    placed_source = replace(source, text=text, layout=header, header=layout.names)
    return Sniffed(placed_source, layout, first, split[separator][layout.first :], asides, (encoded, separated, *layout.decisions))


def _choose_text(source: Source, options: ReadOptions, *, look_on: bool) -> tuple[Text, Decision]:
    text = source.text or Text("utf-8")
    if options.encoding is not None:
        try:
            codec = codecs.lookup(options.encoding).name
        except LookupError:
            raise refuse("unknown_encoding", f"There is no encoding called {options.encoding!r}.", "Try utf-8 or cp1252.") from None
        mark = text.mark if codec.replace("-", "") == text.encoding.replace("-", "") else 0
        return Text(codec, mark, text.newline), Decision("encoding", title_of(codec), "you said so", option="encoding")
    if text.mark:
        return text, Decision("encoding", title_of(text.encoding), "the file begins with its byte order mark", option="encoding")
    if text.encoding != "utf-8":
        because = "every second byte is zero" if "16" in text.encoding else "the bytes are not valid UTF-8 and make words this way"
        return text, Decision("encoding", title_of(text.encoding), because, option="encoding")
    return _look_on(source, text) if look_on else (text, Decision("encoding", "UTF-8", "it begins so", option="encoding"))


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
                    said = Decision("encoding", title_of(guess), "bytes further down say so", option="encoding")
                    return replace(text, encoding=guess), said
            return text, Decision("encoding", "UTF-8", "the bytes are valid UTF-8", option="encoding")
    return text, Decision("encoding", "UTF-8", "the file holds plain ASCII", option="encoding")


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
    with source.open() as raw:
        stream = open_text(raw, text)
        whole = b"".join(iter(lambda: stream.read(1 << 20), b"")).decode("utf-8", errors="replace")
    file = io.StringIO()
    mark = options.quote or "'"
    by = next(s for s in (*SEPARATORS, options.separator or ",") if any(d.topic == "separator" and _names(d, s) for d in decisions))
    try:
        csv.writer(file, delimiter=by, lineterminator="\n").writerows(csv.reader(io.StringIO(whole), delimiter=by, quotechar=mark))
    except csv.Error as error:
        raise refuse("unsplit_file", f"{source.name!r} cannot be split at {mark}: {error}.", "Say which quotation mark it uses.") from error
    content = file.getvalue().encode()
    plain = replace(source, content=content, text=Text("utf-8"), size=len(content))
    again = sniff(plain, replace(options, quote='"', encoding=None, separator=by))
    return replace(again, decisions=(*decisions, *(d for d in again.decisions if d.topic not in {"encoding", "separator"})))


def _names(decision: Decision, separator: str) -> bool:
    return decision.read_as in {repr(separator), {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}.get(separator)}


def _sure_kinds(sniffed: Sniffed) -> dict[str, str]:
    rows = [record for record in sniffed.sample if len(record) == len(sniffed.layout.names)]
    columns = zip(*rows, strict=True) if rows else [()] * len(sniffed.layout.names)
    return {name: _sure_kind(pa.array(cells, pa.string())) for name, cells in zip(sniffed.layout.names, columns, strict=True)}


def _sure_kind(cells: pa.StringArray) -> str:
    """How a column may be read at once: numbers where a sample leaves no doubt, categories where it repeats itself."""
    trimmed = pc.utf8_trim_whitespace(cells)
    there = trimmed.filter(pc.invert(pc.is_in(trimmed, value_set=pa.array(MISSING_WORDS))))
    distinct = pc.count_distinct(there).as_py()
    if len(there) and pc.all(pc.match_substring_regex(there, NUMBER)).as_py() and not _in_doubt(there):
        return "number"
    return "category" if distinct < REPEATED * len(there) else "text"


def _in_doubt(numbers: pa.StringArray) -> bool:
    # Leading zeros would be lost, long numbers rounded, and 1.234 may be a thousand and more.
    if pc.any(pc.match_substring_regex(numbers, rf"^[+-]?0\d|\d{{{SAFE_DIGITS + 1}}}")).as_py():
        return True
    marked = numbers.filter(pc.match_substring_regex(numbers, r"\."))
    return bool(len(marked) and pc.all(pc.match_substring_regex(marked, r"^[+-]?[1-9]\d{0,2}\.\d{3}$")).as_py())


def _read_all(
    sniffed: Sniffed, kinds: dict[str, str], *, keep_lines: bool
) -> tuple[list[tuple[Batch, int, int]], Ledger, list[Reject], set[str]]:
    contract = Contract(tuple(Expected(name, kinds[name], required=False, missing=True) for name in sniffed.layout.names))  # type: ignore[arg-type]
    reader = CsvReader(sniffed.source, contract, keep_records=keep_lines)
    ledger = Ledger(sniffed.header_lines)
    batches: list[tuple[Batch, int, int]] = []
    rejects: list[Reject] = []
    lines = sniffed.header_lines
    for batch in _map_in_order(reader.read, reader.pieces()):
        if refused := {problem.column for problem in batch.problems if problem.severity == "rejected" and problem.column}:
            return [], ledger, [], refused
        batches.append((batch, ledger.rows, lines))
        rejects += ledger.enter(batch)
        lines += batch.lines
        check_size(ledger.rows, len(sniffed.layout.names), sniffed.source.name)
    return batches, ledger, rejects, set()


def _map_in_order(work: Callable[[Item], Made], items: Iterator[Item]) -> Iterator[Made]:
    """`work` on each item, a few at a time, in order."""
    with ThreadPoolExecutor(THREADS) as pool:
        waiting: deque = deque()
        for item in items:
            waiting.append(pool.submit(work, item))
            if len(waiting) > 2 * THREADS:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _places_of(batch: Batch) -> np.ndarray:
    return np.arange(batch.rows) if batch.place is None else batch.place


def _lines_of(batch: Batch) -> np.ndarray:
    return (np.arange(batch.rows) if batch.line is None else batch.line) + 1
