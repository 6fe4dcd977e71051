"""The band of the curve: what redrawing the file would do, without redrawing it."""

from __future__ import annotations

import numpy as np
import pytest

from payoff.core.band import bound_gain, bound_value, square_cells, square_gains
from payoff.core.binned import MoneyReader
from payoff.core.curve import draw_curve
from payoff.core.ranking import rank_rows
from payoff.core.sweep import sweep
from payoff.core.value import ValueMatrix, realised_value


def _bands(ranking, values):
    money, cells, gains = MoneyReader(ranking), MoneyReader(ranking, square_cells), MoneyReader(ranking, square_gains)
    sweep(ranking, values.take, [money, cells, gains])
    value = bound_value(money.money, cells.money, ranking.rows)
    return draw_curve(ranking, money.money), value, bound_gain(money.money, gains.money, ranking.rows)


def test_the_band_is_that_of_redrawn_files():
    rng = np.random.default_rng(0)
    score = rng.choice(np.linspace(0.05, 0.95, 10), 500)
    outcome, amount = (rng.random(500) < score).astype(float), rng.lognormal(size=500)
    values = ValueMatrix(tp=amount, fp=-1.0, tn=0.2, fn=-amount)
    ranking = rank_rows(score, outcome)
    curve, value, gain = _bands(ranking, values.take(ranking.order))
    draws = rng.integers(0, 500, (3000, 500))
    idle = realised_value(values, outcome, np.zeros(500, dtype=bool))[draws].sum(axis=1)
    for point, threshold in enumerate(curve.threshold):
        redrawn = realised_value(values, outcome, score >= threshold)[draws].sum(axis=1)
        assert (value.high - value.low)[point] == pytest.approx(2 * 1.645 * redrawn.std(), rel=0.06)
        assert (gain.high - gain.low)[point] == pytest.approx(2 * 1.645 * (redrawn - idle).std(), rel=0.06, abs=1e-9)
        assert (value.high + value.low)[point] / 2 == pytest.approx(curve.value[point])


def test_acting_on_nobody_is_certain_when_measured_against_itself():
    ranking = rank_rows(np.array([0.9, 0.1]), np.array([1.0, 0.0]))
    _, _, gain = _bands(ranking, ValueMatrix(5.0, -1.0, 2.0, -3.0, fixed=1.0))
    assert (gain.low[0], gain.high[0]) == (0, 0)
    assert (gain.low[1] + gain.high[1]) / 2 == pytest.approx(8 - 1)
