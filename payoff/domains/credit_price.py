"""The price of risk: what a typical loan is worth, the default risk it bears, and the rate each grade would need."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from payoff.core.answer import Answer
from payoff.core.impairment import MONTHS_AHEAD, change_horizon
from payoff.core.loan import Loan, break_even_pd, break_even_rate
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
        "price", "Price of risk", _advise(loan, limit, prices, currency=currency), "expected",
        figures=(
            Figure("Break-even PD, 12 months", _percent(limit), "%", limit.reason or "A typical loan is worth nothing there."),
            Figure("Break-even PD, whole term", _percent(_over_term(limit, loan)), "%", limit.reason or "The same hazard over all months."),
            Figure("Value if sure to be repaid", loan.net_value(0.0), currency, "After funding, servicing and granting it."),
            Figure("Interest over the term", loan.interest, currency, f"{loan.months} instalments of {money(loan.instalment, currency)}."),
        ),
        series=(
            Series("typical loan", tuple((100 * at).tolist()), tuple(loan.net_value(float(pd)) for pd in at)),
            Series("mean of each grade", tuple(100 * p.pd_year for p in prices), tuple(p.value for p in prices), "point"),
        ),
        x_label="probability of default within 12 months, %", y_label=f"net present value, {currency}",
        header=("Grade", "Loans", "12-month PD, %", f"Value at {percent(loan.rate)}, {currency}", "Rate that pays for the risk, %"),
        table=tuple((p.name, p.loans, round(100 * p.pd_year, 2), round(p.value, 1), _rounded(p.rate)) for p in prices),
        marks={} if limit.value is None else {"break-even": 100 * limit.value},
        note=(
            f"Typical: the file's median amount ({money(loan.amount, currency)}) and term ({loan.months} months) at {percent(loan.rate)} a year. "
            f"{say_horizon(file)} Timing: a default in month k falls before instalment k, and 1 − LGD of the balance then open is recovered in "
            f"that month; all cash is discounted at {percent(loan.funding)} ÷ 12 a month. Here a default can fall in any month and servicing ends "
            "with it; the decision above puts every default at one point of the term and charges servicing to the end, so its values differ. "
            "The rate is the one at which the value is nothing: it holds no profit, and no allowance for the better customers whom a "
            "higher rate drives away."
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
    typical = f"A typical loan ({money(loan.amount, currency)} over {loan.months} months)"
    if limit.value is None:
        return f"{typical} has no break-even risk at {percent(loan.rate)} a year: {limit.reason}"
    first = f"{typical} bears a 12-month PD of up to {percent(limit.value)} at {percent(loan.rate)} a year"
    dear = [price for price in prices if price.value < 0 and price.rate.value is not None]
    if not dear:
        return f"{first}; every grade here stays within that."
    return f"{first}; grade {dear[0].name[0]} would need {percent(dear[0].rate.value)}, so price it so or decline it."
