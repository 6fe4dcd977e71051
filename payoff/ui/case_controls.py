"""What the reader may turn on Case besides the assumptions: horizon, conventions and how wide the ranges are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from payoff.core.uncertainty import Plan
from payoff.domains.case_sheet import CaseSheet
from payoff.domains.grid import GRIDS
from payoff.paths import MODELS
from payoff.scoring.bundle import read_bundle
from payoff.ui.assumptions import key_of, show_assumptions
from payoff.workflow.business_case import LOSSES, USES, CasePlan
from payoff.workflow.case_file import CaseFile
from payoff.workflow.models import measure_speed

WIDTHS = {0.0: "none: one figure, plus the sample's own chance", 0.5: "half as wide", 1.0: "as stated", 1.5: "half as wide again"}
MOST_SEED = 9999
YEARS = (1, 2, 3, 4, 5, 7, 10)
NOTHING_AFTER = "After it, nothing is counted: no terminal value."
GROWTH = "Ramp: full use after the months stated. Diffusion: Bass 1969, with p and q."
PROFITS = "Which one is right depends on the firm's other profits."
EMBER = "Ember 2023, as shipped with codecarbon 3.3.2; the world figure is Statista's."
STRETCH = "Stretches or shrinks the range of every assumption around its value."


@dataclass(frozen=True)
class _Choice:
    """A selectbox whose choice is kept in the address."""

    sheet: CaseSheet
    name: str
    help: str

    def choose(self, label: str, options: dict[Any, str], default: Any) -> Any:
        names = list(options)
        return st.selectbox(
            label, names, names.index(default), format_func=lambda option: options[option],
            key=key_of(self.sheet, self.name), help=self.help, bind="query-params", persist_state="session",
        )  # fmt: skip


def choose_plan(file: CaseFile, model: str | None) -> CasePlan:
    """Draw every control of the case; the shipped case gives the defaults, `model` is the one whose speed can be taken, if any ran here."""
    sheet, shipped = file.sheet, file.plan
    settings = show_assumptions(sheet, folded="", opened=sheet.assumptions[0].group)
    if model is not None:
        st.button(
            "Take the model's speed from this machine", icon=":material/speed:",
            on_click=_take_speed, args=(sheet, model), key=f"{sheet.key}.speed",
            help="Scores rows for a moment and puts the speed, two digits of it, under The AI product.",
        )  # fmt: skip
    with st.expander("Horizon and conventions"):
        years = {12 * year: f"{year} year{'s' if year > 1 else ''}" for year in YEARS} | {shipped.months: _say_months(shipped.months)}
        months = _Choice(sheet, "months", NOTHING_AFTER).choose("Horizon", dict(sorted(years.items())), shipped.months)
        use = _Choice(sheet, "use", GROWTH).choose("Use grows by", dict(USES), shipped.use)
        losses = _Choice(sheet, "losses", PROFITS).choose("Tax on a loss", dict(LOSSES), shipped.losses)
        grids = {key: f"{grid.label}, {grid.grams:g} g CO₂e per kWh" for key, grid in GRIDS.items()}
        grid = _Choice(sheet, "grid", EMBER).choose("Electricity grid", grids, shipped.grid)
        width = _Choice(sheet, "width", STRETCH).choose("Ranges", WIDTHS, 1.0)
        seed = st.number_input(
            "Seed of the draws", 0, MOST_SEED, shipped.draw.seed, key=f"{sheet.key}_seed", bind="query-params", persist_state="session",
            help="The same seed gives the same figures.",
        )  # fmt: skip
    spreads = sheet.spreads(settings, width=width)
    return CasePlan(settings, spreads, months, use, losses, grid, Plan(shipped.draw.draws, seed, shipped.draw.method))


def _take_speed(sheet: CaseSheet, model: str) -> None:
    assumption = sheet.get("rows_per_second")
    measured = float(f"{measure_speed(read_bundle(MODELS / model)).rows_per_second:.1e}")
    st.session_state[key_of(sheet, assumption.name)] = min(max(measured, assumption.low), assumption.high)


def _say_months(months: int) -> str:
    return f"{months // 12} years" if months % 12 == 0 else f"{months} months"
