"""The Case page, clicked as a reader would: empty, with the sample, an assumption moved, a link followed."""

from __future__ import annotations

import pytest

from payoff.domains import read_domain, shipped_domains

PLANNED = "DM\u00a0420\u00a0k"


@pytest.fixture
def page(dashboard):
    return dashboard(data="sample").go("case")


def test_without_data_the_page_offers_the_sample(dashboard):
    empty = dashboard().go("case")
    assert empty.alive
    assert not empty.app.metric
    assert empty.press("Use the sample").reads("Net present value") == PLANNED


def test_with_the_sample_the_verdict_stands_before_the_figures(page):
    assert page.alive
    assert "Not proven" in page.words
    assert "Worth DM 420 k over 5 years as planned, measured" in page.words
    assert page.reads("Paid back after") == "14 months"
    assert "It adds up." in page.words


def test_every_chart_says_what_to_do_in_its_alternative_text(page):
    charts = page.app.get("plotly_chart")
    assert len(charts) == 5
    assert all(chart.proto.alt.endswith(".") for chart in charts)


def test_an_assumption_moves_every_figure_and_can_be_reset(page):
    page.app.number_input(key="credit_case_volume").set_value(24_000.0).run()
    assert page.reads("Net present value") != PLANNED
    assert "Cases a year: 12000 in year 1 → 24000 in year 1" in page.words
    page.app.button(key="credit_case.reset").click().run()
    assert page.reads("Net present value") == PLANNED


def test_a_link_brings_back_what_was_chosen(dashboard):
    page = dashboard(data="sample", credit_case_volume="24000", credit_case_seed="5").go("case")
    assert page.alive
    assert page.app.number_input(key="credit_case_volume").value == 24_000
    assert page.app.number_input(key="credit_case_seed").value == 5


def test_the_decision_is_the_one_last_asked_on_decide(page):
    page.go("decide")
    page.app.slider(key="credit_lgd").set_value(0.5).run()
    page.go("case")
    assert page.alive
    assert page.reads("Net present value") != PLANNED


def test_without_ranges_only_the_sample_is_left_to_chance(page):
    before = page.reads("Loses money in")
    page.app.selectbox(key="credit_case_width").set_value(0.0).run()
    assert page.alive
    assert page.reads("Net present value") == PLANNED
    assert page.reads("Loses money in") != before


def test_a_horizon_too_short_to_pay_back_says_so(page):
    page.app.selectbox(key="credit_case_months").set_value(12).run()
    assert page.alive
    assert page.reads("Net present value, 1 year").startswith("−")
    assert "not recovered within 1 year" in page.words


def test_the_speed_of_the_model_can_be_taken_from_this_machine(page):
    page.app.button(key="credit_case.speed").click().run()
    assert page.alive
    assert page.app.number_input(key="credit_case_rows_per_second").value != 20_000
    assert "Speed of the model: 20000 rows per second →" in page.words


@pytest.mark.parametrize("panel", ["Selling the model", "Servers, electricity and carbon", "Scale"])
def test_each_panel_of_the_product_opens_by_link(dashboard, panel):
    page = dashboard(data="sample", credit_case_panel=panel).go("case")
    assert page.alive
    assert panel in [heading.value for heading in page.app.subheader]


@pytest.mark.parametrize("domain", [domain for domain in shipped_domains() if domain != "credit"])
def test_every_domain_has_a_case(dashboard, domain):
    page = dashboard(domain=domain, data="sample").go("case")
    assert page.alive
    assert read_domain(domain).currency in page.reads("Net present value")
    assert "It adds up." in page.words
