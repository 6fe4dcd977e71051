"""What an analyst opens below the decision: calibration, other cuts, the curve as a table, formulas, and the interval's method."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from payoff.core.message import capital
from payoff.ui import state
from payoff.ui.errors import EXPECTED
from payoff.ui.figures.money import thin
from payoff.ui.figures.scores import chart_reliability
from payoff.ui.format import UNDEFINED, count, cut, decimal, money, money_range, percent, plain
from payoff.ui.look import Look
from payoff.ui.sentences import say_calibration, say_optimism
from payoff.ui.show import draw, line, note
from payoff.workflow.decide import Decision, Judgement
from payoff.workflow.examine import Calibration, count_cuts, examine_calibration

_CELLS = (("tp", "{event} and {act}"), ("fp", "no {event}, but {act}"), ("fn", "{event}, but {leave}"), ("tn", "no {event} and {leave}"))


def show_details(data: state.InUse, decision: Decision, judgement: Judgement, look: Look) -> None:
    """One expander per question; nothing is worked out before it is opened."""
    questions: tuple[tuple[str, str, Callable[[], None]], ...] = (
        ("Calibration: do the probabilities keep their word?", "straighten", lambda: _show_calibration(data, decision, look)),
        ("Other thresholds: counts and money", "grid_on", lambda: _show_cuts(data, decision)),
        ("The curve as a table", "table_chart", lambda: _show_curve(decision)),
        ("Formulas of the four outcomes", "function", lambda: _show_formulas(data)),
        ("How the interval and the verdict are made", "casino", lambda: _show_method(decision, judgement)),
    )
    for label, icon, show in questions:
        opened = st.expander(label, icon=f":material/{icon}:", key=f"{data.scored.domain}.{label}", on_change="rerun")
        if opened.open:
            with opened:
                show()


def _show_calibration(data: state.InUse, decision: Decision, look: Look) -> None:
    try:
        found = data.once(
            ("calibration", tuple(sorted(decision.settings.items()))), lambda: examine_calibration(data.case, decision.settings)
        )
    except EXPECTED as error:
        line(str(error))
        return
    sheet = data.case.sheet
    left, right = st.columns([3, 2], gap="large")
    with left:
        draw(chart_reliability(found.by_mass, sheet, look), say_calibration(found.line, found.by_mass.error, sheet), key="reliability")
    with right:
        st.dataframe(_scores(found, decision), hide_index=True, alt="Measures of calibration with their values")
        note(f"On {count(found.rows)} {sheet.words.rows}. {found.cost.reason or ''}")


def _scores(found: Calibration, decision: Decision) -> pd.DataFrame:
    line = found.line
    rows = [
        ("Brier score (0 is best)", decimal(found.brier, 4)),
        ("Log loss (0 is best)", decimal(found.log_loss, 4)),
        ("Calibration error, 10 bins of equal mass", percent(found.by_mass.error)),
        ("Calibration error, 10 bins of equal width", percent(found.by_width.error)),
        ("Slope (1 is best)", UNDEFINED if line is None else decimal(line.slope)),
        ("Intercept (0 is best)", UNDEFINED if line is None else decimal(line.intercept)),
        ("Cost of miscalibration, this file", money(found.cost.value, decision.currency)),
    ]
    return pd.DataFrame(rows, columns=["Measure", "Value"])


def _show_cuts(data: state.InUse, decision: Decision) -> None:
    cuts = data.once(("cuts", tuple(sorted(decision.settings.items()))), lambda: count_cuts(data.case, decision.settings))
    words, sheet = data.case.sheet.words, data.case.sheet
    names = {cell: capital(label.format(event=sheet.event, act=words.act, leave=words.leave)) for cell, label in _CELLS}
    table = pd.DataFrame([
        {"Threshold": cut(c.threshold), **{label: count(getattr(c, cell).count) for cell, label in names.items()},
         f"{capital(sheet.words.event_rows)} caught": percent(c.recall), "Right when acting": percent(c.precision),
         "Net value": money(c.value, decision.currency)}
        for c in cuts
    ])  # fmt: skip
    line(f"{capital(decision.basis)} counts on {count(decision.rows)} {words.rows}; a row acts when its probability reaches the threshold.")
    st.dataframe(table, hide_index=True, alt="Counts and money at several thresholds")


def _show_curve(decision: Decision) -> None:
    curve = thin(decision.curve, 1000)
    table = pd.DataFrame({"Threshold": curve.threshold, "Acted on": curve.acted, "Share": curve.share, "Net value": curve.value})
    line(
        f"{count(len(table))} of {count(len(decision.curve.value))} points. The first acts on nobody, the last on everybody; "
        f"money in {decision.currency}, {decision.basis}."
    )
    st.dataframe(
        table, hide_index=True, height=320, alt="The profit curve, one row per threshold",
        column_config={
            "Threshold": st.column_config.NumberColumn(format="%.4f"), "Acted on": st.column_config.NumberColumn(format="localized"),
            "Share": st.column_config.NumberColumn(format="percent"), "Net value": st.column_config.NumberColumn(format="%.2f"),
        },
    )  # fmt: skip


def _show_formulas(data: state.InUse) -> None:
    sheet = data.case.sheet
    for cell, label in _CELLS:
        formula = getattr(sheet, cell)
        st.markdown(
            f"**{plain(capital(label.format(event=sheet.event, act=sheet.words.act, leave=sheet.words.leave)))}**: {plain(formula.why)}"
        )
        if formula.formula:
            st.latex(formula.formula)
    line("From these, the threshold at which both actions are worth the same (Elkan 2001):")
    st.latex(r"t^* = \frac{v_{TN} - v_{FP}}{(v_{TN} - v_{FP}) + (v_{TP} - v_{FN})}")


def _show_method(decision: Decision, judgement: Judgement) -> None:
    if judgement.verdict is None:
        line(judgement.missing.get("verdict", ""))
        return
    drawn = "rows" if judgement.method == "rows" else "sums and second moments of groups of rows"
    line(
        f"{count(judgement.verdict.resamples)} bootstrap resamples of {drawn}, drawn within each outcome. In each, threshold and best "
        "simple rule are chosen inside and compared on the rows left outside, so the verdict pays for its own search. "
        "Intervals hold the middle 90 %. The band of the curve is normal, from the variance of the file's total."
    )
    verdict = judgement.verdict.difference
    line(
        f"Out of bag, the model beats the best simple rule by {money(verdict.mean, decision.currency)} on average "
        f"({money_range(verdict.low, verdict.high, decision.currency)})."
    )
    line(say_optimism(decision, judgement))
