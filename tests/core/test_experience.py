"""Experience curves in both conventions, and scale."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.core.experience import ExperienceCurve, average_cost, minimum_efficient_scale, network_value


def test_the_80_percent_unit_curve_of_the_textbook_table() -> None:
    curve = ExperienceCurve(1.0, 0.8, "unit")
    assert curve.unit_costs(100)[[9, 99]].tolist() == pytest.approx([0.47651, 0.227062], abs=2e-4)
    assert curve.total_costs(10)[-1] == pytest.approx(6.315373, abs=2e-4)


def test_the_two_conventions_name_what_falls_by_a_fifth() -> None:
    unit, average = (ExperienceCurve(100.0, 0.8, convention) for convention in ("unit", "cumulative average"))
    assert unit.unit_costs(2)[1] == pytest.approx(80)
    assert average.total_costs(2)[1] / 2 == pytest.approx(80)
    assert average.unit_costs(2)[1] == pytest.approx(60)


def test_fixed_cost_thins_out_with_volume() -> None:
    assert average_cost(1_000.0, 2.0, volume=np.array([100.0, 1_000.0])).tolist() == [12, 3]
    scale = minimum_efficient_scale(1_000.0, 2.0, within=0.05).value or 0.0
    assert scale == pytest.approx(10_000)
    assert average_cost(1_000.0, 2.0, volume=scale) == pytest.approx(2.1)
    assert "for ever" in str(minimum_efficient_scale(1_000.0, 0.0, within=0.05).reason)


def test_a_network_of_a_hundred() -> None:
    assert network_value(100.0, law="metcalfe") == 10_000
    assert network_value(100.0, law="odlyzko") == pytest.approx(100 * np.log(100))


@settings(max_examples=40, deadline=None)
@given(st.floats(0.55, 1.0), st.sampled_from(["unit", "cumulative average"]))
def test_every_doubling_multiplies_cost_by_the_rate(rate: float, convention: str) -> None:
    curve = ExperienceCurve(10.0, rate, convention)
    falling = curve.unit_costs(64) if convention == "unit" else curve.total_costs(64) / np.arange(1, 65)
    assert falling[[1, 3, 7, 63]] / falling[[0, 1, 3, 31]] == pytest.approx(rate)
    assert curve.unit_costs(64).cumsum() == pytest.approx(curve.total_costs(64))
