"""What the reader may turn on Decide besides the assumptions: threshold, today's rule and capacity."""

from __future__ import annotations

import math

import streamlit as st

from payoff.core.message import capital, say
from payoff.domains.term_sheet import TermSheet
from payoff.ui.assumptions import key_of
from payoff.ui.choice import Choice
from payoff.ui.format import count, cut, plain
from payoff.ui.language import _
from payoff.workflow.case import Case
from payoff.workflow.decide import Question, Today

STEP = 0.001

_TODAY = {"none": say("not stated"), "share": say("a share at random"), "column": say("a column")}


def choose_threshold(sheet: TermSheet, bayes: float) -> float | None:
    """The threshold control; None as long as the reader leaves it where the values put it."""
    key, mine = key_of(sheet, "threshold"), f"payoff.{sheet.key}.threshold_is_mine"
    st.session_state.setdefault(mine, key in st.query_params)
    default = _on_grid(bayes)
    if not st.session_state[mine]:
        st.session_state[key] = default
    words = sheet.words
    chosen = st.slider(
        _("{act} from this probability on", act=capital(words.act)),
        0.0,
        1.0,
        default,
        STEP,
        "%.3f",
        key=key,
        on_change=_claim,
        args=(mine,),
        bind="query-params",
        persist_state="session",
        help=_(
            "The values alone say {bayes} (Bayes): there, {act} and {leave} are worth the same on average.",
            bayes=cut(bayes),
            act=words.act,
            leave=words.leave,
        ),
    )
    if not st.session_state[mine]:
        return None
    st.button(
        _("Back to {bayes}, from the values", bayes=cut(bayes)), icon=":material/undo:", on_click=_release, args=(mine,), key=f"{key}.back"
    )
    return chosen


def choose_today(sheet: TermSheet, case: Case) -> Today | None:
    """Today's rule: none stated, a share of rows picked at random, or a column that holds its decisions."""
    kind = Choice(key_of(sheet, "today"), _TODAY, "none").pick(
        _("Today's rule"), _("What happens without the model. It joins the ladder, and the model must beat it.")
    )
    if kind == "share":
        label = _("{act} this share of {rows}, picked without looking", act=capital(sheet.words.act), rows=sheet.words.rows)
        rate = st.slider(
            plain(label),
            0.0,
            1.0,
            0.2,
            0.01,
            format="percent",
            key=key_of(sheet, "today_share"),
            bind="query-params",
            persist_state="session",
        )
        return Today(rate=rate)
    if kind == "column":
        columns = [name for name in case.table.column_names if name != sheet.outcome]
        column = st.selectbox(
            _("Column with its decisions"), columns, index=None, placeholder=_("Choose a column"), key=key_of(sheet, "today_column"),
            bind="query-params", persist_state="session",
            help=_("Each cell says yes or no, 1 or 0, or {act} or {leave}.", act=sheet.words.act, leave=sheet.words.leave),
        )  # fmt: skip
        return None if column is None else Today(column=column)
    return None


def choose_capacity(sheet: TermSheet, rows: int) -> int | None:
    """How many rows can be acted on in the time this file covers; None when there is no limit."""
    weekly, weeks = st.columns(2)
    with weekly:
        each = st.number_input(
            _("Most {rows} to {act} a week", rows=sheet.words.rows, act=sheet.words.act), 0, None, 0, 5, key=key_of(sheet, "weekly_room"),
            bind="query-params", persist_state="session",
            help=_("How many {rows} your people can handle in a week; 0 means there is no limit.", rows=sheet.words.rows),
        )  # fmt: skip
    with weeks:
        span = st.number_input(
            _("Weeks this file covers"), 1, 520, 4, key=key_of(sheet, "weeks_covered"), bind="query-params", persist_state="session",
            help=_("The file holds {n} {rows}.", n=count(rows), rows=sheet.words.rows),
        )  # fmt: skip
    return each * span or None


def restore_question(sheet: TermSheet, question: Question) -> None:
    """Put every control of Decide where `question` has it; for callbacks and links, before the controls are drawn."""
    chosen: dict[str, object] = {key_of(sheet, name): value for name, value in sheet.settings(question.settings).items()}
    chosen[f"payoff.{sheet.key}.threshold_is_mine"] = question.threshold is not None
    if question.threshold is not None:
        chosen[key_of(sheet, "threshold")] = question.threshold
    today, capacity = question.today, question.capacity
    kind = "none" if today is None else "share" if today.column is None else "column"
    room = {"today": kind, "weekly_room": capacity or 0, "weeks_covered": 1 if capacity else 4}
    chosen |= {key_of(sheet, name): value for name, value in room.items()}
    if today is not None:
        chosen |= {key_of(sheet, "today_share"): today.rate} if today.column is None else {key_of(sheet, "today_column"): today.column}
    st.session_state.update(chosen)


def _on_grid(bayes: float) -> float:
    clipped = min(max(bayes, 0.0), 1.0) if not math.isnan(bayes) else 0.5
    return round(round(clipped / STEP) * STEP, 4)


def _claim(mine: str) -> None:
    st.session_state[mine] = True


def _release(mine: str) -> None:
    st.session_state[mine] = False
