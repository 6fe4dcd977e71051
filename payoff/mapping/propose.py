"""Proposals: for each of our columns the file's column that fits best, each given away once, with confidence and reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from scipy.optimize import linear_sum_assignment

from payoff.core.message import Message, say
from payoff.domains.term_sheet import Column
from payoff.intake.contract import Contract
from payoff.intake.decisions import ColumnReading
from payoff.intake.problems import shorten
from payoff.intake.tidy import Tidy
from payoff.intake.units import read_unit
from payoff.mapping.category_words import Vocabulary
from payoff.mapping.evidence import Candidate, Evidence, Wanted, as_words, unit_of, weigh
from payoff.mapping.mapping import ColumnMapping, Match
from payoff.mapping.names import KnownNames, plain_name
from payoff.mapping.ranges import Ranges
from payoff.mapping.synonyms import NONE, Synonyms

LEAST = 0.5
"""Confidence below which nothing is proposed."""

SURE = 0.8
"""Confidence from which a proposal needs no second look."""

MANY = 150
"""Columns of a file above which values are looked at only where a name speaks for them first."""

MOST_WORDS = 200
"""Different values of a column that are looked at as words."""

SAMPLES = 3


@dataclass(frozen=True)
class Proposal:
    """What is proposed for one of our columns; `source` is None where nothing fits."""

    column: str
    label: str
    required: bool
    source: str | None
    confidence: float
    why: Message
    factor: float
    words: Mapping[str, str]
    ranges: Ranges = ()

    @property
    def match(self) -> Match | None:
        """The proposal as a match; None where there is none."""
        return None if self.source is None else Match(self.column, self.source, self.factor, self.words, self.ranges)


@dataclass(frozen=True)
class FileColumn:
    """One of the file's columns for a person to choose: sample values, and its words where they may be categories."""

    name: str
    reading: ColumnReading
    samples: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class Proposals:
    """A proposal for each of our columns, in our order, and what the file offers."""

    domain: str
    header: tuple[str, ...]
    columns: tuple[Proposal, ...]
    offered: tuple[FileColumn, ...]

    @property
    def mapping(self) -> ColumnMapping:
        """The mapping as proposed."""
        return ColumnMapping(self.domain, self.header, tuple(p.match for p in self.columns if p.match is not None))


@dataclass(frozen=True)
class Target:
    """What a file is to be mapped to: a domain's columns, what its model asks of them, and what they are called elsewhere."""

    domain: str
    columns: tuple[Column, ...]
    contract: Contract
    synonyms: Mapping[str, Synonyms]


def propose(target: Target, tidy: Tidy) -> Proposals:
    """The best one-to-one mapping of the file read as `tidy` to `target`."""
    wanted = [_want(target, name) for name in target.contract.names]
    # In the order of their names: how a file orders its columns must decide nothing.
    candidates = sorted(describe_columns(tidy), key=lambda pair: pair[0].name)
    by_name = len(candidates) > MANY
    evidence = [[weigh(one, candidate, by_name=by_name) for candidate, _ in candidates] for one in wanted]
    chosen = _assign(evidence)
    offered = {column.name: column for _, column in candidates}
    return Proposals(
        target.domain,
        tuple(tidy.table.column_names),
        tuple(_propose(one, evidence[at], chosen.get(at), [c.name for c, _ in candidates]) for at, one in enumerate(wanted)),
        tuple(offered[name] for name in tidy.table.column_names),
    )


def weigh_pair(target: Target, column: str, tidy: Tidy, source: str) -> Evidence:
    """The evidence for one pair that a person chose."""
    return weigh(_want(target, column), next(c for c, _ in describe_columns(tidy, only=source)))


def describe_columns(tidy: Tidy, *, only: str | None = None) -> Iterable[tuple[Candidate, FileColumn]]:
    """What a look at the rows tells of each column."""
    for reading, name in zip(tidy.columns, tidy.table.column_names, strict=True):
        if only is None or name == only:
            yield _describe(reading, tidy.table.column(name), tidy.cells.column(name))


def _describe(reading: ColumnReading, values: pa.ChunkedArray, cells: pa.ChunkedArray) -> tuple[Candidate, FileColumn]:
    numbers = pc.drop_null(values.combine_chunks()).to_numpy(zero_copy_only=False) if reading.kind == "number" else np.array([])
    text = pc.utf8_trim_whitespace(pc.drop_null(pc.cast(cells.combine_chunks(), pa.string())))
    counted = pc.value_counts(text.filter(pc.not_equal(text, "")))
    every = as_words(counted.field("values").to_pylist(), counted.field("counts").to_pylist())
    words = every if len(every) <= MOST_WORDS else ()
    unit = unit_of(reading.name, read_unit(reading.unit))
    samples = tuple(shorten(word) for word, _ in every[:SAMPLES])
    return (
        Candidate(reading.name, reading.kind, unit, numbers.astype(np.float64), words),
        FileColumn(reading.name, reading, samples, tuple(word for word, _ in words)),
    )


def _want(target: Target, name: str) -> Wanted:
    expected = target.contract.expect(name)
    column = next((c for c in target.columns if c.name == name), None)
    synonyms = target.synonyms.get(name, NONE)
    if expected is None:
        raise KeyError(name)
    label = column.label if column is not None else name
    categories = (column.categories if column is not None else ()) or expected.vocabulary
    names = dict.fromkeys(plain_name(text) for text in (name, label, *synonyms.names))
    return Wanted(expected, label, KnownNames(tuple(names)), Vocabulary(categories, synonyms))


def _assign(evidence: Sequence[Sequence[Evidence]]) -> dict[int, int]:
    if not evidence or not evidence[0]:
        return {}
    confidence = np.array([[found.confidence for found in row] for row in evidence])
    worth = np.where(confidence >= LEAST, confidence, 0.0)
    ours, theirs = linear_sum_assignment(worth, maximize=True)
    return {int(i): int(j) for i, j in zip(ours, theirs, strict=True) if worth[i, j] > 0}


def _propose(wanted: Wanted, evidence: Sequence[Evidence], at: int | None, names: Sequence[str]) -> Proposal:
    expected = wanted.expected
    if at is None:
        return Proposal(expected.name, wanted.label, expected.required, None, 0.0, say("no column of the file fits"), 1.0, {})
    found = evidence[at]
    return Proposal(
        expected.name, wanted.label, expected.required, names[at], found.confidence, found.why, found.factor, found.words, found.ranges
    )  # fmt: skip
