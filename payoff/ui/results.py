"""A scored file: how it went, how the probabilities spread, every row by expected value, and the download."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from payoff.core.distribution import spread_scores
from payoff.core.message import capital
from payoff.ui import state
from payoff.ui.figures.scores import chart_spread
from payoff.ui.format import count, cut, duration, plain, quantity, strong
from payoff.ui.language import _, excuse, spoken
from payoff.ui.navigation import find_page
from payoff.ui.problems import show_problems, show_rejects
from payoff.ui.sentences import say_spread
from payoff.ui.show import current_look, draw, line, tell
from payoff.workflow.answers import name_answers
from payoff.workflow.decide import decide
from payoff.workflow.decisions import Policy
from payoff.workflow.errors import EXPECTED
from payoff.workflow.score import write_scored
from payoff.workflow.scored_table import sort_scored

LAZY_FROM = 1000
FEW = 2
"""Problems that fit beside the chart; more scroll within its height."""


def show_results(data: state.InUse) -> None:
    """Everything Score says about a file that is loaded."""
    state.write_tag(data)
    _show_summary(data)
    try:
        policy = _policy(data)
    except EXPECTED as error:
        line(_("Rows cannot be decided: {reason}", reason=excuse(error)))
        return
    left, right = st.columns([3, 2], gap="large")
    with left:
        _show_spread(data, policy)
    with right:
        _show_problems(data)
    _show_table(data, policy)
    _show_downloads(data, policy)


def _policy(data: state.InUse) -> Policy:
    """The threshold and the assumptions in use on Decide, so that both pages decide alike."""
    question = replace(state.last_question(data.scored.domain), today=None, capacity=None)
    decision = data.once(("decision", state.key_of(question)), lambda: decide(data.case, question))
    return Policy(decision.threshold.used, decision.settings)


def _show_summary(data: state.InUse) -> None:
    scored, words = data.scored, data.case.sheet.words
    _show_steps(data)
    done, pace, ran, onward = st.columns([2, 2, 2, 3], vertical_alignment="center")
    left_out = (
        _("{n} of {all} rows left out", n=count(scored.rows_rejected), all=count(scored.rows_read))
        if scored.rows_rejected
        else _("all rows accepted")
    )
    pace_here = quantity(round(len(scored.probability) / scored.seconds), "")
    with done:
        tell(_("{rows} scored", rows=capital(words.rows)), count(len(scored.probability)), left_out)
    with pace:
        tell(_("Rows per second"), pace_here, _("{duration} in all", duration=duration(scored.seconds)))
    with ran:
        if scored.provider is None:
            tell(_("Scored by"), _("the file itself"), _("no model ran here"))
        else:
            tell(_("Ran on"), scored.provider.used.upper(), _("model {model}", model=scored.model))
    with onward, st.container(border=True):
        st.page_link(find_page("decide"), label=strong(_("Decide what to do with these")), icon=":material/arrow_forward:")


def _show_steps(data: state.InUse) -> None:
    """File → columns → scores, each with what was recognised."""
    sheet, held = data.case.sheet, data.scored.table.column_names
    known = sum(column.name in held for column in sheet.columns)
    steps = (
        _("File: {recognised}", recognised=data.recognised),
        _("Columns: {known} of {all} recognised", known=known, all=len(sheet.columns)),
        _("Scores: {n} {rows}", n=count(len(data.scored.probability)), rows=sheet.words.rows),
    )
    st.markdown(" → ".join(f":material/check_circle: {plain(step)}" for step in steps))


def _show_spread(data: state.InUse, policy: Policy) -> None:
    scored, sheet = data.scored, data.case.sheet
    spread = data.once("spread", lambda: spread_scores(scored.probability, scored.outcome))
    threshold = policy.threshold if policy.threshold is not None else float("nan")
    acted = int((scored.probability >= threshold).sum())
    draw(chart_spread(spread, threshold, sheet, current_look()), say_spread(threshold, acted, len(scored.probability), sheet), key="spread")


def _show_problems(data: state.InUse) -> None:
    if not data.scored.problems:
        found = strong(_("No problems found in the file"))
        st.markdown(f":material/task_alt: {found}")
        return
    with st.container(height=330 if len(data.scored.problems) > FEW else "content", border=False):
        show_problems(data.scored.problems)
        show_rejects(data.scored.rejects, data.scored.problems)


def _show_table(data: state.InUse, policy: Policy) -> None:
    sheet = data.case.sheet
    key = (policy.threshold, tuple(sorted(policy.settings.items())))
    table = _speak_decisions(data, data.latest("table", key, lambda: sort_scored(data.scored, policy)))
    line(
        _(
            "Every {row}, highest expected value first; the decision is the one at {threshold} on Decide.",
            row=sheet.words.row,
            threshold=cut(policy.threshold),
        )
    )
    st.dataframe(
        table,
        hide_index=True,
        height=330,
        lazy=table.num_rows > LAZY_FROM,
        placeholder="",
        column_config=_column_config(data, table.column_names),
        alt=_("Every {row} with probability, decision and expected value", row=sheet.words.row),
    )


def _speak_decisions(data: state.InUse, table: pa.Table) -> pa.Table:
    """The two words of the decision in the reader's language; a download keeps those that the command line writes."""
    words, (_probability, decision, _worth) = data.case.sheet.words, name_answers(data.scored.table.column_names)
    codes = pc.equal(table.column(decision).cast(pa.string()), str(words.act))
    spoken_words = pc.if_else(codes, spoken(words.act), spoken(words.leave))
    return table.set_column(table.column_names.index(decision), decision, spoken_words)


def _column_config(data: state.InUse, names: list[str]) -> dict[str, ColumnConfig]:
    sheet = data.case.sheet
    probability, decision, worth = name_answers(data.scored.table.column_names)
    config: dict[str, ColumnConfig] = {}
    for c in sheet.columns:
        label = _("{label}, {unit}", label=c.label, unit=c.unit) if c.unit else _(c.label)
        config[c.name] = st.column_config.NumberColumn(label, format="localized") if c.kind == "number" else st.column_config.Column(label)
    return {name: config[name] for name in names if name in config} | {
        probability: st.column_config.ProgressColumn(
            _("Probability of {event}", event=sheet.event), format="%.3f", min_value=0, max_value=1, color="primary"
        ),
        decision: st.column_config.TextColumn(_("Decision"), width="small"),
        worth: st.column_config.NumberColumn(_("Expected value, {currency}", currency=sheet.currency), format="%.2f"),
    }


def _show_downloads(data: state.InUse, policy: Policy) -> None:
    stem = PurePath(data.scored.name).stem or "scored"
    with st.container(horizontal=True):
        st.download_button(
            _("Download as CSV"), lambda: write_scored(data.scored, "csv", policy=policy), f"{stem}-scored.csv", "text/csv",
            icon=":material/download:", on_click="ignore", help=_("Text that a spreadsheet would run as a formula is made harmless."),
        )  # fmt: skip
        st.download_button(
            _("Download as Parquet"), lambda: write_scored(data.scored, "parquet", policy=policy), f"{stem}-scored.parquet",
            "application/vnd.apache.parquet", icon=":material/download:", on_click="ignore",
        )  # fmt: skip
