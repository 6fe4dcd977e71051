"""A decision and its judgement as plain data, for JSON."""

from __future__ import annotations

import math
from dataclasses import fields, is_dataclass

from payoff.core.confusion import CellTotal
from payoff.core.verdict import Optimism
from payoff.workflow.decide import Decision
from payoff.workflow.judge import Judgement

Plain = dict[str, object]


def summary(decision: Decision, judgement: Judgement) -> Plain:
    """What the Decide page shows, without the curve: every number, and what is missing with its reason.

    Thresholds that act on nobody or on everybody are written "never" and "always".
    """
    choice, confusion = decision.threshold, decision.confusion
    return {
        "domain": decision.domain,
        "rows": decision.rows,
        "rows_without_outcome": decision.rows if decision.basis == "expected" else decision.left_out,
        "basis": decision.basis,
        "currency": decision.currency,
        "settings": dict(decision.settings),
        "threshold": {
            "used": _threshold(choice.used),
            "kind": choice.kind,
            "bayes": _threshold(choice.bayes),
            "searched": _threshold(choice.searched),
            "searched_value": choice.searched_value,
        },
        "confusion": {name: _cell(getattr(confusion, name)) for name in ("tp", "fp", "tn", "fn")},
        "acted": confusion.acted,
        "value": confusion.value,
        "value_above_best_trivial": decision.model_value,
        "best_trivial": decision.ladder.best_trivial.key,
        "ladder": {rung.key: {"acted": rung.acted, "value": rung.value} for rung in decision.ladder.rungs},
        "capacity": _plain(decision.capacity),
        "verdict": _plain(judgement.verdict),
        "threshold_in_use": _plain(judgement.in_use),
        "optimism": None if judgement.optimism is None else _optimism(judgement.optimism),
        "interval_level": judgement.level,
        "resampled": judgement.method,
        "missing": {**decision.missing, **judgement.missing},
    }


def _threshold(value: float | None) -> float | str | None:
    if value is None or math.isfinite(value):
        return value
    return "never" if value > 0 else "always"


def _optimism(found: Optimism) -> Plain:
    return {"money": found.money, "threshold_low": _threshold(found.low), "threshold_high": _threshold(found.high)}


def _cell(cell: CellTotal) -> Plain:
    return {"count": cell.count, "money": cell.money, "each": cell.each}


def _plain(record: object) -> object:
    """A record of numbers as a dictionary; None stays None."""
    if is_dataclass(record) and not isinstance(record, type):
        return {field.name: _plain(getattr(record, field.name)) for field in fields(record)}
    return record
