"""How sure a decision is: verdict, band of the curve and optimism, all from the file's own outcomes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from payoff.core.band import Band, bound_gain, bound_value, square_cells, square_gains
from payoff.core.binned import MoneyReader
from payoff.core.bootstrap import Resamples, Strata, resample_bins, resample_rows
from payoff.core.curve import draw_curve
from payoff.core.groups import Groups, MomentReader, group_rows, realised_gain
from payoff.core.ladder import TRIVIAL
from payoff.core.message import reason, say
from payoff.core.sweep import CellMeans, Evaluate, sweep
from payoff.core.value import Array, Bools
from payoff.core.verdict import (
    LEVEL,
    Interval,
    Optimism,
    Policies,
    Verdict,
    compare_in_use,
    compare_policies,
    draw_in_use,
    file_policies,
    hold_verdict,
    measure_optimism,
    reach_verdict,
)
from payoff.workflow.case import Case
from payoff.workflow.question import IS_PREFERENCE, NEEDS_OUTCOMES, Question, choose_threshold, read_today

ROWS_AT_MOST = 10_000
"""Up to here rows are resampled themselves; beyond, the moments of at most GROUPS groups."""
GROUPS = 512
JUDGED = ("verdict", "in_use", "optimism", "band")


@dataclass(frozen=True)
class Judgement:
    """What resampling says; money is of this file, intervals hold the middle `level` of resamples.

    `verdict` re-chooses the threshold in each resample and scores out of bag, unless the domain's threshold is a preference: then
    it is that of `in_use`, which compares the threshold in use with `baseline`, the best trivial policy of this file, without
    re-choosing either. `band` bounds the curve, `gain_band` the curve less its first point. Parts that cannot be had are
    None, and `missing` says why.
    """

    verdict: Verdict | None
    in_use: Interval | None
    baseline: str
    optimism: Optimism | None
    band: Band | None
    gain_band: Band | None
    missing: Mapping[str, str]
    method: str
    level: float = LEVEL
    draws: Array | None = None
    """What `in_use` summarises, resample by resample (R,)."""


@dataclass(frozen=True)
class _Trial:
    """Everything a resample needs of one question."""

    case: Case
    evaluate: Evaluate
    groups: Groups
    rule: Bools | float
    has_rule: bool
    strata: Strata
    fixed: float

    @property
    def rule_share(self) -> float | None:
        return float(np.mean(self.rule)) if self.has_rule else None


def judge(case: Case, question: Question) -> Judgement:
    """Answer how sure `decide(case, question)` is; the same seed gives the same answer."""
    if not case.ranking.measured:
        return Judgement(None, None, "", None, None, None, dict.fromkeys(JUDGED, NEEDS_OUTCOMES), "none")
    evaluate = case.evaluate(case.sheet.settings(question.settings))
    money, means = MoneyReader(case.ranking), CellMeans()
    cells, gains = MoneyReader(case.ranking, square_cells), MoneyReader(case.ranking, square_gains)
    sweep(case.ranking, evaluate, [money, cells, gains, means])
    used = choose_threshold(means.average, draw_curve(case.ranking, money.money), question, search=False).used
    trial = _prepare(case, question, evaluate, used=used, fixed=money.money.fixed)
    resamples, method = _resample(trial, question)
    inside, outside = compare_policies(resamples, fixed=trial.fixed, rule_share=trial.rule_share)
    own = file_policies(trial.strata, fixed=trial.fixed, rule_share=trial.rule_share)
    baseline = int(np.argmax(own.trivial[0]))
    searched = case.sheet.searched
    verdict, missing = _verdict(trial, inside, outside, baseline=baseline)
    return Judgement(
        verdict=verdict,
        in_use=compare_in_use(inside, cut=trial.groups.used, trivial=baseline),
        baseline=TRIVIAL[baseline],
        optimism=measure_optimism(inside, own.model[0], trial.groups.threshold) if searched else None,
        band=bound_value(money.money, cells.money, case.rows),
        gain_band=bound_gain(money.money, gains.money, case.rows),
        missing=missing if searched else {**missing, "optimism": IS_PREFERENCE},
        method=method,
        draws=draw_in_use(inside, cut=trial.groups.used, trivial=baseline),
    )


def _prepare(case: Case, question: Question, evaluate: Evaluate, *, used: float, fixed: float) -> _Trial:
    most = len(case.ranking.cuts) if case.rows <= ROWS_AT_MOST else GROUPS
    groups = group_rows(case.ranking, used, most=most)
    rule = 0.0 if question.today is None else read_today(case, question.today)
    moments = MomentReader(groups, rule)
    sweep(case.ranking, evaluate, [moments])
    return _Trial(case, evaluate, groups, rule, question.today is not None, moments.strata, fixed)


def _resample(trial: _Trial, question: Question) -> tuple[Resamples, str]:
    ranking = trial.case.ranking
    if trial.case.rows > ROWS_AT_MOST:
        return resample_bins(trial.strata, resamples=question.resamples, seed=question.seed), "bins"
    by_score = np.argsort(-ranking.score, kind="stable")
    gain = realised_gain(ranking, trial.evaluate(slice(0, ranking.rows)))[by_score]
    rule = np.broadcast_to(np.asarray(trial.rule, dtype=float), by_score.shape)[by_score]
    return resample_rows(gain, trial.groups.acted, rule, resamples=question.resamples, seed=question.seed), "rows"


def _verdict(trial: _Trial, inside: Policies, outside: Policies, *, baseline: int) -> tuple[Verdict | None, dict[str, str]]:
    case, sheet = trial.case, trial.case.sheet
    for side, lacking in ((case.ranking.events, sheet.words.event_rows), (case.ranking.others, sheet.words.other_rows)):
        if side.count.sum() == 0:
            return None, {
                "verdict": say("There are no {lacking} in this file, so nothing shows whether the model tells them apart.", lacking=lacking)
            }
    if not sheet.searched:
        return hold_verdict(inside, case.rows, cut=trial.groups.used, trivial=baseline), {}
    try:
        return reach_verdict(inside, outside, case.rows), {}
    except ValueError as error:
        return None, {"verdict": reason(error)}
