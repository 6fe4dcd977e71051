"""Two ways of resampling: rows themselves, and moments of groups; they must tell the same story."""

from __future__ import annotations

import numpy as np
import pytest

from payoff.core.bootstrap import resample_bins, resample_rows, resample_total
from payoff.core.groups import MomentReader, group_rows, realised_gain
from payoff.core.ranking import rank_rows
from payoff.core.sweep import sweep
from payoff.core.value import ValueMatrix
from payoff.core.verdict import compare_in_use, compare_policies, file_policies, measure_optimism, reach_verdict


def _file(rows: int, seed: int, *, skill: float = 1.0):
    rng = np.random.default_rng(seed)
    p = rng.beta(1.5, 4.0, rows)
    amount = rng.lognormal(1.0, 1.0, rows)
    outcome = (rng.random(rows) < np.where(rng.random(rows) < skill, p, p.mean())).astype(float)
    ranking = rank_rows(p, outcome)
    today = ranking.arrange(rng.random(rows) < 0.5 * p + 0.2)
    return ranking, ValueMatrix(0.0, -0.2 * amount, 0.1 * amount, -0.8 * amount).take(ranking.order), today


def _both(ranking, values, rule, *, resamples, used=0.3):
    fine = group_rows(ranking, used, most=len(ranking.cuts))
    by_score = np.argsort(-ranking.score, kind="stable")
    shares = np.broadcast_to(np.asarray(rule, dtype=float), by_score.shape)[by_score]
    rows = resample_rows(realised_gain(ranking, values)[by_score], fine.acted, shares, resamples=resamples, seed=1)
    coarse = group_rows(ranking, used, most=128)
    moments = MomentReader(coarse, rule)
    sweep(ranking, values.take, [moments])
    bins = resample_bins(moments.strata, resamples=resamples, seed=2)
    return (fine, rows), (coarse, bins), moments.strata


@pytest.mark.parametrize("by_column", [False, True])
def test_rows_and_moments_of_groups_agree_on_the_verdict(by_column):
    ranking, values, today = _file(6_000, 1, skill=0.3)
    rule = today if by_column else 0.25
    share = float(np.mean(rule))
    (_, rows), (_, bins), strata = _both(ranking, values, rule, resamples=1000)
    verdicts, in_use = [], []
    for resamples in (rows, bins):
        inside, outside = compare_policies(resamples, fixed=0.0, rule_share=share)
        verdicts.append(reach_verdict(inside, outside, ranking.rows).difference)
        best = int(np.argmax(file_policies(strata, fixed=0.0, rule_share=share).trivial[0]))
        in_use.append(compare_in_use(inside, cut=50, trivial=best))
    by_rows, by_bins = verdicts
    spread = (by_rows.high - by_rows.low) / 3.29
    assert by_bins.mean == pytest.approx(by_rows.mean, abs=0.12 * spread)
    assert by_bins.high - by_bins.low == pytest.approx(by_rows.high - by_rows.low, rel=0.10)
    assert by_bins.probability == pytest.approx(by_rows.probability, abs=0.05)


def test_rows_and_moments_of_groups_share_mean_and_spread_at_every_cut():
    ranking, values, today = _file(6_000, 2)
    (fine, rows), (coarse, bins), _ = _both(ranking, values, today, resamples=1000)
    shared = np.searchsorted(fine.acted, coarse.acted)
    assert (fine.acted[shared] == coarse.acted).all()
    for name in ("inside", "outside"):
        by_rows = np.cumsum(getattr(rows, name), axis=1)[:, shared[1:] - 1]
        by_bins = np.cumsum(getattr(bins, name), axis=1)
        spread = by_rows.std(axis=0)
        assert np.abs(by_rows.mean(axis=0) - by_bins.mean(axis=0)).max() < 0.12 * spread.max()
        assert by_bins.std(axis=0)[20:] == pytest.approx(spread[20:], rel=0.10)
    assert bins.inside_rule.std() == pytest.approx(rows.inside_rule.std(), rel=0.10)
    assert bins.outside_rule.std() == pytest.approx(rows.outside_rule.std(), rel=0.10)


def test_rows_and_moments_of_groups_agree_on_optimism():
    ranking, values, _ = _file(6_000, 3)
    (fine, rows), (coarse, bins), strata = _both(ranking, values, 0.0, resamples=1000)
    own = file_policies(strata, fixed=0.0, rule_share=None).model[0]
    by_score = realised_gain(ranking, values)[np.argsort(-ranking.score, kind="stable")]
    gain = np.concatenate([[0.0], np.cumsum(np.add.reduceat(by_score, fine.acted[:-1]))])
    by_rows = measure_optimism(compare_policies(rows, fixed=0.0, rule_share=None)[0], gain, fine.threshold)
    by_bins = measure_optimism(compare_policies(bins, fixed=0.0, rule_share=None)[0], own, coarse.threshold)
    assert by_rows.money > 0
    # Fewer cuts to choose from: a little less optimism.
    assert by_bins.money == pytest.approx(by_rows.money, rel=0.2)
    assert (by_bins.low, by_bins.high) == pytest.approx((by_rows.low, by_rows.high), abs=0.03)


def test_a_seed_gives_the_same_resamples_again():
    ranking, values, _ = _file(300, 4)
    first, again = (_both(ranking, values, 0.0, resamples=20) for _ in range(2))
    assert (first[0][1].inside == again[0][1].inside).all()
    assert (first[1][1].outside == again[1][1].outside).all()


def test_every_resample_draws_as_many_rows_as_the_file_holds():
    edges = np.array([0, 1, 2, 3, 4])
    resamples = resample_rows(np.ones(4), edges, np.ones(4), resamples=50, seed=0)
    assert resamples.inside.sum(axis=1).tolist() == [4.0] * 50
    assert resamples.inside_rule.tolist() == [4.0] * 50
    left = resamples.outside.sum(axis=1)
    assert left[~np.isnan(left)] == pytest.approx(4.0)


def test_a_cut_at_the_threshold_in_use_is_put_inside_a_bin():
    ranking, *_ = _file(5000, 5)
    groups = group_rows(ranking, 0.31337, most=16)
    assert groups.acted[groups.used] == (ranking.score >= 0.31337).sum()
    assert groups.threshold[groups.used] == 0.31337
    assert (np.diff(groups.acted) > 0).all()
    for never, cut in ((np.inf, 0), (-np.inf, 16)):
        assert group_rows(ranking, never, most=16).used == cut


def test_totals_of_rows_drawn_again_vary_as_a_sum_of_independent_rows():
    money = np.random.default_rng(5).normal(2.0, 10.0, 400)
    drawn = resample_total(money, resamples=4000, seed=1)
    assert drawn.mean() == pytest.approx(money.sum(), abs=3 * 200 / np.sqrt(4000))
    assert drawn.std() == pytest.approx(money.std() * np.sqrt(400), rel=0.05)
    assert drawn.tolist() == resample_total(money, resamples=4000, seed=1).tolist()
