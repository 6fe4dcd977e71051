"""The AI product as a business of its own: price floor, ways to sell it, servers, and scale, each as a panel."""

from __future__ import annotations

import numpy as np

from payoff.core.answer import Answer, quotient, undefined
from payoff.core.experience import average_cost, minimum_efficient_scale
from payoff.core.message import join, say
from payoff.core.pricing import Demand, best_price, calibrate_demand, price_profit, units_sold
from payoff.core.serving import cheaper_from, price_per_thousand
from payoff.core.wording import count, money, percent
from payoff.domains.panel import Figure, Panel, Series
from payoff.domains.product_presets import GPU, PRESETS, ScalePreset
from payoff.workflow.business_case import CaseResult, read_server
from payoff.workflow.product_sale import Sale, plan_sale, weigh_sale
from payoff.workflow.selling_panels import Row, customer_panel, experience_panel, selling_panel

WITHIN = 0.05
IDLE = 0.001
MOSTLY = 0.5
NARROWEST, WIDEST = 0.25, 4.0
"""Curves run from a quarter to four times of what is planned."""


def product_panels(result: CaseResult) -> tuple[Panel, ...]:
    """Panels in reading order; all money is expected, since nothing has been sold yet."""
    sale = plan_sale(result)
    selling = selling_panel(result, sale, weigh_sale(result, sale))
    return _price(result, sale), selling, customer_panel(result, sale), _servers(result), _scale(result, sale), experience_panel(result)


def _price(result: CaseResult, sale: Sale) -> Panel:
    """Price floor per thousand calls, inside the firm and when sold, and the price that demand would bear."""
    settings, currency = result.plan.settings, result.worth.currency
    own, best = result.product.per_thousand, _best_price(result, sale)
    alone = 1000.0 * float(price_per_thousand(read_server(settings), settings["most_busy"]))
    figures = (
        Figure(say("For our own cases"), own.value, currency, say("Full cost of a thousand calls at the volume of this case.")),
        Figure(say("Floor when sold"), sale.floor.value, currency, say("Full cost at the customers' volume, support included.")),
        Figure(say("Asked, with margin"), sale.asked.value, currency, say("The floor over one less the margin.")),
        Figure(say("Servers alone, a million calls"), alone, currency, say("Hourly price over the rows of an hour, as busy as allowed.")),
        Figure(say("Best under the elasticity"), best.value, currency, say("Marginal cost · ε / (ε − 1), Lerner 1934.")),
    )
    floor, asked = money(sale.floor.value, currency), money(sale.asked.value, currency)
    advice = say("Do not sell a thousand calls below {floor}; with the margin wanted, ask {asked}.", floor=floor, asked=asked)
    header = (say("Calls a year, up to"), say("Per 1,000 within the tier, {currency}", currency=currency))
    tiers = tuple((count(tier.up_to) if np.isfinite(tier.up_to) else say("any more"), round(tier.per_thousand, 4)) for tier in sale.tiers)
    note = say(
        "Servers alone mislead: the floor holds every item of the total cost of ownership. The tiers bring the price asked on average "
        "for a customer of the planned size. Demand is a · P^−ε through the price asked and the calls planned."
    )
    return Panel(
        "price", say("Price of a thousand calls"), join([advice, _say_best(result, sale, best)]), "expected", figures=figures,
        series=_price_curve(result, sale), x_label=say("Price of a thousand calls, {currency}", currency=currency),
        y_label=say("Left after every cost a year, {currency}", currency=currency), header=header, table=tiers, note=note,
        marks={name: at for name, at in ((say("floor"), sale.floor.value), (say("asked"), sale.asked.value)) if at is not None},
    )  # fmt: skip


def _servers(result: CaseResult) -> Panel:
    """CPU or GPU: from how many calls a year the faster, dearer server costs less."""
    settings, reserved, power = result.plan.settings, result.product.reserved, result.product.power
    found = cheaper_from(read_server(settings), GPU.server, most_busy=settings["most_busy"])
    servers, carbon, share = float(reserved.servers), float(power.carbon), float(reserved.busy)
    often = percent(share) if share >= IDLE else say("less than 0.1 %")
    busy = say("Stay on CPUs: {servers} reserved servers are busy {often} of the time.", servers=count(servers), often=often)
    where: str = found.reason or ""
    if found.value is not None:
        where = say("One {gpu} costs less from {calls} million calls a year on.", gpu=GPU.label, calls=count(found.value / 1e6))
    pays, source = None if found.value is None else found.value / 1e6, say("{source}, {date}.", source=GPU.source, date=GPU.date)
    figures = (
        Figure(say("Servers reserved"), servers, say("servers")),
        Figure(say("GPU pays from, million calls a year"), pays, "", source),
        Figure(say("Electricity"), float(power.kwh), say("kWh a year")),
        Figure(say("Carbon"), carbon, say("kg CO₂e a year"), say("By the grid chosen among the conventions.")),
        Figure(say("Carbon per 1,000 cases"), carbon * 1000.0 / settings["volume"] if settings["volume"] else None, say("kg CO₂e")),
    )  # fmt: skip
    return Panel("servers", say("Servers, electricity and carbon"), join([busy, where]), "expected", figures=figures, note=GPU.note)


def _scale(result: CaseResult, sale: Sale) -> Panel:
    """How the cost of a thousand calls falls with volume, beside three kinds of business."""
    currency = result.worth.currency
    mine = ScalePreset("mine", say("This product, as sold"), sale.fixed, sale.variable, sale.calls, "")
    share = quotient(sale.fixed, sale.fixed + sale.variable * sale.calls / 1000.0, reason="").value or 0.0
    efficient = minimum_efficient_scale(sale.fixed, sale.variable, within=WITHIN)
    limit: str = efficient.reason or ""
    if efficient.value is not None:
        limit = say("From {calls} million calls a year on, growing saves less than 5 %.", calls=count(efficient.value / 1000.0))
    header = (
        say("Kind of business"), say("Fixed a year, {currency}", currency=currency),
        say("Variable per 1,000, {currency}", currency=currency), say("Million calls a year"),
        say("Average per 1,000, {currency}", currency=currency), say("Efficient from, million calls"),
    )  # fmt: skip
    most = say("Tune before you grow: {share} of the cost of serving all customers follows volume.", share=percent(1.0 - share))
    if share >= MOSTLY:
        most = say("Grow before you tune: {share} of the cost of serving all customers does not depend on volume.", share=percent(share))
    kinds = join([say("{kind}: {note}", kind=preset.label, note=preset.note) for preset in PRESETS])
    note = say(
        "Average cost F/q + v; efficient where it lies within 5 % of v. The other kinds of business are illustrative magnitudes. {notes}",
        notes=kinds,
    )
    million = sale.calls / 1e6
    volumes = np.linspace(NARROWEST, WIDEST, 46) * million
    line = Series(mine.label, tuple(volumes), tuple(np.asarray(average_cost(sale.fixed, sale.variable, volume=volumes * 1000.0))))
    return Panel(
        "scale", say("Scale"), join([most, limit]), "expected", series=(line,), x_label=say("Million calls a year"),
        y_label=say("Average per 1,000, {currency}", currency=currency), marks={say("planned"): million}, header=header,
        table=tuple(_scale_row(preset) for preset in (mine, *PRESETS)), note=note,
    )  # fmt: skip


def _price_curve(result: CaseResult, sale: Sale) -> tuple[Series, ...]:
    """What is left a year along the price, with demand as elastic as assumed."""
    demand = _demand(result, sale)
    if demand is None or sale.floor.value is None:
        return ()
    asked = sale.asked.value or sale.floor.value
    # Below the cost of one more call the loss grows so fast that nothing else of the curve could be read.
    prices = np.linspace(max(NARROWEST * asked, sale.variable), WIDEST * asked, 76)
    left = np.asarray(price_profit(demand, prices, marginal_cost=sale.variable)) - sale.fixed
    return (Series(say("left after every cost"), tuple(prices), tuple(left)),)


def _say_best(result: CaseResult, sale: Sale, best: Answer) -> str:
    """The best price and how much more it would sell, or aloud why there is none inside the model."""
    demand = _demand(result, sale)
    if best.value is None or demand is None:
        return best.reason or ""
    named = {"price": money(best.value, result.worth.currency)}
    times = float(units_sold(demand, best.value)) / (sale.calls / 1000.0)
    if not NARROWEST <= times <= WIDEST:
        return say("The elasticity assumed points to {price}, too far from the calls planned to be trusted: test prices first.", **named)
    return say("Under the elasticity assumed, {price} would earn most, with {times} of the calls planned.", **named, times=percent(times))


def _demand(result: CaseResult, sale: Sale) -> Demand | None:
    if not sale.asked.value:
        return None
    return calibrate_demand(sale.asked.value, sale.calls / 1000.0, elasticity=result.plan.settings["elasticity"])


def _best_price(result: CaseResult, sale: Sale) -> Answer:
    demand = _demand(result, sale)
    if demand is not None:
        return best_price(demand, marginal_cost=sale.variable)
    return sale.asked if sale.asked.value is None else undefined(say("A product that costs nothing has no price to read demand from."))


def _scale_row(preset: ScalePreset) -> Row:
    efficient = minimum_efficient_scale(preset.fixed, preset.variable, within=WITHIN)
    average = float(average_cost(preset.fixed, preset.variable, volume=preset.calls / 1000.0))
    enough = None if efficient.value is None else round(efficient.value / 1000.0, 1)
    return preset.label, round(preset.fixed), round(preset.variable, 4), round(preset.calls / 1e6, 1), round(average, 4), enough
