"""Capital against the illustrative risk weights that the Basel Committee prints."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.core.capital import (
    Asset,
    Corporate,
    Margin,
    Retail,
    asset_correlation,
    capital_requirement,
    economic_value_added,
    raroc,
    risk_weight,
    risk_weighted_assets,
)

LARGE, SMALL = Corporate(2.5, 50.0), Corporate(2.5, 5.0)
MORTGAGE, REVOLVING, OTHER = Retail("mortgage"), Retail("revolving"), Retail("other")

# BCBS128 (Basel II), Annex 5, risk weights in %, without the 1.06 scalar.
BASEL_2_COLUMNS: list[tuple[Asset, float]] = [
    (LARGE, 0.45),
    (SMALL, 0.45),
    (MORTGAGE, 0.45),
    (MORTGAGE, 0.25),
    (OTHER, 0.45),
    (OTHER, 0.85),
    (REVOLVING, 0.45),
    (REVOLVING, 0.85),
]
BASEL_2 = {
    0.0003: [14.44, 11.3, 4.15, 2.3, 4.45, 8.41, 0.98, 1.85],
    0.001: [29.65, 23.3, 10.69, 5.94, 11.16, 21.08, 2.71, 5.12],
    0.004: [62.72, 49.49, 29.94, 16.64, 28.42, 53.69, 8.41, 15.88],
    0.0075: [82.78, 65.14, 46.46, 25.81, 40.1, 75.74, 13.8, 26.06],
    0.013: [100.95, 78.77, 67.0, 37.22, 50.8, 95.95, 21.02, 39.7],
    0.02: [114.86, 88.55, 87.94, 48.85, 57.99, 109.53, 28.92, 54.63],
}
# Basel Framework CRE99, final Basel III: corporate LGD 40 %, revolving LGD 50 %.
BASEL_3_COLUMNS: list[tuple[Asset, float]] = [(LARGE, 0.40), (SMALL, 0.40), (REVOLVING, 0.50)]
BASEL_3 = {0.001: [26.36, 20.71, 3.01], 0.004: [55.75, 43.99, 9.34], 0.0075: [73.58, 57.91, 15.33], 0.013: [89.73, 70.02, 23.35]}


@pytest.mark.parametrize(("pd", "printed"), BASEL_2.items())
def test_risk_weights_are_those_of_basel_2_annex_5(pd: float, printed: list[float]) -> None:
    found = [100 * float(risk_weight(pd, lgd, asset, pd_floor=0.0)) for asset, lgd in BASEL_2_COLUMNS]
    assert found == pytest.approx(printed, abs=0.011)


@pytest.mark.parametrize(("pd", "printed"), BASEL_3.items())
def test_risk_weights_are_those_of_basel_3(pd: float, printed: list[float]) -> None:
    found = [100 * float(risk_weight(pd, lgd, asset, pd_floor=0.0)) for asset, lgd in BASEL_3_COLUMNS]
    assert found == pytest.approx(printed, abs=0.011)


def test_a_probability_below_the_floor_is_raised_to_it() -> None:
    assert risk_weight(0.0001, 0.45, LARGE, pd_floor=0.0005) == risk_weight(0.0005, 0.45, LARGE, pd_floor=0.0)


def test_a_firm_without_stated_sales_gets_no_relief() -> None:
    assert asset_correlation(0.01, Corporate(2.5, None)) == asset_correlation(0.01, LARGE)
    assert asset_correlation(0.01, Corporate(2.5, 2.0)) == asset_correlation(0.01, SMALL)


def test_a_defaulted_exposure_has_no_formula_and_a_riskless_one_no_capital() -> None:
    capital = capital_requirement(np.array([0.0, 0.02, 1.0]), 0.45, OTHER, pd_floor=0.0)
    assert capital[0] == 0.0
    assert capital[1] == pytest.approx(0.5799 * 0.08, abs=1e-5)
    assert np.isnan(capital[2])


def test_return_and_value_added_worked_by_hand() -> None:
    # (80 + 10 − 30 − 15 − 5) · .75 = 30 on 150 of capital: 20 %, and 30 − 12 % · 150 = 12 above the hurdle.
    margin = Margin(interest=80, fees=10, funding=30, costs=15, expected_loss=5, tax=0.25)
    assert raroc(margin, 150) == pytest.approx(0.20)
    assert economic_value_added(margin, 150, hurdle=0.12) == pytest.approx(12)
    assert np.isnan(raroc(margin, 0))


def test_assets_are_weighted_by_exposure() -> None:
    assert risk_weighted_assets(0.75, 1_000) == 750


PD = st.floats(1e-5, 0.5)


@settings(max_examples=50, deadline=None)
@given(PD, st.floats(0.05, 1.0), st.sampled_from([LARGE, SMALL, MORTGAGE, REVOLVING, OTHER]))
def test_capital_lies_between_nothing_and_the_loss_given_default(pd: float, lgd: float, asset: Asset) -> None:
    capital = float(capital_requirement(pd, lgd, asset, pd_floor=0.0))
    assert capital > 0
    if isinstance(asset, Retail):
        assert capital <= lgd * (1 - pd)


@settings(max_examples=50, deadline=None)
@given(PD, st.floats(1.0, 5.0), st.floats(0.1, 2.0))
def test_a_longer_loan_needs_more_capital(pd: float, maturity: float, more: float) -> None:
    short = capital_requirement(pd, 0.4, Corporate(maturity, None), pd_floor=0.0)
    assert capital_requirement(pd, 0.4, Corporate(maturity + more, None), pd_floor=0.0) > short
