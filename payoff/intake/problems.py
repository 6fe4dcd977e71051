"""Problems as values: what a file has that it should not, where, and what would fix it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from payoff.core.message import join

Severity = Literal["fatal", "rejected", "warning", "note"]

SEVERITIES: tuple[Severity, ...] = ("fatal", "rejected", "warning", "note")
"""Worst first; the order in which problems are shown."""

ROWS_SHOWN = 20
"""Row numbers a problem keeps; its count goes on."""

VALUE_SHOWN = 120
"""Characters of an example value that a problem keeps."""

VALUES_SHOWN = 20
"""Values of one column that get a problem each; further ones share a problem without a value."""

BY_VALUE = frozenset({"unseen_category"})
"""Kinds counted for each value apart."""


@dataclass(frozen=True)
class Problem:
    """One kind of trouble in one column, however often it occurs. All text is plain text, never markup."""

    kind: str
    """Stable code for tests and translation: "text_in_number", "missing_column" …"""
    severity: Severity
    message: str
    """What happened and where, in the reader's words, without the count."""
    fix: str
    """What the reader can do about it."""
    column: str | None = None
    rows: tuple[int, ...] = ()
    """The first data rows concerned, counted from 1 below the header."""
    count: int = 0
    """How many rows (or columns) are concerned; 0 where the file as a whole is."""
    value: str | None = None
    """The first offending value, shortened; for unseen categories the one this problem counts."""


class IntakeError(ValueError):
    """A file that cannot be used at all; `problems` say why, and the message is theirs."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(join([join([p.message, p.fix]) for p in self.problems], "\n"))


def refuse(kind: str, message: str, fix: str, *, column: str | None = None) -> IntakeError:
    """The IntakeError of a single fatal problem."""
    return IntakeError([Problem(kind, "fatal", message, fix, column)])


def shorten(value: str) -> str:
    """`value` cut to what a problem may quote."""
    return value if len(value) <= VALUE_SHOWN else value[: VALUE_SHOWN - 1] + "…"


class ProblemLog:
    """Problems gathered while a file streams: the same kind and column (and value, for kinds BY_VALUE) is one problem."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str | None, str | None], Problem] = {}
        self._values: dict[tuple[str, str | None], int] = {}

    def add(self, problem: Problem) -> None:
        """Count `problem` in."""
        value = problem.value if problem.kind in BY_VALUE else None
        key = (problem.kind, problem.column, value)
        if value is not None and key not in self._found:
            known = self._values.get(key[:2], 0)
            if known >= VALUES_SHOWN:
                problem, key = replace(problem, value=None), (*key[:2], None)
            self._values[key[:2]] = known + 1
        self._found[key] = _merge(self._found[key], problem) if key in self._found else problem

    def problems(self) -> tuple[Problem, ...]:
        """Worst first, then the most frequent."""
        return tuple(sorted(self._found.values(), key=lambda p: (SEVERITIES.index(p.severity), -p.count)))


def _merge(known: Problem, more: Problem) -> Problem:
    rows = tuple(sorted(known.rows + more.rows))[:ROWS_SHOWN]
    return replace(known, rows=rows, count=known.count + more.count)
