"""Which of a stranger's answers is the event's probability: proposed from labels and sums, and whether it can be one at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from payoff.core.value import Array
from payoff.scoring.foreign_scorer import AnswerColumn
from payoff.workflow.outcome import YES

SUM_SLACK = 1e-3

EVENT_WORDS = YES | {"bad", "default", "churn", "churned", "fraud", "positive", "event", "dead", "readmitted", "buy", "bought", "response"}
"""Class labels that usually name the event rather than its absence."""


@dataclass(frozen=True)
class Span:
    """What the numbers under one answer look like, as far as probability goes."""

    kind: Literal["probability", "score"]
    low: float
    high: float
    outside: int
    """Numbers below 0 or above 1."""


def propose_event(columns: Sequence[AnswerColumn], numbers: Array, classes: Sequence[str]) -> int:
    """The answer that is most likely the event's probability: by its label, else the second of two that add up to 1.

    A bare class is proposed only where the model answers nothing else.
    """
    usable = [at for at, column in enumerate(columns) if not column.whole] or list(range(len(columns)))
    by_label = [at for at in usable if label_answer(columns[at], classes).casefold() in EVENT_WORDS]
    if by_label:
        return by_label[-1]
    last = usable[-1]
    together = [at for at in usable if columns[at].output == columns[last].output] if columns[last].label else usable
    return together[1] if len(together) == 2 and _adds_up(numbers[:, together]) else together[0]


def label_answer(column: AnswerColumn, classes: Sequence[str]) -> str:
    """The class an answer belongs to: the label it came with, or the one the graph writes down for its place."""
    if column.label in classes or not column.label.isdecimal() or int(column.label) >= len(classes):
        return column.label
    return classes[int(column.label)]


def read_span(numbers: Array) -> Span:
    """Whether `numbers` (n,) can be probabilities, and how far they reach."""
    known = numbers[~np.isnan(numbers)]
    outside = int(np.count_nonzero((known < 0) | (known > 1)))
    low, high = (float(known.min()), float(known.max())) if len(known) else (np.nan, np.nan)
    return Span("score" if outside else "probability", low, high, outside)


def _adds_up(pair: Array) -> bool:
    return bool(np.nanmax(np.abs(pair.sum(axis=1) - 1), initial=0.0) < SUM_SLACK)
