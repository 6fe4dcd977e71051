"""The inputs of a model, from the term sheet's columns and the rows it is fitted on."""

from __future__ import annotations

import pandas as pd

from payoff.core.message import say
from payoff.domains.manifest import Input
from payoff.domains.term_sheet import Column, TermSheet
from payoff.training.labelled import TrainingError


def read_inputs(sheet: TermSheet, frame: pd.DataFrame) -> tuple[Input, ...]:
    """One input per feature column, in the term sheet's order; categories it does not list are taken from `frame`, sorted."""
    return tuple(_number(c, frame[c.name]) if c.kind == "number" else _category(c, frame[c.name]) for c in sheet.features)


def _number(column: Column, values: pd.Series) -> Input:
    if values.isna().all():
        raise TrainingError(say("The column {name!r} is empty in every training row; a model cannot use it.", name=column.name))
    low, high = float(values.min()), float(values.max())
    return Input(column.name, "number", column.unit, column.low, column.high, missing=column.missing, seen_low=low, seen_high=high)


def _category(column: Column, values: pd.Series) -> Input:
    found = sorted(values.dropna().unique())
    categories = column.categories or tuple(found)
    if unlisted := [v for v in found if v not in categories]:
        raise TrainingError(
            say("The column {name!r} holds {unlisted!r}, which its term sheet does not list.", name=column.name, unlisted=unlisted[0])
        )
    if not found:
        raise TrainingError(say("The column {name!r} is empty in every training row; a model cannot use it.", name=column.name))
    return Input(column.name, "category", categories=categories, missing=column.missing)
