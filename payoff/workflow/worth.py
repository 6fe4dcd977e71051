"""What a decision is worth per case, with its interval and its label, carried from Decide into a business case."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from payoff.core.message import say
from payoff.core.spread import Empirical
from payoff.core.value import Array, ValueMatrix, expected_value, realised_value
from payoff.core.verdict import Interval, summarise
from payoff.domains.term_sheet import TermSheet
from payoff.workflow.case import Basis, Case
from payoff.workflow.decide import Decision
from payoff.workflow.judge import Judgement
from payoff.workflow.question import Question, read_today

STATED = say("How far the value per case may move was stated, not measured: without outcomes no resamples of the rows can tell it.")
NO_RESAMPLES = say(
    "How far the value per case would move on another file is unknown without outcomes, so the interval "
    "holds the ranges of the other assumptions only."
)


@dataclass(frozen=True, eq=False)
class Worth:
    """Value of the threshold in use above the best policy without a model, on `rows` rows of a file; money.

    `total` is the sum over rows; `figures` (R,) is the value per case in each resample of the rows, ascending, None when
    outcomes are unknown.
    """

    sheet: TermSheet
    basis: Basis
    baseline: str
    rows: int
    total: float
    figures: Array | None

    @property
    def domain(self) -> str:
        """Key of the term sheet."""
        return self.sheet.key

    @property
    def currency(self) -> str:
        """What its money is in."""
        return self.sheet.currency

    @property
    def per_case(self) -> float:
        """Value per case."""
        return self.total / self.rows

    @property
    def interval(self) -> Interval | None:
        """Of the value per case over resamples."""
        return None if self.figures is None else summarise(self.figures)

    @property
    def spread(self) -> Empirical | None:
        """The resamples as a distribution to draw from; None when there are none, or all agree."""
        if self.figures is None or self.figures[0] == self.figures[-1]:
            return None
        return Empirical(self.figures)


def read_worth(case: Case, question: Question, decision: Decision, judgement: Judgement) -> Worth:
    """The worth of `decision`, which answers `question` on `case`, as `judgement` resampled it."""
    total = float(sum_rows(case, question, decision))
    figures = None if judgement.draws is None else np.sort(judgement.draws) / case.rows
    return Worth(case.sheet, decision.basis, decision.ladder.best_trivial.key, case.rows, total, figures)


def sum_rows(case: Case, question: Question, decision: Decision) -> float:
    """Money of each row under the threshold in use less that under the best trivial policy, summed row by row."""
    values = case.evaluate(decision.settings)(slice(0, case.rows))
    acts = np.asarray(case.probability >= decision.threshold.used)
    key = decision.ladder.best_trivial.key
    rule = {"none": 0.0, "all": 1.0}.get(key)
    share = np.asarray(rule if question.today is None or rule is not None else read_today(case, question.today), dtype=np.float64)
    model, never, always = (_money(case, values, chosen) for chosen in (acts, np.zeros_like(acts), np.ones_like(acts)))
    gain = model - (share * always + (1.0 - share) * never)
    # A fixed cost is paid by whatever acts at all.
    fixed = values.fixed * (float(acts.any()) - float((share > 0).any()))
    return float(gain.sum()) - fixed


def _money(case: Case, values: ValueMatrix, acts: np.ndarray) -> Array:
    if case.outcome is None:
        return expected_value(values, case.probability, acts)
    return realised_value(values, case.outcome, acts)
