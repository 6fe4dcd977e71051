"""What a glance at scores and outcomes tells: how many are known, what was promised, what happened, and how well they rank."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from scipy.special import expit

from payoff.core.roc import area_under_curve
from payoff.core.value import Array
from payoff.domains.own_terms import ScoreColumn
from payoff.intake.tidy import Tidy
from payoff.workflow.own_scores import mark_risk

FAR = 3.0
"""Standard errors between what was promised and what happened from which it is no accident."""


@dataclass(frozen=True)
class ScoreFacts:
    """Rows and known outcomes; shares and area are None where they cannot be known."""

    rows: int
    known: int
    rate: float | None
    """Share of the known outcomes with the event."""
    promised: float | None
    """Mean probability of the same rows; None for points, which promise nothing."""
    area: float | None
    off: bool
    """Whether promise and outcome are further apart than chance allows."""


def measure_scores(tidy: Tidy, column: ScoreColumn, outcome: Array | None) -> ScoreFacts:
    """The facts of a column of scores with outcomes (n,); rows without either are left out."""
    values = pc.cast(tidy.table.column(column.column), pa.float64()).combine_chunks().to_numpy(zero_copy_only=False)
    if column.scale == "percent" and next(c.unit for c in tidy.columns if c.name == column.column) == "%":
        # The table holds fractions where the cells are written with a percent sign.
        values = values * 100.0
    both = np.isfinite(values) & ~np.isnan(outcome) if outcome is not None else np.zeros(len(values), dtype=bool)
    known = int(both.sum())
    if outcome is None or known == 0:
        return ScoreFacts(len(values), 0, None, None, None, False)
    risk, happened = mark_risk(values[both], column), outcome[both]
    p = _promise(risk, column)
    rate = float(happened.mean())
    promised = None if p is None else float(p.mean())
    off = p is not None and abs(float(happened.mean() - p.mean())) > FAR * float(np.sqrt((p * (1 - p)).sum())) / known
    return ScoreFacts(len(values), known, rate, promised, area_under_curve(risk, happened).value, bool(off))


def _promise(risk: Array, column: ScoreColumn) -> Array | None:
    """Probabilities that the scores state; None for points, or where they are none."""
    if column.scale == "score":
        return None
    p = np.asarray(expit(risk)) if column.scale == "log odds" else risk
    return p if ((p >= 0) & (p <= 1)).all() else None
