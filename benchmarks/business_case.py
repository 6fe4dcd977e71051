"""Drawing and weighing a five-year monthly business case, in units of one numpy.argsort of a million scores in the same run."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

import numpy as np

from benchmarks.figure import Figure
from payoff.core.uncertainty import Plan, simulate
from payoff.domains import read_domain
from payoff.domains.case_sheet import VALUE, case_sheet
from payoff.workflow.business_case import CasePlan, planned_settings, value_case
from payoff.workflow.case_risk import weigh_case
from payoff.workflow.worth import Worth

SCORES = 1_000_000
DRAWS = 20_000
REPEATS = 5
UNIT = "argsorts"


def measure() -> list[Figure]:
    """Draws alone, and all that the Case page says about risk; best of several runs, a new seed each time."""
    sheet = case_sheet("credit", "DM")
    settings = sheet.settings({})
    worth = Worth(read_domain("credit"), "measured", "none", 400, 12_800.0, np.sort(np.random.default_rng(0).normal(32.0, 17.0, 1000)))
    # What only selling rests on is drawn by itself.
    spreads = {name: spread for name, spread in sheet.spreads(settings).items() if name in sheet.moving}
    scores = np.random.default_rng(1).random(SCORES)
    jobs: tuple[tuple[str, Callable[[CasePlan], object], float], ...] = (
        (f"{DRAWS:,} draws of a 5-year monthly case", partial(_draw, worth), 6.0),
        ("the same with tornado, Sobol indices, flips and value of information", lambda plan: weigh_case(worth, plan, sheet), 15.0),
    )
    figures = []
    for name, job, most in jobs:
        ratio = _ratio(job, scores, lambda seed: CasePlan(settings, spreads, draw=Plan(DRAWS, seed)))
        figures.append(Figure(name, ratio, UNIT, f"at most {most:g}", ratio <= most))
    return figures


def _draw(worth: Worth, plan: CasePlan) -> object:
    base = planned_settings(worth, plan)
    spreads = {**plan.spreads, **({} if worth.spread is None else {VALUE: worth.spread})}
    return simulate(lambda drawn: value_case({**base, **drawn}, plan), spreads, plan.draw)


def _ratio(job: Callable[[CasePlan], object], scores: np.ndarray, plan: Callable[[int], CasePlan]) -> float:
    sorts, jobs = [], []
    for seed in range(REPEATS):
        sorts.append(_seconds(partial(np.argsort, scores)))
        jobs.append(_seconds(partial(job, plan(seed))))
    return min(jobs) / min(sorts)


def _seconds(job: Callable[[], object]) -> float:
    begun = time.perf_counter()
    job()
    return time.perf_counter() - begun


if __name__ == "__main__":
    for figure in measure():
        print(f"{figure.name}: {figure.value:.2f} {figure.unit} ({figure.target})")
