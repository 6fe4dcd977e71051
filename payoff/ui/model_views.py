"""The Models page: a row per model, the contest in money, and each model's card, inputs and certificate."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from payoff.core.message import capital
from payoff.domains import load_domains
from payoff.domains.manifest import Input, Metric
from payoff.domains.term_sheet import TermSheet
from payoff.scoring.verify import Verification
from payoff.ui.errors import EXPECTED
from payoff.ui.figures.contest import chart_contest
from payoff.ui.format import count, decimal, money, money_range, plain, size
from payoff.ui.sentences import say_contest
from payoff.ui.show import current_look, draw, line, note, tell
from payoff.workflow.models import Comparison, ModelRow, Speed, compare_models, measure_speed, model_rows, verify_models


def show_models(sheet: TermSheet) -> None:
    """All models in one table, then those of the domain in the sidebar."""
    try:
        rows = tuple(row for domain in load_domains() for row in model_rows(domain))
    except EXPECTED as error:
        st.error("The models cannot be listed.", icon=":material/error:")
        st.text(str(error))
        return
    table = st.empty()
    table.dataframe(_table(rows, {}), hide_index=True, column_config=_COLUMNS, alt="The models, one a row")
    own = [row for row in rows if row.manifest.domain == sheet.key]
    _show_contest(sheet)
    _show_each(own)
    with st.spinner("Measuring how fast each model runs here"):
        speeds = {row.bundle.name: _speed(row.manifest.sha256, row) for row in rows}
    table.dataframe(_table(rows, speeds), hide_index=True, column_config=_COLUMNS, alt="The models, one a row")


def _table(rows: tuple[ModelRow, ...], speeds: dict[str, Speed]) -> pd.DataFrame:
    titles = load_domains()
    return pd.DataFrame([
        {
            "Domain": titles[row.manifest.domain].title, "Role": capital(row.manifest.role),
            "Family": row.manifest.family.partition(" (")[0],
            "AUC": _metric(row.auc), "Brier": _metric(row.brier), "Calibrated": "yes" if row.manifest.calibration else "no",
            "Parity": f"{row.manifest.parity.worst:.1e}", "Size": size(row.bytes),
            "Runs on": ", ".join(f"{provider}, {count(nodes)} nodes" for provider, nodes in row.nodes.items()),
            "Rows/s here": speeds[row.bundle.name].rows_per_second if row.bundle.name in speeds else None,
            "Trained on": f"{count(row.manifest.training.rows)} rows, {row.manifest.training.date}",
        }
        for row in rows
    ])  # fmt: skip


_COLUMNS = {
    "AUC": st.column_config.TextColumn(
        help="Area under the ROC curve on held-out rows, with its 95 % interval; 0.5 is chance, 1 is perfect."
    ),
    "Brier": st.column_config.TextColumn(help="Mean squared error of the probability on held-out rows, with its 95 % interval; 0 is best."),
    "Parity": st.column_config.TextColumn(
        help="Largest difference between the exported model and the one that was trained; 1e-5 is allowed."
    ),
    "Rows/s here": st.column_config.NumberColumn(format="compact", help="The model alone, on this server, measured now."),
}


def _metric(metric: Metric, places: int = 3) -> str:
    return f"{decimal(metric.value, places)} ({decimal(metric.low, places)}–{decimal(metric.high, places)})"


def _show_contest(sheet: TermSheet) -> None:
    st.subheader("Champion against challenger, in money", anchor=False)
    try:
        comparison = _compare(sheet.key)
    except EXPECTED as error:
        st.text(str(error))
        return
    left, right = st.columns([3, 2], gap="large")
    with left:
        draw(chart_contest(comparison, current_look()), say_contest(comparison, sheet), key="contest")
    with right, st.container(border=True):
        reach = money_range(comparison.low, comparison.high, comparison.currency)
        tell("Champion's lead, measured", money(comparison.difference, comparison.currency), f"{reach} (90 % of resamples)")
        note(
            f"Both act on each {sheet.words.row} by its own Bayes threshold, on the {count(comparison.rows)} {sheet.words.rows} "
            "of the sample, which neither was trained on."
        )


def _show_each(rows: list[ModelRow]) -> None:
    st.subheader("What is known about each", anchor=False)
    for tab, row in zip(st.tabs([plain(row.bundle.name) for row in rows]), rows, strict=True):
        with tab:
            card, facts = st.columns([3, 2], gap="large")
            with card, st.container(height=560):
                # The card is written by training from the term sheet, never from a reader's file.
                st.markdown(row.bundle.card.replace("\n## ", "\n#### ").replace("# ", "### ", 1))
            with facts:
                _show_certificate(row)
                _show_inputs(row)


def _show_certificate(row: ModelRow) -> None:
    parity = row.manifest.parity
    st.markdown("**Certificate**")
    line(
        f"Differs from scikit-learn by at most {parity.worst:.1e} on {count(parity.rows)} rows, {count(parity.missing_rows)} of them with "
        f"missing values and {count(parity.unseen_rows)} with unseen categories."
    )
    for check in next((v.checks for v in _verify() if v.bundle == row.bundle.name), ()):
        icon = ":material/check_circle:" if check.passed else ":material/cancel:"
        st.markdown(f"{icon} {plain(capital(check.name))}: {plain(check.detail)}")
    st.code(row.manifest.sha256, language=None, wrap_lines=True)


def _show_inputs(row: ModelRow) -> None:
    st.markdown("**Inputs**")
    table = pd.DataFrame([
        {"Column": i.name, "Takes": _takes(i), "Empty cells": "accepted" if i.missing else "refused"}
        for i in row.manifest.inputs
    ])  # fmt: skip
    st.dataframe(table, hide_index=True, height=260, alt="The columns this model reads")


def _takes(column: Input) -> str:
    """What may stand in a column: its categories, or its range with the unit."""
    if column.kind == "category":
        return ", ".join(column.categories)
    if column.low is None or column.high is None:
        return f"numbers {column.unit}".strip()
    return f"{column.low:,.10g} to {column.high:,.10g} {column.unit}".strip()


@st.cache_data(show_spinner=False)
def _speed(sha256: str, _row: ModelRow) -> Speed:
    return measure_speed(_row.bundle)


@st.cache_data(show_spinner="Comparing champion and challenger")
def _compare(domain: str) -> Comparison:
    return compare_models(domain)


@st.cache_data(show_spinner="Checking the certificates again")
def _verify() -> tuple[Verification, ...]:
    return verify_models()
