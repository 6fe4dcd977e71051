"""A person's own terms: what is decided about the rows of their file, how it turned out, and what each outcome is worth."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass, field, replace
from typing import Literal

from payoff.core.message import say
from payoff.domains.keys import KeysError
from payoff.domains.term_sheet import Column

COSTS = ("acting", "false_alarm", "miss")
"""Amounts written as costs: positive is bad for the business."""

BENEFITS = ("hit", "passing")
"""Amounts written as gains: positive is good."""

AMOUNTS = ("acting", "hit", "false_alarm", "miss", "passing")
"""The five amounts in reading order."""

LONGEST = 80
"""Characters of a title, a currency or a word."""

Scale = Literal["probability", "percent", "log odds", "score"]
SCALES: tuple[Scale, ...] = ("probability", "percent", "log odds", "score")
"""How a column of scores speaks: 0 to 1, 0 to 100 %, log odds of the event, or points that only rank."""

Riskier = Literal["higher", "lower"]
Correction = Literal["none", "platt", "isotonic"]
CORRECTIONS: tuple[Correction, ...] = ("none", "platt", "isotonic")


class OwnTermsError(KeysError):
    """Own terms do not hold together; the message says what to change."""


@dataclass(frozen=True)
class Amount:
    """Money per row: `number`, or where `column` is named, that column times `times`."""

    number: float = 0.0
    column: str = ""
    times: float = 1.0

    def __post_init__(self) -> None:
        # 10 and 10.0 are the same terms, and must make the same key.
        object.__setattr__(self, "number", float(self.number))
        object.__setattr__(self, "times", float(self.times))


@dataclass(frozen=True)
class ScoreColumn:
    """Which column holds the scores, on which scale, where it rises with risk, and how it is turned into a probability."""

    column: str
    scale: Scale = "probability"
    riskier: Riskier = "higher"
    correction: Correction = "none"
    points: tuple[tuple[float, float], ...] = ()
    """Risk and probability on a curve fitted on an earlier file, for files without outcomes; no part of what the terms are."""


@dataclass(frozen=True)
class OwnWords:
    """How the person speaks of their rows; an empty word is replaced by a general one."""

    row: str = ""
    rows: str = ""
    event: str = ""
    act: str = ""
    leave: str = ""


@dataclass(frozen=True)
class OwnTerms:
    """Own terms; every amount is per row and in `currency`.

    acting: what acting on a row costs, whatever comes of it. hit: what acting brings where the event happens.
    false_alarm: what acting costs beside that where it does not. miss: what the event costs where nobody acted.
    passing: what a row left alone brings where nothing happens.
    """

    title: str
    currency: str
    words: OwnWords = field(default_factory=OwnWords)
    outcome: str = ""
    """Column that tells how a row turned out; empty when the file does not say."""
    event_value: str = ""
    """What stands there when the event happened."""
    other_value: str = ""
    """What stands there when it did not; empty when everything else means that."""
    acting: Amount = field(default_factory=Amount)
    hit: Amount = field(default_factory=Amount)
    false_alarm: Amount = field(default_factory=Amount)
    miss: Amount = field(default_factory=Amount)
    passing: Amount = field(default_factory=Amount)
    score: ScoreColumn | None = None
    """The file's own scores; None where a model reads the rows."""
    features: tuple[Column, ...] = ()
    """What a model fitted on the person's file reads; empty where there is none."""
    identifier: str = ""
    key: str = ""
    """Name of the domain where a model was fitted for it; else the key follows from the terms."""
    stated: str = ""
    """Day the amounts were stated, ISO 8601; empty when nobody wrote it down. Not part of what the terms are."""

    def amount(self, name: str) -> Amount:
        """The amount called `name`, one of AMOUNTS."""
        found: Amount = getattr(self, name)
        return found

    @property
    def money_columns(self) -> tuple[str, ...]:
        """Columns that amounts are read from, each once."""
        named = [self.amount(name).column for name in AMOUNTS if self.amount(name).column]
        return tuple(dict.fromkeys(named))

    @property
    def digest(self) -> str:
        """Twelve hexadecimal digits that change when anything but the day, the domain's name and a fitted curve does."""
        score = None if self.score is None else replace(self.score, points=())
        return hashlib.sha256(repr(replace(self, key="", stated="", score=score)).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def check_terms(terms: OwnTerms) -> OwnTerms:
    """`terms` themselves; OwnTermsError says what does not hold together."""
    for text in (terms.title, terms.currency, *vars(terms.words).values()):
        if len(text) > LONGEST or not text.isprintable():
            raise OwnTermsError(say("A name or a word is longer than {most} characters or holds a line break: shorten it.", most=LONGEST))
    if not terms.title.strip():
        raise OwnTermsError(say("The decision has no name: give it a title."))
    if not terms.currency.strip():
        raise OwnTermsError(say("The money has no currency: write a sign or a code, such as € or USD."))
    for name in AMOUNTS:
        _check_amount(name, terms.amount(name))
    if all(not terms.amount(name).column and terms.amount(name).number == 0 for name in AMOUNTS):
        raise OwnTermsError(say("Every amount is 0, so every rule is worth the same: say at least what a miss costs."))
    if terms.outcome and not terms.event_value.strip():
        raise OwnTermsError(say("The outcome column is named, but not which of its values means that the event happened."))
    if terms.outcome and terms.event_value.strip().lower() == terms.other_value.strip().lower():
        raise OwnTermsError(say("The same value cannot mean that the event happened and that it did not."))
    _check_roles(terms)
    return terms


def _check_amount(name: str, amount: Amount) -> None:
    if not all(map(math.isfinite, (amount.number, amount.times))):
        raise OwnTermsError(say("{name}: the amount is not a number.", name=name))
    if amount.column and amount.times == 0:
        raise OwnTermsError(say("{name}: a column times 0 is worth nothing; write the number 0 instead.", name=name))
    if not amount.column and name in COSTS and amount.number < 0:
        told = {"name": name, "number": f"{amount.number:g}", "positive": f"{-amount.number:g}"}
        raise OwnTermsError(say("{name}: write a cost as a positive number, {positive} instead of {number}.", **told))


def _check_roles(terms: OwnTerms) -> None:
    taken = {terms.outcome, *terms.money_columns} - {""}
    if terms.outcome and terms.outcome in terms.money_columns:
        raise OwnTermsError(say("The column {name} cannot be both the outcome and an amount.", name=repr(terms.outcome)))
    if terms.score is None:
        return
    if not terms.score.column:
        raise OwnTermsError(say("Say which column holds the scores."))
    if terms.score.column in taken:
        raise OwnTermsError(say("The column {name} holds the scores; it cannot be the outcome or an amount too.", name=repr(terms.score.column)))
    if terms.score.scale == "score" and terms.score.correction == "none":
        raise OwnTermsError(say("Points only rank: choose how to turn them into probabilities, by Platt's sigmoid or isotonic regression."))
    if terms.score.correction != "none" and not terms.outcome:
        raise OwnTermsError(say("Scores are turned into probabilities by comparing them with outcomes: name the outcome column."))
