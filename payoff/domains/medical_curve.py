"""Calculators on the decision curve: what the model adds over a stated range of thresholds, and what it spares."""

from __future__ import annotations

import numpy as np

from payoff.core.decision_curve import DecisionCurve, benefit_lead, decision_curve, flag_rates, net_benefit, net_benefit_error, trade_off
from payoff.core.message import join, say
from payoff.core.value import Array
from payoff.core.verdict import NORMAL_QUANTILE
from payoff.core.wording import count, decimal
from payoff.domains.medical_counts import (
    NO_ODDS,
    THRESHOLD,
    Patients,
    floats,
    follow_range,
    mark_threshold,
    name_range,
    read_patients,
    refuse_without_outcomes,
    stated_range,
)
from payoff.domains.panel import Figure, Panel, PanelInput, Refusal, Series

PER = 1000.0


def chart_benefit(data: PanelInput) -> Panel | Refusal:
    """Decision curve: net benefit of the model, of everyone and of nobody over the stated range."""
    key, title = "decision_curve", say("Decision curve")
    patients = read_patients(data)
    if refusal := refuse_without_outcomes(data, patients, key=key, title=title):
        return refusal
    at = stated_range(data)
    rates = flag_rates(patients.probability, patients.ill, at)
    curve = decision_curve(rates, at, harm=0.0)
    rule = _rule_benefit(data, patients, at)
    error = net_benefit_error(rates, at, persons=patients.count)
    return Panel(
        key, title, join([_advise_range(curve, rule), _say_lead(data, patients)], ""), "measured",
        figures=_benefit_figures(data, patients),
        series=(
            *_curve_series(curve, error, patients.prevalence),
            *(() if rule is None else (Series(name_range(data), floats(at), floats(PER * rule)),)),
        ),
        x_label=THRESHOLD, y_label=say("net true positives per 1,000 patients"),
        header=(say("threshold"), say("work-ups accepted per case"), say("model"), say("everyone"), say("nobody"), say("standardised, %")),
        table=tuple(_curve_row(curve, place) for place in range(0, len(at), 10)),
        marks=mark_threshold(data.threshold),
        note=(
            say(
                "Net benefit is cases found less false alarms weighed at the threshold's odds t / (1 − t), per 1,000 "
                "patients (Vickers and Elkin 2006); standardised is a share of what perfect knowledge reaches (Kerr "
                "2016). The band and the range hold 90 % of redrawn files; the line of working everyone up ends where it "
                "has lost a quarter of the most there is to gain. The TSH rule sends on whoever lies outside the stated "
                "range, and nobody whose TSH was not measured. The threshold says how many needless work-ups finding one "
                "case is worth: it is stated, never chosen because net benefit is highest.")
        ),
    )  # fmt: skip


def chart_avoided(data: PanelInput) -> Panel | Refusal:
    """Work-ups the model spares, net of missed cases, against working everyone up."""
    key, title = "avoided", say("Work-ups avoided")
    patients = read_patients(data)
    if refusal := refuse_without_outcomes(data, patients, key=key, title=title):
        return refusal
    at = stated_range(data)
    curve = decision_curve(flag_rates(patients.probability, patients.ill, at), at, harm=0.0)
    here = _at_threshold(patients, data.threshold)
    return Panel(
        key, title, _advise_avoided(here, data.threshold), "measured",
        figures=_avoided_figures(here, data.threshold),
        series=(Series(say("work-ups avoided"), floats(at), floats(100 * curve.avoided)),),
        x_label=THRESHOLD, y_label=say("net work-ups avoided per 100 patients"),
        marks=mark_threshold(data.threshold),
        note=(
            say(
                "(Net benefit of the model − of working everyone up) ÷ odds of the threshold, per 100 patients: needless "
                "work-ups spared, after paying for the cases missed (Vickers 2008). Patients per extra case is 1 ÷ gain "
                "in net benefit over the better of everyone and nobody (test trade-off, Van Calster 2018).")
        ),
    )  # fmt: skip


def _at_threshold(patients: Patients, threshold: float) -> DecisionCurve | None:
    if not 0 < threshold < 1:
        return None
    at = np.array([threshold])
    return decision_curve(flag_rates(patients.probability, patients.ill, at), at, harm=0.0)


def _best_other(curve: DecisionCurve) -> float:
    return max(float(curve.treat_all[0]), 0.0)


def _advise_range(curve: DecisionCurve, rule: Array | None) -> str:
    others = [curve.treat_all, np.zeros_like(curve.model), *([] if rule is None else [rule])]
    best = curve.model > np.max(others, axis=0)
    low, high = decimal(curve.threshold[0]), decimal(curve.threshold[-1])
    rivals = say("working up everyone, nobody or by the TSH rule")
    if rule is None:
        rivals = say("working up everyone, nobody")
    if best.all():
        return say("Use the model whatever threshold between {low} and {high} is held: at each it beats {rivals}.", low=low, high=high, rivals=rivals)
    if not best.any():
        return say("Do not use the model: at no threshold between {low} and {high} does it beat {rivals} alike.", low=low, high=high, rivals=rivals)
    where = curve.threshold[best]
    return (
        say(
            "Use the model for thresholds between {min} and {max}: it is best at {n} of the {all} thresholds "
            "looked at from {low} to {high}.",
            min=decimal(where.min()), max=decimal(where.max()), n=count(best.sum()), all=count(len(best)), low=low, high=high)
    )


def _curve_series(curve: DecisionCurve, error: Array, prevalence: float) -> tuple[Series, ...]:
    at, spread = floats(curve.threshold), NORMAL_QUANTILE * error
    floor = -0.25 * prevalence
    everyone = tuple(PER * value if value >= floor else None for value in floats(curve.treat_all))
    band = floats(PER * (curve.model - spread)), floats(PER * (curve.model + spread))
    return (
        Series(say("model"), at, floats(PER * curve.model), low=band[0], high=band[1]),
        Series(say("work everyone up"), at, everyone),
        Series(say("work nobody up"), at, (0.0,) * len(at)),
    )


def _curve_row(curve: DecisionCurve, place: int) -> tuple[float, ...]:
    t = float(curve.threshold[place])
    model, everyone = PER * float(curve.model[place]), PER * float(curve.treat_all[place])
    return round(t, 3), round(1 / t, 1), round(model, 1), round(everyone, 1), 0.0, round(100 * float(curve.standardised[place]), 1)


def _rule_benefit(data: PanelInput, patients: Patients, at: Array) -> Array | None:
    sent = follow_range(data, patients)
    return None if sent is None else net_benefit(flag_rates(sent.astype(float), patients.ill, at), at, harm=0.0)


def _say_lead(data: PanelInput, patients: Patients) -> str:
    """How far ahead of the best of the others the model is at the threshold in use, with its uncertainty."""
    if not 0 < data.threshold < 1:
        return ""
    rule = follow_range(data, patients)
    rivals = [np.zeros(patients.count, dtype=bool), np.ones(patients.count, dtype=bool), *([] if rule is None else [rule])]
    model = patients.flagged(data.threshold)
    lead = min((benefit_lead(model, rival, patients.ill, threshold=data.threshold) for rival in rivals), key=lambda one: one.gain)
    low, high = (PER * (lead.gain + side * NORMAL_QUANTILE * lead.error) for side in (-1, 1))
    return (
        say(
            " At {threshold} it is {lead} net cases per 1,000 patients ahead of the best of them ({low} to {high}).",
            threshold=decimal(data.threshold), lead=decimal(PER * lead.gain, 0), low=decimal(low, 0), high=decimal(high, 0))
    )


def _benefit_figures(data: PanelInput, patients: Patients) -> tuple[Figure, ...]:
    threshold = data.threshold
    here = _at_threshold(patients, threshold)
    if here is None:
        return (Figure(say("Net benefit at the threshold in use"), None, "", NO_ODDS),)
    rule = _rule_benefit(data, patients, here.threshold)
    return (
        Figure(say("Threshold in use"), threshold, "", say("Up to {threshold:.1f} work-ups are accepted to find one case.", threshold=1 / threshold)),
        Figure(say("Net benefit"), PER * float(here.model[0]), say("per 1,000"), say("Cases found, net of false alarms weighed at the threshold's odds.")),
        Figure(say("Everyone or nobody"), PER * _best_other(here), say("per 1,000"), say("The better of the two.")),
        *(() if rule is None else (Figure(name_range(data), PER * float(rule[0]), say("per 1,000"), say("A rule without a model.")),)),
        Figure(say("Standardised"), 100 * float(here.standardised[0]), "%", say("Of what knowing every outcome would reach.")),
    )


def _advise_avoided(here: DecisionCurve | None, threshold: float) -> str:
    if here is None:
        return NO_ODDS
    avoided = 100 * float(here.avoided[0])
    if avoided <= 0:
        return say(
            "At {threshold} working everyone up is better: the model spares no work-up once its missed cases are "
            "paid for.",
            threshold=decimal(threshold))
    saved = say("spares {avoided:.0f} work-ups per 100 patients, net of the cases it misses.", avoided=avoided)
    return say("Against working everyone up, the model at {threshold} {saved}", threshold=decimal(threshold), saved=saved)


def _avoided_figures(here: DecisionCurve | None, threshold: float) -> tuple[Figure, ...]:
    if here is None:
        return (Figure(say("Work-ups avoided"), None, "", NO_ODDS),)
    tests = trade_off(float(here.model[0]) - _best_other(here), threshold)
    return (
        Figure(say("Work-ups avoided"), 100 * float(here.avoided[0]), say("per 100"), say("Against working everyone up.")),
        Figure(
            say("Patients scored per extra case"), tests.per_true_positive.value, "",
            tests.per_true_positive.reason or say("Against the better of everyone and nobody, net of false alarms."),
        ),
    )
