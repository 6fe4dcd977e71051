"""What the reader may turn on Case besides the assumptions: horizon, conventions and how wide the ranges are."""

from __future__ import annotations

import streamlit as st

from payoff.core.message import say
from payoff.core.uncertainty import Plan
from payoff.domains.case_sheet import VALUE, CaseSheet
from payoff.domains.grid import GRIDS
from payoff.paths import MODELS
from payoff.scoring.bundle import read_bundle
from payoff.ui.assumptions import key_of, show_assumptions
from payoff.ui.case_ranges import forget_ranges, read_ranges
from payoff.ui.case_together import drawn_together, forget_together, read_together
from payoff.ui.choice import Choice
from payoff.ui.language import _
from payoff.workflow.business_case import LOSSES, USES, CasePlan
from payoff.workflow.case_file import CaseFile
from payoff.workflow.models import measure_speed

WIDTHS = {
    0.0: say("none: one figure, plus the sample's own chance"),
    0.5: say("half as wide"),
    1.0: say("as stated"),
    1.5: say("half as wide again"),
}
MOST_SEED = 2**32 - 1
YEARS = (1, 2, 3, 4, 5, 7, 10)
NOTHING_AFTER = say("After it, nothing is counted: no terminal value.")
GROWTH = say("Ramp: full use after the months stated. Diffusion: Bass 1969, with p and q.")
PROFITS = say("Which one is right depends on the firm's other profits.")
EMBER = say("Ember 2023, as shipped with codecarbon 3.3.2; the world figure is Statista's.")
STRETCH = say("Stretches or shrinks the range of every assumption around its value.")


def choose_plan(file: CaseFile, model: str | None) -> CasePlan:
    """Draw every control of the case; the shipped case gives the defaults, `model` is the one whose speed can be taken, if any ran here."""
    sheet, shipped = file.sheet, file.plan
    settings = show_assumptions(sheet, folded="", opened=sheet.assumptions[0].group)
    if model is not None:
        st.button(
            _("Take the model's speed from this machine"), icon=":material/speed:",
            on_click=_take_speed, args=(sheet, model), key=f"{sheet.key}.speed",
            help=_("Scores rows for a moment and puts the speed, two digits of it, under The AI product."),
        )  # fmt: skip
    with st.expander(_("Horizon and conventions")):
        years = dict(sorted({months: _say_months(months) for months in (*(12 * year for year in YEARS), shipped.months)}.items()))
        months = Choice(key_of(sheet, "months"), years, shipped.months).pick(_("Horizon"), _(NOTHING_AFTER))
        use = Choice(key_of(sheet, "use"), dict(USES), shipped.use).pick(_("Use grows by"), _(GROWTH))
        losses = Choice(key_of(sheet, "losses"), dict(LOSSES), shipped.losses).pick(_("Tax on a loss"), _(PROFITS))
        grids = {key: _("{label}, {grams:g} g CO₂e per kWh", label=grid.label, grams=grid.grams) for key, grid in GRIDS.items()}
        grid = Choice(key_of(sheet, "grid"), grids, shipped.grid).pick(_("Electricity grid"), _(EMBER))
        width = Choice(key_of(sheet, "width"), WIDTHS, 1.0).pick(_("Ranges"), _(STRETCH))
        seed = st.number_input(
            _("Seed of the draws"),
            0,
            MOST_SEED,
            shipped.draw.seed,
            key=f"{sheet.key}_seed",
            bind="query-params",
            persist_state="session",
            help=_("The same seed gives the same figures."),
        )
    stated = sheet.with_ranges(read_ranges(sheet))
    spreads, value = stated.spreads(settings, width=width), stated.ranges.get(VALUE)
    draw = Plan(shipped.draw.draws, seed, shipped.draw.method)
    return CasePlan(
        settings, spreads, months, use, losses, grid, draw, drawn_together(read_together(file), spreads),
        None if value is None else value.stretched(width),
    )  # fmt: skip


def settle_ranges(sheet: CaseSheet) -> None:
    """Nothing is stated or stretched on the page beyond what the case itself, once saved so, holds; for callbacks and links."""
    forget_ranges(sheet)
    forget_together(sheet)
    st.session_state[key_of(sheet, "width")] = 1.0


def restore_plan(file: CaseFile) -> None:
    """Put every control of the case where `file`, whose numbers are then the defaults, has it; for callbacks and links."""
    sheet, plan = file.sheet, file.plan
    settle_ranges(sheet)
    chosen = {"months": plan.months, "use": plan.use, "losses": plan.losses, "grid": plan.grid, "seed": plan.draw.seed}
    values = {**{a.name: plan.settings[a.name] for a in sheet.assumptions}, **chosen}
    st.session_state.update({key_of(sheet, name): value for name, value in values.items()})


def _take_speed(sheet: CaseSheet, model: str) -> None:
    assumption = sheet.get("rows_per_second")
    measured = float(f"{measure_speed(read_bundle(MODELS / model)).rows_per_second:.1e}")
    st.session_state[key_of(sheet, assumption.name)] = min(max(measured, assumption.low), assumption.high)


def _say_months(months: int) -> str:
    if months == 12:
        return _("1 year")
    return _("{n} years", n=months // 12) if months % 12 == 0 else _("{n} months", n=months)
