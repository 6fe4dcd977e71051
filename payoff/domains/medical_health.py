"""Cost-effectiveness: what the model's health gain costs against doing without it, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from payoff.core.cost_effectiveness import Increment, Placed, Strategy, acceptability, place_strategies
from payoff.core.message import say
from payoff.core.screening import Yield
from payoff.core.value import Array, Bools, Money
from payoff.core.wording import money, percent
from payoff.domains.medical_counts import Patients, count_sent, floats, follow_range, name_range, read_patients
from payoff.domains.medical_money import case_qalys, false_alarm_qalys
from payoff.domains.panel import Figure, Panel, PanelInput, Refusal, Series
from payoff.domains.term_sheet import Settings

DRAWS = 2000
SEED = 0
PLACES = {"frontier": say("frontier"), "dominated": say("dominated"), "extendedly dominated": say("extendedly dominated")}
NOBODY, MODEL, EVERYONE = say("work nobody up"), say("model"), say("work everyone up")
HIGHEST_WTP = 60_000.0


@dataclass(frozen=True)
class Prices:
    """Money of a test, a work-up, an early and a missed case; QALYs of a case found and of a false alarm; each a number or (D,)."""

    test: float
    workup: Money
    saving: Money
    missed: Money
    case: Money
    alarm: Money


@dataclass(frozen=True)
class Draws:
    """Cost in money and effect in QALYs per patient, (D, S), by strategy."""

    cost: Array
    effect: Array


def weigh_health(data: PanelInput) -> Panel | Refusal:
    """ICER, net monetary benefit and acceptability of the model against working up nobody, everybody, and by the TSH rule."""
    patients, a = read_patients(data), data.settings
    found = _screened(data, patients)
    strategies = {name: Strategy(name, *_outcome(y, a)) for name, y in found.items()}
    model = Increment(strategies[MODEL].cost - strategies[NOBODY].cost, strategies[MODEL].effect - strategies[NOBODY].effect)
    willingness = np.unique(np.append(np.linspace(0.0, HIGHEST_WTP, 61), a["wtp"]))
    draws = draw_outcomes(tuple(found.values()), a)
    chance = acceptability(draws.cost, draws.effect, willingness)
    sure = float(chance[np.searchsorted(willingness, a["wtp"]), list(found).index(MODEL)])
    icer, best = model.icer, max(strategies.values(), key=lambda one: a["wtp"] * one.effect - one.cost).name
    return Panel(
        "cost_effectiveness", say("Cost-effectiveness"), _advise(model, best, sure, data=data), "expected",
        figures=(
            Figure(say("Model against nobody, per QALY"), icer.value, data.currency, icer.reason or say("ICER: extra cost ÷ extra health.")),
            Figure(say("Extra cost of the model"), patients.count * model.cost, data.currency, say("Cash, this file, against working nobody up.")),
            Figure(say("Extra health of the model"), patients.count * model.effect, say("QALY"), say("This file, against working nobody up.")),
            Figure(say("Net monetary benefit"), patients.count * model.monetary_benefit(a["wtp"]), data.currency, say("This file, health included.")),
            Figure(say("Model is the best of all"), 100 * sure, "%", say("Share of draws, at the willingness to pay.")),
        ),
        series=tuple(Series(name, floats(willingness), floats(100 * chance[:, i])) for i, name in enumerate(found)),
        x_label=say("willingness to pay, {currency} per QALY", currency=data.currency), y_label=say("chance of being the best, %"),
        header=(say("strategy"), say("{currency} per 1,000 patients", currency=data.currency), say("QALY per 1,000"), say("place"), say("{currency} per extra QALY", currency=data.currency)),
        table=tuple(_row(placed) for placed in place_strategies(tuple(strategies.values()))),
        marks={say("willingness to pay"): a["wtp"]},
        note=(
            say(
                "Costs are the TSH tests, work-ups and missed cases less the cost saved by early ones; health is "
                "discounted QALYs (Drummond et al.; net monetary benefit after Stinnett and Mullahy 1998). {draws:,} "
                "draws with a fixed seed: costs and health effects from triangles as wide as stated, shares found and "
                "falsely alarmed from beta distributions with this file's counts, those of the TSH rule apart from the "
                "model's. The ranges are illustrative: the chance is about these assumptions, not about the world.",
                draws=DRAWS)
        ),
    )  # fmt: skip


def draw_outcomes(found: tuple[Yield, ...], a: Settings) -> Draws:
    """Cost and effect per patient in each draw: prices and health effects vary, and so do the shares counted on this file."""
    rng = np.random.default_rng(SEED)
    stated = read_prices(a)
    drawn = (_triangle(rng, a["spread"]) * value for value in (stated.workup, stated.saving, stated.missed, stated.case, stated.alarm))
    prices = Prices(stated.test, *drawn)
    ill = found[0].true_positives + found[0].missed
    well = found[0].screened - ill
    prevalence = _beta(rng, ill, well)
    outcomes = []
    for y in found:
        alarms = y.flagged - y.true_positives
        sensitivity, alarm_rate = _rate(rng, y.true_positives, y.missed, of=y), _rate(rng, alarms, well - alarms, of=y)
        outcomes.append(_per_patient(prevalence * sensitivity, (1 - prevalence) * alarm_rate, prevalence, prices=prices))
    return Draws(np.stack([cost for cost, _ in outcomes], axis=1), np.stack([effect for _, effect in outcomes], axis=1))


def read_prices(a: Settings) -> Prices:
    """The stated values."""
    return Prices(a["tsh_cost"], a["workup_cost"], a["early_saving"], a["missed_cost"], case_qalys(a), false_alarm_qalys(a))


def _screened(data: PanelInput, patients: Patients) -> dict[str, Yield]:
    cuts = {MODEL: data.threshold, EVERYONE: -np.inf, NOBODY: np.inf}
    flagged: dict[str, Bools] = {name: patients.flagged(cut) for name, cut in cuts.items()}
    rule = follow_range(data, patients)
    if rule is not None:
        flagged[name_range(data)] = rule
    return {name: count_sent(patients, sent, test_cost=0.0, workup_cost=0.0) for name, sent in flagged.items()}


def _outcome(y: Yield, a: Settings) -> tuple[float, float]:
    ill = (y.true_positives + y.missed) / y.screened
    cost, effect = _per_patient(y.true_positives / y.screened, (y.flagged - y.true_positives) / y.screened, ill, prices=read_prices(a))
    return float(cost), float(effect)


def _per_patient(found: Money, alarms: Money, ill: Money, *, prices: Prices) -> tuple[Money, Money]:
    """Cost and QALYs per patient where these shares of patients are found ill, falsely alarmed and ill."""
    spent = prices.test + (found + alarms) * prices.workup
    return spent - found * prices.saving + (ill - found) * prices.missed, found * prices.case - alarms * prices.alarm


def _triangle(rng: np.random.Generator, spread: float) -> Array:
    return rng.triangular(1 - spread, 1.0, 1 + spread, DRAWS) if spread > 0 else np.ones(DRAWS)


def _rate(rng: np.random.Generator, hits: float, misses: float, *, of: Yield) -> Array:
    """Draws of a share counted on this file; sending on nobody, or everybody, leaves nothing uncertain."""
    if of.flagged in (0, of.screened):
        return np.full(DRAWS, float(of.flagged > 0))
    return _beta(rng, hits, misses)


def _beta(rng: np.random.Generator, hits: float, misses: float) -> Array:
    # Half a case on each side (Jeffreys), so that a count of nothing is not certainty.
    return rng.beta(hits + 0.5, misses + 0.5, DRAWS)


def _row(placed: Placed) -> tuple[str | float | None, ...]:
    one, ratio = placed.strategy, placed.icer.value
    return one.name, round(1000 * one.cost), round(1000 * one.effect, 2), PLACES[placed.place], None if ratio is None else round(ratio)


def _advise(model: Increment, best: str, sure: float, *, data: PanelInput) -> str:
    allowed, icer = say("{money} per QALY", money=money(data.settings["wtp"], data.currency)), model.icer.value
    if best != MODEL:
        return say("Keep to “{best}” instead of the model at this threshold: at {allowed} the model brings no more.", best=best, allowed=allowed)
    how = say("saves money and gains health")
    if icer is not None:
        price = money(icer, data.currency)
        how = say("gives up health at {icer} per QALY, where {allowed} is allowed,", icer=price, allowed=allowed)
        if model.effect > 0:
            how = say("buys health at {icer} per QALY, where {allowed} is allowed,", icer=price, allowed=allowed)
    return say("Use the model at this threshold: it {how} and is the best of all in {sure} of the draws.", how=how, sure=percent(sure))
