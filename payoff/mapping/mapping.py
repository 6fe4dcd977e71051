"""A mapping: which of a file's columns stands for each of ours, in which unit, and what its words mean."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from payoff.core.message import say
from payoff.intake.contract import Contract
from payoff.intake.problems import IntakeError, Problem, shorten
from payoff.mapping.ranges import Ranges, fault_in


class MappingError(ValueError):
    """A mapping does not hold together; the message names the column."""


@dataclass(frozen=True)
class Match:
    """One of our columns, `column`, and the file's column `source` that stands for it."""

    column: str
    source: str
    factor: float = 1.0
    """What the file's numbers are multiplied by to be in our unit."""
    words: Mapping[str, str] = field(default_factory=dict)
    """Our category by the file's word for it; a word that is not listed stands for itself."""
    ranges: Ranges = ()
    """The ranges that the file's numbers, times `factor`, are sorted into; empty where it writes categories."""


@dataclass(frozen=True)
class ColumnMapping:
    """How files of one shape are brought to a domain's columns."""

    domain: str
    header: tuple[str, ...]
    """The file's columns in order."""
    matches: tuple[Match, ...]
    read: tuple[str, ...] = ()
    """How such files are to be read where the reader would decide otherwise, as the command line writes it."""

    @property
    def digest(self) -> str:
        """What files of the same shape share."""
        return header_digest(self.header)

    def match_of(self, column: str) -> Match | None:
        """The match of our `column`; None where it has none."""
        return next((match for match in self.matches if match.column == column), None)


def header_digest(header: Iterable[str]) -> str:
    """SHA-256 over the names of a file's columns in any order: the shape by which a mapping is found again."""
    return hashlib.sha256("\x1f".join(sorted(header)).encode()).hexdigest()


def check_mapping(mapping: ColumnMapping, contract: Contract) -> None:
    """MappingError where two columns share one or a factor is none; IntakeError naming each needed column without a match."""
    _refuse_twice([match.column for match in mapping.matches])
    _refuse_twice([match.source for match in mapping.matches])
    for match in mapping.matches:
        if contract.expect(match.column) is None:
            raise MappingError(
                say("The mapping speaks of {column!r}, which {domain} does not know.", column=match.column, domain=mapping.domain)
            )
        if not (math.isfinite(match.factor) and match.factor > 0):
            raise MappingError(say("The factor of {column!r} must be a number above zero.", column=match.column))
        _check_ranges(match, contract)
    if unmapped := unmapped_columns(mapping, contract):
        raise IntakeError(_unmapped(name) for name in unmapped)


def _check_ranges(match: Match, contract: Contract) -> None:
    expected = contract.expect(match.column)
    if fault := fault_in(match.ranges):
        raise MappingError(say("{column!r}: {fault}", column=match.column, fault=fault))
    strange = [category for _, category in match.ranges if expected is not None and category not in expected.vocabulary]
    if strange:
        raise MappingError(
            say("{column!r} has no category {category!r} to sort numbers into.", column=match.column, category=shorten(strange[0]))
        )


def unmapped_columns(mapping: ColumnMapping, contract: Contract) -> tuple[str, ...]:
    """Columns that scoring cannot do without and that no column of the file stands for."""
    mapped = {match.column for match in mapping.matches}
    return tuple(name for name in contract.required if name not in mapped)


def _refuse_twice(names: list[str]) -> None:
    twice = next((name for name, times in Counter(names).items() if times > 1), None)
    if twice is not None:
        raise MappingError(say("{column!r} is mapped twice; one column stands for one column.", column=shorten(twice)))


def _unmapped(name: str) -> Problem:
    return Problem(
        "unmapped_column", "fatal",
        say("No column of the file stands for {column!r}, which the model or the money needs.", column=name),
        say("Choose the column that holds it; where the file has none, it cannot be scored with this model."), name,
    )  # fmt: skip
