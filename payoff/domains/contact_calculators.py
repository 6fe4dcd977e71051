"""The calculators that every domain has where acting is contacting."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from payoff.domains.contacts import Audience, read_contacts
from payoff.domains.gains_panels import show_gains, show_slices
from payoff.domains.panel import Calculator
from payoff.domains.profit_panels import show_budget, show_profit
from payoff.domains.uplift_panel import show_increment


@dataclass(frozen=True)
class ContactCalculators:
    """One domain's: campaign profit by depth, gains and lift, marginal profit of each tenth, budget frontier, and what contacts added."""

    profit: Calculator
    gains: Calculator
    slices: Calculator
    budget: Calculator
    increment: Calculator


def contact_calculators(audience: Audience) -> ContactCalculators:
    """The calculators as `audience` speaks; the increment comes from a randomised control group."""
    return ContactCalculators(
        profit=lambda given: show_profit(read_contacts(given, audience)),
        gains=lambda given: show_gains(read_contacts(given, audience)),
        slices=lambda given: show_slices(read_contacts(given, audience)),
        budget=lambda given: show_budget(read_contacts(given, audience, by_gain=True)),
        increment=partial(show_increment, audience=audience),
    )
