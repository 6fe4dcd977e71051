"""Decision curves: the net benefit of a model over a stated range of threshold probabilities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from payoff.core.answer import Answer, undefined
from payoff.core.message import say
from payoff.core.value import Array, Bools, Money

Threshold = TypeVar("Threshold", float, Array)


@dataclass(frozen=True)
class FlagRates:
    """True and false positives as shares of all persons, (T,) by threshold, and the share of persons with the event."""

    tp: Array
    fp: Array
    prevalence: float


@dataclass(frozen=True)
class DecisionCurve:
    """Net benefit per person (T,) of the model and of acting on all; acting on none is worth 0.

    `standardised` is a share of the most any rule could reach (Kerr 2016), NaN without events. `avoided` is net
    interventions avoided per person against acting on all (Vickers 2008).
    """

    threshold: Array
    model: Array
    treat_all: Array
    standardised: Array
    avoided: Array


@dataclass(frozen=True)
class Lead:
    """Net benefit per person of one rule over another on the same persons, and its standard error."""

    gain: float
    error: float


@dataclass(frozen=True)
class TradeOff:
    """How many tests one more net true positive, or one more avoided intervention, takes (Van Calster 2018)."""

    per_true_positive: Answer
    per_avoided: Answer


def threshold_range(low: float, high: float, *, step: float) -> Array:
    """Thresholds from `low` to `high` inclusive: the range of preferences the reader states, inside 0 and 1."""
    if not (0 < low < high < 1 and 0 < step <= high - low):
        raise ValueError(
            say("Thresholds must rise inside 0 and 1 in positive steps; {low} to {high} by {step} does not.", low=low, high=high, step=step)
        )
    steps = int(np.floor((high - low) / step + 1e-9))
    return low + step * np.arange(steps + 1, dtype=np.float64)


def odds(threshold: Threshold) -> Threshold:
    """Harm of a needless intervention in units of the benefit of a needed one: t / (1 − t) (Pauker and Kassirer 1980)."""
    return threshold / (1.0 - threshold)


def flag_rates(probability: Array, outcome: Array, thresholds: Array) -> FlagRates:
    """Share of persons (n,) flagged at probability >= threshold, by outcome (1 or 0, all known)."""
    if len(outcome) == 0 or not np.isin(outcome, (0, 1)).all():
        raise ValueError(say("A decision curve needs persons whose outcome is known to be 1 or 0."))
    event = np.asarray(outcome) == 1
    tp, fp = (_count_at_least(probability[side], thresholds) / len(outcome) for side in (event, ~event))
    return FlagRates(tp, fp, float(event.mean()))


def reweight_rates(rates: FlagRates, prevalence: float) -> FlagRates:
    """Rates in a population of another `prevalence`, as for a case-control sample: TPR · π′ and FPR · (1 − π′)."""
    if not 0 < rates.prevalence < 1:
        raise ValueError(say("A sample with cases only, or without any, cannot be re-weighted to another prevalence."))
    tp = rates.tp / rates.prevalence * prevalence
    return FlagRates(tp, rates.fp / (1.0 - rates.prevalence) * (1.0 - prevalence), prevalence)


def net_benefit(rates: FlagRates, thresholds: Array, *, harm: float) -> Array:
    """True positives less false positives at the threshold's odds, per person (T,) (Vickers and Elkin 2006).

    `harm` is what taking the test itself costs, in net benefit (Vickers 2008); 0 where the data are at hand anyway.
    """
    return rates.tp - rates.fp * odds(thresholds) - harm


def net_benefit_error(rates: FlagRates, thresholds: Array, *, persons: int) -> Array:
    """Standard error (T,) of the net benefit when the sample's `persons` are drawn again, the data being at hand.

    A person adds 1 (true positive), −odds (false positive) or 0, so the variance of the mean is known without resampling.
    Not for re-weighted rates.
    """
    square = rates.tp + rates.fp * odds(thresholds) ** 2
    return np.sqrt((square - net_benefit(rates, thresholds, harm=0.0) ** 2) / persons)


def benefit_lead(flagged: Bools, other: Bools, outcome: Array, *, threshold: float) -> Lead:
    """Net benefit of acting where `flagged` over acting where `other` does, each (n,), paired; outcomes 1 or 0, all known."""
    worth = np.where(np.asarray(outcome) == 1, 1.0, -odds(threshold))
    gains = (flagged.astype(float) - other.astype(float)) * worth
    return Lead(float(gains.mean()), float(gains.std() / np.sqrt(len(gains))))


def decision_curve(rates: FlagRates, thresholds: Array, *, harm: float) -> DecisionCurve:
    """The whole curve over `thresholds`; a threshold is a preference, so the curve is read, never maximised."""
    model = net_benefit(rates, thresholds, harm=harm)
    everyone = rates.prevalence - (1.0 - rates.prevalence) * odds(thresholds)
    most = rates.prevalence if rates.prevalence > 0 else np.nan
    return DecisionCurve(thresholds, model, everyone, model / most, (model - everyone) / odds(thresholds))


def trade_off(gain: float, threshold: float) -> TradeOff:
    """Turn a `gain` in net benefit over the alternative into tests: 1/ΔNB and 1/(ΔNB · (1 − t)/t)."""
    if gain <= 0:
        nothing = undefined(say("The model adds no net benefit at this threshold, so no number of tests pays for it."))
        return TradeOff(nothing, nothing)
    return TradeOff(Answer(1.0 / gain), Answer(odds(threshold) / gain))


def net_benefit_money(benefit: Money, persons: int, *, per_true_positive: Money) -> Money:
    """Money of a net `benefit` per person for all `persons`, when a needed intervention is worth `per_true_positive`.

    At t = c / (b + c), with b gained on a true and c lost on a false positive, this is the realised profit b · TP − c · FP.
    """
    return benefit * persons * per_true_positive


def _count_at_least(probability: Array, thresholds: Array) -> Array:
    ordered = np.sort(probability)
    return (len(ordered) - np.searchsorted(ordered, thresholds, side="left")).astype(np.float64)
