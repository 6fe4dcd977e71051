"""The way "Our model, your columns" on the page "Your file": which decision the file fits, whose column is whose, on to Decide."""

from __future__ import annotations

import streamlit as st

from payoff.core.message import say
from payoff.domains import load_domains
from payoff.ui import state
from payoff.ui.brought import Brought
from payoff.ui.format import count, percent
from payoff.ui.frame import pick_domain
from payoff.ui.language import _, excuse, speaking
from payoff.ui.loading import show_failure, show_work
from payoff.ui.matching import show_matching
from payoff.ui.matching_state import Waiting, prepare_read
from payoff.ui.navigation import find_page
from payoff.workflow.errors import EXPECTED

_DOMAIN = "payoff.bring.domain"
_PREPARED = "payoff.bring.prepared"
_ONWARD = "payoff.bring.onward"


def show(file: Brought) -> None:
    """Pick the decision, match the columns, score, and lead on."""
    if st.session_state.pop(_ONWARD, False):
        st.switch_page(find_page("decide"))
    show_work()
    show_failure()
    try:
        prepared = _prepare(file)
    except EXPECTED as error:
        st.text(excuse(error))
        return
    domains = load_domains()
    if st.session_state.get(_DOMAIN) not in prepared:
        st.session_state[_DOMAIN] = max(prepared, key=lambda key: _share(prepared[key]))
    chosen = st.selectbox(
        _("Which decision?"), list(prepared), key=_DOMAIN, persist_state="session",
        format_func=speaking(lambda key: say("{title}: {question}", title=domains[key].title, question=domains[key].question)),
        help=_("Proposed by how many of the columns that its model needs were recognised in your file."),
    )  # fmt: skip
    _show_done(file, chosen)
    show_matching(prepared[chosen], leave=False)


def best_fit(file: Brought) -> float:
    """How much of what it needs, 0 to 1, the best fitting model finds in the file; 0 where there is none to ask."""
    try:
        return max(map(_share, _prepare(file).values()), default=0.0)
    except EXPECTED:
        return 0.0


def _prepare(file: Brought) -> dict[str, Waiting]:
    """Proposals for each shipped decision, worked out once for a file as it was read."""
    held = st.session_state.get(_PREPARED)
    if held is None or held[0] != (file.digest, file.options):
        ways = {key: prepare_read(key, file.content, file.source, tidy=file.tidy, options=file.options) for key in load_domains()}
        held = st.session_state[_PREPARED] = ((file.digest, file.options), ways)
    return dict(held[1])


def _share(waiting: Waiting) -> float:
    """Share of the needed columns that were recognised, each by how surely."""
    needed = [proposal for proposal in waiting.proposals.columns if proposal.required]
    return sum(proposal.confidence for proposal in needed if proposal.source is not None) / max(len(needed), 1)


def _show_done(file: Brought, domain: str) -> None:
    """What came of scoring, where this file was scored for `domain`."""
    data = state.loaded(domain)
    if data is None or data.scored.digest != file.digest or data.scored.mapping is None:
        return
    scored = data.scored
    with st.container(border=True):
        kept = len(scored.probability)
        told = {"n": count(kept), "rows": _(scored.sheet.words.rows), "share": percent(float(scored.probability.mean()))}
        st.markdown(":material/check_circle: " + _("{n} {rows} scored, the average probability is {share}.", **told))
        onward, scores = st.columns(2)
        onward.button(
            _("Decide what to do with these"), type="primary", icon=":material/arrow_forward:", on_click=_decide, args=(domain,),
            width="stretch",
        )  # fmt: skip
        scores.page_link(find_page("score"), label=_("Look at the scores"), icon=":material/table_rows:")


def _decide(domain: str) -> None:
    """For callbacks, which run before the sidebar is drawn."""
    pick_domain(domain)
    st.session_state[_ONWARD] = True
