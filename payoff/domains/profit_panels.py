"""Campaign profit by depth, the budget frontier and the return on advertising spend."""

from __future__ import annotations

import numpy as np

from payoff.core.advertising import return_on_ad_spend
from payoff.core.answer import quotient
from payoff.core.campaign import Frontier, break_even_depth, break_even_response, budget_frontier
from payoff.core.curve import value_curve
from payoff.core.value import Array, ValueMatrix
from payoff.core.wording import percent
from payoff.domains.contacts import CREDIT, Contacts, hundred, points, thin
from payoff.domains.panel import Figure, Panel, Refusal, Series

BUDGETS = 40
ROAS = ("roas", "Return on advertising spend (ROAS)")


def show_profit(contacts: Contacts) -> Panel:
    """Profit, cost and return of contacting down to each depth, with both break-even points."""
    curve = contacts.spending.curve
    depth = break_even_depth(curve)
    drawn = thin(curve.value)
    marks = {"threshold in use": float(contacts.percent[contacts.point])}
    if depth.value is not None:
        marks["break-even"] = 100 * depth.value
    return Panel(
        key="campaign_profit",
        title="Campaign profit by depth",
        advice=_advise_profit(contacts, depth.value),
        basis=contacts.basis,
        figures=(
            *_spending_figures(contacts),
            Figure("Break-even depth", hundred(depth.value), "%", depth.reason or "Reaching a larger share loses money."),
        ),
        series=(Series("profit", points(contacts.percent[drawn]), points(curve.value[drawn])),),
        x_label=f"Share of {contacts.audience.rows} in order of probability, %",
        y_label=f"Profit, {contacts.given.currency}",
        marks=marks,
        note=(
            f"Profit = margin credited − incentive redeemed − contacts − set-up (Hughes). {CREDIT} "
            "Break-even response = contact cost / (margin credited − incentive redeemed)."
        ),
    )


def _spending_figures(contacts: Contacts) -> tuple[Figure, ...]:
    point, currency, spending = contacts.point, contacts.given.currency, contacts.spending
    roi = float(spending.roi[point])
    response = break_even_response(contacts.campaign, float(contacts.margin.mean()))
    spent = not np.isnan(roi)
    return (
        Figure("Profit at the threshold", float(spending.curve.value[point]), currency),
        Figure("Cost", float(spending.cost[point]), currency),
        Figure("Return on cost", 100 * roi if spent else None, "%", "Profit per unit spent." if spent else "Nothing is spent."),
        Figure("Break-even response", hundred(response.value), "%", response.reason or "Of the average margin; each row has its own."),
    )


def _advise_profit(contacts: Contacts, depth: float | None) -> str:
    spending, point, who = contacts.spending, contacts.point, contacts.audience
    if depth is None:
        return f"Run no campaign: at these prices it loses money however few {who.rows} are reached."
    if spending.curve.acted[point] == 0:
        return f"The threshold in use reaches nobody; up to {percent(depth)} of the {who.rows} could be reached before money is lost."
    profit, cost = (contacts.money(float(column[point])) for column in (spending.curve.value, spending.cost))
    first = f"{who.contact.capitalize()} the top {percent(float(spending.curve.share[point]))}: {profit} for {cost} spent."
    limit = f"Beyond {percent(depth)} the whole campaign loses money." if depth < 1 else "Even reaching everybody would not lose money."
    return f"{first} {limit}"


def show_budget(contacts: Contacts) -> Panel:
    """The best profit of every budget and what one more unit of money brings."""
    budget, currency, who = contacts.given.settings["budget"], contacts.given.currency, contacts.audience
    most = max(float(contacts.spending.cost[-1]), budget)
    grid = np.unique(np.append(np.linspace(0, most, BUDGETS + 1), budget))
    frontier = budget_frontier(contacts.spending, grid)
    here = int(np.searchsorted(grid, budget))
    profit, price = float(frontier.profit[here]), _price(frontier, here)
    order = "expected gain" if contacts.ranking.measured else "probability"
    return Panel(
        key="budget_frontier",
        title="Budget frontier",
        advice=_advise_budget(contacts, profit, price),
        basis=contacts.basis,
        figures=(
            Figure("Best profit within the budget", profit, currency),
            Figure(f"{who.rows.capitalize()} reached there", float(frontier.acted[here]), who.rows),
            Figure("Shadow price", price, f"{currency} per {currency}", "Of one more unit, over the next step."),
        ),
        series=(Series("best profit", points(grid), points(frontier.profit)),),
        x_label=f"Budget, {currency}",
        y_label=f"Best profit within it, {currency}",
        marks={"budget": budget},
        note=f"{who.rows.capitalize()} in order of {order}; a budget need not be spent, so profit never falls. {CREDIT}",
    )


def _price(frontier: Frontier, here: int) -> float:
    """What the step after `here` brings per unit; nothing beyond the last step, where everybody is reached."""
    return float(frontier.shadow_price[here]) if here < len(frontier.shadow_price) else 0.0


def _advise_budget(contacts: Contacts, profit: float, price: float) -> str:
    budget = contacts.money(contacts.given.settings["budget"])
    if profit <= 0 and price <= 0:
        return f"Do not spend the {budget}: no use of it earns a profit at these prices."
    if price <= 0:
        return f"{budget} is enough: it earns up to {contacts.money(profit)}, and more money would bring nothing."
    return f"{budget} earns up to {contacts.money(profit)}; each further {contacts.money(1.0)} would bring about {contacts.money(price)}."


def show_return(contacts: Contacts, *, revenue: str) -> Panel | Refusal:
    """ROAS: revenue of those reached per unit spent, by depth; `revenue` names the column that holds it."""
    held = contacts.given.columns.get(revenue)
    if held is None or not contacts.ranking.measured or np.isnan(held[contacts.kept]).any():
        return Refusal(*ROAS, f"This needs the revenue that came of each row, in the column {revenue}.")
    placed = contacts.ranking.arrange(held[contacts.kept])
    came = value_curve(contacts.ranking, ValueMatrix(tp=placed, fp=placed, tn=0.0, fn=0.0)).value
    here = return_on_ad_spend(float(came[contacts.point]), float(contacts.spending.cost[contacts.point]))
    caused = contacts.given.settings["caused"]
    credited = None if here.value is None else here.value * caused
    needed = quotient(1.0, contacts.given.settings["margin"], reason="Without a margin no revenue pays for the spending.")
    return Panel(
        key=ROAS[0],
        title=ROAS[1],
        advice=_advise_return(here.value, credited, needed.value),
        basis="attributed",
        figures=(
            Figure("ROAS, all revenue attributed", here.value, "times", here.reason or "Revenue of those reached per unit spent."),
            Figure("ROAS, assumed caused share", credited, "times", here.reason or f"{percent(caused)} of it, as assumed."),
            Figure("ROAS that pays", needed.value, "times", needed.reason or "1 / gross margin."),
        ),
        series=_draw_return(contacts, came, caused),
        x_label=f"Share of {contacts.audience.rows} in order of probability, %",
        y_label="Revenue per unit spent",
        marks={"threshold in use": float(contacts.percent[contacts.point])},
        note="Measured revenue of those reached over contacts, incentives and set-up. Much of it would have come anyway.",
    )


def _draw_return(contacts: Contacts, came: Array, caused: float) -> tuple[Series, ...]:
    drawn = thin(came)
    drawn = drawn[contacts.spending.cost[drawn] > 0]
    share, roas = points(contacts.percent[drawn]), came[drawn] / contacts.spending.cost[drawn]
    return (Series("all revenue attributed", share, points(roas)), Series("assumed caused share", share, points(caused * roas)))


def _advise_return(attributed: float | None, credited: float | None, needed: float | None) -> str:
    if attributed is None or credited is None or needed is None:
        return "No ROAS: at the threshold in use nothing is spent, or revenue carries no margin."
    verdict = "pays" if credited >= needed else "does not pay"
    return (
        f"Do not take a ROAS of {attributed:.3g} for success: with the assumed caused share it is {credited:.3g} "
        f"where {needed:.3g} is needed, so the spending {verdict}."
    )
