"""A delimited text file with any layout and encoding: sniffed from its beginning, read in blocks, verified on every row."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from payoff.core.message import say
from payoff.intake.batch import Batch, Ledger, Reject
from payoff.intake.contract import Contract, Expected
from payoff.intake.csv_reader import CsvReader
from payoff.intake.decisions import ReadOptions
from payoff.intake.numbers import MISSING_WORDS, NUMBER
from payoff.intake.problems import refuse
from payoff.intake.raw import LARGEST, Raw, check_size, no_rows
from payoff.intake.sniff import Sniffed, settle_encoding, sniff
from payoff.intake.source import Source
from payoff.intake.swift import is_ascii_table, read_swiftly
from payoff.intake.typed import CATEGORY

THREADS = 2
TYPES = {"number": pa.float64(), "category": CATEGORY, "text": pa.string()}
REPEATED = 0.5
SAFE_DIGITS = 15
IN_DOUBT = rf"^[+-]?(?:0\d|\d{{{SAFE_DIGITS + 1}}})"
"""Leading zeros would be lost, and long numbers rounded; behind the point no digit is worth that."""

GROUPED = r"^[+-]?[1-9]\d{0,2}\.\d{3}$"
"""1.234 may be a thousand and more."""

Item = TypeVar("Item")
Made = TypeVar("Made")


def read_delimited(source: Source, options: ReadOptions, *, keep_lines: bool = False) -> Raw:
    """Every row of `source` as text or, where the first look is sure of it, as numbers; IntakeError where there is no table."""
    if (source.size or 0) > LARGEST:
        much = say("{name!r} holds more than {size} GB.", name=source.name, size=LARGEST >> 30)
        raise refuse("too_large", much, say("Split the file."))
    sniffed = sniff(source, options, look_on=False)
    names = sniffed.layout.names
    kinds = _told_kinds(sniffed, options)
    swift = None if keep_lines else read_swiftly(sniffed.source, {name: TYPES[kind] for name, kind in kinds.items()})
    if swift is not None:
        check_size(swift.num_rows, len(names), source.name)
        known = replace(sniffed, decisions=settle_encoding(sniffed.decisions, plain=is_ascii_table(swift)))
        return _describe(known, Raw(swift, np.arange(1, swift.num_rows + 1), None, swift.num_rows), kinds)
    sniffed = sniff(source, options)
    kinds = _told_kinds(sniffed, options)
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


def _told_kinds(sniffed: Sniffed, options: ReadOptions) -> dict[str, str]:
    """How each column is read at once; text where a person has said something about it."""
    kinds = _sure_kinds(sniffed)
    told = [name for name, said in options.columns.items() if said != type(said)()]
    return kinds | dict.fromkeys(told, "text")


def _describe(sniffed: Sniffed, raw: Raw, kinds: dict[str, str]) -> Raw:
    because = {name: say("every cell is a plain number") for name, kind in kinds.items() if kind == "number"}
    found = replace(raw, separator=sniffed.source.separator, because=because)
    return replace(found, decisions=sniffed.decisions, asides=sniffed.asides)


def _sure_kinds(sniffed: Sniffed) -> dict[str, str]:
    """How each column may be read at once: numbers where a sample leaves no doubt, categories where it repeats itself."""
    names = sniffed.layout.names
    rows = [record for record in sniffed.sample if len(record) == len(names)]
    # All cells in one go: the sample is small, and each pattern is prepared once.
    cells = pc.utf8_trim_whitespace(pa.array([cell for record in rows for cell in record], pa.string()))
    there = ~_as_table(pc.is_in(cells, value_set=pa.array(MISSING_WORDS)), len(names))
    number, doubtful, marked, grouped = (
        _as_table(pc.match_substring_regex(cells, pattern), len(names)) & there for pattern in (NUMBER, IN_DOUBT, r"\.", GROUPED)
    )
    doubt = doubtful.any(axis=0) | (marked.any(axis=0) & (grouped == marked).all(axis=0))
    numbers = there.any(axis=0) & (number == there).all(axis=0) & ~doubt
    spelled = cells.to_pylist()
    return {
        name: "number" if numbers[at] else _kind_of_words([spelled[cell] for cell in np.flatnonzero(there[:, at]) * len(names) + at])
        for at, name in enumerate(names)
    }


def _as_table(cells: pa.BooleanArray, columns: int) -> npt.NDArray[np.bool_]:
    return cells.to_numpy(zero_copy_only=False).reshape(-1, columns)


def _kind_of_words(words: list[str]) -> str:
    return "category" if len(set(words)) < REPEATED * len(words) else "text"


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
