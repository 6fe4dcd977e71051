"""How far each assumption may turn out from the plan: one table of all ranges, and one place to set the range of any assumption."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

import streamlit as st

from payoff.core.message import join, say
from payoff.core.spread import Spread
from payoff.domains.case_range import Range, Shape, multiples_between, plain_range, range_between
from payoff.domains.case_sheet import VALUE, CaseSheet
from payoff.domains.term_sheet import Assumption
from payoff.ui.format import is_share, plain
from payoff.ui.kept_text import KeptText
from payoff.ui.language import _, speaking
from payoff.ui.show import line, note, tabulate
from payoff.workflow.case_file import FIXED
from payoff.workflow.case_sentences import show, show_bare
from payoff.workflow.worth import Worth

SHAPES = {
    "pert": say("PERT: ends and the plan, the middle likelier"), "triangular": say("triangular: ends and the plan"),
    "lognormal": say("lognormal: 10th and 90th percentile"), FIXED: say("fixed: as planned"),
}  # fmt: skip
SHAPE_WIDTH = 150
"""Pixels that the longest name of a shape takes."""
NAMES = {"pert": "PERT", "triangular": say("triangular"), "lognormal": say("lognormal (p10, p90)")}
PERCENT = 100.0
ENDS = ("low", "high")
_BETWEEN, _PART = ",", "~"
Ranges = Mapping[str, Range | None]


@dataclass(frozen=True)
class _Member:
    """A number that may be given a range, as planned, and the range it has; None where it is taken as sure."""

    assumption: Assumption
    planned: float
    spread: Spread | None

    @property
    def ends(self) -> tuple[float, float]:
        """Ends of the range; the plan twice where there is none."""
        if self.spread is None:
            return self.planned, self.planned
        found = plain_range(self.spread)
        return float(found["low"]), float(found["high"])

    @property
    def shape(self) -> str:
        """Code of the shape."""
        return FIXED if self.spread is None else str(plain_range(self.spread)["shape"])


def read_ranges(sheet: CaseSheet) -> dict[str, Range | None]:
    """The ranges this reader stated otherwise, from the session or the link; None is an assumption taken as sure."""
    kept = _kept(sheet)
    try:
        found = _parse(kept.read(), sheet)
    except ValueError:
        st.warning(_("The link's ranges could not be read and were left out."), icon=":material/link_off:")
        kept.keep("")
        found = {}
    kept.write()
    return found


def forget_ranges(sheet: CaseSheet) -> None:
    """Go back to the ranges of the case; for callbacks."""
    _kept(sheet).keep("")


def show_ranges(sheet: CaseSheet, settings: Mapping[str, float], worth: Worth) -> None:
    """Every range as it is stated around the plan, and the place to set one; without resamples the value per case is among them."""
    changed = read_ranges(sheet)
    members = _read_members(sheet.with_ranges(changed), settings, worth)
    ranged = [member for member in members.values() if member.spread is not None]
    have = say("{n} of {all} assumptions have a range; the others are taken as planned.", n=len(ranged), all=len(members))
    line(join([have, say("The value per case is drawn from the resamples of the file's rows.") if VALUE not in members else ""]))
    if ranged:
        rows = [_row(member, sheet, changed) for member in ranged]
        wide = {_("Shape"): st.column_config.Column(width=SHAPE_WIDTH)}
        about = _("The range of every uncertain assumption")
        st.dataframe(tabulate(rows), hide_index=True, height=_height(len(rows)), column_config=wide, alt=about)
    with st.container(border=True):
        _show_picker(sheet, members)
    if changed:
        labels = join([members[name].assumption.label for name in changed if name in members], ", ")
        note(_("Stated on this page: {labels}.", labels=labels))
        st.button(_("Reset all ranges"), icon=":material/undo:", on_click=forget_ranges, args=(sheet,), key=f"{sheet.key}.ranges.reset")


def _read_members(sheet: CaseSheet, settings: Mapping[str, float], worth: Worth) -> dict[str, _Member]:
    """Whatever may be given a range, by name, in reading order."""
    spreads = sheet.spreads(settings)
    found = {a.name: _Member(a, settings[a.name], spreads.get(a.name)) for a in sheet.assumptions}
    if worth.spread is not None or worth.per_case == 0:
        return found
    value, span = sheet.value_assumption(worth.per_case), sheet.ranges.get(VALUE)
    return {VALUE: _Member(value, worth.per_case, None if span is None else span.around(worth.per_case, value)), **found}


def _show_picker(sheet: CaseSheet, members: Mapping[str, _Member]) -> None:
    labels = {name: join([member.assumption.group, member.assumption.label], " · ") for name, member in members.items()}
    name = st.selectbox(
        _("Set the range of"), list(labels), format_func=speaking(labels.__getitem__), key=f"{sheet.key}.range", persist_state="session"
    )
    member = members[name]
    a, (low, high), scale = member.assumption, member.ends, _scale(member.assumption)
    # Named after what it starts from, so that a plan or a range that moved elsewhere is never overwritten by what was typed before.
    form = f"{sheet.key}.range.{name}.{low!r}.{high!r}.{member.shape}"
    with st.form(form, border=False):
        at = list(SHAPES).index(member.shape)
        st.selectbox(_("Shape"), list(SHAPES), at, format_func=speaking(SHAPES.__getitem__), key=f"{form}.shape")
        step, unit = _step(member) * scale, say("% {unit}", unit=a.unit) if is_share(a) else a.unit
        labels_of_ends = (say("Low, {unit}", unit=unit), say("High, {unit}", unit=unit))
        for column, end, label, start in zip(st.columns(2), ENDS, labels_of_ends, (low, high), strict=True):
            column.number_input(plain(label), a.low * scale, a.high * scale, start * scale, step, format="%g", key=f"{form}.{end}")
        note(_("Planned: {value}.", value=show(member.planned, a.unit, sheet.currency)))
        st.form_submit_button(_("Set this range"), icon=":material/straighten:", on_click=_set, args=(sheet, member, form))
    if (trouble := st.session_state.pop(_trouble(sheet), None)) is not None:
        st.error(plain(trouble), icon=":material/error:")


def _set(sheet: CaseSheet, member: _Member, form: str) -> None:
    """Take up the range as typed, or say why it cannot be one; the last range then stays."""
    a, planned = member.assumption, member.planned
    low, high = (st.session_state[f"{form}.{end}"] / _scale(a) for end in ENDS)
    shape = st.session_state[f"{form}.shape"]
    if shape == FIXED:
        _change(sheet, a.name, None)
    elif not (low <= planned <= high and low < high) or (shape == "lognormal" and low <= 0):
        shown = join([show(value, a.unit, sheet.currency) for value in (low, planned, high)], ", ")
        trouble = say("Low, plan and high must rise, and be above 0 for a lognormal; {ends} do not. The range stays as it was.", ends=shown)
        st.session_state[_trouble(sheet)] = trouble
    else:
        between = multiples_between if a.name == VALUE else range_between
        _change(sheet, a.name, between(low, planned, high, shape=shape))


def _change(sheet: CaseSheet, name: str, span: Range | None) -> None:
    kept = _kept(sheet)
    kept.keep(_encode({**_parse(kept.read(), sheet), name: span}))


def _row(member: _Member, sheet: CaseSheet, changed: Ranges) -> dict[str, object]:
    a, (low, high) = member.assumption, member.ends
    # The unit stands beside the plan alone: three times it would cut the columns.
    least, most = (show_bare(value, a, sheet.currency) for value in (low, high))
    plan = show(member.planned, a.unit, sheet.currency)
    row: dict[str, object] = {_("Assumption"): a.label, _("From"): least, _("To"): most, _("Planned"): plan}
    row[_("Shape")] = NAMES[member.shape]
    # One more column only where it tells anything: a narrow table would cut the others.
    return row | ({_("Stated"): say("here") if a.name in changed else say("by the case")} if changed else {})


def _step(member: _Member) -> float:
    """A round step, a tenth of the plan or less."""
    a = member.assumption
    return float(10.0 ** math.floor(math.log10(abs(member.planned or (a.high - a.low))) - 1))


def _encode(ranges: Ranges) -> str:
    """ "volume~0.7~1.3~pert~factor,people~fixed": each range as it moves with the plan."""
    return _BETWEEN.join(
        _PART.join([name, FIXED] if span is None else [name, f"{span.low!r}", f"{span.high!r}", span.shape, span.by])
        for name, span in ranges.items()
    )


def _parse(text: str, sheet: CaseSheet) -> dict[str, Range | None]:
    """Back from the text; ValueError where it is none of ours."""
    found: dict[str, Range | None] = {}
    for part in filter(None, text.split(_BETWEEN)):
        name, *rest = part.split(_PART)
        if name not in {VALUE, *(a.name for a in sheet.assumptions)}:
            raise ValueError(name)
        found[name] = None if rest == [FIXED] else _parse_range(rest)
    return found


def _parse_range(parts: list[str]) -> Range:
    low, high, shape, by = parts
    ends = float(low), float(high)
    if shape not in get_args(Shape) or by not in ("factor", "step") or not all(map(math.isfinite, ends)) or not ends[0] < ends[1]:
        raise ValueError(shape)
    return Range(*ends, shape, by)  # type: ignore[arg-type]


def _kept(sheet: CaseSheet) -> KeptText:
    return KeptText(f"{sheet.key}_ranges")


def _scale(a: Assumption) -> float:
    """Shares are typed in per cent."""
    return PERCENT if is_share(a) else 1.0


def _trouble(sheet: CaseSheet) -> str:
    return f"{sheet.key}.range.trouble"


def _height(rows: int) -> int:
    """Pixels for all rows, up to a dozen."""
    return 38 + 35 * min(rows, 12)
