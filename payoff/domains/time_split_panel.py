"""What a random split hides: the model's AUC quarter by quarter on calls later than those it was fitted on."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from payoff.core.message import say
from payoff.core.roc import area_error, area_under_curve
from payoff.core.value import Array
from payoff.core.wording import decimal, percent
from payoff.domains.panel import Figure, Panel, PanelInput, Refusal, Series

RANDOM_SPLIT_AUC = 0.755
"""AUC of the shipped champion's recipe, fitted and tested on a random 70:30 split of the same calls; a test fits it again."""

COLUMN = "called"
KEY, TITLE = "time_split", say("What a random split hides")
MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Period:
    """One quarter: calls, response rate, the rate expected, and AUC with its standard error (None with one outcome alone)."""

    name: str
    calls: int
    response: float
    expected: float
    area: float | None
    error: float


def show_time_split(given: PanelInput) -> Panel | Refusal:
    """AUC quarter by quarter, next to what a random split of the same calls promised."""
    outcome, months = given.outcome, given.columns.get(COLUMN)
    known = None if outcome is None else ~np.isnan(outcome)
    if outcome is None or known is None or months is None or not all(MONTH.fullmatch(str(month)) for month in months[known]):
        return Refusal(KEY, TITLE, say("This needs the outcome of each call and its month in the column {column}, written as 2009-04.", column=COLUMN))
    whole = area_under_curve(given.probability[known], outcome[known])
    if whole.value is None:
        return Refusal(KEY, TITLE, say("{reason} Upload calls with both outcomes.", reason=whole.reason))
    periods = read_periods(months[known], given.probability[known], outcome[known])
    return _describe(periods, whole.value, response=float(outcome[known].mean()), expected=float(given.probability[known].mean()))


def read_periods(months: npt.NDArray, probability: Array, outcome: Array) -> tuple[Period, ...]:
    """One Period per quarter, in order; `months` (n,) are written as 2009-04."""
    quarters = np.array([f"{month[:4]} Q{(int(month[5:]) + 2) // 3}" for month in months.astype(str)])
    return tuple(_measure(name, probability[quarters == name], outcome[quarters == name]) for name in np.unique(quarters).tolist())


def _measure(name: str, probability: Array, outcome: Array) -> Period:
    area, events = area_under_curve(probability, outcome).value, float(outcome.sum())
    error = np.nan if area is None else area_error(area, events=events, others=len(outcome) - events)
    return Period(name, len(outcome), float(outcome.mean()), float(probability.mean()), area, error)


def _describe(periods: tuple[Period, ...], area: float, *, response: float, expected: float) -> Panel:
    return Panel(
        key=KEY,
        title=TITLE,
        advice=(
            say(
                "Judge the model on later calls: shuffled rows promise an AUC of {random_split_auc}, these calls give "
                "{area}; {response} responded where the model expected {expected}.",
                random_split_auc=decimal(RANDOM_SPLIT_AUC, 3), area=decimal(area, 3), response=percent(response), expected=percent(expected))
        ),
        basis="measured",
        figures=(
            Figure(say("AUC, random split"), RANDOM_SPLIT_AUC, "", say("The champion's recipe on a random 70:30 split of the shipped calls.")),
            Figure(say("AUC on this file"), area, "", say("The shipped sample holds calls made after the last training call.")),
            Figure(say("Responded"), 100 * response, "%"),
            Figure(say("Expected by the model"), 100 * expected, "%", say("Where it is far off, probabilities need recalibration first.")),
        ),
        series=_draw(periods),
        x_label=say("Quarter of the call"),
        y_label="AUC",
        header=(say("Quarter"), say("Calls"), say("Responded, %"), say("Expected, %"), "AUC"),
        table=tuple(
            (p.name, p.calls, round(100 * p.response, 1), round(100 * p.expected, 1), None if p.area is None else round(p.area, 3))
            for p in periods
        ),
        note=(
            say(
                "Rows are in date order. A random split lets the model see calls of the same weeks it is tested on; a "
                "split in time asks what it will meet in use. Band: 95 % by the standard error of Hanley and McNeil "
                "(1982).")
        ),
    )


def _draw(periods: tuple[Period, ...]) -> tuple[Series, ...]:
    drawn = [(p.name, p.area, 1.96 * p.error) for p in periods if p.area is not None]
    names = tuple(name for name, _, _ in drawn)
    low, high = (tuple(area + side * reach for _, area, reach in drawn) for side in (-1, 1))
    return (
        Series(say("each quarter"), names, tuple(area for _, area, _ in drawn), "line", low, high),
        Series(say("random split"), names, (RANDOM_SPLIT_AUC,) * len(drawn)),
        Series(say("chance"), names, (0.5,) * len(drawn)),
    )
