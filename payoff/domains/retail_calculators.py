"""Calculators of the retail domain, in reading order."""

from __future__ import annotations

from payoff.core.message import say
from payoff.domains.churn_panel import show_churn
from payoff.domains.contact import order_margin
from payoff.domains.contact_calculators import contact_calculators
from payoff.domains.contacts import Audience, read_contacts
from payoff.domains.contract_panel import show_contract
from payoff.domains.lifetime_panel import show_lifetime
from payoff.domains.panel import Calculator, Panel, PanelInput, Refusal
from payoff.domains.profit_panels import show_return

AUDIENCE = Audience(order_margin, rows=say("customers"), responders=say("buyers"), contact=say("contact"))
CONTACTS = contact_calculators(AUDIENCE)


def calculate_return(given: PanelInput) -> Panel | Refusal:
    """Revenue per unit spent."""
    return show_return(read_contacts(given, AUDIENCE), revenue="revenue_180d")


CALCULATORS: tuple[Calculator, ...] = (
    CONTACTS.profit,
    CONTACTS.gains,
    CONTACTS.slices,
    CONTACTS.budget,
    calculate_return,
    CONTACTS.increment,
    show_lifetime,
    show_contract,
    show_churn,
)
