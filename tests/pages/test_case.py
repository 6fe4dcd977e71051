"""The Case page, clicked as a reader would: empty, with the sample, an assumption moved, a link followed."""

from __future__ import annotations

import pytest

from payoff.domains import read_domain, shipped_domains
from payoff.domains.case_steps import STEPS
from payoff.domains.product_presets import PRESETS

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


def set_range(page, name: str, low: float, high: float, shape: str = "pert"):
    """Choose an assumption and state its range, as typed."""
    page.app.selectbox(key="credit_case.range").set_value(name).run()
    key = f"credit_case.range.{name}."
    controls = {box.key.rsplit(".", 1)[-1]: box for box in (*page.app.number_input, *page.app.selectbox) if str(box.key).startswith(key)}
    controls["low"].set_value(low)
    controls["high"].set_value(high)
    controls["shape"].set_value(shape)
    next(button for button in page.app.button if button.label == "Set this range").click().run()
    return page


def test_the_range_of_any_assumption_can_be_set_and_moves_the_odds(page):
    before = page.reads("Loses money in")
    set_range(page, "tax", 10.0, 50.0, "triangular")
    assert page.alive
    assert "27 of 50 assumptions have a range" in page.words
    assert "Stated on this page: Tax on profit." in page.words
    assert page.reads("Loses money in") != before
    assert page.reads("Net present value") == PLANNED
    assert page.app.query_params["credit_case_ranges"].startswith("tax~-0.15")
    page.press("Reset all ranges")
    assert page.reads("Loses money in") == before
    assert "credit_case_ranges" not in page.app.query_params


def test_an_assumption_can_be_taken_as_sure(page):
    set_range(page, "volume", 8_000.0, 15_000.0, "fixed")
    assert "25 of 50 assumptions have a range" in page.words
    assert page.app.query_params["credit_case_ranges"] == "volume~fixed"


def test_a_range_that_does_not_rise_says_so_and_the_last_one_stays(page):
    set_range(page, "volume", 13_000.0, 15_000.0)
    assert "Low, plan and high must rise" in page.words
    assert "The range stays as it was" in page.words
    assert "credit_case_ranges" not in page.app.query_params


def test_without_outcomes_the_value_per_case_may_be_given_a_range(dashboard, loans, as_csv):
    for row in loans:
        del row["default"]
    page = dashboard().go("score").upload("new.csv", as_csv(loans)).go("case")
    assert page.alive
    assert "holds the ranges of the other assumptions only" in page.words
    assert "of 51 assumptions have a range" in page.words
    before = page.reads("Loses money in")
    planned = next(box.value for box in page.app.number_input if str(box.key).startswith("credit_case.range.value_per_case"))
    set_range(page, "value_per_case", planned - 20.0, planned + 5.0)
    assert "stated, not measured" in page.words
    assert page.reads("Loses money in") != before
    assert page.app.query_params["credit_case_ranges"].startswith("value_per_case~")


def test_two_assumptions_can_be_made_to_move_together_and_apart_again(page):
    before = page.reads("Loses money in")
    page.app.slider(key="credit_case.together.figure").set_value(0.8)
    page.press("Let them move together")
    assert page.alive
    assert "Cases a year with Value per case: +0.8" in page.words
    assert page.reads("Loses money in") != before
    assert page.app.query_params["credit_case_together"] == "volume~value_per_case~0.8"
    page.press("Take away")
    assert page.reads("Loses money in") == before


def test_correlations_that_cannot_all_hold_say_what_to_do(dashboard):
    page = dashboard(data="sample", credit_case_together="volume~people~0.6,people~followed~0.6").go("case")
    page.app.selectbox(key="credit_case.together.first").set_value("volume")
    page.app.selectbox(key="credit_case.together.second").set_value("followed")
    page.app.slider(key="credit_case.together.figure").set_value(-0.9)
    page.press("Let them move together")
    assert "Cases a year with People who run it 0.6" in page.words
    assert "or less, or leave one out." in page.words
    assert page.app.query_params["credit_case_together"] == "volume~people~0.6,people~followed~0.6"


def test_under_correlations_the_indices_say_why_they_are_missing(dashboard):
    page = dashboard(data="sample", credit_case_together="volume~people~0.5").go("case")
    assert page.alive
    assert "there are no Sobol indices" in page.words


def test_a_link_brings_back_ranges_correlations_and_answers(dashboard):
    steps = '{"market":{"answer":"yes","note":"Asked."},"route":{"answer":"no"}}'
    address = {"ranges": "tax~-0.1~0.1~pert~step,people~fixed", "together": "tax~volume~-0.3", "steps": steps}
    page = dashboard(data="sample", **{f"credit_case_{name}": text for name, text in address.items()}).go("case")
    assert page.alive
    assert "Stated on this page: Tax on profit, People who run it." in page.words
    assert "Tax on profit with Cases a year: -0.3" in page.words
    assert page.app.query_params["credit_case_steps"] == steps


@pytest.mark.parametrize(
    ("name", "text"),
    [("ranges", "tax~high"), ("ranges", "gold~1~2~pert~step"), ("together", "volume~people"), ("together", "a~b~9"), ("steps", "{")],
)
def test_what_a_link_says_wrongly_is_left_out_with_a_word(dashboard, name, text):
    page = dashboard(data="sample", **{f"credit_case_{name}": text}).go("case")
    assert page.alive
    assert "could not be read and were left out" in page.words
    assert page.reads("Net present value") == PLANNED


def open_way(page):
    """The seven steps, opened as a click on their row would."""
    page.app.session_state["credit_case.way"] = True
    page.app.run()
    return page


def test_the_steps_lead_through_the_case_and_keep_their_answers(page):
    open_way(page)
    assert "0 of 7 steps are answered yes. Next: Market demand." in page.words
    assert "12,000 loans are planned in year 1." in page.words
    page.app.button_group(key="credit_case.market.answer").set_value("yes").run()
    page.app.text_area(key="credit_case.market.note").set_value("Two lenders asked.").run()
    assert "1 of 7 steps are answered yes. Next: Technical route." in page.words
    assert '"note":"Two lenders asked."' in page.app.query_params["credit_case_steps"]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.key)
def test_every_step_opens_with_its_question_its_inputs_and_what_the_case_says(page, step):
    open_way(page).app.button_group(key="credit_case.step").set_value(step.key).run()
    assert page.alive
    assert step.question in page.words
    assert "Still open:" in page.words


def test_a_no_stops_the_way(dashboard):
    page = open_way(dashboard(data="sample", credit_case_steps='{"route":{"answer":"no"}}').go("case"))
    assert "Stop there: Technical route is answered no." in page.words


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.key)
def test_customers_of_another_kind_of_business_fill_in_and_leave_the_case_alone(page, preset):
    page.app.button(key=f"credit_case.preset.{preset.key}").click().run()
    assert page.alive
    assert page.app.number_input(key="credit_case_customers").value == preset.customers["customers"]
    assert page.reads("Net present value") == PLANNED
    page.app.button(key="credit_case.preset.own").click().run()
    assert page.app.number_input(key="credit_case_customers").value == 20


def test_break_even_trough_and_tables_stand_beside_the_cash(page):
    assert page.reads("Breaks even in month") == "14"
    assert page.reads("Breaks even at a volume of") == "6,353"
    assert page.reads("Deepest point of the purse").startswith("−DM")
    assert [tab.label for tab in page.app.tabs] == ["By year", "By month"]


def test_several_rates_of_return_are_all_flagged(dashboard):
    # The model is built anew, dearly, two months before the end: the cash flow changes its sign three times.
    changed = {"training": 200_000, "model_life": 34, "one_off": 0, "months": 36}
    page = dashboard(data="sample", **{f"credit_case_{name}": str(value) for name, value in changed.items()}).go("case")
    assert page.alive
    assert page.reads("Rate of return (IRR)") == "3 rates"
    rate = next(metric for metric in page.app.metric if metric.label.startswith("Rate of return"))
    assert "66.5" in rate.delta
    assert "breaks even at 3 rates a year" in page.words


@pytest.mark.parametrize("panel", ["Selling the model", "One customer", "Servers, electricity and carbon", "Scale", "Experience"])
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
