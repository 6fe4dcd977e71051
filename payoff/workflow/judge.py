"""How sure a decision is: verdict, band of the curve and optimism, all from the file's own outcomes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from payoff.core.band import Band, bound_gain, bound_value
from payoff.core.binned import bin_money
from payoff.core.bootstrap import Resamples, resample_bins, resample_rows
from payoff.core.curve import draw_curve
from payoff.core.groups import Groups, group_rows, measure_strata, realised_gain
from payoff.core.value import Bools, ValueMatrix
from payoff.core.verdict import (
    LEVEL,
    Interval,
    Optimism,
    Policies,
    Verdict,
    compare_in_use,
    compare_policies,
    measure_optimism,
    reach_verdict,
)
from payoff.workflow.case import Case
from payoff.workflow.question import NEEDS_OUTCOMES, Question, choose_threshold, read_today

ROWS_AT_MOST = 10_000
"""Up to here rows are resampled themselves; beyond, the moments of at most GROUPS groups."""
GROUPS = 512
JUDGED = ("verdict", "in_use", "optimism", "band")


@dataclass(frozen=True)
class Judgement:
    """What resampling says; money is of this file, intervals hold the middle `level` of resamples.

    `verdict` re-chooses the threshold in each resample and scores out of bag; `in_use` compares the threshold in use with
    `baseline`, the best trivial policy of this file, without re-choosing either. `band` bounds the curve, `gain_band` the
    curve less its first point. Parts that cannot be had are None, and `missing` says why.
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


@dataclass(frozen=True)
class _Trial:
    """Everything a resample needs of one question."""

    case: Case
    values: ValueMatrix
    groups: Groups
    rule: Bools | float
    has_rule: bool


def judge(case: Case, question: Question) -> Judgement:
    """Answer how sure `decide(case, question)` is; the same seed gives the same answer."""
    if not case.ranking.measured:
        return Judgement(None, None, "", None, None, None, dict.fromkeys(JUDGED, NEEDS_OUTCOMES), "none")
    values = case.values(case.sheet.settings(question.settings))
    bands = bound_value(case.ranking, values), bound_gain(case.ranking, values)
    trial = _prepare(case, values, question)
    resamples, method = _resample(trial, question)
    inside, outside = compare_policies(resamples, fixed=values.fixed, rule_share=float(np.mean(trial.rule)) if trial.has_rule else None)
    gain, trivial = _own_gain(trial)
    baseline = int(np.argmax(trivial))
    verdict, missing = _verdict(case, inside, outside)
    return Judgement(
        verdict=verdict,
        in_use=compare_in_use(inside, cut=trial.groups.used, trivial=baseline),
        baseline=("none", "all", "today")[baseline],
        optimism=measure_optimism(inside, gain, trial.groups.threshold),
        band=bands[0], gain_band=bands[1], missing=missing, method=method,
    )


def _prepare(case: Case, values: ValueMatrix, question: Question) -> _Trial:
    curve = draw_curve(case.ranking, bin_money(case.ranking, values))
    used = choose_threshold(values, curve, question, measured=True).used
    small = case.rows <= ROWS_AT_MOST
    groups = group_rows(case.ranking, used, most=len(case.ranking.cuts) if small else GROUPS)
    rule = 0.0 if question.today is None else read_today(case, question.today)
    return _Trial(case, values, groups, rule, question.today is not None)


def _resample(trial: _Trial, question: Question) -> tuple[Resamples, str]:
    ranking = trial.case.ranking
    if trial.case.rows > ROWS_AT_MOST:
        strata = measure_strata(ranking, trial.values, trial.groups, rule=trial.rule)
        return resample_bins(strata, resamples=question.resamples, seed=question.seed), "bins"
    by_score = np.argsort(-ranking.score, kind="stable")
    gain = realised_gain(ranking, trial.values)[by_score]
    rule = np.broadcast_to(np.asarray(trial.rule, dtype=float), by_score.shape)[by_score]
    return resample_rows(gain, trial.groups.acted, rule, resamples=question.resamples, seed=question.seed), "rows"


def _own_gain(trial: _Trial) -> tuple[np.ndarray, np.ndarray]:
    """The file's own gain at each cut (G+1,), and that of its trivial policies."""
    strata = measure_strata(trial.case.ranking, trial.values, trial.groups, rule=trial.rule)
    own = Resamples(*(strata.total.sum(axis=0)[None],) * 2, *((strata.rule @ strata.total).sum(keepdims=True),) * 2)
    share = float(np.mean(trial.rule)) if trial.has_rule else None
    policies, _ = compare_policies(own, fixed=trial.values.fixed, rule_share=share)
    return policies.model[0], policies.trivial[0]


def _verdict(case: Case, inside: Policies, outside: Policies) -> tuple[Verdict | None, dict[str, str]]:
    sheet = case.sheet
    for side, lacking in ((case.ranking.events, sheet.words.event_rows), (case.ranking.others, sheet.words.other_rows)):
        if side.count.sum() == 0:
            return None, {"verdict": f"There are no {lacking} in this file, so nothing shows whether the model tells them apart."}
    try:
        return reach_verdict(inside, outside, case.rows), {}
    except ValueError as error:
        return None, {"verdict": str(error)}
