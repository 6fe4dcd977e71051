"""What it costs to answer calls: servers reserved for a model of known speed, their electricity and its carbon."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from payoff.core.answer import Answer, undefined
from payoff.core.message import say
from payoff.core.value import Money

HOURS = 8760
SECONDS = 3600
GRAMS = 1000.0


@dataclass(frozen=True)
class Server:
    """Rows answered a second when fully busy, price an hour without electricity, and average draw in watts."""

    rows_per_second: Money
    per_hour: Money
    watts: Money


@dataclass(frozen=True)
class Reserved:
    """Servers kept all year: how many, how busy they are (0 to 1), and money a year. An idle server costs as much as a busy one."""

    servers: Money
    busy: Money
    yearly: Money


@dataclass(frozen=True)
class Power:
    """Electricity of a year: kilowatt-hours, money, kilograms of CO2 equivalent."""

    kwh: Money
    money: Money
    carbon: Money


def price_per_thousand(server: Server, busy: Money) -> Money:
    """Money per thousand rows of a server that is `busy` that share of the time: price / 3600 / (rows/s · busy) · 1000."""
    return server.per_hour / SECONDS / (server.rows_per_second * busy) * 1000.0


def reserve_servers(server: Server, calls: Money, *, most_busy: Money, least: Money = 1) -> Reserved:
    """Servers for `calls` a year when none may be busier than `most_busy`, and `least` of them stand by at any time."""
    capacity = server.rows_per_second * SECONDS * HOURS
    servers = np.maximum(least, np.ceil(calls / (capacity * most_busy)))
    return Reserved(servers, calls / (capacity * servers), servers * server.per_hour * HOURS)


def draw_power(server: Server, servers: Money, *, pue: Money, per_kwh: Money, grams: Money) -> Power:
    """A year's electricity of `servers` running all year: watts · hours · PUE; `grams` of CO2e per kilowatt-hour."""
    kwh = servers * server.watts / 1000.0 * HOURS * pue
    return Power(kwh, kwh * per_kwh, kwh * grams / GRAMS)


def cheaper_from(server: Server, other: Server, *, most_busy: float) -> Answer:
    """Calls a year from which one `other` server costs less than the `server`s they need: the last volume those hold within its price.

    No number where the other is not faster than that many servers, because then it never catches up.
    """
    price, rival = float(np.asarray(server.per_hour)), float(np.asarray(other.per_hour))
    if price <= 0:
        return undefined(say("The first server costs nothing, so no volume makes the other one cheaper."))
    if rival <= price:
        return undefined(say("The other server costs no more by the hour, so volume does not decide between them."))
    servers = int(np.floor(rival / price))
    speed, faster = float(np.asarray(server.rows_per_second)), float(np.asarray(other.rows_per_second))
    if faster <= servers * speed:
        return undefined(
            say("The other server costs as much as {servers} of the first and is no faster than they are: it never pays.", servers=servers)
        )
    return Answer(servers * speed * most_busy * SECONDS * HOURS)
