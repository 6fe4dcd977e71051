"""The top of Decide: the verdict in a sentence, and the three numbers under it."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from payoff.core.message import capital, say
from payoff.core.wording import say_basis
from payoff.domains.term_sheet import TermSheet
from payoff.ui.format import UNDEFINED, count, money, money_range, percent, plain
from payoff.ui.language import _, spoken
from payoff.ui.sentences import name_baseline, say_verdict
from payoff.ui.show import tell
from payoff.workflow.decide import Decision, Judgement

Colour = Literal["blue", "orange", "gray"]
_BADGES: dict[str, tuple[str, Colour]] = {
    "deploy": (":material/check_circle:", "blue"),
    "not_proven": (":material/help:", "orange"),
    "dont": (":material/cancel:", "gray"),
}
_CALLED = say("95 or more mean deploy, 5 or fewer mean don't.")
_SEARCHED = say("Each resample chooses the threshold anew and is scored on rows it did not see. {called}", called=_CALLED)
_PREFERENCE = say("The threshold is a preference and stays where it is in every resample. {called}", called=_CALLED)
_UNKNOWN: tuple[str, Colour] = (":material/visibility_off:", "orange")


def show_verdict(decision: Decision, judgement: Judgement, sheet: TermSheet) -> None:
    """The verdict with its sentence."""
    call, finding, how_sure = say_verdict(decision, judgement, sheet)
    with st.container(border=True, gap="xsmall"):
        show_badge(call, judgement)
        st.markdown(f"**{plain(finding)}** {plain(how_sure)}")


def show_call(said: tuple[str, str, str], *, call: str | None) -> None:
    """A verdict in a word or two, its finding and how sure that is; `call` is a key of the badges, None where nothing can be known."""
    icon, colour = _UNKNOWN if call is None else _BADGES[call]
    with st.container(border=True, gap="xsmall"):
        st.badge(spoken(said[0]), icon=icon, color=colour)
        st.markdown(f"**{plain(said[1])}** {plain(said[2])}")


def show_badge(call: str, judgement: Judgement) -> None:
    """The verdict's one or two words, in its colour."""
    icon, colour = _BADGES[judgement.verdict.call] if judgement.verdict else _UNKNOWN
    st.badge(spoken(call), icon=icon, color=colour)


def show_numbers(decision: Decision, judgement: Judgement, sheet: TermSheet) -> None:
    """Worth, rows acted on, and how often the model wins."""
    words, against = sheet.words, name_baseline(decision, sheet.words)
    wins = None if judgement.verdict is None else judgement.verdict.difference
    with st.container(horizontal=True):
        reach = judgement.in_use
        basis = say_basis(decision.basis)
        below: str = basis
        if reach is not None:
            below = say("{basis}, {range} (90 %)", basis=basis, range=money_range(reach.low, reach.high, decision.currency))
        about = _(
            "Net value of the threshold in use on this file, less that of {against}. In brackets, 90 % of resamples.", against=against
        )
        tell(
            _("Worth above {against}", against=against),
            money(decision.model_value, decision.currency),
            below,
            about=about,
            border=True,
        )
        share = percent(decision.confusion.acted / decision.rows)
        tell(
            _("{rows} to {act}", rows=capital(words.rows), act=words.act),
            count(decision.confusion.acted),
            _("{share} of {n}", share=share, n=count(decision.rows)),
            border=True,
        )
        won = UNDEFINED if wins is None else _("{won} of 100", won=round(wins.probability * 100))
        how = _("threshold chosen afresh") if sheet.searched else _("threshold as it stands")
        below = _("needs outcomes") if wins is None else _("resamples, {how}", how=how)
        tell(_("Beats every simple rule in"), won, below, about=_SEARCHED if sheet.searched else _PREFERENCE, border=True)
