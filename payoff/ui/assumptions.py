"""The assumption panel: every number the money rests on, with its range, source and date, and what was moved."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from typing import Protocol

import streamlit as st

from payoff.core.message import join, say
from payoff.core.wording import day
from payoff.domains.term_sheet import SOURCE_KINDS, Assumption
from payoff.ui.format import assumed, is_share, plain
from payoff.ui.language import _

WIDE = 1000
NO_DECISION = say(" (moves no decision)")


class Sheet(Protocol):
    """Anything that lists assumptions: a term sheet, or the case sheet."""

    @property
    def key(self) -> str: ...
    @property
    def assumptions(self) -> tuple[Assumption, ...]: ...


def key_of(sheet: Sheet, name: str) -> str:
    """The control's key, which is also its name in a link."""
    return f"{sheet.key}_{name}"


def show_assumptions(sheet: Sheet, *, folded: str = NO_DECISION, opened: str = "") -> dict[str, float]:
    """Draw a control per assumption, those of a group folded away but for the group `opened`; returns the settings chosen.

    `folded` follows a group's name.
    """
    settings: dict[str, float] = {}
    for group in dict.fromkeys(a.group for a in sheet.assumptions):
        members = [a for a in sheet.assumptions if a.group == group]
        with st.expander(plain(join([group, folded], "")), expanded=group == opened) if group else nullcontext():
            settings |= _show_group(sheet, members)
    _show_moved(sheet, settings)
    return {a.name: settings[a.name] for a in sheet.assumptions}


def moved(sheet: Sheet, settings: Mapping[str, float]) -> list[Assumption]:
    """The assumptions that no longer stand at their default."""
    return [a for a in sheet.assumptions if settings[a.name] != a.default]


def describe(assumption: Assumption) -> str:
    """What the number means, its range and default, and where it comes from."""
    span = _("{low} to {high}", low=assumed(assumption.low, assumption), high=assumed(assumption.high, assumption))
    origin = _("{source} ({kind}, {date})", source=assumption.source, kind=SOURCE_KINDS[assumption.kind], date=day(assumption.date))
    return _(
        "{help} Range {span}; default {default}. Source: {origin}.",
        help=assumption.help,
        span=span,
        default=assumed(assumption.default, assumption),
        origin=origin,
    ).strip()


def _show_group(sheet: Sheet, members: Sequence[Assumption]) -> dict[str, float]:
    """One control each, under how well the number is founded."""
    settings: dict[str, float] = {}
    for kind, heading in SOURCE_KINDS.items():
        if alike := [a for a in members if a.kind == kind]:
            st.caption(_("Source: {heading}", heading=heading))
            settings |= {a.name: _control(sheet, a) for a in alike}
    return settings


def _control(sheet: Sheet, a: Assumption) -> float:
    key, about = key_of(sheet, a.name), plain(describe(a))
    if is_share(a):
        label = plain(say("{label}, % {unit}", label=a.label, unit=a.unit))
        return st.slider(
            label, a.low, a.high, a.default, _step(a), format="percent", key=key, help=about, bind="query-params", persist_state="session"
        )
    label = plain(say("{label}, {unit}", label=a.label, unit=a.unit))
    return st.number_input(
        label, a.low, a.high, a.default, _stride(a), format="%g", key=key, help=about, bind="query-params", persist_state="session"
    )


def _step(a: Assumption) -> float:
    """A step fine enough for the default to lie on it: 0.01 for 0.75, 0.0001 for 0.0846."""
    return next((step for step in (0.01, 0.001) if abs(a.default / step - round(a.default / step)) < 1e-9), 0.0001)


def _stride(a: Assumption) -> float:
    """A round step, ten to a hundred of which cross the range or, where that is far wider than the default, lead up to the default."""
    span = a.high - a.low if a.high - a.low <= WIDE * abs(a.default) or a.default == 0 else abs(a.default)
    return float(10.0 ** math.floor(math.log10(span) - 1))


def _show_moved(sheet: Sheet, settings: Mapping[str, float]) -> None:
    changed = moved(sheet, settings)
    if not changed:
        st.caption(_("All at their defaults."))
        return
    with st.container(border=True):
        st.caption(_("Moved from the default"))
        for a in changed:
            st.markdown(
                plain(_("{label}: {before} → {after}", label=a.label, before=assumed(a.default, a), after=assumed(settings[a.name], a)))
            )
        st.button(_("Reset all"), icon=":material/undo:", on_click=reset_assumptions, args=(sheet,), key=f"{sheet.key}.reset")


def reset_assumptions(sheet: Sheet) -> None:
    """Put every assumption back to its default; for callbacks."""
    for a in sheet.assumptions:
        st.session_state[key_of(sheet, a.name)] = a.default
