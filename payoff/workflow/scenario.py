"""A case as a scenario: what the store keeps of it, and the file it is handed on as."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, Protocol

import tomli_w

from payoff import __version__
from payoff.core.message import say
from payoff.domains.keys import Keys
from payoff.domains.term_sheet import TermSheet
from payoff.store.record import Draft, Scenario
from payoff.workflow.business_case import CaseResult
from payoff.workflow.case_answer import answer_case
from payoff.workflow.case_content import write_case
from payoff.workflow.case_file import SAMPLE, CaseFile, check_case
from payoff.workflow.case_keys import CaseFileError
from payoff.workflow.case_risk import CaseRisk
from payoff.workflow.question import Question
from payoff.workflow.saved_worth import SavedWorth

NOBODY = say("unnamed")
"""Who saved where nobody said."""
MOST_FILE = 4_000_000
"""Bytes of a scenario's file."""
_LAST = ("origin", "worth")
"""Tables that end the file, the one with the figures at the very end."""
A_LINE = 6
_SCENARIO = {"author", "note", "saved", "version", "result"}


class Answered(Protocol):
    """A case with its figures."""

    @property
    def result(self) -> CaseResult: ...
    @property
    def risk(self) -> CaseRisk: ...


@dataclass(frozen=True)
class Headline:
    """The figures a scenario is known by, unrounded; None where there are none. Money in `currency`."""

    currency: str
    basis: str
    months: int
    npv: float
    value_per_case: float
    rows: int
    low: float | None = None
    high: float | None = None
    loss: float | None = None
    call: str | None = None
    irr: float | None = None
    payback: float | None = None
    decision: str = ""
    """What is decided, in English or as its author called it."""


def read_headline(result: CaseResult, risk: CaseRisk) -> Headline:
    """The headline of a case as planned and as drawn."""
    found, worth, drawn = result.measures, result.worth, risk.simulation
    odds = {} if drawn is None else {"low": drawn.interval.low, "high": drawn.interval.high, "loss": drawn.loss}
    return Headline(
        worth.currency, worth.basis, result.plan.months, found.npv, worth.per_case, worth.rows, **odds, call=risk.call,
        irr=found.irr.rate, payback=found.payback.value, decision=str(worth.sheet.title),
    )  # fmt: skip


def headline_of(result: Mapping[str, Any]) -> Headline:
    """The headline as a store or a file kept it."""
    return Headline(**{part.name: result[part.name] for part in fields(Headline) if part.name in result})


def draft_scenario(file: CaseFile, answered: Answered, *, author: str, note: str = "") -> Draft:
    """What to save of `file`, whose worth goes along; the title is the file's. Errors are those of a case file."""
    if file.saved is None:
        raise ValueError(say("A scenario needs the value per case it was saved with."))
    provenance, content = file.saved.provenance, write_case(file)
    # What could not be opened again must not look saved.
    check_case(content)
    return Draft(
        file.domain, file.title, author.strip() or str(NOBODY), note, content, _defined(read_headline(answered.result, answered.risk)),
        __version__, provenance.data_digest, provenance.model_digest,
    )  # fmt: skip


def full_question(question: Question, sheet: TermSheet) -> Question:
    """The same question with every assumption spelt out, so that a later default changes nothing."""
    return replace(question, settings=sheet.settings(question.settings))


def open_case(scenario: Scenario) -> CaseFile:
    """The case of a scenario; its title is the scenario's."""
    return check_case({**scenario.content, "title": scenario.entry.title})


def write_scenario(scenario: Scenario) -> str:
    """The scenario as the file that `python -m payoff case` and an import read: the case first, long figures last."""
    entry = scenario.entry
    about = {"author": entry.author, "note": entry.note, "saved": entry.saved, "version": entry.app_version, "result": dict(entry.result)}
    content = {**scenario.content, "title": entry.title}
    ordered = {name: part for name, part in content.items() if name not in _LAST}
    ordered |= {"scenario": about, **{name: dict(content[name]) for name in _LAST if name in content}}
    # Long figures come last, several to a line.
    figures = ordered.get("worth", {}).pop("figures", None)
    return f"{_HEAD}\n{tomli_w.dumps(ordered)}{'' if figures is None else _write_figures(figures)}"


def read_scenario(text: bytes, name: str, folder: Path | None = None) -> Draft:
    """A scenario from a file, checked key by key and worked out anew; without a saved worth, its data is looked for in `folder`.

    CaseFileError says what is wrong with the file called `name`; other errors are those of the case.
    """
    content = _parse(text, name)
    about = Keys(content.get("scenario", {}), "scenario", known=_SCENARIO, error=CaseFileError)
    file = check_case(content)
    if file.saved is None and file.data != SAMPLE and folder is None:
        elsewhere = say(
            "{name} rests on the data file {data}, which cannot be opened from here: import it with python -m payoff scenarios import.",
            name=name, data=file.data,
        )  # fmt: skip
        raise CaseFileError(elsewhere)
    asked = replace(file, question=full_question(file.question, file.term_sheet)) if file.saved is None else file
    answer = answer_case(asked, folder or Path())
    saved = asked.saved or SavedWorth(answer.result.worth, answer.provenance)
    return draft_scenario(replace(asked, saved=saved), answer, author=about.text("author", ""), note=about.text("note", ""))


def _write_figures(figures: Sequence[float]) -> str:
    """The list as TOML, its key in whatever table is open."""
    lines = ("    " + " ".join(f"{float(figure)!r}," for figure in figures[at : at + A_LINE]) for at in range(0, len(figures), A_LINE))
    return "\n".join(("figures = [", *lines, "]", ""))


def _parse(text: bytes, name: str) -> dict[str, Any]:
    if len(text) > MOST_FILE:
        raise CaseFileError(say("{name} is larger than any case: {size:,} bytes.", name=name, size=len(text)))
    try:
        return tomllib.loads(text.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise CaseFileError(say("{name} is not a TOML file: {reason}.", name=name, reason=error)) from error


def _defined(headline: Headline) -> dict[str, Any]:
    return {name: part for name, part in asdict(headline).items() if part is not None}


_HEAD = """# A scenario of Payoff: import it on the Scenarios page, or read it with python -m payoff case FILE.toml
# The figures under [scenario.result] and [worth] were worked out; change the numbers under [assumptions], not those.
"""
