"""What checking a batch finds: problems by kind and column, and the reasons for which rows are rejected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from payoff.core.message import join, say
from payoff.intake.problems import ROWS_SHOWN, Problem, ProblemLog, Severity, shorten

Rows = npt.NDArray[np.int64]
"""Row numbers within the batch, from 0, ascending."""


@dataclass(frozen=True)
class Rule:
    """What a value may break: the problem's words, and how a rejected row's reason reads."""

    kind: str
    severity: Severity
    message: str
    fix: str
    column: str | None = None


class Findings:
    """Gathers while one batch is checked; rows are those of the table checked, which `place` (n,) puts into the batch."""

    def __init__(self, place: Rows) -> None:
        self.place = place
        self._log = ProblemLog()
        self._reasons: dict[int, list[str]] = {}

    def warn(self, rule: Rule, rows: Rows, *, value: str | None = None, count: int | None = None) -> None:
        """Rows that are scored all the same; `count` where there are more than `rows` lists."""
        self._add(rule, rows, value, len(rows) if count is None else count)

    def reject(self, rule: Rule, rows: Rows, *, values: Sequence[str]) -> None:
        """Rows that cannot be scored, with the offending value of each."""
        if len(rows) == 0:
            return
        self._add(rule, rows, values[0], len(rows))
        for row, value in zip(self.place[rows].tolist(), values, strict=True):
            text: str = say("{message} ({value})", message=rule.message, value=shorten(value)) if value else rule.message
            self._reasons.setdefault(row, []).append(text)

    @property
    def any_rejected(self) -> bool:
        """Whether some row cannot be scored."""
        return bool(self._reasons)

    def rejected(self) -> Rows:
        """The batch's rejected rows, ascending."""
        return np.array(sorted(self._reasons), dtype=np.int64)

    def reason(self, row: int) -> str:
        """Why the batch's `row` is rejected."""
        return join(self._reasons[row])

    def problems(self) -> tuple[Problem, ...]:
        """What was found, worst first."""
        return self._log.problems()

    def _add(self, rule: Rule, rows: Rows, value: str | None, count: int) -> None:
        if count == 0:
            return
        first = tuple(int(row) + 1 for row in self.place[rows[:ROWS_SHOWN]])
        example = None if value is None else shorten(value)
        self._log.add(Problem(rule.kind, rule.severity, rule.message, rule.fix, rule.column, first, count, example))
