"""Campaign profit by depth, the budget frontier and the return on advertising spend."""

from __future__ import annotations

import numpy as np

from payoff.core.advertising import return_on_ad_spend
from payoff.core.answer import quotient
from payoff.core.campaign import Frontier, break_even_depth, break_even_response, budget_frontier
from payoff.core.curve import value_curve
from payoff.core.message import capital, join, say
from payoff.core.value import Array, ValueMatrix
from payoff.core.wording import percent
from payoff.domains.contacts import CREDIT, Contacts, hundred, points, thin
from payoff.domains.panel import Figure, Panel, Refusal, Series

BUDGETS = 40
ROAS = ("roas", say("Return on advertising spend (ROAS)"))


def show_profit(contacts: Contacts) -> Panel:
    """Profit, cost and return of contacting down to each depth, with both break-even points."""
    curve = contacts.spending.curve
    depth = break_even_depth(curve)
    drawn = thin(curve.value)
    marks: dict[str, float] = {say("threshold in use"): float(contacts.percent[contacts.point])}
    if depth.value is not None:
        marks[say("break-even")] = 100 * depth.value
    return Panel(
        key="campaign_profit",
        title=say("Campaign profit by depth"),
        advice=_advise_profit(contacts, depth.value),
        basis=contacts.basis,
        figures=(
            *_spending_figures(contacts),
            Figure(say("Break-even depth"), hundred(depth.value), "%", depth.reason or say("Reaching a larger share loses money.")),
        ),
        series=(Series(say("profit"), points(contacts.percent[drawn]), points(curve.value[drawn])),),
        x_label=say("Share of {rows} in order of probability, %", rows=contacts.audience.rows),
        y_label=say("Profit, {currency}", currency=contacts.given.currency),
        marks=marks,
        note=(
            say(
                "Profit = margin credited − incentive redeemed − contacts − set-up (Hughes). {credit} Break-even "
                "response = contact cost / (margin credited − incentive redeemed).",
                credit=CREDIT)
        ),
    )


def _spending_figures(contacts: Contacts) -> tuple[Figure, ...]:
    point, currency, spending = contacts.point, contacts.given.currency, contacts.spending
    roi = float(spending.roi[point])
    response = break_even_response(contacts.campaign, float(contacts.margin.mean()))
    spent = not np.isnan(roi)
    return (
        Figure(say("Profit at the threshold"), float(spending.curve.value[point]), currency),
        Figure(say("Cost"), float(spending.cost[point]), currency),
        Figure(say("Return on cost"), 100 * roi if spent else None, "%", say("Profit per unit spent.") if spent else say("Nothing is spent.")),
        Figure(say("Break-even response"), hundred(response.value), "%", response.reason or say("Of the average margin; each row has its own.")),
    )


def _advise_profit(contacts: Contacts, depth: float | None) -> str:
    spending, point, who = contacts.spending, contacts.point, contacts.audience
    if depth is None:
        return say("Run no campaign: at these prices it loses money however few {rows} are reached.", rows=who.rows)
    if spending.curve.acted[point] == 0:
        return say(
            "The threshold in use reaches nobody; up to {depth} of the {rows} could be reached before money is lost.",
            depth=percent(depth), rows=who.rows)
    profit, cost = (contacts.money(float(column[point])) for column in (spending.curve.value, spending.cost))
    first = say("{what} the top {share}: {profit} for {cost} spent.", what=capital(who.contact), share=percent(float(spending.curve.share[point])), profit=profit, cost=cost)
    limit = say("Beyond {depth} the whole campaign loses money.", depth=percent(depth)) if depth < 1 else say("Even reaching everybody would not lose money.")
    return join([first, limit])


def show_budget(contacts: Contacts) -> Panel:
    """The best profit of every budget and what one more unit of money brings."""
    budget, currency, who = contacts.given.settings["budget"], contacts.given.currency, contacts.audience
    most = max(float(contacts.spending.cost[-1]), budget)
    grid = np.unique(np.append(np.linspace(0, most, BUDGETS + 1), budget))
    frontier = budget_frontier(contacts.spending, grid)
    here = int(np.searchsorted(grid, budget))
    profit, price = float(frontier.profit[here]), _price(frontier, here)
    order = say("expected gain") if contacts.ranking.measured else say("probability")
    return Panel(
        key="budget_frontier",
        title=say("Budget frontier"),
        advice=_advise_budget(contacts, profit, price),
        basis=contacts.basis,
        figures=(
            Figure(say("Best profit within the budget"), profit, currency),
            Figure(say("{what} reached there", what=capital(who.rows)), float(frontier.acted[here]), who.rows),
            Figure(say("Shadow price"), price, say("{currency} per {currency}", currency=currency), say("Of one more unit, over the next step.")),
        ),
        series=(Series(say("best profit"), points(grid), points(frontier.profit)),),
        x_label=say("Budget, {currency}", currency=currency),
        y_label=say("Best profit within it, {currency}", currency=currency),
        marks={say("budget"): budget},
        note=say("{what} in order of {order}; a budget need not be spent, so profit never falls. {credit}", what=capital(who.rows), order=order, credit=CREDIT),
    )


def _price(frontier: Frontier, here: int) -> float:
    """What the step after `here` brings per unit; nothing beyond the last step, where everybody is reached."""
    return float(frontier.shadow_price[here]) if here < len(frontier.shadow_price) else 0.0


def _advise_budget(contacts: Contacts, profit: float, price: float) -> str:
    budget = contacts.money(contacts.given.settings["budget"])
    if profit <= 0 and price <= 0:
        return say("Do not spend the {budget}: no use of it earns a profit at these prices.", budget=budget)
    if price <= 0:
        return say("{budget} is enough: it earns up to {profit}, and more money would bring nothing.", budget=budget, profit=contacts.money(profit))
    return say("{budget} earns up to {profit}; each further {one} would bring about {price}.", budget=budget, profit=contacts.money(profit), one=contacts.money(1.0), price=contacts.money(price))


def show_return(contacts: Contacts, *, revenue: str) -> Panel | Refusal:
    """ROAS: revenue of those reached per unit spent, by depth; `revenue` names the column that holds it."""
    held = contacts.given.columns.get(revenue)
    if held is None or not contacts.ranking.measured or np.isnan(held[contacts.kept]).any():
        return Refusal(*ROAS, say("This needs the revenue that came of each row, in the column {revenue}.", revenue=revenue))
    placed = contacts.ranking.arrange(held[contacts.kept])
    came = value_curve(contacts.ranking, ValueMatrix(tp=placed, fp=placed, tn=0.0, fn=0.0)).value
    here = return_on_ad_spend(float(came[contacts.point]), float(contacts.spending.cost[contacts.point]))
    caused = contacts.given.settings["caused"]
    credited = None if here.value is None else here.value * caused
    needed = quotient(1.0, contacts.given.settings["margin"], reason=say("Without a margin no revenue pays for the spending."))
    return Panel(
        key=ROAS[0],
        title=ROAS[1],
        advice=_advise_return(here.value, credited, needed.value),
        basis="attributed",
        figures=(
            Figure(say("ROAS, all revenue attributed"), here.value, say("times"), here.reason or say("Revenue of those reached per unit spent.")),
            Figure(say("ROAS, assumed caused share"), credited, say("times"), here.reason or say("{caused} of it, as assumed.", caused=percent(caused))),
            Figure(say("ROAS that pays"), needed.value, say("times"), needed.reason or say("1 / gross margin.")),
        ),
        series=_draw_return(contacts, came, caused),
        x_label=say("Share of {rows} in order of probability, %", rows=contacts.audience.rows),
        y_label=say("Revenue per unit spent"),
        marks={say("threshold in use"): float(contacts.percent[contacts.point])},
        note=say(
            "Measured revenue of those reached over contacts, incentives and set-up. Much of it would have come "
            "anyway."),
    )


def _draw_return(contacts: Contacts, came: Array, caused: float) -> tuple[Series, ...]:
    drawn = thin(came)
    drawn = drawn[contacts.spending.cost[drawn] > 0]
    share, roas = points(contacts.percent[drawn]), came[drawn] / contacts.spending.cost[drawn]
    return (Series(say("all revenue attributed"), share, points(roas)), Series(say("assumed caused share"), share, points(caused * roas)))


def _advise_return(attributed: float | None, credited: float | None, needed: float | None) -> str:
    if attributed is None or credited is None or needed is None:
        return say("No ROAS: at the threshold in use nothing is spent, or revenue carries no margin.")
    verdict = say("pays") if credited >= needed else say("does not pay")
    return (
        say(
            "Do not take a ROAS of {attributed:.3g} for success: with the assumed caused share it is {credited:.3g} "
            "where {needed:.3g} is needed, so the spending {verdict}.",
            attributed=attributed, credited=credited, needed=needed, verdict=verdict)
    )
