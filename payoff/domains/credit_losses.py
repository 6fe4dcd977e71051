"""Calculators of the approved book: what it will lose, and what it earns on the capital it ties up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from payoff.core.answer import Answer, undefined
from payoff.core.capital import (
    RISK_WEIGHT_PER_CAPITAL,
    Margin,
    Retail,
    capital_requirement,
    economic_value_added,
    raroc,
)
from payoff.core.impairment import MONTHS_AHEAD, expected_loss
from payoff.core.loan_book import BookLosses, expect_losses
from payoff.core.message import join, say
from payoff.core.value import Array
from payoff.core.wording import count, money, percent
from payoff.domains.credit_book import NOBODY, Applications, read_applications
from payoff.domains.panel import Figure, Panel, PanelInput, Refusal, Series

OTHER = Retail("other")


@dataclass(frozen=True)
class Return:
    """One average year of some loans, money: balance, capital held against it, and what it earns."""

    balance: float
    capital: float
    margin: Margin

    @property
    def raroc(self) -> Answer:
        """After-tax return on the capital."""
        if self.capital <= 0:
            return undefined(say("No capital is held against these loans."))
        return Answer(float(raroc(self.margin, self.capital)))

    def added(self, hurdle: float) -> float:
        """What is earned beyond the hurdle on the capital."""
        return float(np.asarray(economic_value_added(self.margin, self.capital, hurdle=hurdle)))


def provide_losses(given: PanelInput) -> Panel | Refusal:
    """Expected loss and IFRS 9 expected credit losses of the approved book, by grade."""
    key, title = "losses", say("Expected losses of the approved book")
    book = read_applications(given).approve()
    if not len(book.pd):
        return Refusal(key, title, NOBODY)
    currency, lent = given.currency, float(book.amount.sum())
    losses = expect_losses(book.book, book.pd_year)
    year, life = float(losses.year.sum()), float(losses.life.sum())
    rows = [(name, part, expect_losses(part.book, part.pd_year)) for name, _, part in book.grades()]
    names = tuple(name[0] for name, _, _ in rows)
    return Panel(
        key, title, _advise_losses(book, losses, currency), "expected",
        figures=(
            Figure(say("IFRS 9, 12 months (stage 1)"), year, currency, say("{share} of the {lent} lent.", share=percent(year / lent), lent=money(lent, currency))),
            Figure(say("IFRS 9, lifetime (stage 2)"), life, currency, say("{share} of the amount lent.", share=percent(life / lent))),
            Figure(say("PD · LGD · EAD"), _plain_loss(book), currency, say("Over the whole term, on the full amount lent: nothing repaid before the default, nothing discounted.")),
            _counted_loss(book, currency),
        ),
        series=(
            Series(say("12 months"), names, tuple(float(found.year.sum()) for _, _, found in rows), "bar"),
            Series(say("lifetime"), names, tuple(float(found.life.sum()) for _, _, found in rows), "bar"),
        ),
        x_label=say("grade by probability of default"), y_label=say("expected credit loss, {currency}", currency=currency),
        header=(say("Grade"), say("Loans"), say("Lent, {currency}", currency=currency), say("12 months, {currency}", currency=currency), say("Lifetime, {currency}", currency=currency), say("Lifetime, % of lent")),
        table=tuple(_loss_row(name, part, found) for name, part, found in rows),
        note=(
            say(
                "{horizon} ECL = Σ marginal PD · LGD · balance, discounted at the customer rate, which is the effective "
                "rate as no fee is charged (IFRS 9 5.5 and B5.5.44); a default falls before the month's instalment. One "
                "scenario; IFRS 9 asks for several, weighted (5.5.17). Whether risk has risen significantly needs the "
                "probability at origination, which this file does not hold.",
                horizon=say_horizon(book))
        ),
    )  # fmt: skip


def hold_capital(given: PanelInput) -> Panel | Refusal:
    """IRB capital, RAROC and economic value added of the approved book, by grade."""
    key, title = "capital", say("Capital and the return on it")
    book, hurdle, currency = read_applications(given).approve(), given.settings["hurdle"], given.currency
    if not len(book.pd):
        return Refusal(key, title, NOBODY)
    if (book.pd_year >= 1).any():
        return Refusal(key, title, say("{n} approved loans are certain to default, and the capital formula has no answer for them.", n=count((book.pd_year >= 1).sum())))
    whole, day_one = earn(book), hold_against(book)
    rows = [(name, part, earn(part)) for name, _, part in book.grades()]
    names = tuple(name[0] for name, _, _ in rows)
    return Panel(
        key, title, _advise_capital(whole, rows, given), "expected",
        figures=(
            Figure(say("IRB capital on day one"), float(day_one.sum()), currency, say("K · EAD, the EAD being the amount lent; {share} of it.", share=percent(float(day_one.sum() / book.amount.sum())))),
            Figure(say("Risk-weighted assets"), RISK_WEIGHT_PER_CAPITAL * float(day_one.sum()), currency, say("12.5 · K · EAD.")),
            Figure(say("RAROC"), None if whole.raroc.value is None else 100 * whole.raroc.value, "%", whole.raroc.reason or say("Hurdle {hurdle}.", hurdle=percent(hurdle))),
            Figure(say("Economic value added, a year"), whole.added(hurdle), currency, say("(RAROC − hurdle) · capital.")),
        ),
        series=(
            Series(say("RAROC"), names, tuple(None if own.raroc.value is None else 100 * own.raroc.value for _, _, own in rows), "bar"),
            Series(say("hurdle"), names, (100 * hurdle,) * len(names)),
        ),
        x_label=say("grade by probability of default"), y_label=say("after-tax return on capital, %"),
        header=(say("Grade"), say("Loans"), say("12-month PD, %"), say("Risk weight, %"), say("RAROC, %"), say("EVA, {currency} a year", currency=currency)),
        table=tuple(_capital_row(name, part, own, hurdle=hurdle) for name, part, own in rows),
        note=(
            say(
                "{horizon} Capital: internal-ratings formula for other retail, without the 1.06 scalar, PD floor "
                "{floor} (Basel Framework CRE31 and CRE32). RAROC = (interest − funding − costs − 12-month PD · LGD · "
                "balance) · (1 − tax) ÷ capital (Crouhy, Galai and Mark 2001), on each loan's average balance, for an "
                "average year, a loan shorter than that being renewed; the money held as capital is charged the funding "
                "cost like any other.",
                horizon=say_horizon(book), floor=percent(given.settings["pd_floor"]))
        ),
    )  # fmt: skip


def hold_against(book: Applications) -> Array:
    """IRB capital of each loan on the amount lent, (n,), money."""
    return _required(book) * book.amount


def earn(book: Applications) -> Return:
    """What some loans earn in an average year."""
    a, balance = book.settings, book.book.average_balance
    total = float(balance.sum())
    margin = Margin(
        interest=book.book.rate * total,
        fees=0.0,
        funding=a["funding_cost"] * total,
        costs=float(MONTHS_AHEAD * a["servicing_cost"] * len(balance) + (a["origination_cost"] * MONTHS_AHEAD / book.months).sum()),
        expected_loss=float(np.sum(expected_loss(book.pd_year, a["lgd"], balance))),
        tax=a["tax"],
    )
    return Return(total, float((_required(book) * balance).sum()), margin)


def say_horizon(book: Applications) -> str:
    """What the model's probability is taken to speak of."""
    stated = book.settings["pd_horizon"]
    span = say("the loan's whole term") if stated == 0 else say("{n:g} months", n=stated)
    return say("The model's probability is taken to speak of {span}; it is converted at a constant monthly hazard.", span=span)


def _required(book: Applications) -> Array:
    return capital_requirement(book.pd_year, book.settings["lgd"], OTHER, pd_floor=book.settings["pd_floor"])


def _plain_loss(book: Applications) -> float:
    return float(np.sum(expected_loss(book.pd_life, book.settings["lgd"], book.amount)))


def _counted_loss(book: Applications, currency: str) -> Figure:
    """The same product with the outcomes in the place of the probabilities, where all are known."""
    label = say("The same, defaults counted")
    if not book.known.all():
        return Figure(label, None, currency, say("Not every approved loan's outcome is known."))
    return Figure(label, float(np.sum(expected_loss(book.outcome, book.settings["lgd"], book.amount))), currency, say("Measured: the outcomes of this file in the place of PD."))


def _loss_row(name: str, part: Applications, found: BookLosses) -> tuple[str | float, ...]:
    lent, life = float(part.amount.sum()), float(found.life.sum())
    return (name, len(part.pd), round(lent), round(float(found.year.sum())), round(life), round(100 * life / lent, 2))


def _capital_row(name: str, part: Applications, own: Return, *, hurdle: float) -> tuple[str | float | None, ...]:
    weight = 100 * RISK_WEIGHT_PER_CAPITAL * own.capital / own.balance
    ratio = own.raroc.value
    return (
        name, len(part.pd), round(100 * float(part.pd_year.mean()), 2), round(weight, 1), None if ratio is None else round(100 * ratio, 1),
        round(own.added(hurdle)),
    )  # fmt: skip


def _advise_losses(book: Applications, losses: BookLosses, currency: str) -> str:
    year, life = float(losses.year.sum()), float(losses.life.sum())
    return (
        say(
            "Set aside {year} for the {n} approved loans when they are granted, and {life} should the risk of all "
            "rise significantly.",
            year=money(year, currency), n=count(len(book.pd)), life=money(life, currency))
    )


def _advise_capital(whole: Return, rows: list[tuple[str, Applications, Return]], given: PanelInput) -> str:
    hurdle = given.settings["hurdle"]
    ratio, added = whole.raroc.value, money(abs(whole.added(hurdle)), given.currency)
    passing = [name for name, _, own in rows if own.raroc.value is not None and own.raroc.value >= hurdle]
    if ratio is None:
        return say("No capital is held against these loans, so there is no return on it.")
    if ratio >= hurdle:
        return say("The approved book earns {ratio} on its capital, {added} a year beyond the hurdle of {hurdle}.", ratio=percent(ratio), added=added, hurdle=percent(hurdle))
    first = say("The approved book earns {ratio} on its capital, {added} a year short of the hurdle of {hurdle}", ratio=percent(ratio), added=added, hurdle=percent(hurdle))
    return say("{first}: {rest}.", first=first, rest=_keep(passing))


def _keep(passing: list[str]) -> str:
    if not passing:
        return say("no grade clears it, so raise the rate or lend less")
    grades = join([name[0] for name in passing], say(", "))
    return say("only grade {grade} clears it", grade=grades) if len(passing) == 1 else say("only grades {grades} clear it", grades=grades)
