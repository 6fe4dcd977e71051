"""The same model among other patients: what changes where another share of them is ill."""

from __future__ import annotations

import numpy as np

from payoff.core.decision_curve import FlagRates, flag_rates, net_benefit, reweight_rates
from payoff.core.message import say
from payoff.core.prior import shift_prior
from payoff.core.wording import decimal, percent
from payoff.domains.medical_counts import NO_ODDS, Patients, floats, read_patients, refuse_without_outcomes
from payoff.domains.panel import Figure, Panel, PanelInput, Refusal, Series

PER = 1000.0


def weigh_prevalence(data: PanelInput) -> Panel | Refusal:
    """The same model where another share of patients is ill."""
    key, title = "prevalence", say("Another population")
    patients = read_patients(data)
    if refusal := refuse_without_outcomes(data, patients, key=key, title=title):
        return refusal
    if not 0 < data.threshold < 1:
        return Refusal(key, title, NO_ODDS)
    there = data.settings["target_prevalence"]
    shares = np.unique(np.append(np.geomspace(0.005, 0.5, 40), [there, patients.prevalence]))
    rates = flag_rates(patients.probability, patients.ill, np.array([data.threshold]))
    precision = [_precision(reweight_rates(rates, share)) for share in shares]
    return Panel(
        key, title, _advise_prevalence(rates, there, data.threshold), "measured",
        figures=_prevalence_figures(patients, rates, there, threshold=data.threshold),
        series=(Series(say("ill among those sent on"), floats(100 * shares), tuple(None if p is None else 100 * p for p in precision)),),
        x_label=say("ill in the population, %"), y_label=say("ill among those sent on, %"),
        marks={say("this file"): 100 * patients.prevalence, say("target"): 100 * there},
        note=(
            say(
                "Share found and share of false alarms stay, their weights become the target's: TPR · π′ and FPR · (1 − "
                "π′), as for a case-control sample. That holds when the ill and the well look alike in both places. The "
                "probabilities shown are not moved: the matching cut is where the shifted odds reach the threshold's "
                "(Elkan 2001, theorem 2).")
        ),
    )  # fmt: skip


def _precision(rates: FlagRates) -> float | None:
    sent = float(rates.tp[0] + rates.fp[0])
    return float(rates.tp[0]) / sent if sent > 0 else None


def _matching_cut(threshold: float, here: float, there: float) -> float:
    """The file's probability that stands for `threshold` where `there` are ill instead of `here`."""
    return float(shift_prior(np.array([threshold]), old=there, new=here)[0])


def _advise_prevalence(rates: FlagRates, there: float, threshold: float) -> str:
    here_ppv, there_ppv = _precision(rates), _precision(reweight_rates(rates, there))
    if not here_ppv or not there_ppv:
        return say("At {threshold} no case is found, so there is nothing to carry over to another population.", threshold=decimal(threshold))
    cut = _matching_cut(threshold, rates.prevalence, there)
    return (
        say(
            "Where {there} are ill instead of {prevalence}, one case takes {there_ppv:.1f} work-ups instead of "
            "{here_ppv:.1f}; to keep the same preference there, send on from {cut} of these probabilities.",
            there=percent(there), prevalence=percent(rates.prevalence), there_ppv=1 / there_ppv, here_ppv=1 / here_ppv, cut=decimal(cut))
    )


def _prevalence_figures(patients: Patients, rates: FlagRates, there: float, *, threshold: float) -> tuple[Figure, ...]:
    cut = _matching_cut(threshold, patients.prevalence, there)
    moved = reweight_rates(flag_rates(patients.probability, patients.ill, np.array([cut])), there)
    stay, same = reweight_rates(rates, there), np.array([threshold])
    ill = _precision(stay)
    return (
        Figure(say("Ill among those sent on there"), None if ill is None else 100 * ill, "%", say("At the threshold in use.")),
        Figure(say("Net benefit there"), PER * float(net_benefit(stay, same, harm=0.0)[0]), say("per 1,000"), say("Probabilities taken as they are.")),
        Figure(say("With the matching cut"), PER * float(net_benefit(moved, same, harm=0.0)[0]), say("per 1,000"), say("From {cut} on.", cut=decimal(cut))),
    )
