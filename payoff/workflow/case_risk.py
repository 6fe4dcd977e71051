"""How sure a business case is: draws of every range together with the resamples of the value per case, and what they say."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np

from payoff.core.message import say
from payoff.core.sensitivity import (
    Indices,
    Information,
    Swing,
    Switch,
    find_switch,
    measure_indices,
    measure_information,
    measure_swings,
)
from payoff.core.spread import Spread
from payoff.core.uncertainty import Evaluate, Simulation, simulate
from payoff.core.value import Money
from payoff.core.verdict import SURE
from payoff.domains.case_sheet import VALUE, CaseSheet
from payoff.workflow.business_case import UNUSED, CasePlan, planned_settings, value_case
from payoff.workflow.worth import NO_RESAMPLES, STATED, Worth

Call = Literal["go", "dont", "not_proven"]
NOTHING_VARIES = say("No assumption has a range and the value per case has no resamples, so there is one figure and no odds.")
NOT_INCREMENTAL = say(
    "The value is attributed, not incremental: part of it would have come without acting. Take the present "
    "value as an upper bound until a randomised control group has measured it."
)
DEPENDENT = say(
    "Assumptions that move together share the variance they cause, so it cannot be split among them: there are no Sobol indices. The "
    "tornado moves each alone and leaves correlations out; odds, interval and value of information hold them. To see the indices, take the "
    "correlations away."
)
WIDEST = 20.0
"""The flip of the value per case is looked for up to this multiple of it."""


@dataclass(frozen=True, eq=False)
class CaseRisk:
    """What may happen to the net present value; parts that cannot be had are None or empty, and `missing` says why.

    `call`: go when at most 5 in 100 draws lose money, dont when at least 95 do.
    """

    simulation: Simulation | None
    call: Call | None
    swings: tuple[Swing, ...]
    indices: tuple[Indices, ...]
    information: Information | None
    switches: tuple[Switch, ...]
    missing: Mapping[str, str]


def weigh_case(worth: Worth, plan: CasePlan, sheet: CaseSheet) -> CaseRisk:
    """Simulate, and measure what drives the result; the same plan gives the same figures."""
    evaluate, base = partial(_evaluate, plan=plan, worth=worth), planned_settings(worth, plan)
    drawn = sheet.moving - UNUSED[plan.use]
    spreads: dict[str, Spread] = {name: spread for name, spread in plan.spreads.items() if name in drawn}
    missing = {"incremental": NOT_INCREMENTAL} if worth.basis == "attributed" else {}
    if worth.spread is None:
        missing["resamples"] = NO_RESAMPLES if plan.value_range is None else STATED
    value = worth.spread or read_value_range(worth, plan, sheet)
    if value is not None:
        spreads[VALUE] = value
    limits = _limits(base, sheet, drawn)
    if not spreads:
        switches = _find_switches(evaluate, base, limits, None)
        return CaseRisk(None, None, (), (), None, switches, {**missing, "simulation": NOTHING_VARIES})
    correlations = {pair: figure for pair, figure in plan.correlations.items() if spreads.keys() >= set(pair)}
    if correlations:
        missing["indices"] = DEPENDENT
    simulation = simulate(evaluate, spreads, plan.draw, correlations=correlations)
    return CaseRisk(
        simulation=simulation, call=_call(simulation), swings=measure_swings(evaluate, base, spreads),
        indices=() if correlations else measure_indices(evaluate, spreads, seed=plan.draw.seed),
        information=measure_information(simulation), switches=_find_switches(evaluate, base, limits, simulation), missing=missing,
    )  # fmt: skip


def read_value_range(worth: Worth, plan: CasePlan, sheet: CaseSheet) -> Spread | None:
    """The value per case as its stated range has it; None where none is stated, or there is nothing to be a multiple of."""
    if plan.value_range is None:
        return None
    return plan.value_range.around(worth.per_case, sheet.value_assumption(worth.per_case))


def _evaluate(settings: Mapping[str, Money], *, plan: CasePlan, worth: Worth) -> Money:
    return value_case({**planned_settings(worth, plan), **settings}, plan)


def _call(simulation: Simulation) -> Call:
    if simulation.loss <= 1.0 - SURE:
        return "go"
    return "dont" if simulation.loss >= SURE else "not_proven"


def _limits(base: Mapping[str, float], sheet: CaseSheet, names: Set[str]) -> dict[str, tuple[float, float]]:
    """How far each number that moves the money may be looked at."""
    reach = WIDEST * max(abs(base[VALUE]), 1.0)
    return {VALUE: (-reach, reach), **{a.name: (a.low, a.high) for a in sheet.assumptions if a.name in names}}


def _find_switches(
    evaluate: Evaluate, base: Mapping[str, float], limits: Mapping[str, tuple[float, float]], simulation: Simulation | None
) -> tuple[Switch, ...]:
    """Of every assumption that moves the money: first those whose own range reaches the flip, then the nearest."""
    drawn = {} if simulation is None else simulation.draws
    found = [find_switch(evaluate, base, name, limits=ends, drawn=drawn.get(name)) for name, ends in limits.items()]
    return tuple(sorted(found, key=_by_nearness))


def _by_nearness(switch: Switch) -> tuple[bool, float, float]:
    flip = switch.flip.value
    distance = np.inf if flip is None else abs(flip - switch.planned) / max(abs(switch.planned), 1e-12)
    return flip is None, -(switch.odds or 0.0), float(distance)
