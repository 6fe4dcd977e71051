"""Maximum profit against the published values of empulse and EMP."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import beta

from payoff.core.emp import Acceptance, LossShare, Offer, churn_lines, credit_lines, expected_maximum_profit, maximum_profit
from payoff.core.roc import Roc, roc_curve

VECTOR = Path(__file__).parents[1] / "data" / "empulse_vector.json"


@pytest.fixture(scope="module")
def reference() -> Roc:
    vector = json.loads(VECTOR.read_text(encoding="utf-8"))
    return roc_curve(np.array(vector["y_score"]), np.array(vector["y_true"], dtype=float))


@pytest.mark.parametrize(("roi", "value", "declined"), [(0.2644, 0.0627588763, 0.1745278146), (0.1, 0.0773808836, 0.2553687534)])
def test_expected_maximum_profit_of_credit(reference, roi, value, declined):
    found = expected_maximum_profit(credit_lines(reference, roi=roi), LossShare())
    assert (found.value, found.share) == pytest.approx((value, declined), abs=1e-8)


def test_maximum_profit_of_credit_at_the_mean_loss(reference):
    found = maximum_profit(credit_lines(reference), LossShare().mean)
    assert (found.value, found.share) == pytest.approx((0.038961086, 0.443438914), abs=1e-8)


@pytest.mark.parametrize(
    ("offer", "value", "targeted"),
    [
        (Offer(), 14.994664769, 0.58070386),
        (Offer(lifetime_value=50.0), 1.6272913798, 0.3397172177),
        (Offer(incentive=100.0), 1.9549711658, 0.1170622286),
    ],
)
def test_expected_maximum_profit_of_churn(reference, offer, value, targeted):
    found = expected_maximum_profit(churn_lines(reference, offer), Acceptance())
    assert (found.value, found.share) == pytest.approx((value, targeted), abs=1e-8)


@pytest.mark.parametrize(("clv", "value", "targeted"), [(200.0, 14.814479638, 0.665158371), (50.0, 1.4932126697, 0.443438914)])
def test_maximum_profit_of_churn_at_the_mean_acceptance(reference, clv, value, targeted):
    found = maximum_profit(churn_lines(reference, Offer(lifetime_value=clv)), Acceptance().mean)
    assert (found.value, found.share) == pytest.approx((value, targeted), abs=1e-8)


def test_perfect_and_uninformative_scores():
    outcome = np.repeat([1.0, 0.0], 10)
    perfect = expected_maximum_profit(credit_lines(roc_curve(outcome, outcome)), LossShare())
    nothing = expected_maximum_profit(credit_lines(roc_curve(np.full(20, 0.5), outcome)), LossShare())
    assert (perfect.value, perfect.share) == pytest.approx((0.1375, 0.225), abs=1e-8)
    assert (nothing.value, nothing.share) == pytest.approx((0.084126894, 0.35746), abs=1e-8)


def test_the_exact_pieces_add_up_to_the_integral(reference):
    lines, chance = churn_lines(reference, Offer()), Acceptance()
    density = beta(chance.alpha, chance.beta).pdf
    integral, _ = quad(lambda x: maximum_profit(lines, x).value * density(x), 0, 1, limit=400)
    assert expected_maximum_profit(lines, chance).value == pytest.approx(integral, rel=1e-6)


def test_an_incentive_above_the_value_it_keeps_is_refused(reference):
    with pytest.raises(ValueError, match="eats up"):
        churn_lines(reference, Offer(lifetime_value=5.0))
