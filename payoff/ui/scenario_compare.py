"""Two scenarios side by side, and a waterfall of why one is worth more than the other."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from payoff.core.contributions import CENTS
from payoff.store.engine import Store
from payoff.store.record import Entry
from payoff.store.scenarios import read_scenario
from payoff.ui import state
from payoff.ui.figures.difference import chart_difference
from payoff.ui.format import UNDEFINED, exact_money, moment, money, money_range, percent, plain
from payoff.ui.headline import read_headline
from payoff.ui.language import _, excuse, spoken
from payoff.ui.opened import CANNOT_OPEN
from payoff.ui.scenario_list import name_author, name_decision
from payoff.ui.show import current_look, draw, line, note
from payoff.workflow.case import Case
from payoff.workflow.case_difference import CaseDifference, NotComparableError, Part, compare_cases
from payoff.workflow.case_file import CaseFile
from payoff.workflow.case_sentences import CALLS, say_horizon
from payoff.workflow.difference_sentences import name_change, say_difference, say_order, say_unpriced, show_side
from payoff.workflow.errors import EXPECTED
from payoff.workflow.scenario import Headline, headline_of, open_case

_SWAPPED = "scenarios.swapped"
_KEPT = "scenarios.compared"


def show_comparison(store: Store, entries: tuple[Entry, Entry]) -> None:
    """The two, the earlier saved first unless swapped."""
    older, newer = sorted(entries, key=lambda entry: (entry.saved, entry.key))
    first, second = (newer, older) if st.session_state.get(_SWAPPED) else (older, newer)
    with st.container(border=True):
        head, swap = st.columns([6, 1], vertical_alignment="center")
        head.subheader(_("Compared"), anchor=False)
        swap.button(_("Swap"), icon=":material/swap_horiz:", on_click=_swap, key="scenarios.swap")
        try:
            difference = _compare(store, first, second)
        except NotComparableError as error:
            line(excuse(error))
            difference = None
        except CANNOT_OPEN as error:
            st.error(plain(excuse(error)), icon=":material/error:")
            return
        for number, entry in enumerate((first, second), 1):
            note(f"{number} · {entry.title}")
        if difference is not None:
            _show_difference(difference, (first.title, second.title))
        _show_side_by_side(first, second)


def _compare(store: Store, first: Entry, second: Entry) -> CaseDifference:
    """The difference; kept, as the rows may be many."""
    key = (first.key, first.revision, second.key, second.revision)
    kept = st.session_state.setdefault(_KEPT, {})

    def make() -> CaseDifference:
        files = [open_case(read_scenario(store, entry.key)) for entry in (first, second)]
        return compare_cases(files[0], files[1], _find_rows(files[0], files[1]))

    return state.remember(kept, key, make)


def _find_rows(first: CaseFile, second: CaseFile) -> Case | None:
    """The rows both were saved on, where this page has them."""
    origins = [file.saved.provenance for file in (first, second) if file.saved is not None]
    digests = {(origin.data_digest, origin.model_digest) for origin in origins}
    if len(digests) != 1 or first.domain != second.domain:
        return None
    data = state.loaded(first.domain)
    if data is None and first.data == state.SAMPLE:
        try:
            data = read_headline(first.domain).data
        except EXPECTED:
            return None
    return data.case if data is not None and (data.scored.digest, data.scored.model_sha256 or "") in digests else None


def _show_difference(difference: CaseDifference, titles: tuple[str, str]) -> None:
    look, file = current_look(), difference.file
    sentence = _(say_difference(difference, first=titles[0], second=titles[1]))
    if not any(part.cents for part in difference.parts):
        line(sentence)
    else:
        draw(chart_difference(difference, titles, look), sentence, key="scenarios.waterfall")
        rows = [_describe_part(part, file, difference.currency) for part in difference.parts if part.cents]
        st.dataframe(pd.DataFrame(rows), hide_index=True, alt=_("What differs and how much each of it adds"))
        note(_(say_order(difference)))
    if unpriced := _(say_unpriced(difference)):
        note(unpriced)
    for change in difference.behind:
        name, one, other = name_change(change, file), *(show_side(change, side, file) for side in (change.first, change.second))
        note(_("Behind the value per case: {name}, from {first} to {second}.", name=name, first=one, second=other))


def _describe_part(part: Part, file: CaseFile, currency: str) -> dict[str, str]:
    change = part.change
    told_apart = part.high - part.low >= 1 / CENTS
    return {
        _("What differs"): spoken(name_change(change, file)), _("Adds"): _(exact_money(part.cents / CENTS, currency)),
        "1": spoken(show_side(change, change.first, file)), "2": spoken(show_side(change, change.second, file)),
        _("By order"): _(money_range(part.low, part.high, currency)) if told_apart else _("the same in any"),
    }  # fmt: skip


def _show_side_by_side(first: Entry, second: Entry) -> None:
    one, other = (_describe(entry) for entry in (first, second))
    table = pd.DataFrame([(name, one[name], other[name]) for name in one], columns=[" ", "1", "2"])
    st.dataframe(table, hide_index=True, alt=_("Both scenarios side by side"), height="content")


def _describe(entry: Entry) -> dict[str, str]:
    return _describe_figures(headline_of(entry.result)) | {
        _("Decision"): name_decision(entry), _("Author"): name_author(entry.author), _("Saved"): spoken(moment(entry.saved)),
        _("Revision"): str(entry.revision), _("Version"): entry.app_version,
        _("SHA-256 of the data"): entry.data_sha256[:12] or _(UNDEFINED),
        _("SHA-256 of the model"): entry.model_sha256[:12] or _(UNDEFINED),
    }  # fmt: skip


def _describe_figures(found: Headline) -> dict[str, str]:
    months = _(UNDEFINED) if found.payback is None else _("{n} months", n=round(found.payback))
    return {
        _("Net present value"): _(exact_money(found.npv, found.currency)),
        _("In 90 of 100 draws"): _(money_range(found.low, found.high, found.currency)),
        _("Loses money in"): _(percent(found.loss)),
        _("Verdict"): spoken(CALLS[found.call]) if found.call in CALLS else _(UNDEFINED),
        _("Rate of return (IRR)"): _(percent(found.irr)),
        _("Paid back after"): months,
        _("Value per case"): _(money(found.value_per_case, found.currency)),
        _("Horizon"): spoken(say_horizon(found.months)),
    }  # fmt: skip


def _swap() -> None:
    st.session_state[_SWAPPED] = not st.session_state.get(_SWAPPED, False)
