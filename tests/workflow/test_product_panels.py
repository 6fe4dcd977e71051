"""The AI product as a business: prices above cost, offers labelled, and panels that always answer."""

from __future__ import annotations

import pytest

from payoff.domains import read_domain
from payoff.domains.case_sheet import case_sheet
from payoff.workflow.business_case import CasePlan, evaluate_case
from payoff.workflow.product_panels import product_panels
from payoff.workflow.product_sale import plan_sale
from payoff.workflow.worth import Worth

SHEET = case_sheet("credit", "DM")
WORTH = Worth(read_domain("credit"), "expected", "none", 400, 12_800.0, None)


def result_of(**changes: float):
    return evaluate_case(WORTH, CasePlan(SHEET.settings(changes)))


def test_the_price_asked_covers_every_cost_and_leaves_the_margin() -> None:
    sale = plan_sale(result_of(margin=0.25))
    full = sale.fixed + sale.variable * sale.calls / 1000.0
    metered = next(offer for offer in sale.offers if offer.key == "metered")
    assert sale.floor.value == pytest.approx(full / sale.calls * 1000.0)
    # Tiers are discounts off a list price that makes this customer pay the asked price on average.
    assert metered.revenue == pytest.approx(full / 0.75)
    assert metered.contribution - sale.fixed == pytest.approx(0.25 * metered.revenue)


def test_only_the_models_of_the_source_articles_are_not_extensions() -> None:
    assert {offer.key for offer in plan_sale(result_of()).offers if not offer.extension} == {"metered", "project", "licence"}


def test_every_panel_answers_and_says_what_to_do() -> None:
    panels = product_panels(result_of())
    assert [panel.key for panel in panels] == ["price", "selling", "servers", "scale"]
    assert all(panel.advice.endswith(".") and panel.basis == "expected" for panel in panels)


def test_inelastic_demand_has_no_best_price_and_says_so() -> None:
    price = product_panels(result_of(elasticity=0.8))[0]
    assert price.figures[-1].value is None
    assert "no best price" in price.note


def test_a_model_that_fills_its_servers_hears_from_which_volume_a_gpu_pays() -> None:
    servers = product_panels(result_of(rows_per_second=100.0))[2]
    assert "H100 costs less from" in servers.advice
