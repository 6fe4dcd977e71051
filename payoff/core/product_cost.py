"""What the AI product itself costs a year, item by item, and the price below which a call should not be sold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from payoff.core.answer import Answer, quotient, undefined
from payoff.core.message import say
from payoff.core.serving import Power, Reserved, Server, draw_power, reserve_servers
from payoff.core.value import Money

MONTHS = 12
ITEMS: Mapping[str, str] = {
    "training": say("Building, spread over its life"),
    "retraining": say("Retraining over the year"),
    "people": say("People who run it"),
    "data": say("Data and labels"),
    "compliance": say("Compliance and audit"),
    "monitoring": say("Storage and monitoring"),
    "servers": say("Servers (inference)"),
    "energy": say("Electricity used"),
}
WITH_VOLUME = ("servers", "energy")
"""Items that follow the number of calls; all others are there whatever the volume."""


@dataclass(frozen=True)
class Product:
    """Inputs of the AI product's cost; money, each a number or one per draw (D,). Rates per year, shares 0 to 1."""

    training: Money
    """Data, labels, computing and people until the first model runs."""
    model_life: Money
    """Months until it is built anew."""
    retraining: Money
    """Each time."""
    retrainings: Money
    people: Money
    """Full-time equivalents."""
    loaded: Money
    """A full-time equivalent a year, all costs included."""
    data: Money
    compliance: Money
    monitoring: Money
    server: Server
    standby: Money
    most_busy: Money
    pue: Money
    per_kwh: Money
    grams: Money


@dataclass(frozen=True)
class ProductCost:
    """Money a year by item, in the order of ITEMS, for `calls` a year."""

    items: Mapping[str, Money]
    calls: Money
    reserved: Reserved
    power: Power

    @property
    def total(self) -> Money:
        """Total cost of ownership a year."""
        return sum(self.items.values(), 0.0)

    @property
    def running(self) -> Money:
        """What is paid every year: all but the building of the model, which is paid when it happens."""
        return self.total - self.items["training"]

    def share(self, item: str) -> Answer:
        """One item's share of the total; the items must be numbers, not draws."""
        return quotient(float(np.asarray(self.items[item])), float(np.asarray(self.total)), reason=say("The product costs nothing."))

    @property
    def per_thousand(self) -> Answer:
        """Full cost of a thousand calls."""
        calls = float(np.asarray(self.calls))
        return quotient(float(np.asarray(self.total)) * 1000.0, calls, reason=say("Without calls there is no cost per call."))


def cost_product(product: Product, calls: Money) -> ProductCost:
    """The product's total cost of ownership at `calls` a year; building is spread straight over the model's life."""
    reserved = reserve_servers(product.server, calls, most_busy=product.most_busy, least=product.standby)
    power = draw_power(product.server, reserved.servers, pue=product.pue, per_kwh=product.per_kwh, grams=product.grams)
    items = {
        "training": product.training / product.model_life * MONTHS, "retraining": product.retraining * product.retrainings,
        "people": product.people * product.loaded, "data": product.data, "compliance": product.compliance,
        "monitoring": product.monitoring, "servers": reserved.yearly, "energy": power.money,
    }  # fmt: skip
    return ProductCost(items, calls, reserved, power)


def price_floor(cost: ProductCost, *, margin: float) -> Answer:
    """Price of a thousand calls that leaves `margin` (0 to below 1) of it as profit after every cost; at 0, the floor itself."""
    if not 0 <= margin < 1:
        return undefined(say("A margin is a share of the price below 1; {margin:g} is not.", margin=margin))
    full = cost.per_thousand
    return full if full.value is None else Answer(full.value / (1.0 - margin))
