"""The AI product sold, as plain data: prices, and each way to sell it with its margins, its break-even and its odds."""

from __future__ import annotations

import math

from payoff.core.revenue import Offer
from payoff.workflow.business_case import CaseResult
from payoff.workflow.product_sale import Sale, SaleRisk, plan_sale, weigh_sale
from payoff.workflow.selling_panels import customer_of

Plain = dict[str, object]


def summarise_sale(result: CaseResult) -> Plain:
    """Every number of the panels about selling, unrounded; money a year unless its name says otherwise, all of it expected."""
    sale = plan_sale(result)
    risks = weigh_sale(result, sale)
    tiers = [{"calls_up_to": tier.up_to if math.isfinite(tier.up_to) else None, "per_thousand": tier.per_thousand} for tier in sale.tiers]
    return {
        "calls": sale.calls, "fixed": sale.fixed, "variable_per_thousand": sale.variable, "floor_per_thousand": sale.floor.to_plain(),
        "asked_per_thousand": sale.asked.to_plain(), "tiers": tiers,
        "offers": [_offer(result, sale, offer, risks.get(offer.key)) for offer in sale.offers],
    }  # fmt: skip


def _offer(result: CaseResult, sale: Sale, offer: Offer, risk: SaleRisk | None) -> Plain:
    customer = customer_of(result, offer)
    drawn = None if risk is None else {"left_low": risk.profit.low, "left_high": risk.profit.high, "probability_of_loss": risk.loss}
    return {
        "key": offer.key, "label": offer.label, "extension": offer.extension, "revenue": float(offer.revenue),
        "gross_margin": offer.gross_margin.to_plain(), "contribution": float(offer.contribution),
        "contribution_margin": offer.contribution_margin.to_plain(), "units": float(offer.units), "unit": offer.unit,
        "break_even_units": offer.break_even(sale.fixed).to_plain(), "cac": customer.acquisition, "monthly_churn": customer.churn,
        "ltv": customer.lifetime_value.to_plain(), "ltv_to_cac": customer.value_to_cost.to_plain(),
        "cac_payback_months": customer.payback.to_plain(), "risk": drawn,
    }  # fmt: skip
