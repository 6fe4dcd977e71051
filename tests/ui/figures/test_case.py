"""Charts of a case draw what their records hold, and nothing twice."""

from __future__ import annotations

import numpy as np
import pytest

from payoff.core.sensitivity import Swing
from payoff.core.uncertainty import Simulation
from payoff.domains import read_domain
from payoff.domains.case_sheet import case_sheet
from payoff.ui.figures.case import chart_cash, chart_costs, chart_outcomes, chart_swings
from payoff.ui.look import LIGHT
from payoff.workflow.business_case import CasePlan, evaluate_case
from payoff.workflow.worth import Worth

SHEET = case_sheet("credit", "DM")
RESULT = evaluate_case(Worth(read_domain("credit"), "expected", "none", 400, 12_800.0, None), CasePlan(SHEET.settings({}), months=24))


def test_the_bars_of_cash_add_up_to_the_end_of_the_line() -> None:
    figure = chart_cash(RESULT, LIGHT)
    bars = sum(float(np.sum(trace.y)) for trace in figure.data if trace.type == "bar")
    line = next(trace for trace in figure.data if trace.type == "scatter")
    assert bars == pytest.approx(line.y[-1])
    assert line.x[-1] == 2


def test_a_bar_of_the_tornado_runs_from_the_plan_to_its_end() -> None:
    figure = chart_swings((Swing("volume", 1.0, 2.0, -50.0, 80.0),), 20.0, SHEET, LIGHT)
    low, high = figure.data
    assert (low.base, low.x[0], high.x[0]) == (20.0, -70.0, 60.0)
    assert low.marker.pattern.shape == "/"


def test_no_bin_holds_losses_and_gains() -> None:
    money = np.random.default_rng(0).normal(10, 100, 5000)
    figure = chart_outcomes(Simulation({"x": money}, money, 1.0), 10.0, "DM", LIGHT)
    loses, gains = (next(trace for trace in figure.data if trace.name == name) for name in ("loses", "gains"))
    assert max(loses.x) < 0 < min(gains.x)
    # Two in a thousand are left off on each side.
    assert sum(loses.y) + sum(gains.y) == pytest.approx(0.996, abs=3e-3)
    assert sum(loses.y) == pytest.approx((money < 0).mean(), abs=3e-3)


def test_costs_are_drawn_largest_at_the_top() -> None:
    (bars,) = chart_costs(RESULT.product, "DM", LIGHT).data
    assert list(bars.x) == sorted(bars.x)
