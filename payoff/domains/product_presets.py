"""Magnitudes to compare an AI product with: a GPU server, and three kinds of business with their scale; all illustrative."""

from __future__ import annotations

from dataclasses import dataclass

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
    """A kind of business: fixed cost a year, variable cost per thousand calls, calls a year, and why these."""

    key: str
    label: str
    fixed: float
    variable: float
    calls: float
    note: str


GPU = ServerPreset(
    "H100", Server(20_000_000.0, 3.0, 700.0), "mercatus: specialty clouds 2.50 to 3.50 $ an hour", "2026-05",
    say(
        "The GPU's price is a secondary source, its speed illustrative (a neural network in large batches). Tree "
        "models gain nothing there: the CUDA provider has no kernel for them. Money is taken one for one into "
        "the currency of the case."),
)  # fmt: skip

PRESETS = (
    ScalePreset("devices", say("Consumer devices"), 5_000_000.0, 0.0, 50e9, say(
        "The model runs on the buyer's device, so a call costs the maker nothing; engineering per chip is what "
        "is fixed.")),
    ScalePreset("cloud", say("Public cloud"), 2_000_000.0, 0.02, 20e9, say("One interface for everybody; servers follow volume.")),
    ScalePreset("shop", say("E-commerce"), 300_000.0, 0.05, 1e9, say("One firm's own traffic, several scores per visit.")),
)  # fmt: skip
