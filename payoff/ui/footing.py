"""What the Case page rests on: the loaded rows and the decision on them, or the value per case that a scenario was saved with."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from payoff.core.case_measures import CENT
from payoff.core.message import say
from payoff.domains.term_sheet import TermSheet
from payoff.ui import state
from payoff.ui.format import exact_money
from payoff.ui.language import _
from payoff.ui.opened import Opened, opened, rests_on_saved, use_rows
from payoff.ui.show import note, warn
from payoff.workflow.business_case import CaseResult
from payoff.workflow.case_difference import find_plan_changes
from payoff.workflow.case_file import SAMPLE, CaseFile
from payoff.workflow.decide import Decision, Judgement, Question, QuestionError, decide, judge
from payoff.workflow.provenance import read_provenance
from payoff.workflow.saved_worth import SavedWorth
from payoff.workflow.scenario import full_question, headline_of
from payoff.workflow.worth import read_worth

Once = Callable[[Hashable, Callable[[], Any]], Any]


@dataclass(frozen=True, eq=False)
class Footing:
    """The value per case with its origin; `data` is what a case file calls it.

    `once` remembers answers about it, `common` those that follow from these rows and stated numbers alone, for all who use the rows.
    `opened` is the scenario it was saved with, None where it comes from the rows.
    """

    saved: SavedWorth
    question: Question
    data: str
    opened: Opened | None
    once: Once
    common: Once

    def find_decision(self) -> tuple[Decision | None, Judgement | None]:
        """The decision behind the value per case and how sure it is; None where only the value was saved."""
        data = None if self.opened is not None else state.loaded(self.saved.worth.sheet.key)
        return (None, None) if data is None else _decide(data, self.question)


def has_footing(sheet: TermSheet) -> bool:
    """Whether there is anything to build a case on."""
    return state.loaded(sheet.key) is not None or opened(sheet.key) is not None


def read_footing(sheet: TermSheet) -> Footing:
    """What the case is built on; QuestionError when nothing is loaded and no scenario is open, else the errors of a decision."""
    found, data = rests_on_saved(sheet), state.loaded(sheet.key)
    if found is not None:
        return Footing(found.saved, found.file.question, found.file.data, found, found.once, found.once)
    if data is None:
        raise QuestionError(say("There is nothing to build a case on: use the sample, load a file or open a scenario."))
    question = full_question(state.last_question(sheet.key), sheet)
    # An open scenario may bring assumptions of its own: what follows from them is for its reader.
    common = data.common.once if opened(sheet.key) is None else data.once
    return Footing(_work_out(data, question), question, SAMPLE if data.is_sample else data.scored.name, None, data.once, common)


def show_footing(footing: Footing, file: CaseFile, result: CaseResult) -> None:
    """Say where the value per case comes from when that is not the rows on this page, and what no longer fits the scenario."""
    found, data = opened(file.domain), state.loaded(file.domain)
    if found is None:
        return
    origin = found.saved.provenance
    at_hand = data is not None and data.scored.digest == origin.data_digest
    if footing.opened is None and not at_hand:
        warn(_("The value per case comes from the rows loaded here, which are not those the scenario was saved with."))
    elif footing.opened is None:
        note(_("The decision was changed since the scenario was saved; the value per case is worked out anew."))
    elif not at_hand:
        note(_("The rows of {name} are not loaded here: the value per case is the one saved with the scenario.", name=origin.data))
    if footing.opened is not None and data is not None and not at_hand:
        label = _("Work it out on the rows loaded here")
        st.button(label, icon=":material/sync:", on_click=use_rows, args=(file.domain,), key="scenario.rows")
    _show_drift(found, file, result)


def _show_drift(found: Opened, file: CaseFile, result: CaseResult) -> None:
    """Where nothing was changed and the figures still differ from those saved, another release of the product is why."""
    saved = headline_of(found.scenario.entry.result)
    changed = file.question != found.file.question or find_plan_changes(found.file.plan, file.plan)
    if not changed and abs(saved.npv - result.measures.npv) >= CENT:
        was, now = (exact_money(worth, saved.currency) for worth in (saved.npv, result.measures.npv))
        version = found.scenario.entry.app_version
        warn(_("Saved as {was} by version {version}; this version works out {now}.", was=was, version=version, now=now))


def _decide(data: state.InUse, question: Question) -> tuple[Decision, Judgement]:
    key = state.key_of(question)
    decision = data.once(("decision", key), lambda: decide(data.case, question))
    return decision, data.once(("judgement", key), lambda: judge(data.case, question))


def _work_out(data: state.InUse, question: Question) -> SavedWorth:
    def make() -> SavedWorth:
        decision, judgement = _decide(data, question)
        worth = read_worth(data.case, question, decision, judgement)
        return SavedWorth(worth, read_provenance(data.scored, data.case, made=date.today().isoformat()), data.scored.mapping)

    return data.once(("worth", state.key_of(question)), make)
