"""Numbers where our categories are ranges of one: which range begins where, to be changed, or not to be sorted at all."""

from __future__ import annotations

import math

import streamlit as st

from payoff.mapping.mapping import Match
from payoff.mapping.ranges import Ranges
from payoff.ui.format import count, plain
from payoff.ui.language import _, spoken
from payoff.ui.matching_state import Waiting
from payoff.ui.show import note


def choose_ranges(waiting: Waiting, column: str, source: str) -> Ranges:
    """The ranges as they stand on the page; none where the numbers are not to be sorted."""
    key, proposed = _key(waiting, column, source), waiting.weigh(column, source).ranges
    if not st.session_state.get(key, bool(proposed)):
        return ()
    return tuple((_low_at(key, at, low), category) for at, (low, category) in enumerate(proposed))


def put_ranges(waiting: Waiting, match: Match) -> None:
    """Put a saved match's ranges into the page's controls; before they are drawn."""
    key, proposed = _key(waiting, match.column, match.source), waiting.weigh(match.column, match.source).ranges
    saved = {category: low for low, category in match.ranges}
    st.session_state[key] = bool(saved)
    for at, (low, category) in enumerate(proposed):
        if math.isfinite(low):
            st.session_state[f"{key}.{at}"] = saved.get(category, low)


def pick_ranges(waiting: Waiting, column: str, source: str) -> None:
    """The decision to sort the numbers, and where each range begins."""
    found = waiting.weigh(column, source)
    if not found.ranges:
        return
    key = _key(waiting, column, source)
    st.session_state.setdefault(key, True)
    label = _("Sort its numbers into our {n} ranges", n=count(len(found.ranges)))
    if not st.toggle(label, key=key, persist_state="session"):
        return
    unit = plain(spoken(found.unit))
    note(_("Each range holds from its number on, counted in {unit}.", unit=unit) if unit else _("Each range holds from its number on."))
    grid = st.columns(min(len(found.ranges), 4))
    for at, (low, category) in enumerate(found.ranges):
        with grid[at % len(grid)]:
            _pick_low(f"{key}.{at}", low, category)


def _pick_low(key: str, low: float, category: str) -> None:
    if not math.isfinite(low):
        st.text_input(plain(spoken(category)), _("all below"), disabled=True, key=f"{key}.open")
        return
    st.session_state.setdefault(key, low)
    st.number_input(plain(spoken(category)), format="%.6g", key=key, persist_state="session")


def _low_at(key: str, at: int, low: float) -> float:
    return float(st.session_state.get(f"{key}.{at}", low)) if math.isfinite(low) else low


def _key(waiting: Waiting, column: str, source: str) -> str:
    return f"{waiting.match_key(column, source)}.ranges"
