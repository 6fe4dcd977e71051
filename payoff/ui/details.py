"""What an analyst opens below the decision: calibration, other cuts, the curve as a table, formulas, and the interval's method."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from payoff.core.message import Message, capital, say
from payoff.core.wording import say_basis
from payoff.domains.term_sheet import TermSheet
from payoff.ui import state
from payoff.ui.figures.money import thin
from payoff.ui.figures.scores import chart_reliability
from payoff.ui.format import UNDEFINED, count, cut, decimal, money, money_range, percent, plain
from payoff.ui.language import _, excuse, spoken
from payoff.ui.look import Look
from payoff.ui.sentences import say_calibration, say_optimism
from payoff.ui.show import draw, line, note, tabulate, typeset
from payoff.workflow.decide import Decision, Judgement
from payoff.workflow.errors import EXPECTED
from payoff.workflow.examine import Calibration, count_cuts, examine_calibration

_CELLS = ("tp", "fp", "fn", "tn")


def show_details(data: state.InUse, decision: Decision, judgement: Judgement, look: Look) -> None:
    """One expander per question; nothing is worked out before it is opened."""
    questions: tuple[tuple[str, str, Callable[[], None]], ...] = (
        (_("Calibration: do the probabilities keep their word?"), "straighten", lambda: _show_calibration(data, decision, look)),
        (_("Other thresholds: counts and money"), "grid_on", lambda: _show_cuts(data, decision)),
        (_("The curve as a table"), "table_chart", lambda: _show_curve(decision)),
        (_("Formulas of the four outcomes"), "function", lambda: _show_formulas(data)),
        (_("How the interval and the verdict are made"), "casino", lambda: _show_method(decision, judgement)),
    )
    for label, icon, show in questions:
        opened = st.expander(label, icon=f":material/{icon}:", key=f"{data.scored.domain}.{icon}", on_change="rerun")
        if opened.open:
            with opened:
                show()


def _show_calibration(data: state.InUse, decision: Decision, look: Look) -> None:
    try:
        found = data.once(
            ("calibration", tuple(sorted(decision.settings.items()))), lambda: examine_calibration(data.case, decision.settings)
        )
    except EXPECTED as error:
        line(excuse(error))
        return
    sheet = data.case.sheet
    left, right = st.columns([3, 2], gap="large")
    with left:
        draw(chart_reliability(found.by_mass, sheet, look), say_calibration(found.line, found.by_mass.error, sheet), key="reliability")
    with right:
        st.dataframe(_scores(found, decision), hide_index=True, alt=_("Measures of calibration with their values"))
        note(_("On {n} {rows}. {reason}", n=count(found.rows), rows=sheet.words.rows, reason=found.cost.reason or ""))


def _scores(found: Calibration, decision: Decision) -> pd.DataFrame:
    line = found.line
    rows = [
        (_("Brier score (0 is best)"), decimal(found.brier, 4)),
        (_("Log loss (0 is best)"), decimal(found.log_loss, 4)),
        (_("Calibration error, 10 bins of equal mass"), percent(found.by_mass.error)),
        (_("Calibration error, 10 bins of equal width"), percent(found.by_width.error)),
        (_("Slope (1 is best)"), UNDEFINED if line is None else decimal(line.slope)),
        (_("Intercept (0 is best)"), UNDEFINED if line is None else decimal(line.intercept)),
        (_("Cost of miscalibration, this file"), money(found.cost.value, decision.currency)),
    ]
    return tabulate(rows, [_("Measure"), _("Value")])


def _show_cuts(data: state.InUse, decision: Decision) -> None:
    cuts = data.once(("cuts", tuple(sorted(decision.settings.items()))), lambda: count_cuts(data.case, decision.settings))
    words, sheet = data.case.sheet.words, data.case.sheet
    names = {cell: _name_cell(cell, sheet) for cell in _CELLS}
    table = tabulate(
        [
            {
                _("Threshold"): cut(c.threshold),
                **{label: count(getattr(c, cell).count) for cell, label in names.items()},
                _("{event_rows} caught", event_rows=capital(sheet.words.event_rows)): percent(c.recall),
                _("Right when acting"): percent(c.precision),
                _("Net value"): money(c.value, decision.currency),
            }
            for c in cuts
        ]
    )
    line(
        _(
            "{basis} counts on {n} {rows}; a row acts when its probability reaches the threshold.",
            basis=capital(say_basis(decision.basis)),
            n=count(decision.rows),
            rows=words.rows,
        )
    )
    st.dataframe(table, hide_index=True, alt=_("Counts and money at several thresholds"))


def _show_curve(decision: Decision) -> None:
    curve = thin(decision.curve, 1000)
    table = pd.DataFrame(
        {_("Threshold"): curve.threshold, _("Acted on"): curve.acted, _("Share of rows"): curve.share, _("Net value"): curve.value.round(2)}
    )
    line(
        _(
            "{n} of {all} points. The first acts on nobody, the last on everybody; money in {currency}, {basis}.",
            n=count(len(table)),
            all=count(len(decision.curve.value)),
            currency=decision.currency,
            basis=say_basis(decision.basis),
        )
    )
    st.dataframe(
        typeset(table, {_("Threshold"): lambda at: spoken(decimal(at, 4)), _("Share of rows"): lambda share: spoken(percent(share))}),
        hide_index=True,
        height=320,
        alt=_("The profit curve, one row per threshold"),
    )


def _show_formulas(data: state.InUse) -> None:
    sheet = data.case.sheet
    for cell in _CELLS:
        formula = getattr(sheet, cell)
        st.markdown(f"**{plain(_name_cell(cell, sheet))}**: {plain(formula.why)}")
        if formula.formula:
            st.latex(formula.formula)
    line(_("From these, the threshold at which both actions are worth the same (Elkan 2001):"))
    st.latex(r"t^* = \frac{v_{TN} - v_{FP}}{(v_{TN} - v_{FP}) + (v_{TP} - v_{FN})}")


def _name_cell(cell: str, sheet: TermSheet) -> Message:
    """What happened and what was done: "Default and decline"."""
    event, act, leave = sheet.event, sheet.words.act, sheet.words.leave
    return capital({
        "tp": say("{event} and {act}", event=event, act=act),
        "fp": say("no {event}, but {act}", event=event, act=act),
        "fn": say("{event}, but {leave}", event=event, leave=leave),
        "tn": say("no {event} and {leave}", event=event, leave=leave),
    }[cell])  # fmt: skip


def _show_method(decision: Decision, judgement: Judgement) -> None:
    if judgement.verdict is None:
        line(judgement.missing.get("verdict", ""))
        return
    drawn = say("rows") if judgement.method == "rows" else say("sums and second moments of groups of rows")
    line(
        _(
            "{resamples} bootstrap resamples of {drawn}, drawn within each outcome. In each, threshold and best "
            "simple rule are chosen inside and compared on the rows left outside, so the verdict pays for its own "
            "search. Intervals hold the middle 90 %. The band of the curve is normal, from the variance of the "
            "file's total.",
            resamples=count(judgement.verdict.resamples),
            drawn=drawn,
        )
    )
    verdict = judgement.verdict.difference
    line(
        _(
            "Out of bag, the model beats the best simple rule by {mean} on average ({range}).",
            mean=money(verdict.mean, decision.currency),
            range=money_range(verdict.low, verdict.high, decision.currency),
        )
    )
    line(say_optimism(decision, judgement))
