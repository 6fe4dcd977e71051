"""A term sheet made from a person's own terms, so that every question a domain answers can be asked of any file."""

from __future__ import annotations

from collections.abc import Callable

from payoff.core.message import Message, say
from payoff.domains.own_record import AMOUNTS, COSTS, Amount, OwnTerms, check_terms
from payoff.domains.term_sheet import Assumption, Cell, Column, Money, Rows, Settings, TermSheet, Words

PLACE = 900
"""After every shipped domain."""

OWN = "own_"
"""How the key of a sheet begins that follows from its terms."""

REACH = 10.0
"""How many times the largest amount stated an amount may be moved to."""

LEAST_REACH = 1_000.0

LABELS = {
    "acting": say("Acting on one costs"),
    "hit": say("A hit brings"),
    "false_alarm": say("A false alarm costs"),
    "miss": say("A miss costs"),
    "passing": say("One rightly left alone brings"),
}
HELP = {
    "acting": say("Paid whenever the rule acts, whatever comes of it."),
    "hit": say("Earned or saved where the rule acts and the event would have happened, before the cost of acting."),
    "false_alarm": say("Lost beside the cost of acting where the rule acts and the event would not have happened."),
    "miss": say("Lost where the rule does not act and the event happens."),
    "passing": say("Earned where the rule does not act and nothing happens."),
}


def build_sheet(terms: OwnTerms) -> TermSheet:
    """The term sheet of `terms`; OwnTermsError when they do not hold together. Its key changes with every term."""
    check_terms(terms)
    worth = {name: _read_amount(name, terms.amount(name)) for name in AMOUNTS}
    words = choose_words(terms)
    return TermSheet(
        key=terms.key or f"{OWN}{terms.digest}",
        title=terms.title,
        question=_ask(terms, words.row),
        event=terms.words.event or say("the event"),
        outcome=terms.outcome,
        event_value=terms.event_value,
        other_value=terms.other_value,
        currency=terms.currency,
        identifier=terms.identifier,
        columns=_columns(terms),
        assumptions=tuple(_assume(name, terms, words.row) for name in AMOUNTS),
        tp=Cell(lambda rows, a: worth["hit"](rows, a) - worth["acting"](rows, a), say("A hit brings its gain, less the cost of acting."), "h - a"),
        fp=Cell(
            lambda rows, a: -(worth["false_alarm"](rows, a) + worth["acting"](rows, a)),
            say("A false alarm costs what it costs, and the acting."), "-(f + a)",
        ),
        tn=Cell(worth["passing"], say("One rightly left alone brings what it brings, mostly nothing."), "p"),
        fn=Cell(lambda rows, a: -worth["miss"](rows, a), say("A miss costs what it costs."), "-m"),
        words=words,
        place=PLACE,
    )  # fmt: skip


def choose_words(terms: OwnTerms) -> Words:
    """The person's words, and general ones where they gave none."""
    own = terms.words
    row, rows = own.row or say("row"), own.rows or (say("{row} rows", row=own.row) if own.row else say("rows"))
    act, leave = own.act or say("pick"), own.leave or say("pass over")
    event = own.event or say("the event")
    return Words(
        row=row, rows=rows, act=act, leave=leave,
        act_all=say("“{act}” for all {rows}", act=act, rows=rows) if own.act else say("picking every {row}", row=row),
        act_none=say("“{leave}” for all {rows}", leave=leave, rows=rows) if own.leave else say("passing over every {row}", row=row),
        event_rows=say("{rows} with {event}", rows=rows, event=event), other_rows=say("{rows} without {event}", rows=rows, event=event),
        acted=say("acted on"), left=say("left alone"),
    )  # fmt: skip


def _read_amount(name: str, amount: Amount) -> Callable[[Rows, Settings], Money]:
    if amount.column:
        return lambda rows, a: a[name] * rows[amount.column]
    return lambda rows, a: a[name]


def _columns(terms: OwnTerms) -> tuple[Column, ...]:
    """Identifier, features, amounts, scores and outcome, each once."""
    found: dict[str, Column] = {}
    if terms.identifier:
        found[terms.identifier] = Column(terms.identifier, terms.identifier, "text")
    money = set(terms.money_columns)
    for feature in terms.features:
        found[feature.name] = _as_money(feature) if feature.name in money else feature
    for name in terms.money_columns:
        found.setdefault(name, Column(name, name, "number", terms.currency, money=True, missing=False))
    if terms.score is not None:
        found.setdefault(terms.score.column, Column(terms.score.column, terms.score.column, "number"))
    if terms.outcome:
        found[terms.outcome] = Column(terms.outcome, terms.outcome, "category")
    return tuple(found.values())


def _as_money(feature: Column) -> Column:
    return Column(
        feature.name, feature.label, feature.kind, feature.unit, feature.low, feature.high, feature.categories,
        feature=feature.feature, money=True, missing=False, whole=feature.whole,
    )  # fmt: skip


def _assume(name: str, terms: OwnTerms, row: str) -> Assumption:
    """An amount as a number the reader may move: the amount itself or, for a column, what it is multiplied by."""
    amount, source, date = terms.amount(name), say("stated with the file"), terms.stated or say("undated")
    if amount.column:
        reach = REACH * abs(amount.times)
        low, high = (0.0, reach) if amount.times > 0 else (-reach, 0.0)
        unit = say("times {column}", column=amount.column)
        return Assumption(name, LABELS[name], amount.times, low, high, unit, source, date, "O", HELP[name])
    reach = max(LEAST_REACH, REACH * max(abs(terms.amount(other).number) for other in AMOUNTS))
    low = 0.0 if name in COSTS else -reach
    unit = say("{currency} per {row}", currency=terms.currency, row=row)
    return Assumption(name, LABELS[name], amount.number, low, reach, unit, source, date, "O", HELP[name])


def _ask(terms: OwnTerms, row: str) -> Message:
    act = terms.words.act
    return say("{act} this {row}?", act=act[:1].upper() + act[1:], row=row) if act else say("Pick this {row}?", row=row)
