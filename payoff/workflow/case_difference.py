"""Two cases side by side: in what they differ, and how much of the difference in present value each of it explains."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import partial
from typing import Any, Literal

from payoff.core.contributions import CENTS, Contribution, round_parts, split_difference
from payoff.core.message import say
from payoff.domains.case_sheet import VALUE
from payoff.workflow.business_case import CasePlan, CaseResult, evaluate_case, value_case
from payoff.workflow.case import Case
from payoff.workflow.case_file import CaseFile
from payoff.workflow.decide import decide
from payoff.workflow.question import Question
from payoff.workflow.saved_worth import SavedWorth
from payoff.workflow.scenario import full_question
from payoff.workflow.worth import sum_rows

Kind = Literal["case", "plan", "decision", "value"]
ODDS_ONLY = frozenset({"spreads", "draw", "correlations"})
"""Fields of a plan that move the odds and not the present value as planned."""
_ASKED = ("threshold", "today", "capacity")
_AGREES = 1e-9
ValueOf = Callable[[frozenset[str]], float]
"""Value per case with some parts of the decision as in the second case."""


class NotComparableError(ValueError):
    """Two cases whose money cannot be subtracted; the message says why."""


@dataclass(frozen=True)
class Change:
    """One assumption, convention, part of the decision, or the value per case, that is not the same in both cases."""

    kind: Kind
    name: str
    first: Any
    second: Any

    @property
    def key(self) -> str:
        """Unlike the name, its own among all kinds."""
        return f"{self.kind}.{self.name}"


@dataclass(frozen=True)
class Part:
    """What a change adds to the present value, in cents; `low` and `high` are the least and most it adds in any order, money."""

    change: Change
    cents: int
    low: float
    high: float


@dataclass(frozen=True, eq=False)
class CaseDifference:
    """From the first case's present value to the second's: `parts`, the largest first, add up to it to the cent.

    `behind` are changes of the decision that the value per case holds together, because the rows are not at hand. `odds` names
    the fields of the plan that differ and move the odds only.
    """

    first: CaseResult
    second: CaseResult
    file: CaseFile
    """The first case, whose sheets name what differs."""
    parts: tuple[Part, ...]
    behind: tuple[Change, ...]
    odds: tuple[str, ...]

    @property
    def currency(self) -> str:
        """What the money is in."""
        return self.first.worth.currency

    @property
    def cents(self) -> tuple[int, int]:
        """Present value of both in whole cents."""
        return _cents(self.first.measures.npv), _cents(self.second.measures.npv)


def compare_cases(first: CaseFile, second: CaseFile, rows: Case | None = None) -> CaseDifference:
    """Why `second` is worth more or less than `first`, both saved with their value per case.

    With the `rows` that both were saved on, the decision's own assumptions are told apart. NotComparableError where currencies differ.
    """
    saved = _saved(first), _saved(second)
    if saved[0].worth.currency != saved[1].worth.currency:
        one, other = (each.worth.currency for each in saved)
        raise NotComparableError(say("One case is in {one}, the other in {other}: the two cannot be subtracted.", one=one, other=other))
    results = evaluate_case(saved[0].worth, first.plan), evaluate_case(saved[1].worth, second.plan)
    decision = find_decision_changes(first, second)
    value_of = None if rows is None else _follow_rows(rows, first, second)
    per_case = Change("value", VALUE, saved[0].worth.per_case, saved[1].worth.per_case)
    worth = decision if value_of is not None else (per_case,) if per_case.first != per_case.second else ()
    changes = {change.key: change for change in (*find_plan_changes(first.plan, second.plan), *worth)}
    evaluate = partial(_evaluate, first=first, changes=changes, value_of=value_of or _switch(per_case))
    parts = _as_parts(split_difference(evaluate, tuple(changes)), changes, results)
    odds = tuple(name for name in sorted(ODDS_ONLY) if not _alike(getattr(first.plan, name), getattr(second.plan, name)))
    return CaseDifference(*results, first, parts, () if value_of is not None else decision, odds)


def find_plan_changes(first: CasePlan, second: CasePlan) -> tuple[Change, ...]:
    """Assumptions of the case and conventions that differ and may move the present value."""
    settings = (Change("case", name, value, second.settings[name]) for name, value in first.settings.items())
    conventions = (
        Change("plan", part.name, getattr(first, part.name), getattr(second, part.name))
        for part in fields(CasePlan) if part.name not in ODDS_ONLY | {"settings"}
    )  # fmt: skip
    return tuple(change for change in (*settings, *conventions) if change.first != change.second)


def find_decision_changes(first: CaseFile, second: CaseFile) -> tuple[Change, ...]:
    """Assumptions of the decision, its threshold, today's rule and capacity, where they differ."""
    one, other = (full_question(file.question, file.term_sheet) for file in (first, second))
    names = [name for name in one.settings if name in other.settings]
    settings = (Change("decision", name, one.settings[name], other.settings[name]) for name in names)
    asked = (Change("decision", name, getattr(one, name), getattr(other, name)) for name in _ASKED)
    return tuple(change for change in (*settings, *asked) if change.first != change.second)


def _evaluate(changed: frozenset[str], *, first: CaseFile, changes: Mapping[str, Change], value_of: ValueOf) -> float:
    """Present value of the first case with what is `changed` as in the second."""
    new: dict[str, dict[str, Any]] = {"case": {}, "plan": {}}
    for change in (changes[key] for key in changed):
        new.setdefault(change.kind, {})[change.name] = change.second
    settings = {**first.plan.settings, **new["case"], VALUE: value_of(changed)}
    return float(value_case(settings, replace(first.plan, **new["plan"])))


def _switch(per_case: Change) -> ValueOf:
    """The value per case as a whole, of one case or the other."""
    return lambda changed: float(per_case.second if per_case.key in changed else per_case.first)


def _follow_rows(rows: Case, first: CaseFile, second: CaseFile) -> ValueOf | None:
    """The value per case worked out from the rows; None where they do not lead to what both cases were saved with."""
    one, other = (full_question(file.question, file.term_sheet) for file in (first, second))
    known: dict[frozenset[str], float] = {}

    def value(changed: frozenset[str]) -> float:
        parts = frozenset(key for key in changed if key.startswith("decision."))
        if parts not in known:
            known[parts] = _value_rows(rows, _mix(one, other, parts))
        return known[parts]

    everything = frozenset(change.key for change in find_decision_changes(first, second))
    found = (value(frozenset()), value(everything))
    kept = (_saved(first).worth.per_case, _saved(second).worth.per_case)
    agrees = all(math.isclose(a, b, rel_tol=_AGREES, abs_tol=_AGREES) for a, b in zip(found, kept, strict=True))
    return value if agrees else None


def _value_rows(rows: Case, question: Question) -> float:
    return sum_rows(rows, question, decide(rows, question)) / rows.rows


def _mix(one: Question, other: Question, changed: frozenset[str]) -> Question:
    settings = {name: (other if f"decision.{name}" in changed else one).settings[name] for name in one.settings}
    asked = {name: getattr(other if f"decision.{name}" in changed else one, name) for name in _ASKED}
    return replace(one, settings=settings, **asked)


def _as_parts(found: tuple[Contribution, ...], changes: Mapping[str, Change], results: tuple[CaseResult, CaseResult]) -> tuple[Part, ...]:
    first, second = (_cents(result.measures.npv) for result in results)
    cents = round_parts([part.money for part in found], second - first)
    return tuple(Part(changes[part.name], cent, part.low, part.high) for part, cent in zip(found, cents, strict=True))


def _alike(first: Any, second: Any) -> bool:
    """Whether two ranges, plans of draws or correlations are the same but for their last digits."""
    if isinstance(first, Mapping) and isinstance(second, Mapping):
        return first.keys() == second.keys() and all(_alike(first[key], second[key]) for key in first)
    if type(first) is not type(second):
        return False
    if is_dataclass(first):
        return _alike(vars(first), vars(second))
    return math.isclose(first, second, rel_tol=_AGREES) if isinstance(first, float) else bool(first == second)


def _cents(money: float) -> int:
    return round(CENTS * money)


def _saved(file: CaseFile) -> SavedWorth:
    if file.saved is None:
        raise ValueError(say("Cases are compared as they were saved, with their value per case."))
    return file.saved
