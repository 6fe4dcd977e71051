"""A business case as a file that a person can read: domain, data, decision, assumptions with ranges and sources, and how to draw."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, get_args

import tomli_w

from payoff.core.cash_flow import Losses
from payoff.core.dependence import BadCorrelationError, Correlations, check_correlations
from payoff.core.message import reason, say
from payoff.core.spread import Spread
from payoff.core.uncertainty import REPLICATES, Method, Plan
from payoff.domains import as_sheet
from payoff.domains.case_range import Range, Shape, range_between
from payoff.domains.case_sheet import VALUE, CaseSheet, case_sheet
from payoff.domains.case_steps import PARTS, StepStates
from payoff.domains.grid import GRIDS
from payoff.domains.keys import Keys
from payoff.domains.own_terms import OwnTerms, build_sheet, read_terms
from payoff.domains.term_sheet import SOURCE_KINDS, Assumption, TermSheet
from payoff.paths import DATA
from payoff.workflow.business_case import LONGEST, CasePlan, Use
from payoff.workflow.case_keys import CaseFileError
from payoff.workflow.question import Question, Today
from payoff.workflow.saved_worth import SavedWorth, read_saved

CASES = DATA / "cases"
SAMPLE = "sample"
MOST_DRAWS = 1_000_000
FIXED = "fixed"
"""The shape of an assumption that is taken to turn out as planned."""
SHIPPED_TITLES: Mapping[str, str] = {
    str(title): title for title in (
        say("A lender takes the model into its daily decisions"), say("A bank lets the model choose whom to call"),
        say("A payment firm lets the model choose which payments to check"),
        say("A laboratory network lets the model choose whom to work up"),
        say("An online shop lets the model choose whom to contact"),
    )
}  # fmt: skip
"""Titles of the shipped cases, which a file cannot hold in more than one language."""
FILE_KEYS = {
    "domain", "title", "data", "decision", "months", "use", "losses", "grid", "assumptions", VALUE, "correlations", "draws", "seed",
    "method", "steps", "worth", "origin", "scenario", "terms",
}  # fmt: skip
DECISION = {"settings", "threshold", "today_column", "today_rate", "capacity"}
_SPAN = {"low", "high", "shape"}
_ENTRY = {"value", "low", "high", "shape", "source", "date", "kind", "owner"}


@dataclass(frozen=True)
class CaseFile:
    """A case as written: `data` is "sample" or a scored file; the sheet holds the file's own numbers as its defaults.

    `steps` are the answers given on the guided path through the case. `saved` is the value per case as it was when the
    case was saved; with it, the data need not be at hand.
    """

    term_sheet: TermSheet
    title: str
    data: str
    question: Question
    sheet: CaseSheet
    plan: CasePlan
    steps: StepStates = field(default_factory=StepStates)
    saved: SavedWorth | None = None
    terms: OwnTerms | None = None
    """Where the decision is a person's own, what makes it."""

    @property
    def domain(self) -> str:
        """Key of the term sheet."""
        return self.term_sheet.key


def read_case_file(path: Path) -> CaseFile:
    """Read and check a TOML file; CaseFileError or TermSheetError names the key that is wrong."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CaseFileError(say("{path} cannot be read: {reason}.", path=path, reason=error.strerror)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CaseFileError(say("{name} is not a TOML file: {reason}.", name=path.name, reason=reason(error))) from error
    return check_case(content)


def shipped_case(domain: str | TermSheet) -> CaseFile:
    """The case that comes with `domain`, or where none does, the case sheet's own numbers."""
    sheet = as_sheet(domain)
    path = CASES / f"{sheet.key}.toml"
    return read_case_file(path) if path.exists() else check_case({}, sheet)


def check_case(content: Mapping[str, Any], term_sheet: TermSheet | None = None) -> CaseFile:
    """A case from parsed TOML, for `term_sheet` or the domain it names; keys left out take the case sheet's defaults."""
    keys = Keys(dict(content), "", known=FILE_KEYS, error=CaseFileError)
    terms = _read_terms(keys, content["terms"]) if "terms" in keys else None
    term_sheet = term_sheet or (as_sheet(keys.text("domain")) if terms is None else build_sheet(terms))
    sheet, settings = _read_assumptions(case_sheet(term_sheet.key, term_sheet.currency), keys.below("assumptions"))
    draw = Plan(
        keys.whole("draws", Plan.draws, least=10 * REPLICATES, most=MOST_DRAWS), keys.whole("seed", Plan.seed, least=0, most=2**32 - 1),
        keys.choice("method", get_args(Method)),
    )  # fmt: skip
    sheet = sheet.with_ranges({VALUE: _read_value_range(keys.below(VALUE, known=_SPAN))})
    spreads = sheet.spreads(settings)
    plan = CasePlan(
        settings=settings, spreads=spreads, months=keys.whole("months", CasePlan.months, least=1, most=LONGEST),
        use=keys.choice("use", get_args(Use)), losses=keys.choice("losses", get_args(Losses)), grid=keys.choice("grid", tuple(GRIDS)),
        draw=draw, correlations=_read_correlations(sheet, spreads, keys.below("correlations")),
        value_range=sheet.ranges.get(VALUE),
    )  # fmt: skip
    question = read_question(keys.below("decision", known=DECISION))
    term_sheet.settings(question.settings)
    title = keys.text("title", say("{title}: {question}", title=term_sheet.title, question=term_sheet.question))
    title = SHIPPED_TITLES.get(title, title)
    saved = read_saved(content, keys, question, term_sheet) if "worth" in keys else None
    steps = _read_steps(keys.below("steps"))
    return CaseFile(term_sheet, title, keys.text("data", SAMPLE), question, sheet, plan, steps, saved, terms)


def _read_terms(keys: Keys, table: Mapping[str, Any]) -> OwnTerms:
    """A person's own terms from `table`, which is written as a file of terms is."""
    keys.below("terms")
    terms = read_terms(tomli_w.dumps(table).encode())
    if keys.text("domain", (key := build_sheet(terms).key)) != key:
        raise CaseFileError(say("domain and [terms] name two decisions: leave domain out where the terms were changed."))
    return terms


def _read_assumptions(sheet: CaseSheet, keys: Keys) -> tuple[CaseSheet, dict[str, float]]:
    """The sheet with the file's values, ranges and sources, and the settings."""
    values, ranges, described = {}, {}, {}
    for name in keys.names():
        entry, assumption = keys.below(name, known=_ENTRY, short="value"), sheet.get(name)
        values[name] = entry.number("value", assumption.default)
        described[name] = _describe(assumption, entry)
        if "low" in entry or "high" in entry or "shape" in entry:
            ranges[name] = _read_range(sheet, name, entry)
    sheet = replace(sheet, assumptions=tuple(described.get(a.name, a) for a in sheet.assumptions))
    settings = sheet.settings(values)
    return sheet.with_defaults(settings, ranges), settings


def _describe(assumption: Assumption, entry: Keys) -> Assumption:
    kind = entry.choice("kind", (assumption.kind, *SOURCE_KINDS))
    source, date, owner = (_read_text(entry, name, getattr(assumption, name)) for name in ("source", "date", "owner"))
    return replace(assumption, source=source, date=date, owner=owner, kind=kind)


def _read_text(entry: Keys, name: str, usual: str) -> str:
    """The text as written; where it is the usual one, that itself, which can still be said in another language."""
    found = entry.text(name, usual)
    return usual if found == usual else found


def _read_range(sheet: CaseSheet, name: str, entry: Keys) -> Range | None:
    shape: Shape | Literal["fixed"] = entry.choice("shape", ("pert", *get_args(Shape), FIXED))
    if shape == "fixed":
        if "low" in entry or "high" in entry:
            raise CaseFileError(say("{where} is fixed: leave out low and high, or name another shape.", where=entry.where))
        return None
    low, value, high = entry.number("low"), entry.number("value", sheet.get(name).default), entry.number("high")
    if not (low <= value <= high and low < high) or (shape == "lognormal" and low <= 0):
        raise CaseFileError(
            say(
                "{where}: low, value and high must rise, and be positive for a lognormal; {low:g}, {value:g}, {high:g} do not.",
                where=entry.where,
                low=low,
                value=value,
                high=high,
            )
        )
    return range_between(low, value, high, shape=shape)


def _read_value_range(keys: Keys) -> Range | None:
    """Multiples of the value per case that may come true."""
    if not keys.names():
        return None
    low, high = keys.number("low"), keys.number("high")
    shape: Shape = keys.choice("shape", ("pert", *get_args(Shape)))
    if not (low <= 1 <= high and low < high) or (shape == "lognormal" and low <= 0):
        wrong = say(
            "{where}: low and high are multiples of the value per case on either side of 1, above 0 for a lognormal; {low:g} and {high:g} "
            "are not.",
            where=keys.where, low=low, high=high,
        )  # fmt: skip
        raise CaseFileError(wrong)
    return Range(low, high, shape)


def _read_correlations(sheet: CaseSheet, spreads: Mapping[str, Spread], keys: Keys) -> Correlations:
    """Rank correlations from a table in a table: volume.people = 0.5."""
    found = {}
    for first in keys.names():
        others = keys.below(first)
        for second in others.names():
            for name in (first, second):
                if name != VALUE and sheet.get(name).name not in spreads:
                    where = others.key(second)
                    wrong = say("{where}: {name} has no range, so nothing can move with it; give it one.", where=where, name=name)
                    raise CaseFileError(wrong)
            found[first, second] = others.number(second)
    try:
        check_correlations(found)
    except BadCorrelationError as error:
        raise CaseFileError(say("correlations: {why}", why=error.args[0])) from error
    return found


def _read_steps(keys: Keys) -> StepStates:
    entries = ((name, keys.below(name, known=set(PARTS), short="answer")) for name in keys.names())
    return StepStates.from_plain({name: {key: entry.text(key) for key in entry.names()} for name, entry in entries})


def read_question(keys: Keys) -> Question:
    """What is asked of the rows, from a table with the keys DECISION."""
    changes = keys.below("settings")
    settings = {name: changes.number(name) for name in changes.names()}
    today = None
    if "today_column" in keys or "today_rate" in keys:
        column = keys.text("today_column") if "today_column" in keys else None
        today = Today(column, keys.number("today_rate") if "today_rate" in keys else None)
    threshold = keys.number("threshold") if "threshold" in keys else None
    capacity = keys.whole("capacity", 0, least=0, most=10**12) if "capacity" in keys else None
    return Question(settings, threshold, today, capacity)
