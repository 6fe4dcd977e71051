"""Overview's cards: one per decision, with what its shipped case is worth, and one for the reader's own file."""

from __future__ import annotations

import streamlit as st

from payoff.domains import load_domains
from payoff.domains.term_sheet import TermSheet
from payoff.ui.figures.money import chart_small_curve
from payoff.ui.format import count, money, money_range, plain
from payoff.ui.frame import pick_domain
from payoff.ui.headline import Headline, read_headlines
from payoff.ui.loading import use_sample
from payoff.ui.navigation import find_page
from payoff.ui.sentences import name_baseline, say_rule, say_verdict
from payoff.ui.show import current_look, note, say, tell
from payoff.ui.verdict import show_badge

PER_ROW = 3
_OPEN = "payoff.open"


def show_cards() -> None:
    """A card for every domain that is found, in rows."""
    headlines = list(read_headlines().items())
    if st.session_state.pop(_OPEN, False):
        st.switch_page(find_page("decide"))
    across = min(PER_ROW, len(headlines))
    for begin in range(0, len(headlines), across):
        for column, (key, headline) in zip(st.columns(across), headlines[begin : begin + across], strict=False):
            with column, st.container(border=True, height="stretch"):
                _show_card(load_domains()[key], headline)


def show_own_file(sheet: TermSheet) -> None:
    """The way to one's own file, and what happens to it."""
    with st.container(border=True):
        words, go = st.columns([4, 1], vertical_alignment="center")
        with words:
            st.markdown("**Bring your own file**")
            note(
                f"A CSV or Parquet table, one {sheet.words.row} a row. It stays in this server's memory for you alone, "
                "is never written to disk, and goes when you delete it or close the tab."
            )
        go.page_link(find_page("score"), label="Score a file", icon=":material/upload_file:")


def _show_card(sheet: TermSheet, headline: Headline | str) -> None:
    st.subheader(plain(sheet.question), anchor=False)
    if isinstance(headline, str):
        st.warning("The shipped case cannot be shown.", icon=":material/warning:")
        st.text(headline)
        return
    decision, judgement, words = headline.decision, headline.judgement, sheet.words
    call, _, _ = say_verdict(decision, judgement, sheet)
    tell(f"Worth, {decision.basis}", money(decision.model_value, decision.currency))
    show_badge(call, judgement)
    reach = (
        ""
        if judgement.in_use is None
        else f", {money_range(judgement.in_use.low, judgement.in_use.high, decision.currency)} in 90 % of resamples"
    )
    say(f"more than {name_baseline(decision, words)} on {count(decision.rows)} {words.rows} the model never saw{reach}.")
    figure, advice = chart_small_curve(decision, words, current_look()), f"{say_rule(decision, words)}."
    st.plotly_chart(figure, theme=None, config={"displayModeBar": False}, key=f"{sheet.key}.curve", alt=advice)
    note(advice)
    st.button("Open the case", type="primary", icon=":material/arrow_forward:", key=f"{sheet.key}.open", on_click=_open, args=(sheet.key,))


def _open(domain: str) -> None:
    pick_domain(domain)
    use_sample(domain)
    st.session_state[_OPEN] = True
