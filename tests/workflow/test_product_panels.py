"""The AI product as a business: prices above cost, offers labelled, and panels that always answer."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.core.revenue import Offer
from payoff.domains import read_domain
from payoff.domains.case_range import Range
from payoff.domains.case_sheet import case_sheet
from payoff.domains.panel import Panel
from payoff.workflow.business_case import CasePlan, evaluate_case
from payoff.workflow.product_panels import product_panels
from payoff.workflow.product_sale import plan_sale, weigh_sale
from payoff.workflow.selling_panels import CONVENTIONS
from payoff.workflow.worth import Worth

SHEET = case_sheet("credit", "DM")
WORTH = Worth(read_domain("credit"), "expected", "none", 400, 12_800.0, None)


def result_of(**changes: float):
    return evaluate_case(WORTH, CasePlan(SHEET.settings(changes)))


def panel_of(key: str, **changes: float) -> Panel:
    return next(panel for panel in product_panels(result_of(**changes)) if panel.key == key)


def offers_of(**changes: float) -> dict[str, Offer]:
    return {offer.key: offer for offer in plan_sale(result_of(**changes)).offers}


def test_the_price_asked_covers_every_cost_and_leaves_the_margin() -> None:
    sale = plan_sale(result_of(margin=0.25, churn=0.0))
    full = sale.fixed + sale.variable * sale.calls / 1000.0
    metered = next(offer for offer in sale.offers if offer.key == "metered")
    assert sale.floor.value == pytest.approx(full / sale.calls * 1000.0)
    # Tiers are discounts off a list price that makes this customer pay the asked price on average.
    assert metered.revenue == pytest.approx(full / 0.75)
    assert metered.contribution - sale.fixed == pytest.approx(0.25 * metered.revenue)


def test_only_the_models_of_the_source_articles_are_not_extensions() -> None:
    assert {key for key, offer in offers_of().items() if not offer.extension} == {"metered", "project", "licence"}
    assert {key for key, offer in offers_of().items() if offer.extension} == {"subscription", "seats", "advertising", "share"}


def test_every_way_to_sell_by_hand() -> None:
    # 20 customers of 2 million calls; two servers at 0.10 an hour with 60 watts at a PUE of 1.54 and 0.12 a kilowatt-hour.
    hosting = 2 * 0.10 * 8760 + 2 * 0.060 * 8760 * 1.54 * 0.12
    served, winning = hosting + 20 * 1_500, 20 * 0.015 * 12 * 12_000
    found = offers_of()
    assert found["licence"].revenue == pytest.approx(20 * (15_000 / 3 + 0.2 * 15_000))
    assert found["project"].revenue == pytest.approx(250 * 900)
    assert found["project"].served == pytest.approx(250 * 80_000 / 220)
    assert found["seats"].revenue == pytest.approx(20 * 10 * 40 * 12)
    # 40 million calls show 20 million advertisements, 60 % sold at 1000 · 1 % · 0.30 = 3.00 a thousand.
    assert found["advertising"].revenue == pytest.approx(20e6 * 0.6 * 3.0 / 1000)
    assert found["share"].revenue == pytest.approx(20 * 60_000 * 0.05)
    assert found["share"].served == pytest.approx(served)
    assert found["share"].contribution == pytest.approx(60_000 - served - winning)
    assert found["seats"].gross_margin.value == pytest.approx((96_000 - served) / 96_000)
    assert found["seats"].contribution_margin.value == pytest.approx((96_000 - served - winning) / 96_000)


def test_only_subscriptions_grow_by_those_who_join() -> None:
    # Two customers of whom half leave each month and one joins: 2, 2, 2 … on average.
    found = offers_of(customers=2.0, churn=0.5, joining=1.0)
    assert found["subscription"].units == pytest.approx(2.0)
    assert found["subscription"].revenue == pytest.approx(float(found["metered"].revenue))
    assert found["subscription"].winning == pytest.approx(12 * 12_000)


def test_at_its_break_even_a_way_to_sell_covers_the_fixed_cost_exactly() -> None:
    sale = plan_sale(result_of())
    for offer in sale.offers:
        even = offer.break_even(sale.fixed).value
        if even is not None:
            assert float(offer.contribution) / float(offer.units) * even == pytest.approx(sale.fixed)
    lost = next(offer for offer in sale.offers if offer.key == "advertising")
    assert "no volume covers" in lost.break_even(sale.fixed).reason


def test_draws_of_the_volumes_move_what_is_left_and_prices_stay_as_planned() -> None:
    sure = result_of()
    assert weigh_sale(sure, plan_sale(sure)) == {}
    result = evaluate_case(WORTH, CasePlan(SHEET.settings({}), SHEET.spreads(SHEET.settings({}))))
    sale = plan_sale(result)
    found = weigh_sale(result, sale)
    assert set(found) == {offer.key for offer in sale.offers}
    metered = next(offer for offer in sale.offers if offer.key == "metered")
    assert found["metered"].profit.low < float(metered.contribution) - sale.fixed < found["metered"].profit.high
    assert 0 < found["metered"].loss < found["seats"].loss
    assert weigh_sale(result, sale)["metered"].profit == found["metered"].profit


def test_a_range_so_narrow_that_nothing_moves_leaves_the_plan() -> None:
    sheet = SHEET.with_ranges(dict.fromkeys(SHEET.ranges, None) | {"customers": Range(1 - 1e-9, 1 + 1e-9)})
    result = evaluate_case(WORTH, CasePlan(SHEET.settings({}), sheet.spreads(SHEET.settings({}))))
    sale = plan_sale(result)
    for offer in sale.offers:
        assert weigh_sale(result, sale)[offer.key].profit.mean == pytest.approx(float(offer.contribution) - sale.fixed, rel=1e-5)


def test_every_panel_answers_and_says_what_to_do() -> None:
    panels = product_panels(result_of())
    assert [panel.key for panel in panels] == ["price", "selling", "customer", "servers", "scale", "experience"]
    assert all(panel.advice.endswith(".") and panel.basis == "expected" for panel in panels)


def test_inelastic_demand_has_no_best_price_and_says_so_aloud() -> None:
    price = panel_of("price", elasticity=0.8)
    assert price.figures[-1].value is None
    assert "no best price" in price.advice


def test_the_best_price_lies_at_the_top_of_its_curve() -> None:
    price = panel_of("price", elasticity=1.8)
    (line,) = price.series
    best = price.figures[-1].value
    assert line.x[int(np.argmax(line.y))] == pytest.approx(best, abs=0.25)
    assert f"{best:.2f}" in price.advice


def test_a_best_price_far_from_what_is_planned_is_not_to_be_trusted() -> None:
    assert "test prices first" in panel_of("price", elasticity=5.0).advice


def test_where_most_cost_follows_volume_tuning_comes_first() -> None:
    assert panel_of("scale").advice.startswith("Grow before you tune")
    assert panel_of("scale", support=100_000.0).advice.startswith("Tune before you grow")


def test_a_metered_price_lists_its_tiers() -> None:
    tiers = panel_of("price").table
    assert [row[0] for row in tiers] == ["100,000", "1,000,000", "any more"]
    assert tiers[1][1] == pytest.approx(0.7 * tiers[0][1], abs=1e-4)


def test_a_customer_is_worth_what_the_textbook_says() -> None:
    # Seats: 20 customers bring 96,000 a year, 400 a month each, at the gross margin; 1.5 % leave a month.
    row = next(row for row in panel_of("customer").table if row[0] == "Seats")
    margin = offers_of()["seats"].gross_margin.value
    assert row[1] == pytest.approx(400)
    assert row[2] == pytest.approx(400 * margin / 0.015, abs=1)
    assert row[4] == pytest.approx(400 * margin / 0.015 / 12_000, abs=0.01)
    assert row[5] == pytest.approx(12_000 / (400 * margin), abs=0.1)


def test_customers_who_never_leave_have_no_lifetime_value_and_it_is_said() -> None:
    customer = panel_of("customer", churn=0.0)
    assert "no bound" in customer.advice
    assert all(row[2] is None for row in customer.table)


def test_both_conventions_of_the_experience_curve_are_named_and_differ() -> None:
    # An 80 % curve over two customers: 1 + 0.8 if each costs less, 2 · 0.8 if the average falls.
    panel = panel_of("experience", customers=2.0, onboarding=1_000.0, progress=0.8)
    assert "DM 1.80 k" in panel.advice.replace("\u00a0", " ")
    assert "DM 1.60 k" in panel.advice.replace("\u00a0", " ")
    assert [series.name for series in panel.series] == list(CONVENTIONS.values())
    assert [figure.label for figure in panel.figures[:2]] == ["Progress ratio", "Learning rate"]
    assert [figure.value for figure in panel.figures[:2]] == pytest.approx([80, 20])


def test_with_one_customer_there_is_no_experience() -> None:
    assert "one customer" in panel_of("experience", customers=1.0).advice


def test_a_model_that_fills_its_servers_hears_from_which_volume_a_gpu_pays() -> None:
    assert "H100 costs less from" in panel_of("servers", rows_per_second=100.0).advice


def extremes(name: str) -> st.SearchStrategy[float]:
    """The ends of what is possible, the default, and a good deal more than it."""
    a = SHEET.get(name)
    return st.sampled_from(sorted({a.low, a.default, min(a.high, 10 * a.default), min(a.high, 1e7)}))


SOLD = [a.name for a in SHEET.assumptions if a.name not in SHEET.moving or a.group == "The AI product"]


@settings(max_examples=60, deadline=None)
@given(st.fixed_dictionaries({name: extremes(name) for name in SOLD}))
def test_whatever_is_possible_every_panel_answers(changes: dict[str, float]) -> None:
    for panel in product_panels(result_of(**changes)):
        assert panel.advice.endswith(".")
        assert all(figure.value is None or math.isfinite(figure.value) for figure in panel.figures)
        assert all(np.isfinite(np.array(series.y, dtype=float)).all() for series in panel.series)
