"""Calculators of the campaign domain: calls in date order, and what a random split would have promised."""

from __future__ import annotations

from payoff.core.message import say
from payoff.domains.contact import deposit_margin
from payoff.domains.contact_calculators import contact_calculators
from payoff.domains.contacts import Audience
from payoff.domains.panel import Calculator
from payoff.domains.time_split_panel import show_time_split

AUDIENCE = Audience(deposit_margin, rows=say("clients"), responders=say("subscribers"), contact=say("call"))
CONTACTS = contact_calculators(AUDIENCE)

CALCULATORS: tuple[Calculator, ...] = (CONTACTS.profit, CONTACTS.gains, CONTACTS.slices, CONTACTS.budget, CONTACTS.increment, show_time_split)
