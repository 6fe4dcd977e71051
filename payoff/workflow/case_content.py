"""A case as a table that TOML and JSON both hold; `check_case` reads it back, to the same figures."""

from __future__ import annotations

import tomllib
from typing import Any

from payoff.core.dependence import Correlations
from payoff.domains.case_assumptions import RANGES
from payoff.domains.case_range import plain_range
from payoff.domains.case_sheet import VALUE, CaseSheet
from payoff.domains.own_terms import write_terms
from payoff.domains.term_sheet import Assumption
from payoff.workflow.business_case import CasePlan
from payoff.workflow.case_file import FIXED, CaseFile
from payoff.workflow.question import Question
from payoff.workflow.saved_worth import write_origin, write_worth

Table = dict[str, Any]


def write_case(file: CaseFile) -> Table:
    """Everything `file` holds: each assumption with value, range and source as it stands, so that later defaults change nothing."""
    plan = file.plan
    content: Table = {
        "domain": file.domain, "title": file.title, "data": file.data, "months": plan.months, "use": plan.use, "losses": plan.losses,
        "grid": plan.grid, "draws": plan.draw.draws, "seed": plan.draw.seed, "method": plan.draw.method,
        "decision": _write_question(file.question),
        "assumptions": {a.name: _write_assumption(a, plan, file.sheet) for a in file.sheet.assumptions},
    }  # fmt: skip
    if plan.value_range is not None:
        content[VALUE] = plan.value_range.to_plain()
    if plan.correlations:
        content["correlations"] = _write_correlations(plan.correlations)
    if steps := file.steps.to_plain():
        content["steps"] = steps
    if file.terms is not None:
        content["terms"] = tomllib.loads(write_terms(file.terms).decode())
    if file.saved is not None:
        content["worth"] = write_worth(file.saved.worth, file.question)
        content["origin"] = write_origin(file.saved)
    return content


def _write_question(question: Question) -> Table:
    today = question.today
    parts = {
        "threshold": question.threshold, "capacity": question.capacity, "today_column": None if today is None else today.column,
        "today_rate": None if today is None else today.rate,
    }  # fmt: skip
    return {name: part for name, part in parts.items() if part is not None} | {"settings": dict(question.settings)}


def _write_assumption(assumption: Assumption, plan: CasePlan, sheet: CaseSheet) -> Table:
    described = {name: text for name in ("source", "date", "kind", "owner") if (text := getattr(assumption, name))}
    spread = plan.spreads.get(assumption.name)
    planned: Table = {"value": plan.settings[assumption.name]}
    if spread is not None:
        return planned | plain_range(spread) | described
    # A range that the sheet, or the one this file starts from when it is read, would put there has to be taken away by name.
    return planned | ({"shape": FIXED} if assumption.name in RANGES.keys() | sheet.ranges.keys() else {}) | described


def _write_correlations(correlations: Correlations) -> Table:
    table: Table = {}
    for (first, second), figure in correlations.items():
        table.setdefault(first, {})[second] = figure
    return table
