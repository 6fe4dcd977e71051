"""From net benefit to money: one threshold, read as a preference and as prices."""

from __future__ import annotations

import math

import numpy as np

from payoff.core.decision_curve import flag_rates, net_benefit, net_benefit_money, odds
from payoff.core.message import say
from payoff.core.value import bayes_threshold
from payoff.core.wording import decimal
from payoff.domains.medical_counts import (
    THRESHOLD,
    Patients,
    count_yield,
    floats,
    mark_threshold,
    read_patients,
    refuse_without_outcomes,
    screening_gain,
    stated_range,
)
from payoff.domains.medical_money import patient_values
from payoff.domains.panel import Figure, Panel, PanelInput, Refusal, Series


def bridge_money(data: PanelInput) -> Panel | Refusal:
    """Net benefit and money on one axis, with the threshold at which they are the same number."""
    key, title = "bridge", say("From net benefit to money")
    patients = read_patients(data)
    if refusal := refuse_without_outcomes(data, patients, key=key, title=title):
        return refusal
    values = patient_values(data.settings)
    even = float(bayes_threshold(values))
    if not 0 < even < 1:
        return Refusal(key, title, say("Under these prices a work-up pays for nobody or for everybody, so no threshold stands for them."))
    at = np.unique(np.append(stated_range(data), even))
    gain, loss = float(values.event_gain), float(values.other_loss)
    rates = flag_rates(patients.probability, patients.ill, at)
    profit = patients.count * (rates.tp * gain - rates.fp * loss)
    benefit = np.asarray(net_benefit_money(net_benefit(rates, at, harm=0.0), patients.count, per_true_positive=gain))
    return Panel(
        key, title, _advise_bridge(data, even), "measured",
        figures=(
            Figure(say("Finding a case is worth"), gain, data.currency, say("Worked up against missed, per case (b).")),
            Figure(say("A needless work-up costs"), loss, data.currency, say("Per patient without the disease (c).")),
            Figure(say("Threshold these prices mean"), even, "", say("c ÷ (b + c), Elkan 2001; Pauker and Kassirer 1980.")),
            Figure(say("Money at the threshold in use"), _profit_at(patients, data), data.currency, say("Above working nobody up, for this file.")),
        ),
        series=(
            Series(say("money at the stated prices"), floats(at), floats(profit)),
            Series(say("net benefit × patients × b"), floats(at), floats(benefit)),
        ),
        x_label=THRESHOLD, y_label=say("{currency} above working nobody up, this file", currency=data.currency),
        marks={say("prices"): even, **(mark_threshold(data.threshold) if not math.isclose(data.threshold, even) else {})},
        note=(
            say(
                "Net benefit × patients × b is b · TP − FP · b · t / (1 − t): it weighs false alarms by the threshold, "
                "money weighs them by their price c. At t = c ÷ (b + c) the two are the same, elsewhere the threshold "
                "stands for other prices. Money counts health at the willingness to pay.")
        ),
    )  # fmt: skip


def _profit_at(patients: Patients, data: PanelInput) -> float:
    return screening_gain(count_yield(patients, data.threshold, test_cost=0.0, workup_cost=0.0), patient_values(data.settings))


def _advise_bridge(data: PanelInput, even: float) -> str:
    if math.isclose(data.threshold, even):
        return say("At {even} net benefit and money are the same statement: keep prices and threshold moving together.", even=decimal(even))
    if not 0 < data.threshold < 1:
        return say("The stated prices mean a threshold of {even}; the one in use weighs nothing at all.", even=decimal(even))
    implied, priced = 1 / odds(data.threshold), 1 / odds(even)
    return (
        say(
            "A threshold of {threshold} says that finding a case is worth {implied:.1f} needless work-ups; the "
            "stated prices say {priced:.1f}. Change the threshold or the prices, so that both say the same.",
            threshold=decimal(data.threshold), implied=implied, priced=priced)
    )
