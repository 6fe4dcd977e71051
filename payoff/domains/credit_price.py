"""The price of risk: what a typical loan is worth, the default risk it bears, and the rate each grade would need."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from payoff.core.answer import Answer
from payoff.core.impairment import MONTHS_AHEAD, change_horizon
from payoff.core.loan import Loan, break_even_pd, break_even_rate
from payoff.core.message import say
from payoff.core.wording import money, percent
from payoff.domains.credit_book import Applications, read_applications
from payoff.domains.credit_losses import say_horizon
from payoff.domains.panel import Figure, Panel, PanelInput, Series
from payoff.domains.term_sheet import Settings

POINTS = 60


@dataclass(frozen=True)
class Price:
    """A grade's mean twelve-month PD on the typical term, the loan's value at today's rate, and the rate that pays for the risk."""

    name: str
    loans: int
    pd_year: float
    value: float
    rate: Answer


def price_risk(given: PanelInput) -> Panel:
    """Net present value of the median loan along its PD, and the rate that each grade needs."""
    file, currency = read_applications(given), given.currency
    loan = typical_loan(file)
    limit = break_even_pd(loan)
    prices = [_price(name, part, loan) for name, _, part in file.grades()]
    at = np.linspace(0.0, _reach(limit, prices), POINTS + 1)
    return Panel(
        "price", say("Price of risk"), _advise(loan, limit, prices, currency=currency), "expected",
        figures=(
            Figure(say("Break-even PD, 12 months"), _percent(limit), "%", limit.reason or say("A typical loan is worth nothing there.")),
            Figure(say("Break-even PD, whole term"), _percent(_over_term(limit, loan)), "%", limit.reason or say("The same hazard over all months.")),
            Figure(say("Value if sure to be repaid"), loan.net_value(0.0), currency, say("After funding, servicing and granting it.")),
            Figure(say("Interest over the term"), loan.interest, currency, say("{months} instalments of {instalment}.", months=loan.months, instalment=money(loan.instalment, currency))),
        ),
        series=(
            Series(say("typical loan"), tuple((100 * at).tolist()), tuple(loan.net_value(float(pd)) for pd in at)),
            Series(say("mean of each grade"), tuple(100 * p.pd_year for p in prices), tuple(p.value for p in prices), "point"),
        ),
        x_label=say("probability of default within 12 months, %"), y_label=say("net present value, {currency}", currency=currency),
        header=(say("Grade"), say("Loans"), say("12-month PD, %"), say("Value at {rate}, {currency}", rate=percent(loan.rate), currency=currency), say("Rate that pays for the risk, %")),
        table=tuple((p.name, p.loans, round(100 * p.pd_year, 2), round(p.value, 1), _rounded(p.rate)) for p in prices),
        marks={} if limit.value is None else {say("break-even"): 100 * limit.value},
        note=(
            say(
                "Typical: the file's median amount ({amount}) and term ({months} months) at {rate} a year. {horizon} "
                "Timing: a default in month k falls before instalment k, and 1 − LGD of the balance then open is "
                "recovered in that month; all cash is discounted at {funding} ÷ 12 a month. Here a default can fall in "
                "any month and servicing ends with it; the decision above puts every default at one point of the term "
                "and charges servicing to the end, so its values differ. The rate is the one at which the value is "
                "nothing: it holds no profit, and no allowance for the better customers whom a higher rate drives away.",
                amount=money(loan.amount, currency), months=loan.months, rate=percent(loan.rate), horizon=say_horizon(file), funding=percent(loan.funding))
        ),
    )  # fmt: skip


def typical_loan(file: Applications) -> Loan:
    """The median amount over the median term, at today's prices."""
    a: Settings = file.settings
    return Loan(
        float(np.median(file.amount)), file.book.rate, round(float(np.median(file.months))), a["lgd"], a["funding_cost"],
        origination=a["origination_cost"], servicing=a["servicing_cost"],
    )  # fmt: skip


def _price(name: str, part: Applications, loan: Loan) -> Price:
    stated = part.settings["pd_horizon"]
    pd = float(change_horizon(part.pd.mean(), months=stated or loan.months, to=MONTHS_AHEAD))
    return Price(name, len(part.pd), pd, loan.net_value(pd), break_even_rate(loan, pd))


def _reach(limit: Answer, prices: list[Price]) -> float:
    """How far the curve is drawn: past the break-even and the riskiest grade."""
    return min(1.0, 1.1 * max([price.pd_year for price in prices] + [limit.value or 0.0, 0.02]))


def _over_term(limit: Answer, loan: Loan) -> Answer:
    return limit if limit.value is None else Answer(float(change_horizon(limit.value, months=MONTHS_AHEAD, to=loan.months)))


def _percent(answer: Answer) -> float | None:
    return None if answer.value is None else 100 * answer.value


def _rounded(answer: Answer) -> float | None:
    return None if answer.value is None else round(100 * answer.value, 2)


def _advise(loan: Loan, limit: Answer, prices: list[Price], *, currency: str) -> str:
    typical = say("A typical loan ({amount} over {months} months)", amount=money(loan.amount, currency), months=loan.months)
    if limit.value is None:
        return say("{typical} has no break-even risk at {rate} a year: {reason}", typical=typical, rate=percent(loan.rate), reason=limit.reason)
    first = say("{typical} bears a 12-month PD of up to {value} at {rate} a year", typical=typical, value=percent(limit.value), rate=percent(loan.rate))
    dear = [price for price in prices if price.value < 0 and price.rate.value is not None]
    if not dear:
        return say("{first}; every grade here stays within that.", first=first)
    return say("{first}; grade {name} would need {value}, so price it so or decline it.", first=first, name=dear[0].name[0], value=percent(dear[0].rate.value))
