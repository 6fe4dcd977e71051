"""The form in which a person states what a decision is about and what acting, a hit, a false alarm and a miss cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from payoff.core.message import Message, say
from payoff.domains.own_terms import Amount, OwnTerms, OwnWords
from payoff.ui.language import _, speaking

NUMBER, COLUMN = "number", "column"
_KINDS = {NUMBER: say("an amount"), COLUMN: say("a column")}
_STEP = 1.0
FIRST = ("acting", "false_alarm", "miss")
"""Asked first; the others are mostly 0."""

QUESTIONS: dict[str, tuple[Message, Message]] = {
    "acting": (say("Acting on one costs"), say("Paid for each one acted on, whatever comes of it: a call, a check, an offer.")),
    "false_alarm": (
        say("A false alarm costs"), say("Lost beside that where the event would not have happened: a good customer turned away."),
    ),
    "miss": (say("A miss costs"), say("Lost where nobody acted and the event happened: the loan not paid back, the customer gone.")),
    "hit": (say("A hit brings"), say("Earned where somebody acted and the event would have happened, before the cost of acting.")),
    "passing": (say("One rightly left alone brings"), say("Earned where nobody acted and nothing happened: the interest of a good loan.")),
}  # fmt: skip


@dataclass(frozen=True)
class Form:
    """Where the form stands: the start of its widgets' keys, and the terms that fill it in at first."""

    key: str
    basis: OwnTerms

    def at(self, name: str) -> str:
        """Key of the widget called `name`."""
        return f"{self.key}.{name}"


def ask_amounts(form: Form, columns: Mapping[str, float]) -> dict[str, Amount]:
    """One row per amount: a number, or one of `columns` times a factor, which each column proposes. Returns Amounts by name."""
    amounts = {name: _ask_amount(form, name, columns) for name in FIRST}
    rest = [name for name in QUESTIONS if name not in FIRST]
    used = any(form.basis.amount(name) != Amount() for name in rest)
    with st.expander(_("What a hit and one rightly left alone bring"), expanded=used):
        amounts |= {name: _ask_amount(form, name, columns) for name in rest}
    return amounts


def ask_title(form: Form) -> tuple[str, str]:
    """What the decision is called, and the currency of its money."""
    name, money = st.columns([3, 1])
    title = name.text_input(
        _("What is the decision called?"), form.basis.title, key=form.at("title"), max_chars=60, persist_state="session",
        help=_("It appears in the list of decisions at the side, in place of one of the same name."),
    )  # fmt: skip
    currency = money.text_input(_("Currency"), form.basis.currency, key=form.at("currency"), max_chars=8, persist_state="session")
    return str(title).strip(), str(currency).strip()


def ask_words(form: Form) -> OwnWords:
    """How the person speaks of their rows, folded away: general words do as well."""
    own = form.basis.words
    with st.expander(_("Your own words"), expanded=False):
        left, right = st.columns(2)
        row = left.text_input(_("One row is a …"), own.row, placeholder=_("row"), key=form.at("row"), max_chars=30, persist_state="session")
        rows = right.text_input(
            _("Several are …"), own.rows, placeholder=_("rows"), key=form.at("rows"), max_chars=30, persist_state="session"
        )
        event = left.text_input(
            _("What may happen is …"), own.event, placeholder=_("the event"), key=form.at("event"), max_chars=30, persist_state="session"
        )
        act = right.text_input(
            _("To act is to …"), own.act, placeholder=_("pick"), key=form.at("act"), max_chars=30, persist_state="session"
        )
        leave = left.text_input(
            _("Not to act is to …"), own.leave, placeholder=_("pass over"), key=form.at("leave"), max_chars=30, persist_state="session"
        )
    return OwnWords(*(str(word).strip() for word in (row, rows, event, act, leave)))


def _ask_amount(form: Form, name: str, columns: Mapping[str, float]) -> Amount:
    question, about = QUESTIONS[name]
    given = form.basis.amount(name)
    kinds = [NUMBER, COLUMN] if columns else [NUMBER]
    what, how = st.columns([2, 3], vertical_alignment="bottom")
    kind = what.selectbox(
        _(question), kinds, kinds.index(COLUMN) if given.column in columns and COLUMN in kinds else 0,
        format_func=speaking(_KINDS.__getitem__), key=form.at(f"{name}.kind"), help=_(about), persist_state="session",
    )  # fmt: skip
    if kind == NUMBER:
        number = how.number_input(
            _("Money per row"), None, None, given.number, _STEP, format="%g", key=form.at(f"{name}.number"),
            label_visibility="collapsed", persist_state="session",
        )  # fmt: skip
        return Amount(float(number or 0.0))
    with how:
        which, factor = st.columns([3, 2], vertical_alignment="bottom")
    index = list(columns).index(given.column) if given.column in columns else 0
    column = which.selectbox(
        _("Column"), list(columns), index, key=form.at(f"{name}.column"), label_visibility="collapsed", persist_state="session"
    )
    usual = given.times if given.column == column else columns[column]
    times = factor.number_input(
        _("times"), None, None, usual, 0.05, format="%g", key=form.at(f"{name}.times.{column}"), persist_state="session",
        label_visibility="collapsed", help=_("What the column is multiplied by; −1 where it holds losses below zero."),
    )  # fmt: skip
    return Amount(0.0, str(column), float(times if times is not None else 1.0))
