"""Overview's cards: one per decision, with what its shipped case is worth, and one for the reader's own file."""

from __future__ import annotations

import streamlit as st

from payoff.core.message import reason, say
from payoff.core.wording import say_basis
from payoff.domains import shipped_domains
from payoff.domains.term_sheet import TermSheet
from payoff.ui import state
from payoff.ui.figures.money import chart_small_curve
from payoff.ui.format import count, money, money_range, plain, strong
from payoff.ui.frame import pick_domain
from payoff.ui.headline import Headline, read_headlines
from payoff.ui.language import _, spoken
from payoff.ui.loading import use_sample
from payoff.ui.navigation import find_page
from payoff.ui.own import known_sheets, own_terms
from payoff.ui.sentences import name_baseline, say_rule, say_verdict
from payoff.ui.show import current_look, note, plot, tell
from payoff.ui.verdict import show_badge
from payoff.workflow.decide import decide, judge
from payoff.workflow.errors import EXPECTED

_ABOUT = say("Net value of the threshold in use on these rows, less that of the best rule without a model; below, its 90 % interval.")
_OPEN = "payoff.open"


def show_cards() -> None:
    """A card for every domain that is found, one below the other, so that they compare."""
    headlines = read_headlines()
    if st.session_state.pop(_OPEN, False):
        st.switch_page(find_page("decide"))
    # Close together, so that all of them stand above the fold of a laptop.
    with st.container(gap="xsmall"):
        for key, headline in headlines.items():
            with st.container(border=True):
                _show_card(shipped_domains()[key], headline)


def show_own_cards() -> None:
    """A card for each decision of the reader's own whose data is loaded, as the shipped ones have."""
    sheets = known_sheets()
    for key in own_terms():
        data = state.loaded(key)
        if data is None:
            continue
        try:
            headline: Headline | str = _own_headline(data)
        except EXPECTED as error:
            headline = reason(error)
        with st.container(border=True):
            _show_card(sheets[key], headline)


def _own_headline(data: state.InUse) -> Headline:
    """Decided and judged under what was last asked on Decide."""
    question = state.last_question(data.scored.domain)
    decision = data.once(("decision", state.key_of(question)), lambda: decide(data.case, question))
    return Headline(data, decision, data.once(("judgement", state.key_of(question)), lambda: judge(data.case, question)))


def show_own_file() -> None:
    """The way to one's own file, and what happens to it."""
    with st.container(border=True):
        words, go = st.columns([4, 1], vertical_alignment="center")
        with words:
            st.markdown(strong(_("Bring your own file")))
            note(
                _(
                    "Any CSV, Excel or Parquet table, in any language and with any columns. It stays in this server's memory for you "
                    "alone, is never written to disk, and goes when you delete it or close the tab."
                )
            )
        go.page_link(find_page("bring"), label=_("Bring a file"), icon=":material/upload_file:")


def _show_card(sheet: TermSheet, headline: Headline | str) -> None:
    question, worth, chart, onward = st.columns([14, 8, 10, 6], vertical_alignment="center", gap="medium")
    with question:
        if isinstance(headline, str):
            st.subheader(plain(sheet.question), anchor=False)
            st.warning(_("The shipped case cannot be shown."), icon=":material/warning:")
            st.text(spoken(headline))
            return
        decision, judgement = headline.decision, headline.judgement
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.subheader(plain(sheet.question), anchor=False, width="content")
            show_badge(say_verdict(decision, judgement, sheet)[0], judgement)
        note(_say_sample(headline, sheet))
    with worth:
        reach = judgement.in_use
        below = "" if reach is None else money_range(reach.low, reach.high, decision.currency)
        tell(_("Worth, {basis}", basis=say_basis(decision.basis)), money(decision.model_value, decision.currency), below, about=_ABOUT)
    with chart:
        figure, advice = chart_small_curve(decision, sheet.words, current_look()), _("{first}.", first=say_rule(decision, sheet.words))
        plot(figure, advice, key=f"{sheet.key}.curve")
    with onward:
        st.button(_("Open the case"), type="primary", key=f"{sheet.key}.open", on_click=_open, args=(sheet.key,), width="stretch")


def _say_sample(headline: Headline, sheet: TermSheet) -> str:
    """The rule, what it is measured against, and on which rows: what the number beside it means."""
    decision, words = headline.decision, sheet.words
    if headline.data.is_sample:
        rows = _("{n} {rows} the model never saw", n=count(decision.rows), rows=words.rows)
    else:
        rows = _("{n} {rows} of your file", n=count(decision.rows), rows=words.rows)
    return _(
        "{rule}, compared with {baseline}, on {rows}.", rule=say_rule(decision, words), baseline=name_baseline(decision, words), rows=rows
    )


def _open(domain: str) -> None:
    pick_domain(domain)
    if domain not in own_terms():
        use_sample(domain)
    st.session_state[_OPEN] = True
