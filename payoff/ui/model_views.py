"""The Models page: a row per model, the contest in money, and each model's card, inputs and certificate."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.elements.lib.column_types import ColumnConfig

from payoff.core.message import capital, join, say
from payoff.core.wording import day
from payoff.domains import load_domains
from payoff.domains.manifest import ROLE_NAMES, Input, Metric, name_family
from payoff.domains.term_sheet import TermSheet
from payoff.scoring.verify import Verification
from payoff.ui.figures.contest import chart_contest
from payoff.ui.fitted import own_models
from payoff.ui.format import bare, count, decimal, money, money_range, plain, quantity, size, strong
from payoff.ui.language import _, excuse, spoken
from payoff.ui.model_card import show_model_card
from payoff.ui.sentences import say_contest
from payoff.ui.show import current_look, draw, line, note, tabulate, tell, typeset
from payoff.workflow.errors import EXPECTED
from payoff.workflow.models import Comparison, ModelRow, Speed, compare_models, describe_model, measure_speed, model_rows, verify_models

MOST_INPUTS, INPUTS_HEIGHT = 6, 260
"""Rows that a table of inputs shows whole, and the height in pixels of one that scrolls."""
CHECKS = {"hash": say("hash"), "contract": say("contract"), "parity": say("parity")}


def show_models(sheet: TermSheet) -> None:
    """All models in one table, then those of the domain in the sidebar and those fitted in this session."""
    try:
        rows = tuple(row for domain in load_domains() for row in model_rows(domain))
    except EXPECTED as error:
        st.error(_("The models cannot be listed."), icon=":material/error:")
        st.text(excuse(error))
        return
    fitted = {model.bundle.name: model for model in own_models()}
    known, names = (*(describe_model(model) for model in fitted.values()), *rows), frozenset(fitted)
    line(_("Each decision has a champion, which scores, and a challenger of another family to hold it against."))
    table = st.empty()
    _fill(table, _table(known, {}, names))
    own = [row for row in rows if row.manifest.domain == sheet.key]
    if own:
        _show_contest(sheet)
    elif not any(model.sheet.key == sheet.key for model in fitted.values()):
        st.info(_("This decision has no model here: its file brought its own scores."), icon=":material/info:")
    shown = [*((row, sheet) for row in own), *((describe_model(model), model.sheet) for model in fitted.values())]
    if shown:
        _show_each(shown, names)
    with st.spinner(_("Measuring how fast each model runs here")):
        speeds = {row.bundle.name: _speed(row.manifest.sha256, row) for row in rows}
    _fill(table, _table(known, speeds, names))


def _fill(place: DeltaGenerator, table: pd.DataFrame) -> None:
    speed: dict[str, Callable[[float], str]] = {_("Rows/s here"): lambda rate: spoken(quantity(rate, ""))}
    place.dataframe(
        typeset(table, speed), hide_index=True, height="content", placeholder="", column_config=_columns(), alt=_("The models, one a row")
    )


def _table(rows: tuple[ModelRow, ...], speeds: dict[str, Speed], fitted: frozenset[str]) -> pd.DataFrame:
    """One row per model; `fitted` are the names of those of this session, whose stored rows are gone and whose speed is not measured."""
    return tabulate(
        [
            {
                _("Domain"): row.title,
                _("Role"): _("{role}, fitted here", role=role) if row.bundle.name in fitted else role,
                _("Family"): name_family(row.manifest.family),
                _("AUC"): _metric(row.auc),
                _("Brier"): _metric(row.brier),
                _("Calibrated"): _("yes") if row.manifest.calibration else _("no"),
                _("Parity"): f"{row.manifest.parity.worst:.1e}",
                _("Size"): size(row.bytes),
                _("Runs on"): join(
                    [say("{provider}, {n} nodes", provider=provider, n=count(nodes)) for provider, nodes in row.nodes.items()], say(", ")
                ),
                _("Rows/s here"): speeds[row.bundle.name].rows_per_second if row.bundle.name in speeds else None,
                _("Trained on"): _("{n} rows, {date}", n=count(row.manifest.training.rows), date=day(row.manifest.training.date)),
            }
            for row in rows
            for role in [capital(ROLE_NAMES[row.manifest.role])]
        ]
    )


def _columns() -> dict[str, ColumnConfig]:
    return {
        _("AUC"): st.column_config.TextColumn(
            help=_("Area under the ROC curve on held-out rows, with its 95 % interval; 0.5 is chance, 1 is perfect.")
        ),
        _("Brier"): st.column_config.TextColumn(
            help=_("Mean squared error of the probability on held-out rows, with its 95 % interval; 0 is best.")
        ),
        _("Parity"): st.column_config.TextColumn(
            help=_("Largest difference between the exported model and the one that was trained; 1e-5 is allowed.")
        ),
        _("Rows/s here"): st.column_config.NumberColumn(help=_("The model alone, on this server, measured now.")),
    }


def _metric(metric: Metric, places: int = 3) -> str:
    return f"{decimal(metric.value, places)} ({decimal(metric.low, places)}–{decimal(metric.high, places)})"


def _show_contest(sheet: TermSheet) -> None:
    st.subheader(_("Champion against challenger, in money"), anchor=False)
    try:
        with st.spinner(_("Comparing champion and challenger")):
            comparison = _compare(sheet.key)
    except EXPECTED as error:
        st.text(excuse(error))
        return
    left, right = st.columns([3, 2], gap="large")
    with left:
        draw(chart_contest(comparison, current_look()), say_contest(comparison, sheet), key="contest")
    with right, st.container(border=True):
        reach = money_range(comparison.low, comparison.high, comparison.currency)
        tell(
            _("Champion's lead, measured"), money(comparison.difference, comparison.currency), _("{reach} (90 % of resamples)", reach=reach)
        )
        note(
            _(
                "Both act on each {row} by its own Bayes threshold, on the {n} {rows} of the sample, which neither was trained on.",
                row=sheet.words.row,
                n=count(comparison.rows),
                rows=sheet.words.rows,
            )
        )


def _show_each(rows: list[tuple[ModelRow, TermSheet]], fitted: frozenset[str]) -> None:
    st.subheader(_("What is known about each"), anchor=False)
    for tab, (row, sheet) in zip(st.tabs([plain(row.bundle.name) for row, _sheet in rows]), rows, strict=True):
        with tab:
            if row.bundle.name in fitted:
                note(_("Fitted in this session and gone with it. Your file offers it, and its challenger, as a download."))
            card, facts = st.columns([3, 2], gap="large")
            with card, st.container(height=560):
                show_model_card(row.bundle.card, row.manifest, sheet)
            with facts:
                _show_certificate(row)
                _show_inputs(row)


def _show_certificate(row: ModelRow) -> None:
    parity = row.manifest.parity
    st.markdown(strong(_("Certificate")))
    line(
        _(
            "Differs from scikit-learn by at most {worst:.1e} on {n} rows, {missing_rows} of them with missing "
            "values and {unseen_rows} with unseen categories.",
            worst=parity.worst,
            n=count(parity.rows),
            missing_rows=count(parity.missing_rows),
            unseen_rows=count(parity.unseen_rows),
        )
    )
    for check in next((v.checks for v in _verify() if v.bundle == row.bundle.name), ()):
        icon = ":material/check_circle:" if check.passed else ":material/cancel:"
        said = _("{check}: {detail}", check=capital(CHECKS[check.name]), detail=check.detail)
        st.markdown(f"{icon} {plain(said)}")
    st.code(row.manifest.sha256, language=None, wrap_lines=True)


def _show_inputs(row: ModelRow) -> None:
    st.markdown(strong(_("Inputs")))
    table = tabulate([
        {_("Column"): i.name, _("Takes"): _takes(i), _("Empty cells"): _("accepted") if i.missing else _("refused")}
        for i in row.manifest.inputs
    ])  # fmt: skip
    st.dataframe(
        table, hide_index=True, height=INPUTS_HEIGHT if len(table) > MOST_INPUTS else "content", alt=_("The columns this model reads")
    )


def _takes(column: Input) -> str:
    """What may stand in a column: its categories, its range with the unit, or any text."""
    if column.kind == "category":
        return ", ".join(column.categories)
    if column.kind == "text":
        return _("text")
    if column.low is None or column.high is None:
        return _("numbers {unit}", unit=_(column.unit)).strip()
    return _("{low} to {high} {unit}", low=bare(column.low), high=bare(column.high), unit=_(column.unit)).strip()


@st.cache_data(show_spinner=False)
def _speed(sha256: str, _row: ModelRow) -> Speed:
    return measure_speed(_row.bundle)


@st.cache_data(show_spinner=False)
def _compare(domain: str) -> Comparison:
    return compare_models(domain)


@st.cache_data(show_spinner=False)
def _verify() -> tuple[Verification, ...]:
    return verify_models()
