"""Moving an assumption on a million scored loans, in units of one numpy.argsort of their scores in the same run."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
from scipy.special import expit

from benchmarks.figure import Figure
from payoff.core.binned import MoneyReader
from payoff.core.confusion import count_binned
from payoff.core.curve import draw_curve
from payoff.core.sweep import CellMeans, sweep
from payoff.core.value import Array
from payoff.paths import DATA
from payoff.workflow.case import Case, prepare_case
from payoff.workflow.decide import Question, best_rows, decide, judge, limit_capacity

ROWS = 1_000_000
CAPACITY = 10_000
RESAMPLES = 500
REPEATS = 9
UNIT = "argsorts"
Job = Callable[[Case, float], None]


@dataclass(frozen=True)
class Loans:
    """Scored loans in memory."""

    probability: Array
    outcome: Array | None
    money: Mapping[str, Array]
    table: pa.Table
    domain: str = "credit"


def measure() -> list[Figure]:
    """Each answer with outcomes known against its target, and without outcomes for comparison; best of several runs."""
    scored = make_loans()
    cases = {"measured": prepare_case(scored), "expected": prepare_case(Loans(scored.probability, None, scored.money, scored.table))}
    figures = []
    for basis, case in cases.items():
        for name, (job, most) in JOBS.items():
            if basis == "expected" and job is answer_verdict:
                continue
            ratio = time_ratio(job, case, scored.probability)
            figures.append(_figure(f"{name}, 1M rows, {basis} money", ratio, most if basis == "measured" else None))
    return figures


def answer_ladder(case: Case, lgd: float) -> None:
    """Every rung, the per-row threshold and perfect foresight among them."""
    decide(case, Question({"lgd": lgd}))


def answer_verdict(case: Case, lgd: float) -> None:
    """Verdict, band and optimism."""
    judge(case, Question({"lgd": lgd}, resamples=RESAMPLES))


def answer_slider(case: Case, lgd: float) -> None:
    """What a page needs before it can draw again."""
    evaluate = case.evaluate(case.sheet.settings({"lgd": lgd}))
    money, means = MoneyReader(case.ranking), CellMeans()
    best = best_rows(case, CAPACITY, evaluate)
    sweep(case.ranking, evaluate, [money, means, best])
    draw_curve(case.ranking, money.money)
    count_binned(case.ranking, evaluate, 0.3, money=money.money)
    limit_capacity(case, evaluate, best, money=money.money)


JOBS: dict[str, tuple[Job, float]] = {
    "curve, counts and capacity": (answer_slider, 0.5),
    "whole value ladder": (answer_ladder, 1.5),
    f"verdict, {RESAMPLES} resamples": (answer_verdict, 5.0),
}


def time_ratio(job: Job, case: Case, scores: Array) -> float:
    """Best time of `job`, the assumption moved each time, over the best time of sorting; taken in turns to meet the same machine."""
    jobs, sorts = [], []
    for turn in range(REPEATS):
        sorts.append(_seconds(np.argsort, scores))
        jobs.append(_seconds(job, case, 0.5 + 0.01 * turn))
    return min(jobs) / min(sorts)


def make_loans(rows: int = ROWS, seed: int = 0) -> Loans:
    """Rows of the credit sample drawn again, amounts jittered, with scores that lean on the outcome."""
    rng = np.random.default_rng(seed)
    sample = pd.read_csv(DATA / "credit.csv", keep_default_na=False)
    drawn = sample.iloc[rng.integers(0, len(sample), rows)]
    outcome = (drawn["default"] == "yes").to_numpy(dtype=float)
    money = {
        "credit_amount": np.round(drawn["credit_amount"].to_numpy() * rng.uniform(0.9, 1.1, rows)),
        "duration_months": drawn["duration_months"].to_numpy(dtype=float),
    }
    probability = expit(rng.normal(-1.2 + 1.1 * outcome, 0.9))
    return Loans(probability, outcome, money, pa.table({"credit_amount": money["credit_amount"]}))


def _figure(name: str, ratio: float, most: float | None) -> Figure:
    return Figure(name, ratio, UNIT) if most is None else Figure(name, ratio, UNIT, f"at most {most:g}", ratio <= most)


def _seconds(job: Callable[..., object], *arguments: object) -> float:
    begun = time.perf_counter()
    job(*arguments)
    return time.perf_counter() - begun


if __name__ == "__main__":
    for figure in measure():
        print(f"{figure.name}: {figure.value:.2f} {figure.unit} ({figure.target or 'for comparison'})")
