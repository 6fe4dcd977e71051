"""Calculators of the campaign domain: calls in date order, and what a random split would have promised."""

from __future__ import annotations

from payoff.domains.contact import deposit_margin
from payoff.domains.contacts import Audience, read_contacts
from payoff.domains.gains_panels import show_gains, show_slices
from payoff.domains.panel import Calculator, Panel, PanelInput, Refusal
from payoff.domains.profit_panels import show_budget, show_profit
from payoff.domains.time_split_panel import show_time_split
from payoff.domains.uplift_panel import show_increment

AUDIENCE = Audience(deposit_margin, rows="clients", responders="subscribers", contact="call")

def calculate_profit(given: PanelInput) -> Panel:
    """Campaign profit by depth."""
    return show_profit(read_contacts(given, AUDIENCE))


def calculate_gains(given: PanelInput) -> Panel:
    """Gains and lift."""
    return show_gains(read_contacts(given, AUDIENCE))


def calculate_slices(given: PanelInput) -> Panel:
    """Marginal profit of each tenth."""
    return show_slices(read_contacts(given, AUDIENCE))


def calculate_budget(given: PanelInput) -> Panel:
    """Budget frontier and shadow price."""
    return show_budget(read_contacts(given, AUDIENCE, by_gain=True))


def calculate_increment(given: PanelInput) -> Panel | Refusal:
    """What the calls added, from a randomised control group."""
    return show_increment(given, AUDIENCE)


CALCULATORS: tuple[Calculator, ...] = (
    calculate_profit,
    calculate_gains,
    calculate_slices,
    calculate_budget,
    calculate_increment,
    show_time_split,
)
