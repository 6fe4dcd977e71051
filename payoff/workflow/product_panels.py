"""The AI product as a business of its own: price floor, ways to sell it, servers, and scale, each as a panel."""

from __future__ import annotations

import numpy as np

from payoff.core.answer import Answer
from payoff.core.experience import average_cost, minimum_efficient_scale
from payoff.core.pricing import best_price, calibrate_demand
from payoff.core.revenue import Offer, subscriber_of
from payoff.core.serving import cheaper_from, price_per_thousand
from payoff.core.wording import count, money, percent
from payoff.domains.panel import Figure, Panel
from payoff.domains.product_presets import GPU, PRESETS, ScalePreset
from payoff.workflow.business_case import CaseResult, read_server
from payoff.workflow.product_sale import LICENCE_YEARS, Sale, plan_sale

WITHIN = 0.05
IDLE = 0.001
Row = tuple[str | float | None, ...]


def product_panels(result: CaseResult) -> tuple[Panel, ...]:
    """Panels in reading order; all money is expected, since nothing has been sold yet."""
    sale = plan_sale(result)
    return _price(result, sale), _selling(result, sale), _servers(result), _scale(result, sale)


def _price(result: CaseResult, sale: Sale) -> Panel:
    """Price floor per thousand calls, inside the firm and when sold, and the price that demand would bear."""
    settings, currency = result.plan.settings, result.worth.currency
    own, best = result.product.per_thousand, _best_price(result, sale)
    alone = 1000.0 * float(np.asarray(price_per_thousand(read_server(settings), settings["most_busy"])))
    figures = (
        Figure("For our own cases", own.value, currency, "Full cost of a thousand calls at the volume of this case."),
        Figure("Floor when sold", sale.floor.value, currency, "Full cost of a thousand calls at the customers' volume, support included."),
        Figure("Asked, with margin", sale.asked.value, currency, "The floor over one less the margin."),
        Figure("Servers alone, a million calls", alone, currency, "Hourly price over the rows of an hour, as busy as allowed."),
        Figure("Best under the elasticity", best.value, currency, "Marginal cost · ε / (ε − 1), Lerner 1934."),
    )
    floor, asked = money(sale.floor.value, currency), money(sale.asked.value, currency)
    advice = f"Do not sell a thousand calls below {floor}; with the margin wanted, ask {asked}."
    note = f"Servers alone mislead: the floor holds every item of the total cost of ownership. {best.reason or ''}".strip()
    return Panel("price", "Price of a thousand calls", advice, "expected", figures=figures, note=note)


def _selling(result: CaseResult, sale: Sale) -> Panel:
    """Each way to sell: revenue, margins, and what a customer is worth over what winning one costs."""
    currency = result.worth.currency
    best = max(sale.offers, key=lambda offer: offer.contribution)
    covers = "covers" if best.contribution >= sale.fixed else "does not cover"
    share = f"{money(best.contribution, currency)} a year, which {covers} the fixed cost of {money(sale.fixed, currency)}"
    header = (
        "Model", f"Revenue a year, {currency}", "Gross margin, %", f"Contribution a year, {currency}", f"LTV, {currency}", "LTV : CAC",
        "CAC payback, months",
    )  # fmt: skip
    note = (
        "The source articles name only the API service, enterprise projects and licences; what is marked as an extension goes beyond them. "
        "Gross margin is after inference, electricity and support, or after the people of a project. Lifetime value (LTV) is undiscounted: "
        f"monthly contribution over churn; payback is blind to churn. A licence fee is spread over {LICENCE_YEARS} years. Tiers: list "
        "price to 100,000 calls a customer, 70 % of it to a million, half beyond."
    )
    advice, rows = f"{best.label} contributes most: {share}.", tuple(_offer_row(result, offer) for offer in sale.offers)
    return Panel("selling", "Selling the model", advice, "expected", header=header, table=rows, note=note)


def _servers(result: CaseResult) -> Panel:
    """CPU or GPU: from how many calls a year the faster, dearer server costs less."""
    settings, reserved, power = result.plan.settings, result.product.reserved, result.product.power
    found = cheaper_from(read_server(settings), GPU.server, most_busy=settings["most_busy"])
    servers, carbon = float(np.asarray(reserved.servers)), float(np.asarray(power.carbon))
    share = float(np.asarray(reserved.busy))
    busy = f"{count(servers)} reserved servers are busy {percent(share) if share >= IDLE else 'less than 0.1 %'} of the time"
    where = found.reason if found.value is None else f"One {GPU.label} costs less from {count(found.value / 1e6)} million calls a year on."
    figures = (
        Figure("Servers reserved", servers, "servers"),
        Figure("GPU pays from, million calls a year", None if found.value is None else found.value / 1e6, "", f"{GPU.source}, {GPU.date}."),
        Figure("Electricity", float(np.asarray(power.kwh)), "kWh a year"),
        Figure("Carbon", carbon, "kg CO₂e a year", "By the grid chosen among the conventions."),
        Figure("Carbon per 1,000 cases", carbon * 1000.0 / settings["volume"] if settings["volume"] else None, "kg CO₂e"),
    )
    return Panel("servers", "Servers, electricity and carbon", f"Stay on CPUs: {busy}. {where}", "expected", figures=figures, note=GPU.note)


def _scale(result: CaseResult, sale: Sale) -> Panel:
    """How the cost of a thousand calls falls with volume, beside three kinds of business."""
    currency = result.worth.currency
    mine = ScalePreset("mine", "This product, as sold", sale.fixed, sale.variable, sale.calls, "")
    share = sale.fixed / (sale.fixed + sale.variable * sale.calls / 1000.0)
    efficient = minimum_efficient_scale(sale.fixed, sale.variable, within=WITHIN)
    enough = count(None if efficient.value is None else efficient.value / 1000.0)
    limit = efficient.reason or f"From {enough} million calls a year on, growing saves less than 5 %."
    header = (
        "Kind of business", f"Fixed a year, {currency}", f"Variable per 1,000, {currency}", "Million calls a year",
        f"Average per 1,000, {currency}", "Efficient from, million calls",
    )  # fmt: skip
    notes = " ".join(f"{preset.label}: {preset.note}" for preset in PRESETS)
    advice = f"Grow before you tune: {percent(share)} of the cost of serving all customers does not depend on volume. {limit}"
    return Panel(
        "scale", "Scale", advice, "expected", header=header, table=tuple(_scale_row(preset) for preset in (mine, *PRESETS)),
        note=f"Average cost F/q + v; efficient where it lies within 5 % of v. The presets are illustrative magnitudes. {notes}",
    )  # fmt: skip


def _offer_row(result: CaseResult, offer: Offer) -> Row:
    settings = result.plan.settings
    customer = subscriber_of(offer, settings["customers"], churn=settings["churn"], acquisition=settings["acquisition"])
    margin = offer.gross_margin.value
    return (
        offer.label + (" (extension)" if offer.extension else ""), round(offer.revenue), None if margin is None else round(100 * margin, 1),
        round(offer.contribution), _rounded(customer.lifetime_value, 0), _rounded(customer.value_to_cost, 2), _rounded(customer.payback, 1),
    )  # fmt: skip


def _scale_row(preset: ScalePreset) -> Row:
    efficient = minimum_efficient_scale(preset.fixed, preset.variable, within=WITHIN)
    average = float(np.asarray(average_cost(preset.fixed, preset.variable, volume=preset.calls / 1000.0)))
    enough = None if efficient.value is None else round(efficient.value / 1000.0, 1)
    return preset.label, round(preset.fixed), round(preset.variable, 4), round(preset.calls / 1e6, 1), round(average, 4), enough


def _best_price(result: CaseResult, sale: Sale) -> Answer:
    if sale.asked.value is None:
        return sale.asked
    demand = calibrate_demand(sale.asked.value, sale.calls, elasticity=result.plan.settings["elasticity"])
    return best_price(demand, marginal_cost=sale.variable)


def _rounded(answer: Answer, places: int) -> float | None:
    return None if answer.value is None else round(answer.value, places)
