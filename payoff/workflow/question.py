"""What a reader asks of a case: assumptions, threshold, today's rule and how hard to look."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from payoff.core.curve import Curve
from payoff.core.message import say
from payoff.core.value import Bools, ValueMatrix, bayes_threshold
from payoff.workflow.case import Case, QuestionError, read_decisions

IS_PREFERENCE = say("This threshold weighs one harm against another: it is stated, never picked because it did best on a file.")
NEEDS_OUTCOMES = say("This file does not say how the rows turned out, so the money is expected, not measured, and this cannot be known.")


@dataclass(frozen=True)
class Today:
    """Today's rule: a column that holds its decisions, or the share of rows it acts on at random."""

    column: str | None = None
    rate: float | None = None


@dataclass(frozen=True)
class Question:
    """What the reader asks: `settings` are changes to the defaults; `threshold` None is the Bayes threshold."""

    settings: Mapping[str, float] = field(default_factory=dict)
    threshold: float | None = None
    today: Today | None = None
    capacity: int | None = None
    seed: int = 0
    resamples: int = 1000


@dataclass(frozen=True)
class ThresholdChoice:
    """The threshold in use, where it comes from, and the one that would have been best on these very rows.

    `bayes` follows from the average row's values (+inf never acts, −inf always). `searched` is optimistic, and None when
    outcomes are unknown or the domain's threshold is a preference.
    """

    used: float
    kind: Literal["bayes", "chosen"]
    bayes: float
    searched: float | None
    searched_value: float | None


def choose_threshold(average: ValueMatrix, curve: Curve, question: Question, *, search: bool) -> ThresholdChoice:
    """The chosen threshold or, by default, the Bayes threshold of the `average` row, which does not look at outcomes.

    `search` adds the threshold that does best on `curve`.
    """
    bayes = float(bayes_threshold(average))
    chosen = question.threshold
    if chosen is not None and math.isnan(chosen):
        raise QuestionError(say("The threshold must be a number between 0 and 1."))
    searched, searched_value = (float(curve.threshold[curve.best]), float(curve.value[curve.best])) if search else (None, None)
    return ThresholdChoice(bayes if chosen is None else chosen, "bayes" if chosen is None else "chosen", bayes, searched, searched_value)


def read_today(case: Case, today: Today) -> Bools | float:
    """Where today's rule acts, (n,) in places, or the share it acts on at random."""
    if (today.column is None) == (today.rate is None):
        raise QuestionError(say("Say today's rule either as a column that holds its decisions or as a share of rows, not both."))
    if today.column is not None:
        return read_decisions(case, today.column)
    if today.rate is None or not 0 <= today.rate <= 1:
        raise QuestionError(say("Today's rate is a share of rows between 0 and 1; {rate} is not.", rate=today.rate))
    return float(today.rate)
