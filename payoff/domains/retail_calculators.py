"""Calculators of the retail domain, in reading order."""

from __future__ import annotations

from payoff.domains.churn_panel import show_churn
from payoff.domains.contact import order_margin
from payoff.domains.contacts import Audience, read_contacts
from payoff.domains.contract_panel import show_contract
from payoff.domains.gains_panels import show_gains, show_slices
from payoff.domains.lifetime_panel import show_lifetime
from payoff.domains.panel import Calculator, Panel, PanelInput, Refusal
from payoff.domains.profit_panels import show_budget, show_profit, show_return
from payoff.domains.uplift_panel import show_increment

AUDIENCE = Audience(order_margin, rows="customers", responders="buyers", contact="contact")


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


def calculate_return(given: PanelInput) -> Panel | Refusal:
    """Revenue per unit spent."""
    return show_return(read_contacts(given, AUDIENCE), revenue="revenue_180d")


def calculate_increment(given: PanelInput) -> Panel | Refusal:
    """What the contacts added, from a randomised control group."""
    return show_increment(given, AUDIENCE)


CALCULATORS: tuple[Calculator, ...] = (
    calculate_profit,
    calculate_gains,
    calculate_slices,
    calculate_budget,
    calculate_return,
    calculate_increment,
    show_lifetime,
    show_contract,
    show_churn,
)
