"""Lifetime value of customers bound by contract, in both conventions."""

from __future__ import annotations

import numpy as np

from payoff.core.clv import contractual_value
from payoff.core.finance import Timing
from payoff.core.message import say
from payoff.core.wording import money, percent
from payoff.domains.contacts import points
from payoff.domains.panel import Figure, Panel, PanelInput, Series

RETENTIONS = np.linspace(0, 0.95, 20)
CONVENTIONS: tuple[tuple[Timing, str], ...] = (("t0", say("first margin now")), ("t1", say("first margin after a year")))


def show_contract(given: PanelInput) -> Panel:
    """Lifetime value if customers were bound by contract, over retention."""
    settings, currency = given.settings, given.currency
    discount, retention, yearly = settings["discount_rate"], settings["retention"], margin_per_year(given)
    now, later = (contractual_value(yearly, retention, discount=discount, first=timing) for timing, _ in CONVENTIONS)
    return Panel(
        key="contractual_value",
        title=say("Lifetime value under a contract"),
        advice=(
            say(
                "Say which convention you mean: a customer who stays with {retention} a year is worth {now} if the "
                "first margin comes now, {later} if it comes after a year.",
                retention=percent(retention), now=money(now.value, currency), later=money(later.value, currency))
        ),
        basis="expected",
        figures=(
            Figure(say("Margin per year"), yearly, currency, say("Of a customer who buys as often as a buyer does.")),
            Figure(say("First margin now (t = 0)"), now.value, currency, now.reason or "m (1 + i) / (1 + i − r)"),
            Figure(say("First margin after a year (t = 1)"), later.value, currency, later.reason or "m · r / (1 + i − r)"),
        ),
        series=tuple(_draw(name, timing, yearly, discount=discount) for timing, name in CONVENTIONS),
        x_label=say("Retention a year, %"),
        y_label=say("Lifetime value, {currency}", currency=currency),
        marks={say("retention"): 100 * retention},
        note=say(
            "Gupta and Lehmann 2003. A shop has no contracts: this is for comparison with customers who subscribe."),
    )


def margin_per_year(given: PanelInput) -> float:
    """Margin a year of a customer who buys as a buyer of the horizon does, from the file's mean average order."""
    settings = given.settings
    return settings["margin"] * settings["orders_if_buys"] * 365.25 / 180 * float(np.mean(given.columns["average_order"]))


def _draw(name: str, timing: Timing, yearly: float, *, discount: float) -> Series:
    values = tuple(contractual_value(yearly, float(r), discount=discount, first=timing).value for r in RETENTIONS)
    return Series(name, points(100 * RETENTIONS), values)
