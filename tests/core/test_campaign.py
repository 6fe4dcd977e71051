"""Campaign economics, by hand and against a published R package."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payoff.core import campaign as campaigns
from payoff.core.campaign import Campaign, Retention
from payoff.core.ranking import Ranking, rank_rows
from payoff.core.value import bayes_threshold

PLAIN = Campaign(contact=1.0, incentive=0.0, redemption=0.0, fixed=0.0)


def four_customers() -> Ranking:
    return rank_rows(np.array([0.9, 0.7, 0.4, 0.1]), np.array([1.0, 0.0, 1.0, 0.0]))


MODELIMPACT = Campaign(contact=100.0, incentive=0.0, redemption=0.0, fixed=1_000.0)


def test_the_impact_summary_is_that_of_modelimpact(churners: Ranking) -> None:
    # modelimpact 1.2.0 README: 464 customers, 21.6 %, 70,600, 1.49, .738, 73.2 %.
    spending = campaigns.spend_by_depth(churners, MODELIMPACT, 2_000.0)
    best = spending.curve.best
    assert spending.curve.acted[best] == 464
    assert 100 * spending.curve.share[best] == pytest.approx(21.631702, abs=1e-5)
    assert spending.curve.value[best] == pytest.approx(70_600)
    assert spending.roi[best] == pytest.approx(1.489451, abs=1e-5)
    assert 100 * (campaigns.break_even_depth(spending.curve).value or 0) == pytest.approx(73.193473, abs=1e-5)
    assert spending.curve.value[-1] == pytest.approx(-55_500)


def test_a_budget_of_50000_reaches_490_customers(churners: Ranking) -> None:
    frontier = campaigns.budget_frontier(campaigns.spend_by_depth(churners, MODELIMPACT, 2_000.0), np.array([50_000.0]))
    assert (frontier.affordable[0], frontier.profit[0], frontier.acted[0]) == (490, 70_600, 464)


def test_contact_is_paid_for_everybody_and_the_incentive_by_responders_only() -> None:
    # Two of four respond: 2 · (20 − .5 · 6) − 4 · 1 − 10.
    spending = campaigns.spend_by_depth(four_customers(), Campaign(1.0, 6.0, 0.5, 10.0), 20.0)
    assert spending.curve.value.tolist() == [0, 6, 5, 21, 20]
    assert spending.cost.tolist() == [0, 14, 15, 19, 20]
    assert np.isnan(spending.roi[0])
    assert spending.roi[-1] == pytest.approx(1.0)


def test_break_even_response_is_where_the_bayes_threshold_lies() -> None:
    terms = Campaign(contact=2.0, incentive=10.0, redemption=0.4, fixed=0.0)
    answer = campaigns.break_even_response(terms, 24.0)
    assert answer.value == pytest.approx(0.1)
    assert bayes_threshold(campaigns.campaign_values(terms, 24.0)) == pytest.approx(0.1)
    assert "costs more than it brings" in str(campaigns.break_even_response(terms, 4.0).reason)


def test_break_even_depth_is_the_last_point_that_does_not_lose() -> None:
    spending = campaigns.spend_by_depth(four_customers(), PLAIN, 1.5)
    assert spending.curve.value.tolist() == pytest.approx([0, 0.5, -0.5, 0, -1])
    assert campaigns.break_even_depth(spending.curve).value == 0.75
    poor = campaigns.spend_by_depth(four_customers(), PLAIN, 0.5)
    assert "at every depth" in str(campaigns.break_even_depth(poor.curve).reason)


def test_more_budget_is_worth_its_shadow_price() -> None:
    spending = campaigns.spend_by_depth(four_customers(), PLAIN, 3.0)
    frontier = campaigns.budget_frontier(spending, np.array([0.0, 1.0, 2.0, 3.0, 4.0]))
    assert frontier.profit.tolist() == [0, 2, 2, 3, 3]
    assert frontier.acted.tolist() == [0, 1, 1, 3, 3]
    assert frontier.shadow_price.tolist() == [2, 0, 1, 0]
    with pytest.raises(ValueError, match="rise"):
        campaigns.budget_frontier(spending, np.array([2.0, 1.0]))


def test_a_leaver_kept_pays_for_offers_wasted() -> None:
    # γ(CLV − d) − f = .3 · 190 − 1, −(d + f) = −11: defaults of Verbraken et al. 2013, mean of Beta(6, 14).
    values = campaigns.retention_values(Retention(lifetime_value=200.0, contact=1.0, incentive=10.0, acceptance=0.3))
    assert (values.tp, values.fp, values.tn, values.fn) == (pytest.approx(56), -11, 0, 0)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40))
def test_a_larger_budget_never_earns_less(rows: list[tuple[float, bool]]) -> None:
    ranking = rank_rows(np.array([row[0] for row in rows]), np.array([float(row[1]) for row in rows]))
    frontier = campaigns.budget_frontier(campaigns.spend_by_depth(ranking, PLAIN, 4.0), np.arange(0.0, 45.0, 5.0))
    assert (np.diff(frontier.profit) >= 0).all()
    assert (frontier.shadow_price >= 0).all()
