"""A scored file as a table to look at: the answers first, the rows worth most on top."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from payoff.workflow.answers import Answers, name_answers
from payoff.workflow.decisions import Policy, decide_rows
from payoff.workflow.score import Scored


def sort_scored(scored: Scored, policy: Policy) -> pa.Table:
    """Identifier, answers under `policy`, money columns and outcome, then the rest; highest expected value first."""
    sheet = scored.sheet
    decisions = decide_rows(sheet, scored.money, scored.probability, policy=policy)
    answers = Answers(name_answers(scored.table.column_names), sheet.words)
    table = scored.table
    for name, column in zip(answers.names, answers.columns(scored.probability, decisions), strict=True):
        table = table.append_column(name, column)
    first = [sheet.identifier, *answers.names, *(c.name for c in sheet.money_columns), sheet.outcome]
    head = [name for name in first if name in table.column_names]
    ordered = table.select([*head, *(name for name in table.column_names if name not in head)])
    return ordered.take(np.argsort(-decisions.expected, kind="stable"))
