"""What was recognised in a file: how it was read and why, column by column, what was left out, and how to read it otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd
import streamlit as st

from payoff.core.message import Message, say
from payoff.intake.decisions import ColumnReading, Decision, ReadOptions, name_reason, name_topic
from payoff.intake.units import name_unit
from payoff.ui.brought import Brought
from payoff.ui.format import bare, count, duration, percent, strong
from payoff.ui.language import _, spoken
from payoff.ui.overrides import KINDS, show_overrides
from payoff.ui.problems import show_problems
from payoff.ui.show import note

Reread = Callable[[Brought, ReadOptions], None]

KIND_NAMES: Mapping[str, Message] = {**KINDS, "empty": say("empty")}
YES_NO = {"yes": say("yes"), "no": say("no")}
ROW_HEIGHT = 35
MOST_ROWS = 10
"""Rows of a table shown before it scrolls."""


def show_report(file: Brought, reread: Reread) -> None:
    """The report of `payoff inspect`, the gist first. Texts of the file only ever stand in text elements and table cells."""
    found = file.inspection
    with st.container(border=True):
        st.text(file.name)
        _show_gist(file)
        doubts = [decision for decision in _decisions(file) if decision.otherwise]
        if doubts:
            st.warning(_("{n} readings are not the only possible ones; check them below.", n=count(len(doubts))), icon=":material/help:")
            _show_decisions(doubts)
        columns, how, left_out, otherwise = st.tabs(
            [_("Columns"), _("How it was read, and why"), _("Problems and lines left out"), _("Read it otherwise")]
        )
        with columns:
            _show_columns(found.columns)
        with how:
            _show_decisions(_decisions(file))
        with left_out:
            _show_left_out(file)
        with otherwise:
            show_overrides(file, _decisions(file), reread)


def _show_gist(file: Brought) -> None:
    found = file.inspection
    rows, columns, rejected, aside = st.columns(4)
    rows.metric(_("Rows"), count(found.rows))
    columns.metric(_("Columns"), count(len(found.columns)))
    rejected.metric(_("Rows that cannot be read"), count(found.rows_rejected))
    aside.metric(_("Lines set aside"), count(len(found.asides)), help=_("Titles above the table, totals below it, repeated rows."))
    read_as = [_(d.read_as) for d in found.decisions if d.topic in {"format", "encoding", "separator", "sheet"}]
    note(" · ".join([found.format.upper(), *read_as, spoken(duration(found.seconds))]))


def _decisions(file: Brought) -> list[Decision]:
    inside = [decision for column in file.inspection.columns for decision in column.decisions]
    return [*file.inspection.decisions, *inside]


def _show_decisions(decisions: list[Decision]) -> None:
    if not decisions:
        note(_("Nothing had to be decided: the file is plain."))
        return
    table = pd.DataFrame([
        {
            _("About"): _(name_topic(d.topic)), _("Column"): d.column or "", _("Read as"): _(d.read_as), _("Because"): _(d.because),
            _("Or else"): _(d.otherwise), _("Cells or rows"): d.count or None, _("For example"): " | ".join(d.examples),
        }
        for d in decisions
    ])  # fmt: skip
    st.dataframe(table, hide_index=True, height=_height(len(table)), placeholder="", alt=_("How the file was read, and why"))


def _show_columns(columns: tuple[ColumnReading, ...]) -> None:
    table = pd.DataFrame([
        {
            _("Column"): c.name, _("Kind"): _(KIND_NAMES[c.kind]), _("Unit"): spoken(name_unit(c.unit)), _("Values"): _say_values(c),
            _("Missing"): c.missing, _("Unreadable"): c.unreadable, _("Because"): _(c.because),
        }
        for c in columns
    ])  # fmt: skip
    st.dataframe(table, hide_index=True, height=_height(len(table)), lazy=len(table) > 1000, alt=_("The columns, and what each holds"))


def _say_values(column: ColumnReading) -> str:
    if column.kind == "number" and isinstance(column.low, float) and isinstance(column.high, float):
        return _("{low} to {high}", low=bare(column.low), high=bare(column.high))
    if column.top and not column.never_repeats:
        cells, words = max(column.count, 1), YES_NO if column.kind == "yes_no" else {}
        return ", ".join(f"{spoken(words.get(value, value))} {spoken(percent(times / cells))}" for value, times in column.top[:4])
    if column.kind == "text" and column.distinct is not None:
        return _("{n} different values", n=f"{column.distinct:,}")
    return "" if column.low is None else _("{low} to {high}", low=column.low, high=column.high)


def _show_left_out(file: Brought) -> None:
    found = file.inspection
    if not (found.problems or found.asides or found.rejects):
        st.markdown(" ".join([":material/task_alt:", strong(_("No problems found in the file"))]))
        return
    show_problems(found.problems)
    if found.rejects:
        rows = pd.DataFrame([{_("Line"): r.line, _("Reason"): _(r.reason), _("As written"): r.record} for r in found.rejects])
        st.markdown(strong(_("Rows that cannot be read")))
        st.dataframe(rows, hide_index=True, height=_height(len(rows)), placeholder="", alt=_("Rows that cannot be read"))
    if found.asides:
        rows = pd.DataFrame([{_("Line"): a.line, _("Reason"): _(name_reason(a.reason)), _("As written"): a.record} for a in found.asides])
        st.markdown(strong(_("Lines set aside")))
        st.dataframe(rows, hide_index=True, height=_height(len(rows)), placeholder="", alt=_("Lines set aside"))


def _height(rows: int) -> int:
    return ROW_HEIGHT * (min(rows, MOST_ROWS) + 1) + 3
