"""Moving an assumption on a million scored rows of each domain, in units of one numpy.argsort of their scores in the same run."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from scipy.special import expit, logit

from benchmarks.figure import Figure
from payoff.core.binned import MoneyReader
from payoff.core.confusion import count_binned
from payoff.core.curve import draw_curve
from payoff.core.sweep import CellMeans, sweep
from payoff.core.value import Array
from payoff.domains import shipped_domains
from payoff.domains.term_sheet import Column, TermSheet
from payoff.workflow.case import Case, prepare_case
from payoff.workflow.decide import Question, best_rows, decide, judge, limit_capacity
from payoff.workflow.score import sample_source, score_upload

ROWS = 1_000_000
CAPACITY = 10_000
RESAMPLES = 500
REPEATS = 15
UNIT = "argsorts"
Job = Callable[[Case, Question], object]


@dataclass(frozen=True)
class Rows:
    """Scored rows of a domain in memory."""

    sheet: TermSheet
    probability: Array
    outcome: Array
    money: Mapping[str, Array]
    table: pa.Table


def measure() -> list[Figure]:
    """Each answer with outcomes known against its target, domain by domain."""
    return [figure for sheet in shipped_domains().values() for figure in measure_domain(sheet)]


def measure_domain(sheet: TermSheet) -> list[Figure]:
    """One figure per answer on ROWS rows of `sheet`."""
    rows = draw_rows(sheet)
    case = prepare_case(rows)
    figures = []
    for name, (job, most) in JOBS.items():
        ratio = time_ratio(job, case, rows.probability)
        figures.append(Figure(f"{sheet.key}: {name}, 1M rows", ratio, UNIT, f"at most {most:g}", ratio <= most))
    return figures


def answer_slider(case: Case, question: Question) -> None:
    """What a page needs before it can draw again."""
    evaluate = case.evaluate(case.sheet.settings(question.settings))
    money, means = MoneyReader(case.ranking), CellMeans()
    best = best_rows(case, CAPACITY, evaluate)
    sweep(case.ranking, evaluate, [money, means, best])
    draw_curve(case.ranking, money.money)
    count_binned(case.ranking, evaluate, 0.3, money=money.money)
    limit_capacity(case, evaluate, best, money=money.money)


JOBS: dict[str, tuple[Job, float]] = {
    "curve, counts and capacity": (answer_slider, 0.5),
    "whole value ladder": (decide, 1.5),
    f"verdict, {RESAMPLES} resamples": (judge, 5.0),
}


def time_ratio(job: Job, case: Case, scores: Array) -> float:
    """Best time of `job`, the assumption moved each time, over the best time of sorting; taken in turns to meet the same machine."""
    jobs, sorts = [], []
    for turn in range(REPEATS):
        sorts.append(_seconds(np.argsort, scores))
        jobs.append(_seconds(job, case, move_assumption(case.sheet, turn)))
    return min(jobs) / min(sorts)


def move_assumption(sheet: TermSheet, turn: int) -> Question:
    """A question whose first assumption lies a hundredth of its way to the upper end further each turn."""
    first = sheet.assumptions[0]
    return Question({first.name: first.default + 0.01 * turn * (first.high - first.default)}, resamples=RESAMPLES)


def draw_rows(sheet: TermSheet, rows: int = ROWS, seed: int = 0) -> Rows:
    """The domain's sample drawn again with its champion's scores; scores and amounts jittered, so that hardly two are alike."""
    rng = np.random.default_rng(seed)
    sample = score_upload(sample_source(sheet.key), sheet.key)
    if sample.outcome is None:
        raise ValueError(f"The sample of {sheet.title} holds no outcomes, so no verdict can be timed on it.")
    drawn = rng.integers(0, len(sample.probability), rows)
    money = {column.name: _jitter(sample.money[column.name][drawn], column, rng) for column in sheet.money_columns}
    probability = expit(logit(sample.probability[drawn]) + rng.normal(0.0, 0.1, rows))
    return Rows(sheet, probability, sample.outcome[drawn], money, pa.table({"row": np.arange(rows)}))


def _jitter(amounts: Array, column: Column, rng: np.random.Generator) -> Array:
    """Amounts moved by up to a tenth, in whole numbers or in hundredths as they came; what can only be whole stays."""
    if column.whole:
        return amounts
    decimals = 0 if np.array_equal(amounts, np.rint(amounts)) else 2
    return np.clip(np.round(amounts * rng.uniform(0.9, 1.1, len(amounts)), decimals), column.low, column.high)


def _seconds(job: Callable[..., object], *arguments: object) -> float:
    begun = time.perf_counter()
    job(*arguments)
    return time.perf_counter() - begun


if __name__ == "__main__":
    for figure in measure():
        print(f"{figure.name}: {figure.value:.2f} {figure.unit} ({figure.target})")
