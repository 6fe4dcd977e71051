"""One of our columns and the file's column that stands for it: what it means, what is proposed, why, and what its words mean."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from payoff.core.message import say
from payoff.domains.term_sheet import Column
from payoff.intake.contract import Expected
from payoff.mapping.mapping import Match
from payoff.mapping.propose import LEAST, SURE, FileColumn, Proposal
from payoff.ui.format import count, percent, plain, strong
from payoff.ui.language import _, speaking, spoken
from payoff.ui.loading import describe_column
from payoff.ui.match_ranges import choose_ranges, pick_ranges, put_ranges
from payoff.ui.matching_state import Waiting
from payoff.ui.show import note

MOST_WORDS = 40
"""Words of one column that are offered to be changed; further ones keep what is proposed."""


def show_row(waiting: Waiting, proposal: Proposal) -> None:
    """The row with its controls."""
    with st.container(border=True, gap="small"):
        ours, theirs, why = st.columns([3, 4, 5], gap="medium")
        with ours:
            _show_ours(waiting, proposal)
        with theirs:
            source = _pick_source(waiting, proposal)
        if source is None:
            with why:
                note(_("Needed for scoring.") if proposal.required else _("Optional: the file can do without."))
            return
        with theirs:
            _show_samples(waiting.offered(source))
            _pick_factor(waiting, proposal, source)
        with why:
            _show_why(waiting, proposal, source)
        pick_ranges(waiting, proposal.column, source)
        _pick_words(waiting, proposal, source)


def choose_match(waiting: Waiting, proposal: Proposal) -> Match | None:
    """The match as it stands on the page; None where no column was chosen."""
    source = st.session_state.get(_source_key(waiting, proposal.column), proposal.source)
    if source is None:
        return None
    found = waiting.weigh(proposal.column, source)
    factor = float(st.session_state.get(_factor_key(waiting, proposal.column, source), found.factor))
    ranges = choose_ranges(waiting, proposal.column, source)
    words = {}
    if _column_of(waiting, proposal.column).categories and not ranges:
        for at, word in enumerate(waiting.offered(source).words):
            meant = st.session_state.get(_word_key(waiting, proposal.column, source, at), _proposed(waiting, proposal.column, source, word))
            if meant is not None and meant != word:
                words[word] = meant
    return Match(proposal.column, source, factor, words, ranges)


def has_unknown_words(waiting: Waiting, proposal: Proposal) -> bool:
    """Whether the proposed column holds words for which no category of ours is proposed."""
    source = proposal.source
    if source is None or not _column_of(waiting, proposal.column).categories or choose_ranges(waiting, proposal.column, source):
        return False
    return any(_proposed(waiting, proposal.column, source, word) is None for word in waiting.offered(source).words)


def put_match(waiting: Waiting, column: str, match: Match | None) -> None:
    """Put a saved match into the page's controls; before they are drawn."""
    st.session_state[_source_key(waiting, column)] = None if match is None else match.source
    if match is None:
        return
    st.session_state[_factor_key(waiting, column, match.source)] = match.factor
    put_ranges(waiting, match)
    categories = _column_of(waiting, column).categories
    for at, word in enumerate(waiting.offered(match.source).words):
        meant = match.words.get(word, word)
        st.session_state[_word_key(waiting, column, match.source, at)] = meant if meant in categories else None


def _show_ours(waiting: Waiting, proposal: Proposal) -> None:
    column = _column_of(waiting, proposal.column)
    st.markdown(strong(_(proposal.label)))
    needed = _("needed") if proposal.required else _("optional")
    note(f"{proposal.column} · {needed} · {describe_column(column)}")


def _pick_source(waiting: Waiting, proposal: Proposal) -> str | None:
    key = _source_key(waiting, proposal.column)
    st.session_state.setdefault(key, proposal.source)
    return st.selectbox(
        _("Your column for {label}", label=plain(_(proposal.label))), [None, *waiting.proposals.header],
        format_func=speaking(lambda name: say("— none —") if name is None else name),
        key=key, persist_state="session", label_visibility="collapsed", placeholder=_("— none —"),
    )  # fmt: skip


def _show_samples(column: FileColumn) -> None:
    if column.samples:
        st.text(_("for example {samples}", samples=" | ".join(column.samples)))


def _pick_factor(waiting: Waiting, proposal: Proposal, source: str) -> None:
    found = waiting.weigh(proposal.column, source)
    if _expected(waiting, proposal.column).kind != "number" and not found.ranges:
        return
    key = _factor_key(waiting, proposal.column, source)
    st.session_state.setdefault(key, found.factor)
    unit = found.unit or _column_of(waiting, proposal.column).unit
    if st.session_state[key] == 1 and not st.toggle(_("Another unit"), key=f"{key}.open", persist_state="session"):
        return
    st.number_input(
        _("Times, to be in {unit}", unit=plain(spoken(unit)) or _("our unit")), min_value=0.0, format="%.6g",
        key=key, persist_state="session",
        help=_("Your numbers are multiplied by this: 1000 for amounts in thousands, 12 for years where months are meant."),
    )  # fmt: skip


def _show_why(waiting: Waiting, proposal: Proposal, source: str) -> None:
    found = waiting.weigh(proposal.column, source)
    sign = "check_circle" if found.confidence >= SURE else "help" if found.confidence >= LEAST else "warning"
    chosen = _("your choice") if source != proposal.source else _("proposed")
    st.markdown(f":material/{sign}: **{spoken(percent(found.confidence))}** {plain(chosen)}")
    st.text(spoken(found.why))


def _pick_words(waiting: Waiting, proposal: Proposal, source: str) -> None:
    column = _column_of(waiting, proposal.column)
    words = waiting.offered(source).words
    if not column.categories or not words or choose_ranges(waiting, proposal.column, source):
        return
    known = sum(_meant(waiting, proposal.column, source, at, word) is not None for at, word in enumerate(words))
    label = _("{known} of {n} words matched", known=count(known), n=count(len(words)))
    if not st.toggle(label, key=f"{_source_key(waiting, proposal.column)}.words", value=known < len(words), persist_state="session"):
        return
    grid = st.columns(3)
    for at, word in enumerate(words[:MOST_WORDS]):
        with grid[at % len(grid)]:
            _pick_word(waiting, column, source, at=at, word=word)
    if len(words) > MOST_WORDS:
        note(_("{n} further words keep what is proposed.", n=count(len(words) - MOST_WORDS)))


def _pick_word(waiting: Waiting, column: Column, source: str, *, at: int, word: str) -> None:
    key = _word_key(waiting, column.name, source, at)
    st.session_state.setdefault(key, _proposed(waiting, column.name, source, word))
    options: Sequence[str | None] = [None, *column.categories]
    st.selectbox(
        plain(word), options, format_func=speaking(lambda meant: say("unknown to the model") if meant is None else meant),
        key=key, persist_state="session", placeholder=_("unknown to the model"),
    )  # fmt: skip


def _meant(waiting: Waiting, column: str, source: str, at: int, word: str) -> str | None:
    return st.session_state.get(_word_key(waiting, column, source, at), _proposed(waiting, column, source, word))


def _proposed(waiting: Waiting, column: str, source: str, word: str) -> str | None:
    """What a word of the file is proposed to mean; None where nobody knows."""
    categories = _column_of(waiting, column).categories
    return waiting.weigh(column, source).words.get(word, word if word in categories else None)


def _column_of(waiting: Waiting, name: str) -> Column:
    found = next((c for c in waiting.target.columns if c.name == name), None)
    if found is not None:
        return found
    expected = _expected(waiting, name)
    kind = "text" if expected.kind == "date" else expected.kind
    return Column(name, name, kind, expected.unit, expected.low, expected.high, expected.vocabulary)


def _expected(waiting: Waiting, name: str) -> Expected:
    found = waiting.target.contract.expect(name)
    if found is None:
        raise KeyError(name)
    return found


def _source_key(waiting: Waiting, column: str) -> str:
    return f"{waiting.key}.{column}"


def _factor_key(waiting: Waiting, column: str, source: str) -> str:
    return f"{waiting.match_key(column, source)}.factor"


def _word_key(waiting: Waiting, column: str, source: str, at: int) -> str:
    return f"{waiting.match_key(column, source)}.word.{at}"
