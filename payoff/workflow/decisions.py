"""What to do with each scored row, and the money expected from doing it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from payoff.core.value import Array, Bools, bayes_threshold, expected_value
from payoff.domains.term_sheet import TermSheet


@dataclass(frozen=True)
class Policy:
    """When to act: from `threshold` on, or without one from each row's own Bayes threshold under `settings`."""

    threshold: float | None = None
    settings: Mapping[str, float] = field(default_factory=dict)
    """Assumptions that differ from the term sheet's defaults, by name."""


@dataclass(frozen=True)
class Decisions:
    """Which rows (n,) the policy acts on, and the expected money of what it does with each (n,)."""

    acts: Bools
    expected: Array


def read_money(sheet: TermSheet, table: pa.RecordBatch | pa.Table) -> dict[str, Array]:
    """The columns the cells read, by name, each float64 (n,)."""
    return {c.name: table.column(c.name).to_numpy(zero_copy_only=False) for c in sheet.money_columns}


def decide_rows(sheet: TermSheet, money: Mapping[str, Array], probability: Array, *, policy: Policy) -> Decisions:
    """What `policy` does with each row; TermSheetError for an impossible setting, UnreasonableValuesError for impossible money."""
    values = sheet.values(money, sheet.settings(policy.settings))
    acts = probability >= (bayes_threshold(values) if policy.threshold is None else policy.threshold)
    return Decisions(acts, expected_value(values, probability, acts))
