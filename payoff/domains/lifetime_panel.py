"""What a customer without a contract is still worth, from the history of purchases."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from payoff.core.message import join, reason, say
from payoff.core.purchases import (
    History,
    NoFitError,
    PurchaseModel,
    alive_probability,
    discounted_purchases,
    expected_purchases,
    fit_purchases,
)
from payoff.core.spend import SpendModel, expected_spend, fit_spend, frequency_correlation, lifetime_value
from payoff.core.value import Array
from payoff.core.wording import decimal, money, percent
from payoff.domains.panel import Figure, Panel, PanelInput, Refusal, Series

QUARTER = 365.25 / 4
"""Days in one unit of the model's time."""

QUARTERS_AHEAD = 20
HORIZON = 180 / QUARTER
MOST_SHOWN, MOST_FITTED = 100_000, 20_000
"""Larger files are described by, and the models fitted on, customers spread evenly over them."""

NEEDED = ("orders", "spend", "first_order", "recency_days", "tenure_days")
KEY, TITLE = "lifetime_value", say("Lifetime value without a contract")
GROUPS = ((say("never again"), 0, 0), (say("once"), 1, 1), (say("twice"), 2, 2), (say("3 to 5 times"), 3, 5), (say("6 times or more"), 6, np.inf))


@dataclass(frozen=True)
class Lifetimes:
    """Both fitted models and what they say of each customer (n,); `came` are the orders that came, None where unknown."""

    purchases: PurchaseModel
    spend: SpendModel
    repeats: Array
    alive: Array
    orders: Array
    value: Array
    came: Array | None
    correlation: float | None
    step: int
    """1 describes every customer of the file, 2 every second one …"""


def show_lifetime(given: PanelInput) -> Panel | Refusal:
    """BG/NBD and Gamma-Gamma: value ahead per customer, and predicted orders next to those that came."""
    absent = [name for name in NEEDED if name not in given.columns or np.isnan(np.asarray(given.columns[name], dtype=float)).any()]
    if absent:
        return Refusal(KEY, TITLE, say("This needs the history of every customer; it lacks {absent}.", absent=", ".join(absent)))
    try:
        return _describe(given.currency, fit_lifetimes(given))
    except NoFitError as error:
        return Refusal(KEY, TITLE, reason(error))


def fit_lifetimes(given: PanelInput) -> Lifetimes:
    """Both models for at most MOST_SHOWN customers, fitted on at most MOST_FITTED of them; NoFitError if that cannot be."""
    every = _step(len(given.probability), MOST_SHOWN)
    history, mean = read_history(given, every)
    # A repeat order of nothing (a free article) says nothing about spending.
    paid = (history.repeats == 0) | (mean > 0)
    step = _step(len(mean), MOST_FITTED)
    purchases = fit_purchases(History(history.repeats[::step], history.last[::step], history.observed[::step]))
    spend = fit_spend(history.repeats[paid][::step], mean[paid][::step])
    discount = (1 + given.settings["discount_rate"]) ** 0.25 - 1
    ahead = discounted_purchases(purchases, history, periods=QUARTERS_AHEAD, discount=discount)
    return Lifetimes(
        purchases=purchases,
        spend=spend,
        repeats=history.repeats,
        alive=alive_probability(purchases, history),
        orders=expected_purchases(purchases, history, HORIZON),
        value=lifetime_value(ahead, expected_spend(spend, history.repeats, mean), margin=given.settings["margin"]),
        came=_orders_that_came(given, every),
        correlation=frequency_correlation(history.repeats[paid], mean[paid]).value,
        step=every,
    )


def _step(rows: int, most: int) -> int:
    return -(-rows // most)


def read_history(given: PanelInput, every: int = 1) -> tuple[History, Array]:
    """Of each `every`-th customer the repeat purchases, the last and the time observed in quarters, and mean value per repeat order."""
    orders, spend, first, recency, tenure = (np.asarray(given.columns[name][::every], dtype=float) for name in NEEDED)
    repeats = orders - 1
    last = np.where(repeats > 0, tenure - recency, 0.0)
    mean = np.divide(spend - first, repeats, out=np.zeros_like(spend), where=repeats > 0)
    return History(repeats, last / QUARTER, tenure / QUARTER), np.maximum(mean, 0.0)


def _orders_that_came(given: PanelInput, every: int) -> Array | None:
    orders = np.asarray(given.columns.get("orders_180d", np.array([np.nan]))[::every], dtype=float)
    return None if np.isnan(orders).any() else orders


def _describe(currency: str, lives: Lifetimes) -> Panel:
    table = tuple(row for row in (_group_row(lives, *group) for group in GROUPS) if row)
    best = np.sort(lives.value)[::-1][: max(1, len(lives.value) // 10)].sum() / lives.value.sum()
    mean = float(lives.value.mean())
    return Panel(
        key=KEY,
        title=TITLE,
        advice=(
            say(
                "Look after the best tenth of the customers first: it holds {best} of the value ahead, which is {mean} "
                "per customer on average.",
                best=percent(float(best)), mean=money(mean, currency))
        ),
        basis="expected",
        figures=(
            Figure(say("Value ahead per customer"), mean, currency, say("Margin of five years, discounted; acquisition cost not deducted.")),
            Figure(say("Still alive"), 100 * float(lives.alive.mean()), "%", say("Mean chance that a customer has not stopped buying for good.")),
            Figure(say("Orders predicted per customer"), float(lives.orders.mean()), "", say("In 180 days.")),
            _came_figure(lives.came),
        ),
        series=_draw(table, measured=lives.came is not None),
        x_label=say("Bought again so far"),
        y_label=say("Orders per customer in 180 days"),
        header=(say("Bought again"), say("Customers"), say("Alive, %"), say("Orders predicted"), say("Orders that came"), say("Value ahead, {currency}", currency=currency)),
        table=table,
        note=_note(lives),
    )


def _came_figure(came: Array | None) -> Figure:
    if came is None:
        return Figure(say("Orders that came per customer"), None, "", say("The file has no complete column orders_180d."))
    return Figure(say("Orders that came per customer"), float(came.mean()), "", say("In 180 days."))


def _group_row(lives: Lifetimes, name: str, low: float, high: float) -> tuple[str | float | None, ...]:
    """One group of customers by repeat purchases; empty if there is none."""
    members = (lives.repeats >= low) & (lives.repeats <= high)
    if not members.any():
        return ()
    alive, orders, value = (float(column[members].mean()) for column in (lives.alive, lives.orders, lives.value))
    came = None if lives.came is None else round(float(lives.came[members].mean()), 2)
    return (name, int(members.sum()), round(100 * alive, 1), round(orders, 2), came, round(value, 2))


def _draw(table: tuple[tuple[str | float | None, ...], ...], *, measured: bool) -> tuple[Series, ...]:
    names = tuple(row[0] for row in table if isinstance(row[0], str))
    columns = ((3, say("predicted")), (4, say("came"))) if measured else ((3, say("predicted")),)
    cells = {name: [row[place] for row in table] for place, name in columns}
    return tuple(Series(name, names, tuple(c for c in column if not isinstance(c, str)), "bar") for name, column in cells.items())


def _note(lives: Lifetimes) -> str:
    p, s = lives.purchases, lives.spend
    checks = [] if lives.step == 1 else [say(" Shown for one customer in {step}.", step=lives.step)]
    if lives.correlation is not None:
        checks.append(say(" Frequency and spend of repeat buyers correlate at {correlation}; the models take 0.", correlation=decimal(lives.correlation)))
    return (
        say(
            "BG/NBD (Fader, Hardie and Lee 2005) and Gamma-Gamma (Fader and Hardie 2013) by maximum likelihood on "
            "this file, time in quarters: r {r:.3f}, α {alpha:.2f}, a {a:.3f}, b {b:.3f}; p {p:.2f}, q {q:.2f}, v "
            "{v:.2f}. Orders of one day count as one; the first order is no repeat, and BG/NBD takes whoever never "
            "bought again to be alive.{check}",
            r=p.r, alpha=p.alpha, a=p.a, b=p.b, p=s.p, q=s.q, v=s.v, check=join(checks, ""))
    )
