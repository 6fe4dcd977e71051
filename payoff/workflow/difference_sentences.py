"""What the difference between two cases says in words: names of what differs, values, and which change explains most."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from payoff.core.contributions import CENTS
from payoff.core.message import Message, capital, join, say
from payoff.core.wording import count, decimal, exact_money, money, percent
from payoff.domains.grid import GRIDS
from payoff.workflow.business_case import LOSSES, USES
from payoff.workflow.case_difference import CaseDifference, Change, Part
from payoff.workflow.case_file import CaseFile
from payoff.workflow.case_sentences import name_assumption, say_horizon, show
from payoff.workflow.question import Today

COUNTS = 0.1
"""A change against the difference is told from this share of the largest along it."""
CONVENTIONS: Mapping[str, Message] = {
    "months": say("Horizon"), "use": say("How use grows"), "losses": say("Tax on a loss"), "grid": say("Electricity grid"),
    "threshold": say("Threshold"), "today": say("Today's rule"), "capacity": say("Capacity"),
}  # fmt: skip
ODDS: Mapping[str, Message] = {
    "spreads": say("the ranges of the assumptions"), "draw": say("how many draws there are, and their seed"),
    "correlations": say("what moves together"),
}  # fmt: skip


def name_change(change: Change, file: CaseFile) -> str:
    """What differs, as a label; a name that the sheets lack stands as it is."""
    if change.name in CONVENTIONS and change.kind in ("plan", "decision"):
        return CONVENTIONS[change.name]
    if change.kind == "decision":
        return next((a.label for a in file.term_sheet.assumptions if a.name == change.name), change.name)
    return change.name if change.kind == "plan" else capital(name_assumption(change.name, file.sheet))


def show_side(change: Change, value: Any, file: CaseFile) -> str:
    """The value on one side, in its unit."""
    currency = file.term_sheet.currency
    if change.kind == "value":
        return exact_money(value, currency)
    if change.kind == "case":
        return show(value, file.sheet.get(change.name).unit, currency)
    if change.kind == "decision" and change.name not in CONVENTIONS:
        return next((show(value, a.unit, currency) for a in file.term_sheet.assumptions if a.name == change.name), str(value))
    return _show_convention(change.name, value)


def say_difference(difference: CaseDifference, *, first: str, second: str) -> Message:
    """Which case is worth more, by how much, and which change explains most of it; `first` and `second` are their titles."""
    start, end = difference.cents
    gap = exact_money(abs(end - start) / CENTS, difference.currency)
    moving = [part for part in difference.parts if part.cents]
    if start == end:
        same = say("Both are worth {money} as planned.", money=exact_money(start / CENTS, difference.currency))
        return join([same, say("What differs cancels out.")]) if moving else same
    verdict = say("“{second}” is worth {gap} more than “{first}”.", first=first, second=second, gap=gap)
    if end < start:
        verdict = say("“{second}” is worth {gap} less than “{first}”.", first=first, second=second, gap=gap)
    return join([verdict, _say_most(difference)])


def say_order(difference: CaseDifference) -> Message:
    """How the shares are found, and for which change the order matters most."""
    how = say("Each share is the average over the orders in which the changes can be made (Shapley), and the shares add up to the cent.")
    spans = [(part.high - part.low, part) for part in difference.parts]
    widest, part = max(spans, key=lambda span: span[0], default=(0.0, None))
    if part is None or widest < 1 / CENTS:
        return how
    low, high = (money(end, difference.currency) for end in (part.low, part.high))
    order = say(
        "{name} adds {low} to {high}, depending on what was changed before it.", name=name_change(part.change, difference.file), low=low,
        high=high,
    )  # fmt: skip
    return join([how, order])


def say_unpriced(difference: CaseDifference) -> Message:
    """What differs without moving the present value as planned; empty where there is nothing."""
    idle = [name_change(part.change, difference.file) for part in difference.parts if not part.cents]
    parts = []
    if idle:
        parts.append(say("These differ and move nothing here: {names}.", names=join(idle, ", ")))
    if difference.odds:
        parts.append(say("These differ and move the odds only: {names}.", names=join([ODDS[name] for name in difference.odds], ", ")))
    return join(parts)


def _say_most(difference: CaseDifference) -> Message:
    """The change that explains most of the difference, and the largest one against it, if it counts."""
    start, end = difference.cents
    along = [part for part in difference.parts if part.cents * (end - start) > 0]
    against = [part for part in difference.parts if part.cents * (end - start) < 0]
    most = max(along, key=lambda part: abs(part.cents))
    said = [say("Most of it: {change}", change=_say_part(most, difference))]
    other = max(against, key=lambda part: abs(part.cents), default=None)
    if other is not None and abs(other.cents) >= COUNTS * abs(most.cents):
        said.append(say("Against it: {change}", change=_say_part(other, difference)))
    return join(said)


def _say_part(part: Part, difference: CaseDifference) -> Message:
    change, file = part.change, difference.file
    first, second = (show_side(change, side, file) for side in (change.first, change.second))
    name, adds = name_change(change, file), money(abs(part.cents) / CENTS, difference.currency)
    if part.cents > 0:
        return say("{name}, from {first} to {second}, adds {money}.", name=name, first=first, second=second, money=adds)
    return say("{name}, from {first} to {second}, takes away {money}.", name=name, first=first, second=second, money=adds)


def _show_convention(name: str, value: Any) -> str:
    match name:
        case "months":
            return say_horizon(value)
        case "use":
            return USES[value]
        case "losses":
            return LOSSES[value]
        case "grid":
            return GRIDS[value].label
        case "threshold":
            return say("from the values (Bayes)") if value is None else decimal(value, 3)
        case "today":
            return _show_today(value)
        case "capacity":
            return say("no limit") if value is None else count(value)
    return str(value)


def _show_today(today: Today | None) -> str:
    if today is None:
        return say("not stated")
    return say("a share at random, {share}", share=percent(today.rate)) if today.column is None else today.column
