"""Carbon of electricity by country, to choose from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from payoff.core.message import say

EMBER = "Ember, as shipped with codecarbon 3.3.2 (global_energy_mix.json)"


@dataclass(frozen=True)
class Grid:
    """Grams of CO2 equivalent per kilowatt-hour of one country's grid, with source and the year it holds for."""

    label: str
    grams: float
    source: str
    date: str


GRIDS: Mapping[str, Grid] = {
    "world": Grid(say("World"), 481.0, "Statista, after Ember", "2023"),
    "cn": Grid(say("China"), 582.317, EMBER, "2023"),
    "de": Grid(say("Germany"), 380.95, EMBER, "2023"),
    "fr": Grid(say("France"), 56.039, EMBER, "2023"),
    "in": Grid(say("India"), 713.441, EMBER, "2023"),
    "uk": Grid(say("United Kingdom"), 237.589, EMBER, "2023"),
    "us": Grid(say("United States"), 369.473, EMBER, "2023"),
}
