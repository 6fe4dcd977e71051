"""Where the money comes from: the four outcomes of the rule, each as count × value = money."""

from __future__ import annotations

import streamlit as st

from payoff.core.wording import say_basis
from payoff.domains.term_sheet import TermSheet
from payoff.ui.format import MINUS, exact_money, plain
from payoff.ui.language import _, spoken
from payoff.ui.sentences import say_outcome
from payoff.ui.show import note
from payoff.workflow.decide import Decision

_ORDER = ("tp", "fp", "fn", "tn")


def show_outcomes(decision: Decision, sheet: TermSheet) -> None:
    """Four boxes: those acted on above, those left below."""
    for pair in (_ORDER[:2], _ORDER[2:]):
        for column, name in zip(st.columns(2), pair, strict=True):
            with column:
                _show_cell(name, decision, sheet)
    fixed = decision.confusion.fixed
    total, basis = exact_money(decision.confusion.value, decision.currency), say_basis(decision.basis)
    if fixed:
        cost = exact_money(fixed, decision.currency)
        note(_("Together {total} on this file ({basis}), after {cost} fixed cost.", total=total, basis=basis, cost=cost))
    else:
        note(_("Together {total} on this file ({basis}).", total=total, basis=basis))


def _show_cell(name: str, decision: Decision, sheet: TermSheet) -> None:
    # Without the joiner a line may end between the minus and its number.
    product, total = (spoken(text).replace(MINUS, f"{MINUS}\u2060") for text in say_outcome(name, decision, sheet.words))
    with st.container(border=True, height="stretch", gap="xxsmall"):
        st.markdown(f"{plain(product)} = **{plain(total)}**")
        note(getattr(sheet, name).why)
