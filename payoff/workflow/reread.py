"""The other reading of a decision: what to tell the reader so that it decides the other way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import get_args

from payoff.core.message import Message, say
from payoff.intake.column_dates import SPOKEN
from payoff.intake.column_numbers import say_mark
from payoff.intake.decisions import ColumnOptions, DateOrder, Decision, ReadOptions

Turn = Callable[[Decision, ColumnOptions], ColumnOptions]
TurnFile = Callable[[Decision, ReadOptions], ReadOptions]


def read_other_way(decision: Decision, options: ReadOptions) -> ReadOptions | None:
    """`options` with `decision` turned round; None where it has no single other way."""
    if decision.column is None:
        turn = FILE_TURNS.get(decision.topic)
        return None if turn is None else turn(decision, options)
    turn_column = COLUMN_TURNS.get(decision.topic)
    if turn_column is None or (decision.topic in {"date_order", "number_marks"} and not decision.otherwise):
        return None
    known = dict(options.columns)
    known[decision.column] = turn_column(decision, known.get(decision.column, ColumnOptions()))
    return replace(options, columns=known)


def say_other_way(decision: Decision, options: ReadOptions) -> Message:
    """What reading it the other way than `options` say would mean."""
    if decision.otherwise:
        return say("read it as {otherwise}", otherwise=decision.otherwise)
    if decision.topic == "duplicate_rows" and options.duplicates == "drop":
        return say("keep them as rows")
    return OTHER_WAYS[decision.topic]


def _other_order(decision: Decision, said: ColumnOptions) -> ColumnOptions:
    order: DateOrder = next(order for order in get_args(DateOrder) if SPOKEN[order] == decision.otherwise)
    return replace(said, dates=order)


def _other_mark(decision: Decision, said: ColumnOptions) -> ColumnOptions:
    comma = str(decision.otherwise).startswith(f"decimals with {say_mark(',')}")
    return replace(said, decimal="," if comma else ".")


def _keep_values(decision: Decision, said: ColumnOptions) -> ColumnOptions:
    return replace(said, kept=(*said.kept, *decision.examples))


def _keep_words(decision: Decision, said: ColumnOptions) -> ColumnOptions:
    return replace(said, kind="category")


COLUMN_TURNS: Mapping[str, Turn] = {
    "date_order": _other_order,
    "number_marks": _other_mark,
    "missing_code": _keep_values,
    "missing_words": _keep_values,
    "serial_dates": lambda _, said: replace(said, kind="number"),
    "yes_no": _keep_words,
    "percent": lambda _, said: replace(said, percent="as written"),
    "percent_without_sign": lambda _, said: replace(said, kind="text"),
    "negative_brackets": lambda _, said: replace(said, kind="text"),
    "multiplier": lambda _, said: replace(said, kind="text"),
    "unit": lambda _, said: replace(said, kind="text"),
}
FILE_TURNS: Mapping[str, TurnFile] = {
    "blank_rows": lambda _, options: replace(options, summary_rows="keep"),
    "repeated_header": lambda _, options: replace(options, summary_rows="keep"),
    "summary_rows": lambda _, options: replace(options, summary_rows="keep"),
    "subtotals": lambda _, options: replace(options, summary_rows="keep"),
    "footer": lambda _, options: replace(options, summary_rows="keep"),
    "unit_row": lambda _, options: replace(options, unit_row="keep"),
    "duplicate_rows": lambda _, options: replace(options, duplicates="keep" if options.duplicates == "drop" else "drop"),
}
OTHER_WAYS: Mapping[str, Message] = {
    "missing_words": say("take the words as values"),
    "yes_no": say("keep the words as they are"),
    "percent": say("keep the numbers as written, 12 % as 12"),
    "percent_without_sign": say("read the column as text"),
    "negative_brackets": say("read the column as text"),
    "multiplier": say("read the column as text"),
    "unit": say("read the column as text"),
    "blank_rows": say("keep them as rows"),
    "repeated_header": say("keep them as rows"),
    "summary_rows": say("keep them as rows"),
    "subtotals": say("keep them as rows"),
    "footer": say("keep them as rows"),
    "unit_row": say("keep it as a row"),
    "duplicate_rows": say("leave them out"),
}
