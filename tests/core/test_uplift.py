"""Uplift measures against scikit-uplift 0.5.1 on a small trial, and by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.core.experiment import NoExperimentError, Trial
from payoff.core.uplift import name_quadrants, qini_coefficient, qini_curve, uplift_at

TABLE = pd.read_csv(Path(__file__).parents[1] / "data" / "uplift_trial.csv")
TRIAL = Trial(TABLE["outcome"].to_numpy(dtype=float), TABLE["treated"].to_numpy() == 1)


@pytest.mark.parametrize(
    ("column", "tenth", "coefficient"), [("score", 2.6666666666666665, 0.11577667427075448), ("tied", -2.0, 0.04748892334040079)]
)
def test_the_curve_and_its_coefficient_are_those_of_scikit_uplift(column: str, tenth: float, coefficient: float) -> None:
    score = TABLE[column].to_numpy()
    curve = qini_curve(TRIAL, score)
    assert curve.value[-1] == pytest.approx(25.909090909090914)
    assert curve.value[10] == pytest.approx(tenth)
    assert qini_coefficient(TRIAL, score).value == pytest.approx(coefficient, abs=1e-12)


@pytest.mark.parametrize(("share", "printed"), [(0.1, 0.25), (0.3, 0.20163334272036043), (0.7, 0.17933006535947715)])
def test_uplift_in_the_top_is_that_of_scikit_uplift(share: float, printed: float) -> None:
    assert uplift_at(TRIAL, TABLE["score"].to_numpy(), share).difference == pytest.approx(printed, abs=1e-12)


def test_the_womens_mailing_of_hillstrom_2008_has_its_published_curve(hillstrom: pd.DataFrame) -> None:
    table = hillstrom[hillstrom["segment"] != "Mens E-Mail"]
    trial = Trial(table["visit"].to_numpy(dtype=float), (table["segment"] == "Womens E-Mail").to_numpy())
    score = (table["womens"] * 1000 + table["history"]).to_numpy()
    assert qini_curve(trial, score).value[-1] == pytest.approx(967.4004505773, abs=1e-6)
    assert qini_coefficient(trial, score).value == pytest.approx(0.06169313, abs=1e-6)


def test_six_customers_by_hand() -> None:
    trial = Trial(np.array([1.0, 0.0, 1.0, 0.0, 0.0, 1.0]), np.array([True, False, True, False, True, False]))
    curve = qini_curve(trial, np.array([6.0, 5.0, 4.0, 3.0, 2.0, 1.0]))
    # The last step compares 2 of 3 with 1 of 3.
    assert curve.value.tolist() == pytest.approx([0, 1, 1, 2, 2, 2, 1])
    assert curve.area == pytest.approx(8.5 - 3)


def test_a_tie_is_one_group() -> None:
    trial = Trial(np.array([1.0, 0.0, 1.0, 0.0]), np.array([True, False, True, False]))
    assert qini_curve(trial, np.ones(4)).acted.tolist() == [0, 4]
    with pytest.raises(NoExperimentError, match="fewer than two"):
        uplift_at(trial, np.ones(4), 0.5)
    with pytest.raises(NoExperimentError, match="nobody"):
        uplift_at(trial, np.ones(4), 0.1)


def test_money_has_an_area_but_no_coefficient() -> None:
    trial = Trial(np.array([12.5, 0.0, 3.0, 0.0]), np.array([True, False, True, False]))
    assert "read the area" in str(qini_coefficient(trial, np.arange(4.0)).reason)


def test_the_quadrants_need_a_difference_of_their_own() -> None:
    names = name_quadrants(np.array([0.30, 0.10, 0.90, 0.10]), np.array([0.10, 0.30, 0.89, 0.11]), least=0.05)
    assert names.tolist() == ["persuadable", "do not disturb", "sure thing", "lost cause"]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**31), st.integers(4, 60))
def test_every_order_ends_at_the_same_point_and_none_beats_the_best(seed: int, rows: int) -> None:
    random = np.random.default_rng(seed)
    treated = random.permutation(rows) < rows // 2
    trial = Trial((random.random(rows) < 0.4).astype(float), treated)
    one, other = (qini_curve(trial, random.normal(size=rows)) for _ in range(2))
    assert one.value[-1] == pytest.approx(other.value[-1])
    assert qini_curve(trial, np.ones(rows)).area == pytest.approx(0)
