"""What this reader has loaded: the scored table and its prepared case, by domain, until deleted or the tab closes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar, cast

import streamlit as st

from payoff.domains.case_steps import StepStates
from payoff.ui.language import LANGUAGE
from payoff.workflow.decide import Case, Question, prepare_case
from payoff.workflow.score import Scored

T = TypeVar("T")

SAMPLE = "sample"
MOST_KEPT = 40
"""Answers kept per data set, so that going back to an earlier setting is instant."""

MOST_COMMON = 4
"""Answers kept for all readers of the same rows: a case weighed takes 2 MB."""

_LOADED = "payoff.loaded"
_QUESTIONS = "payoff.questions"
_STEPS = "payoff.steps"
_DATA = "data"
"""Query parameter that says which data a link was made for: "sample" or the start of a file's fingerprint."""


class Common:
    """A few answers about one set of rows, for all who use it; those not asked for longest make room."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` returned the first time anybody asked under `key`. Two who ask at once may both work it out: neither waits."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return cast(T, self._kept[key])
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > MOST_COMMON:
                self._kept.popitem(last=False)
        return made


@dataclass(frozen=True, eq=False)
class InUse:
    """One scored table, the case prepared from it, and what was already worked out about them."""

    scored: Scored
    case: Case
    is_sample: bool
    recognised: str
    """How the file was read: "CSV, utf-8, 21 columns, 34.2 kB"."""
    _kept: dict[Hashable, Any] = field(default_factory=dict)
    common: Common = field(default_factory=Common)
    """For answers that follow from these rows and stated numbers alone: readers of the sample share them, one's own file has one reader."""

    @property
    def tag(self) -> str:
        """What a link calls this data."""
        return SAMPLE if self.is_sample else self.scored.digest[:12]

    def latest(self, slot: str, key: Hashable, make: Callable[[], T]) -> T:
        """Like `once`, for answers as large as the file: only the one asked for last is kept."""
        held = self._kept.get(slot)
        if held is None or held[0] != key:
            held = self._kept[slot] = (key, make())
        return held[1]

    def fresh(self) -> InUse:
        """The same data for another reader, who keeps answers of their own beside those in common."""
        return replace(self, _kept={})

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` returned the first time it was asked for under `key`."""
        return remember(self._kept, key, make)


def remember(kept: dict[Hashable, Any], key: Hashable, make: Callable[[], T]) -> T:
    """What `kept` holds under `key`, made first where it is missing; the oldest answers make room."""
    if key not in kept:
        while len(kept) >= MOST_KEPT:
            kept.pop(next(iter(kept)))
        kept[key] = make()
    return kept[key]


def put_in_use(scored: Scored, recognised: str, *, is_sample: bool = False) -> InUse:
    """Prepare the case once, so that every later question is quick."""
    return InUse(scored, prepare_case(scored), is_sample, recognised)


def keep(data: InUse) -> None:
    """Hold `data` for its domain; what was loaded there before is let go."""
    _loaded()[data.scored.domain] = data
    st.query_params[_DATA] = data.tag


def loaded(domain: str) -> InUse | None:
    """What is loaded for `domain`, if anything is."""
    return _loaded().get(domain)


def drop(domain: str) -> None:
    """Let go of what is loaded for `domain`."""
    _loaded().pop(domain, None)


def forget() -> None:
    """Delete everything this reader loaded, every figure worked out from it, and the settings in the address; the language stays."""
    for name in [str(key) for key in st.session_state if key != LANGUAGE]:
        del st.session_state[name]
    language = st.query_params.get(LANGUAGE)
    st.query_params.clear()
    if language is not None:
        st.query_params[LANGUAGE] = language


def asked_for() -> str | None:
    """The data a link was made for, or None when the address does not say."""
    return st.query_params.get(_DATA)


def write_tag(data: InUse) -> None:
    """Keep the data's tag in the address, so that the address can be shared."""
    if asked_for() != data.tag:
        st.query_params[_DATA] = data.tag


def keep_question(domain: str, question: Question) -> None:
    """Hold what was last asked on Decide, so that the other pages answer to the same settings."""
    st.session_state.setdefault(_QUESTIONS, {})[domain] = question


def last_question(domain: str) -> Question:
    """What was last asked on Decide; before that, the term sheet's defaults."""
    return st.session_state.get(_QUESTIONS, {}).get(domain, Question())


def keep_steps(domain: str, steps: StepStates) -> None:
    """Hold what was answered on the guided path through the case; it is saved with a scenario."""
    st.session_state.setdefault(_STEPS, {})[domain] = steps


def last_steps(domain: str) -> StepStates:
    """What was answered on the guided path so far."""
    return st.session_state.get(_STEPS, {}).get(domain, StepStates())


def key_of(question: Question) -> Hashable:
    """A question as a key for InUse.once."""
    return (tuple(sorted(question.settings.items())), question.threshold, question.today, question.capacity)


def _loaded() -> dict[str, InUse]:
    return st.session_state.setdefault(_LOADED, {})
