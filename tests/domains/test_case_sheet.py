"""The case sheet: every number founded, ranges that move with the plan, and messages that name what is wrong."""

from __future__ import annotations

import numpy as np
import pytest

from payoff.core.spread import Empirical, Lognormal, Pert, Triangular
from payoff.domains.case_range import LEAST, Range, multiples_between, plain_range, range_between
from payoff.domains.case_sheet import VALUE, case_sheet
from payoff.domains.grid import GRIDS
from payoff.domains.product_presets import PRESETS
from payoff.domains.term_sheet import SOURCE_KINDS, TermSheetError

SHEET = case_sheet("credit", "DM")


@pytest.mark.parametrize("assumption", SHEET.assumptions, ids=lambda a: a.name)
def test_every_assumption_has_unit_source_date_and_a_default_in_its_range(assumption) -> None:
    assert assumption.low <= assumption.default <= assumption.high
    assert assumption.kind in SOURCE_KINDS
    assert all((assumption.unit, assumption.source, assumption.date, assumption.group))
    assert "MONEY" not in assumption.unit


def test_names_are_unique_and_every_range_belongs_to_one_that_may_vary() -> None:
    names = [a.name for a in SHEET.assumptions]
    assert len(names) == len(set(names))
    assert set(SHEET.ranges) <= set(names)
    assert set(names) >= SHEET.moving


def test_an_unknown_name_or_an_impossible_value_is_named() -> None:
    with pytest.raises(TermSheetError, match="no assumption called 'volum'"):
        SHEET.settings({"volum": 1.0})
    with pytest.raises(TermSheetError, match=r"followed: .* between 0 and 1"):
        SHEET.settings({"followed": 1.2})


def test_a_range_moves_with_the_plan_and_stays_within_what_is_possible() -> None:
    volume, followed = SHEET.get("volume"), SHEET.get("followed")
    assert Range(0.5, 2.0).around(100.0, volume) == Pert(50.0, 100.0, 200.0)
    assert Range(0.5, 2.0).around(100.0, volume, width=0.5) == Pert(75.0, 100.0, 150.0)
    assert Range(-0.2, 0.2, "triangular", "step").around(0.9, followed) == Triangular(0.7, 0.9, 1.0)


def test_a_range_of_nothing_varies_nothing() -> None:
    assert Range(0.5, 2.0).around(0.0, SHEET.get("per_case")) is None
    assert Range(0.5, 2.0).around(100.0, SHEET.get("volume"), width=0.0) is None
    assert SHEET.spreads(SHEET.settings({}), width=0.0) == {}


def test_a_stated_range_is_kept_where_it_was_stated() -> None:
    volume = SHEET.get("volume")
    assert range_between(80.0, 100.0, 150.0, shape="pert").around(100.0, volume) == Pert(80.0, 100.0, 150.0)
    assert range_between(80.0, 100.0, 150.0, shape="lognormal").around(200.0, volume) == Lognormal(160.0, 300.0)


def test_a_range_is_written_as_it_is_read() -> None:
    volume = SHEET.get("volume")
    for shape in ("pert", "triangular", "lognormal"):
        plain = plain_range(range_between(80.0, 100.0, 150.0, shape=shape).around(100.0, volume))
        assert plain == {"low": pytest.approx(80.0), "high": pytest.approx(150.0), "shape": shape}
    with pytest.raises(ValueError, match="two ends"):
        plain_range(Empirical(np.array([1.0, 2.0])))


def test_a_range_may_be_stated_otherwise_or_taken_away() -> None:
    changed = SHEET.with_ranges({"volume": None, "tax": Range(0.9, 1.1)})
    assert "volume" not in changed.ranges
    assert changed.ranges["tax"] == Range(0.9, 1.1)


def test_multiples_keep_their_order_around_a_loss_and_are_stretched_around_one() -> None:
    assert multiples_between(-30.0, -20.0, -10.0, shape="pert") == Range(0.5, 1.5)
    assert Range(0.5, 1.5).stretched(0.5) == Range(0.75, 1.25)
    assert Range(0.5, 1.5).stretched(0.0) is None
    # 1 + 1.5 · (0.2 − 1) = −0.2, where a lognormal cannot begin.
    assert Range(0.2, 1.5, "lognormal").stretched(1.5) == Range(LEAST, 1.75, "lognormal")
    assert SHEET.with_ranges({VALUE: Range(0.5, 1.5)}).spreads(SHEET.settings({})).keys() == SHEET.spreads(SHEET.settings({})).keys()


def test_grids_carry_the_figures_of_their_source() -> None:
    assert {key: grid.grams for key, grid in GRIDS.items()} == {
        "world": 481.0, "cn": 582.317, "de": 380.95, "fr": 56.039, "in": 713.441, "uk": 237.589, "us": 369.473,
    }  # fmt: skip


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.key)
def test_customers_of_another_kind_of_business_are_assumptions_of_selling_and_possible(preset) -> None:
    assert not set(preset.customers) & SHEET.moving
    assert SHEET.settings(preset.customers)["calls"] * preset.customers["customers"] == preset.calls
