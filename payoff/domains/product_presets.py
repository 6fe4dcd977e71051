"""Magnitudes to compare an AI product with: a GPU server, and three kinds of business with their scale; all illustrative."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from payoff.core.message import say
from payoff.core.serving import Server


@dataclass(frozen=True)
class ServerPreset:
    """A server one may rent instead, with the source of its price."""

    label: str
    server: Server
    source: str
    date: str
    note: str


@dataclass(frozen=True)
class ScalePreset:
    """A kind of business: fixed cost a year, variable cost per thousand calls, calls a year, and why these.

    `customers` are assumptions of selling, by name, as they are in such a business.
    """

    key: str
    label: str
    fixed: float
    variable: float
    calls: float
    note: str
    customers: Mapping[str, float] = field(default_factory=dict)


GPU = ServerPreset(
    "H100", Server(20_000_000.0, 3.0, 700.0), "mercatus: specialty clouds 2.50 to 3.50 $ an hour", "2026-05",
    say(
        "The GPU's price is a secondary source, its speed illustrative (a neural network in large batches). Tree "
        "models gain nothing there: the CUDA provider has no kernel for them. Money is taken one for one into "
        "the currency of the case."),
)  # fmt: skip

PRESETS = (
    ScalePreset(
        "devices", say("Consumer devices"), 5_000_000.0, 0.0, 50e9,
        say("The model runs on the buyer's device, so a call costs the maker nothing; engineering per chip is what is fixed."),
        {
            "customers": 10.0, "calls": 5e9, "support": 60_000.0, "acquisition": 400_000.0, "churn": 0.004, "joining": 0.05,
            "onboarding": 500_000.0, "licence": 900_000.0, "seats": 40.0, "impressions": 0.0, "partner_revenue": 20e6,
        },
    ),
    ScalePreset(
        "cloud", say("Public cloud"), 2_000_000.0, 0.02, 20e9, say("One interface for everybody; servers follow volume."),
        {
            "customers": 4_000.0, "calls": 5e6, "support": 300.0, "acquisition": 2_500.0, "churn": 0.03, "joining": 130.0,
            "onboarding": 1_500.0, "licence": 8_000.0, "seats": 5.0, "impressions": 0.2, "partner_revenue": 20_000.0,
        },
    ),
    ScalePreset(
        "shop", say("E-commerce"), 300_000.0, 0.05, 1e9, say("One firm's own traffic, several scores per visit."),
        {
            "customers": 1.0, "calls": 1e9, "support": 0.0, "acquisition": 0.0, "churn": 0.0, "joining": 0.0, "onboarding": 40_000.0,
            "licence": 60_000.0, "seats": 25.0, "impressions": 0.3, "partner_revenue": 3e6,
        },
    ),
)  # fmt: skip
