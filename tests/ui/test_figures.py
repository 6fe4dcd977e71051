"""Figures: what they draw, how much of it, and in which colours."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from payoff.core.calibration import measure_reliability
from payoff.core.curve import Curve
from payoff.core.distribution import spread_scores
from payoff.domains.panel import Panel, Series
from payoff.ui.figures.contest import chart_contest
from payoff.ui.figures.money import MOST_POINTS, chart_curve, chart_ladder, chart_small_curve, thin
from payoff.ui.figures.panel import chart_panel
from payoff.ui.figures.scores import chart_reliability, chart_spread
from payoff.ui.format import money
from payoff.ui.look import DARK, LIGHT, look_of
from payoff.workflow.decide import Question, Today, decide
from payoff.workflow.models import Comparison, Standing


def points(figure) -> int:
    return sum(len(trace.x) for trace in figure.data if trace.x is not None)


def named(figure, start: str):
    return next(trace for trace in figure.data if (trace.name or "").startswith(start))


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=lambda look: look.name)
def test_every_figure_names_both_axes_with_unit_and_basis(credit, look):
    words = credit.data.case.sheet.words
    ladder, curve = chart_ladder(credit.decision, words, look), chart_curve(credit.decision, credit.judgement, words, look)
    assert ladder.layout.xaxis.title.text == curve.layout.yaxis.title.text == "Net value, DM (measured)"
    assert curve.layout.xaxis.title.text.startswith("Threshold: decline")
    assert ladder.layout.paper_bgcolor is None
    assert ladder.layout.template.layout.font.color == look.ink


def test_the_ladder_climbs_from_doing_nothing_to_foresight(credit):
    bars = chart_ladder(credit.decision, credit.data.case.sheet.words, LIGHT).data[0]
    assert bars.y[0].startswith("Perfect foresight")
    assert bars.y[-1].startswith("Lending to everyone")
    assert money(credit.decision.ladder.get("perfect").value, "DM") in bars.y[0]
    assert list(bars.x) == [rung.value for rung in credit.decision.ladder.rungs[::-1]]


def test_todays_rule_joins_the_ladder_when_it_is_stated(credit):
    decision = decide(credit.data.case, Question(today=Today(rate=0.2)))
    labels = chart_ladder(decision, credit.data.case.sheet.words, LIGHT).data[0].y
    assert sum(label.startswith("Today's rule") for label in labels) == 1


def test_the_curve_stays_below_a_thousand_points_however_long_it_is(credit):
    n = 2049
    rising = np.linspace(0.0, 1.0, n)
    curve = Curve(np.concatenate([[np.inf], rising[1:][::-1]]), rising * 1e6, rising, np.sin(rising * 9))
    band = replace(credit.judgement.band, low=curve.value - 1, high=curve.value + 1)
    decision, judgement = replace(credit.decision, curve=curve), replace(credit.judgement, band=band)
    assert points(chart_curve(decision, judgement, credit.data.case.sheet.words, LIGHT)) < 1000


def test_thinning_keeps_the_ends_and_the_best_point():
    value = np.zeros(2049)
    value[777] = 5.0
    steps = np.arange(2049.0)
    thinned = thin(Curve(-steps, steps, steps / 2048, value))
    assert len(thinned.value) <= MOST_POINTS
    assert (thinned.acted[0], thinned.acted[-1], thinned.value[thinned.best]) == (0.0, 2048.0, 5.0)


def test_the_curve_marks_the_rule_in_use_filled_and_the_searched_one_hollow(credit):
    figure = chart_curve(credit.decision, credit.judgement, credit.data.case.sheet.words, LIGHT)
    used, searched = named(figure, "in use"), named(figure, "best on these rows")
    assert (used.marker.symbol, searched.marker.symbol) == ("circle", "circle-open")
    assert used.y[0] == credit.decision.confusion.value
    assert "optimistic" in searched.name


def test_a_chosen_threshold_stands_beside_the_bayes_one(credit):
    decision = decide(credit.data.case, Question(threshold=0.4, capacity=20))
    figure = chart_curve(decision, None, credit.data.case.sheet.words, LIGHT)
    assert named(figure, "in use").x[0] == 0.4
    assert named(figure, "Bayes").x[0] == decision.threshold.bayes
    assert "room for 20" in [annotation.text for annotation in figure.layout.annotations]


def test_the_drawn_curve_reaches_both_ends_with_the_trivial_policies(credit):
    line = chart_curve(credit.decision, None, credit.data.case.sheet.words, LIGHT).data[0]
    ladder = credit.decision.ladder
    assert (line.x[0], line.x[-1]) == (1.0, 0.0)
    assert line.y[0] == pytest.approx(ladder.get("none").value)
    assert line.y[-1] == pytest.approx(ladder.get("all").value)


def test_the_thumbnail_has_no_legend(credit):
    assert chart_small_curve(credit.decision, credit.data.case.sheet.words, DARK).layout.showlegend is False


def test_the_spread_colours_outcomes_only_when_they_are_known(credit):
    sheet, score = credit.data.case.sheet, np.array([0.1, 0.4, 0.9])
    known = chart_spread(spread_scores(score, np.array([0.0, 1.0, 1.0])), 0.3, sheet, LIGHT)
    unknown = chart_spread(spread_scores(score), 0.3, sheet, LIGHT)
    assert [trace.name for trace in known.data] == ["good customers", "defaulters"]
    assert [trace.name for trace in unknown.data] == ["outcome unknown"]


def test_reliability_stands_against_the_diagonal(credit):
    bins = measure_reliability(np.array([0.2, 0.8]), np.array([0.0, 1.0]), bins=2)
    figure = chart_reliability(bins, credit.data.case.sheet, LIGHT)
    assert list(figure.data[0].x) == list(figure.data[0].y) == [0, 1]
    assert list(figure.data[1].y) == [0.0, 1.0]


def test_the_contest_shows_both_models():
    champion, challenger = Standing("a", "boosting (60)", 5.0, 3), Standing("b", "logistic (C)", 4.0, 2)
    bars = chart_contest(Comparison(champion, challenger, 9, "DM", 1.0, -1.0, 3.0, 0.7), LIGHT).data[0]
    assert list(bars.x) == [4.0, 5.0]
    assert bars.y[1].startswith("Champion: boosting<br>")


def test_a_panel_draws_lines_bars_points_and_bands():
    series = (
        Series("band", (0.0, 1.0), (1.0, 2.0), low=(0.5, 1.5), high=(1.5, 2.5)),
        Series("bars", ("a", "b"), (1.0, None), "bar"),
        Series("dots", (0.0,), (1.0,), "point"),
    )
    panel = Panel("k", "Title", "Do it.", "measured", series=series, x_label="share acted on", y_label="value", marks={"here": 0.5})
    figure = chart_panel(panel, LIGHT)
    assert (figure.layout.xaxis.title.text, figure.layout.yaxis.title.text) == ("Share acted on", "Value")
    assert {"scatter", "bar"} == {trace.type for trace in figure.data}


def test_an_unknown_theme_is_light():
    assert (look_of(None), look_of("dark")) == (LIGHT, DARK)


@pytest.mark.parametrize(("level", "edge"), [(-74.5, "bottom"), (-76.5, "top"), (60.0, "bottom"), (-1.0, "top")])
def test_the_name_of_the_best_simple_rule_stands_clear_of_the_curve(credit, level, edge):
    curve = Curve(
        np.array([np.inf, 0.8, 0.6, 0.1]), np.array([0.0, 1.0, 2.0, 3.0]), np.linspace(0, 1, 4), np.array([-75.0, -75.0, -76.0, -60.0])
    )
    rungs = tuple(
        replace(rung, value=level) if rung is credit.decision.ladder.best_trivial else rung for rung in credit.decision.ladder.rungs
    )
    decision = replace(credit.decision, curve=curve, ladder=replace(credit.decision.ladder, rungs=rungs))
    (name,) = chart_curve(decision, None, credit.data.case.sheet.words, LIGHT).layout.annotations
    assert name.yanchor == edge


def test_the_names_of_marks_neither_leave_the_chart_nor_widen_it():
    depth = Panel("depth", "Depth", "Call.", "measured", series=(Series("profit", (0.0, 50.0, 100.0), (0.0, 5.0, 4.0)),))
    figure = chart_panel(replace(depth, marks={"threshold in use": 12.0, "break-even": 100.0}), LIGHT)
    assert figure.layout.xaxis.range == (-2.0, 102.0)
    assert [(name.text, name.xanchor) for name in figure.layout.annotations] == [("threshold in use", "left"), ("break-even", "right")]
    assert {(name.y, name.yanchor) for name in figure.layout.annotations} == {(1, "bottom")}
    apart = chart_panel(replace(depth, marks={"floor": 40.0, "asked": 50.0}), LIGHT)
    assert [name.xanchor for name in apart.layout.annotations] == ["right", "left"]
