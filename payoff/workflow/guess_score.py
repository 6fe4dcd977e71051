"""What a column of scores seems to say: on which scale it speaks, where it rises with risk, and what would make probabilities of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from payoff.core.message import Message, say
from payoff.core.roc import area_under_curve
from payoff.core.value import Array
from payoff.core.wording import bare
from payoff.domains.own_terms import Correction, Riskier, Scale
from payoff.intake.tidy import Tidy
from payoff.workflow.guess_outcome import outcome_values, speaks_of

ISOTONIC_FROM = 1_000
"""Known outcomes from which isotonic regression is offered first; with fewer it follows noise (Niculescu-Mizil and Caruana 2005)."""

POINTS = (250.0, 950.0)
"""Where credit scores lie that fall with risk: 300 to 850, or 250 to 900."""

SCORE_NAMES = (
    "probability", "proba", "prob", "pd", "score", "logit", "risk", "risiko", "wahrscheinlichkeit", "ausfallwahrscheinlichkeit", "prognose",
    "predicted", "prediction", "pred", "yhat", "yscore", "propensity", "probabilité", "probabilite", "probabilidad", "riesgo", "risque",
    "bonität", "bonitaet", "scoring", "scorewert", "punkte", "概率", "评分", "得分", "分数", "违约概率", "评分卡", "風險", "风险",
    "機率", "確率", "评级分", "評分", "вероятность", "prawdopodobieństwo", "확률", "probabilità", "probabilidade", "kans",
)  # fmt: skip
FALLS_WITH_RISK = ("bonität", "bonitaet", "fico", "schufa", "creditscore", "good", "gut", "信用", "health", "zuverlässig")
PERCENT_NAMES = ("prob", "pd", "wahrscheinlichkeit", "概率", "機率", "確率", "probabilidad", "probabilité", "percent", "prozent", "pct")
LARGEST_LOG_ODDS = 30.0


@dataclass(frozen=True)
class ScoreGuess:
    """How a column of scores seems to speak, and why; `correction` is what would make probabilities of it."""

    scale: Scale
    riskier: Riskier
    correction: Correction
    because: tuple[Message, ...]


def score_candidates(tidy: Tidy) -> list[str]:
    """Number columns, those that speak of a score first."""
    numbers = [c.name for c in tidy.columns if c.kind == "number" or (c.kind == "yes_no" and _is_zero_or_one(tidy, c.name))]
    likeness = {name: _unlike_a_score(tidy, name) for name in numbers}
    return sorted(numbers, key=lambda name: (not speaks_of(name, SCORE_NAMES), likeness[name], -numbers.index(name)))


def _unlike_a_score(tidy: Tidy, name: str) -> int:
    """0 for a column whose values are shares as probabilities are, 2 for one that hardly tells rows apart, 1 for all others."""
    reading = next(column for column in tidy.columns if column.name == name)
    low, high = reading.low, reading.high
    if not isinstance(low, float) or not isinstance(high, float):
        return 2
    if {low, high} <= {0.0, 1.0, 2.0} and 0 < len(outcome_values(tidy, name)) <= 2:
        return 2
    return 0 if low >= 0 and high <= 1 else 1


def guess_score(tidy: Tidy, name: str, outcome: Array | None) -> ScoreGuess:
    """Scale, direction and correction of the column `name`, from its values, its name, its unit and the outcomes (n,) if known."""
    values = pc.cast(tidy.table.column(name), pa.float64()).combine_chunks().to_numpy(zero_copy_only=False)
    unit = next(c.unit for c in tidy.columns if c.name == name)
    there = values[np.isfinite(values)]
    if len(there) == 0:
        return ScoreGuess("score", "higher", "none", (say("The column holds no number."),))
    scale, why = _guess_scale(there, name, unit)
    riskier, direction = _guess_direction(values, name, scale, outcome)
    known = 0 if outcome is None else int((~np.isnan(outcome)).sum())
    correction: Correction = "none" if scale != "score" or not known else "isotonic" if known >= ISOTONIC_FROM else "platt"
    return ScoreGuess(scale, riskier, correction, (why, direction))


def _guess_scale(there: Array, name: str, unit: str) -> tuple[Scale, Message]:
    low, high = float(there.min()), float(there.max())
    ends = {"low": bare(low, 6), "high": bare(high, 6)}
    if unit == "%" and low >= 0 and high <= 1:
        return "probability", say("The cells are written in percent, and were read as fractions from {low} to {high}.", **ends)
    if low >= 0 and high <= 1:
        return "probability", say("Every value lies between 0 and 1 ({low} to {high}).", **ends)
    if POINTS[0] <= low and high <= POINTS[1]:
        return "score", say("The values lie where credit scores do ({low} to {high}): points that rank, no probabilities.", **ends)
    if low >= 0 and high <= 100 and (speaks_of(name, PERCENT_NAMES) or "%" in name):
        return "percent", say("The values lie between 0 and 100 ({low} to {high}), and the column's name speaks of a probability.", **ends)
    if low < 0 < high and max(-low, high) <= LARGEST_LOG_ODDS:
        return "log odds", say("The values lie on both sides of 0 ({low} to {high}), as log odds do.", **ends)
    return "score", say("The values go from {low} to {high}: points that rank, no probabilities.", **ends)


def _guess_direction(values: Array, name: str, scale: Scale, outcome: Array | None) -> tuple[Riskier, Message]:
    area = None if outcome is None else _area(values, outcome)
    if area is not None and area > 0.5:
        seen = say("In this file the event is likelier where the value is higher (area under the curve {area}).", area=f"{area:.2f}")
        return "higher", seen
    if area is not None and area < 0.5:
        return "lower", say("In this file the event is rarer where the value is higher (area under the curve {area}).", area=f"{area:.2f}")
    if speaks_of(name, FALLS_WITH_RISK) or (scale == "score" and POINTS[0] <= np.nanmin(values) and np.nanmax(values) <= POINTS[1]):
        return "lower", say("Scores like these usually fall as the risk rises.")
    return "higher", say("Nothing says otherwise, so higher is taken as riskier.")


def _is_zero_or_one(tidy: Tidy, name: str) -> bool:
    """Whether a column of yes and no is written in digits, as hard predictions are."""
    return {value.text for value in outcome_values(tidy, name)} <= {"0", "1"}


def _area(values: Array, outcome: Array) -> float | None:
    both = np.isfinite(values) & ~np.isnan(outcome)
    return area_under_curve(values[both], outcome[both]).value if both.any() else None
