"""A domain's own calculators, run on a scored file under the decision in use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from payoff.core.value import Array, Bools
from payoff.domains.panel import Panel, PanelInput, Refusal
from payoff.domains.term_sheet import TermSheet
from payoff.workflow.case import read_rule
from payoff.workflow.decide import Decision
from payoff.workflow.question import Today
from payoff.workflow.score import Scored, has_sample, sample_source, score_upload


class TableColumns(Mapping[str, npt.NDArray]):
    """A table's columns as calculators read them, each made when first asked for.

    Numbers are float64 with NaN where missing; everything else is text, empty where missing.
    """

    def __init__(self, table: pa.Table) -> None:
        self._table = table
        self._made: dict[str, npt.NDArray] = {}

    def __getitem__(self, name: str) -> npt.NDArray:
        if name not in self._made:
            self._made[name] = _as_array(self._table.column(name))
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in self._table.column_names

    def __iter__(self) -> Iterator[str]:
        return iter(self._table.column_names)

    def __len__(self) -> int:
        return int(self._table.num_columns)


def calculate(scored: Scored, decision: Decision, today: Today | None = None) -> tuple[Panel | Refusal, ...]:
    """Answers of the domain's calculators in reading order, under the assumptions and the threshold of `decision`.

    QuestionError when the column of `today` cannot be read; what a calculator needs and lacks is its own Refusal.
    """
    sheet = scored.sheet
    given = PanelInput(
        probability=scored.probability,
        outcome=scored.outcome,
        columns=TableColumns(scored.table),
        settings=decision.settings,
        threshold=decision.threshold.used,
        currency=decision.currency,
        today=_read_today(sheet, scored.table, today),
        reference=_find_reference(scored),
    )
    return tuple(calculator(given) for calculator in sheet.calculators)


def _find_reference(scored: Scored) -> Array | None:
    if scored.model is None or scored.model_sha256 is None or not has_sample(scored.sheet):
        return None
    return read_reference(scored.domain, scored.model, scored.model_sha256)


@lru_cache(maxsize=8)
def read_reference(domain: str, model: str, sha256: str) -> Array:
    """What `model` says about the domain's shipped sample; `sha256` keeps a retrained model from answering for the old one."""
    return score_upload(sample_source(domain), domain, model=model).probability


def _read_today(sheet: TermSheet, table: pa.Table, today: Today | None) -> Bools | None:
    """Today's rule row by row; a rate says how many it acts on but not on whom."""
    return None if today is None or today.column is None else read_rule(sheet, table, today.column)


def _as_array(column: pa.ChunkedArray) -> npt.NDArray:
    kind = column.type
    if pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        return pc.cast(column, pa.float64()).to_numpy()
    return pc.cast(column, pa.string()).fill_null("").to_numpy()
