"""The price that earns most when demand has a constant elasticity, and the case where there is none."""

from __future__ import annotations

from dataclasses import dataclass

from payoff.core.answer import Answer, undefined
from payoff.core.message import say
from payoff.core.value import Money


@dataclass(frozen=True)
class Demand:
    """q = a · P^−ε: units sold at a price of 1 (`scale` a), and the elasticity ε, positive."""

    scale: float
    elasticity: float


def units_sold(demand: Demand, price: Money) -> Money:
    """Units demanded at `price` (positive)."""
    return demand.scale * price**-demand.elasticity


def price_profit(demand: Demand, price: Money, *, marginal_cost: float) -> Money:
    """Contribution at `price`: (P − mc) · q."""
    return (price - marginal_cost) * units_sold(demand, price)


def best_price(demand: Demand, *, marginal_cost: float) -> Answer:
    """The price of highest contribution, mc · ε / (ε − 1) (Lerner 1934); none where demand is inelastic or a unit costs nothing."""
    if demand.elasticity <= 1:
        inelastic = say(
            "With an elasticity of {elasticity} every price rise pays, so there is no best price inside the model: "
            "find where demand does react before raising it.",
            elasticity=f"{demand.elasticity:g}",
        )
        return undefined(inelastic)
    if marginal_cost <= 0:
        return undefined(say("A further unit costs nothing, so with elastic demand every price cut pays: no price above 0 is best."))
    return Answer(marginal_cost * demand.elasticity / (demand.elasticity - 1.0))


def calibrate_demand(price: float, units: float, *, elasticity: float) -> Demand:
    """The demand curve of that `elasticity` through one observed price and the `units` sold at it."""
    if price <= 0 or units <= 0:
        raise ValueError(say("A demand curve needs a positive price and positive sales to pass through."))
    return Demand(units * price**elasticity, elasticity)


def arc_elasticity(before: tuple[float, float], after: tuple[float, float]) -> Answer:
    """Elasticity between two observed (price, units) pairs by midpoints; positive where dearer sells less."""
    (price, units), (new_price, new_units) = before, after
    if price == new_price:
        return undefined(say("The price did not change, so the sales cannot show how demand reacts to it."))
    return Answer(-((new_units - units) / (new_units + units)) / ((new_price - price) / (new_price + price)))
