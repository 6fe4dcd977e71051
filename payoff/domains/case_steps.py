"""The way of an AI product to its market in seven steps: what each rests on, the question at its end, and the answers given so far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, get_args

from payoff.core.message import Message, say
from payoff.domains.case_sheet import CaseSheet
from payoff.domains.term_sheet import Assumption, TermSheetError

StepAnswer = Literal["yes", "no", "not yet"]
ANSWERS: Mapping[str, Message] = {"yes": say("yes"), "no": say("no"), "not yet": say("not yet")}
PARTS = frozenset({"answer", "note"})
LONGEST_NOTE = 500


@dataclass(frozen=True)
class Step:
    """One step: the assumptions that belong to it by name, and the question that has to be answered yes to leave it."""

    key: str
    title: Message
    question: Message
    inputs: tuple[str, ...]


STEPS = (
    Step("market", say("Market demand"), say("Are there enough cases, or customers, who gain from a better decision?"), ("volume", "growth", "customers", "calls")),
    Step(
        "route", say("Technical route"), say("Does the model beat the best policy without one, at a speed and cost that can be run?"),
        ("rows_per_second", "server_hour", "standby", "most_busy", "watts", "pue", "per_kwh"),
    ),
    Step(
        "model", say("Business model"), say("Does a way to use or to sell it cover all of its cost at the return the firm asks?"),
        (
            "discount", "tax", "cost_growth", "margin", "elasticity", "day_rate", "project_days", "licence", "maintenance", "seats", "seat_price",
            "impressions", "fill", "click", "bid", "partner_revenue", "partner_share",
        ),
    ),
    Step("build", say("Develop and test"), say("Has a test on cases the model never saw confirmed the value per case?"), ("one_off", "training", "model_life", "data", "compliance")),
    Step(
        "sell", say("Promote and sell"), say("Do people follow it, or buy it, as soon and as often as planned?"),
        ("followed", "ramp_months", "bass_p", "bass_q", "acquisition", "joining", "onboarding", "progress"),
    ),
    Step("serve", say("Service and feedback"), say("Is somebody there to run it, and do the outcomes come back to be learned from?"), ("people", "loaded", "per_case", "running", "monitoring", "support", "churn")),
    Step("iterate", say("Iterate"), say("Is it settled who renews the model, how often, and who stops it when it loses money?"), ("retraining", "retrainings")),
)  # fmt: skip


@dataclass(frozen=True)
class StepState:
    """What was answered at the end of a step; None while nobody has."""

    answer: StepAnswer | None = None
    note: str = ""


@dataclass(frozen=True)
class StepStates:
    """The answers given so far by step; saved with a scenario and written in a case file as [steps.market] and so on."""

    given: Mapping[str, StepState] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, key: str) -> StepState:
        """The state of one step."""
        return self.given.get(key, StepState())

    def changed(self, key: str, state: StepState) -> StepStates:
        """The same with one step answered otherwise."""
        return StepStates({**self.given, key: state})

    @property
    def passed(self) -> int:
        """How many steps were answered yes."""
        return sum(self.of(step.key).answer == "yes" for step in STEPS)

    @property
    def next(self) -> Step | None:
        """The first step that was not answered yes; None when all were."""
        return next((step for step in STEPS if self.of(step.key).answer != "yes"), None)

    def to_plain(self) -> dict[str, dict[str, str]]:
        """As text by step, empty parts left out: {"market": {"answer": "yes", "note": "…"}}."""
        return {step.key: plain for step in STEPS if (plain := dict(_parts(self.of(step.key))))}

    @staticmethod
    def from_plain(plain: Mapping[str, object]) -> StepStates:
        """Back from text; TermSheetError names the step or the answer that there is not."""
        return StepStates({key: _read_state(key, entry) for key, entry in plain.items()})


def get_step(key: str) -> Step:
    """The step called `key`; TermSheetError lists those there are."""
    for step in STEPS:
        if step.key == key:
            return step
    raise TermSheetError(say("There is no step called {key}; there are {keys}.", key=repr(key), keys=", ".join(step.key for step in STEPS)))


def open_inputs(step: Step, sheet: CaseSheet, settings: Mapping[str, float]) -> tuple[Assumption, ...]:
    """Assumptions of a step that are still the illustrative default: nobody stands behind them yet."""
    members = (sheet.get(name) for name in step.inputs)
    return tuple(a for a in members if a.kind == "I" and settings[a.name] == a.default)


def _parts(state: StepState) -> Iterator[tuple[str, str]]:
    if state.answer is not None:
        yield "answer", state.answer
    if state.note:
        yield "note", state.note


def _read_state(key: str, entry: object) -> StepState:
    get_step(key)
    parts: Mapping = entry if isinstance(entry, Mapping) else {"": entry}
    if set(parts) - PARTS:
        raise TermSheetError(say("steps.{key} holds an answer and a note, nothing else.", key=key))
    answer, note = parts.get("answer"), parts.get("note", "")
    if answer not in (None, *get_args(StepAnswer)):
        raise TermSheetError(say('steps.{key}.answer must be one of "yes", "no", "not yet"; {answer} is not.', key=key, answer=repr(answer)))
    if not isinstance(note, str) or len(note) > LONGEST_NOTE:
        raise TermSheetError(say("steps.{key}.note must be text of at most {most} characters.", key=key, most=LONGEST_NOTE))
    return StepState(answer, note)
