"""A file that brings its own scores, under a person's own terms: read, turned into probabilities, ready for Decide and Case."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from scipy.special import expit

from payoff.core.message import Message, join, say
from payoff.core.roc import area_error, area_under_curve
from payoff.core.value import Array
from payoff.domains.own_terms import COSTS, OwnTerms, ScoreColumn, build_sheet
from payoff.domains.term_sheet import TermSheet
from payoff.intake.contract import Contract, Expected, build_contract
from payoff.intake.decisions import ReadOptions
from payoff.intake.problems import IntakeError, Problem, refuse, shorten
from payoff.intake.reader import open_any
from payoff.intake.source import Source
from payoff.workflow.decisions import read_money
from payoff.workflow.gather import Gathered, as_table, gather
from payoff.workflow.outcome import read_outcome
from payoff.workflow.score import Scored

FAR = 3.0
"""Standard errors from one half at which an area under the curve says that scores run the other way."""

_UNIT = {"probability": "", "percent": "%", "log odds": "", "score": ""}
_ENDS = {"probability": (0.0, 1.0), "percent": (0.0, 100.0), "log odds": (None, None), "score": (None, None)}


@dataclass(frozen=True, eq=False)
class OwnScored:
    """A file valued by its own scores; `terms` hold the curve that was fitted, for a file without outcomes."""

    scored: Scored
    terms: OwnTerms


def score_own(
    source: Source, terms: OwnTerms, *, options: ReadOptions | None = None, progress: Callable[[float], None] | None = None
) -> OwnScored:
    """Read `source` under `terms`; IntakeError when not one row can be used, or its scores cannot be made probabilities.

    Rows without a score or an amount are refused and listed; the rest stand in file order.
    """
    begun = time.perf_counter()
    sheet, column = build_sheet(terms), _score_of(terms)
    found = gather(open_any(source, _contract(sheet, column), options=options), progress=progress)
    if not found.table.num_rows:
        none = refuse("nothing_scored", say("No row of the file could be used."), say("Mend what is named here and try again."))
        raise IntakeError(none.problems + found.ledger.problems)
    outcome, strange = read_outcome(sheet, found.table)
    score = mark_risk(found.table.column(column.column).to_numpy(), column)
    made = _as_probability(score, outcome, column)
    money = read_money(sheet, found.table)
    doubts = (*_negative_costs(terms, money), *_doubts(score, outcome, column))
    scored = Scored(
        sheet=sheet, name=source.name, digest=source.sha256, table=found.table, probability=made.probability, outcome=outcome,
        money=money, model=None, model_sha256=None, provider=None,
        rows_read=found.table.num_rows + found.ledger.rejected,
        rows_rejected=found.ledger.rejected, seconds=time.perf_counter() - begun,
        problems=(*_problems(found, sheet), *strange, *doubts), rejects=as_table(found.rejects),
        origin=made.origin,
    )  # fmt: skip
    return OwnScored(scored, replace(terms, score=replace(column, points=made.points)))


@dataclass(frozen=True, eq=False)
class Made:
    """Probabilities (n,), the sentence that says where they come from, and the curve in the file's own scores where one was fitted."""

    probability: Array
    origin: Message
    points: tuple[tuple[float, float], ...] = ()


def mark_risk(values: Array, column: ScoreColumn) -> Array:
    """Scores (n,) as written made to rise with risk: probabilities as fractions, log odds and points as they are, or turned around."""
    score = np.asarray(values, dtype=float) / (100.0 if column.scale == "percent" else 1.0)
    if column.riskier == "higher":
        return score
    return 1.0 - score if column.scale in ("probability", "percent") else -score


def mark_written(score: Array, column: ScoreColumn) -> Array:
    """Scores (n,) that rise with risk, back on the scale the file writes them on: mark_risk undone."""
    turned = score if column.riskier == "higher" else 1.0 - score if column.scale in ("probability", "percent") else -score
    return turned * (100.0 if column.scale == "percent" else 1.0)


def _score_of(terms: OwnTerms) -> ScoreColumn:
    if terms.score is None:
        fix = say("Name it under [score], or with --probability.")
        raise refuse("no_score", say("The terms do not say which column holds the scores."), fix)
    return terms.score


def _contract(sheet: TermSheet, column: ScoreColumn) -> Contract:
    """Amounts and scores must be there and complete; the outcome may be absent, and every other column may hold anything."""
    low, high = _ENDS[column.scale]
    score = Expected(column.column, "number", required=True, missing=False, unit=_UNIT[column.scale], low=low, high=high)
    outcome = [Expected(sheet.outcome, "category", required=False, missing=True)] if sheet.outcome else []
    return Contract((*build_contract(sheet.money_columns, ()).columns, score, *outcome))


def _as_probability(score: Array, outcome: Array | None, column: ScoreColumn) -> Made:
    """Probabilities of scores (n,) that rise with risk."""
    if column.correction != "none":
        return _correct(score, outcome, column)
    if column.scale == "log odds":
        return Made(np.asarray(expit(score)), say("The file's scores are taken as log odds of the event."))
    if column.riskier == "lower":
        return Made(score, say("One less the file's probability is the probability of the event."))
    return Made(score, say("The file's probabilities are taken as they are."))


def _correct(score: Array, outcome: Array | None, column: ScoreColumn) -> Made:
    # Here and not above: scikit-learn takes a second to load, which files with probabilities need not wait for.
    from payoff.training.recalibrate import RecalibrationError, recalibrate

    if column.correction == "none" or outcome is None or np.isnan(outcome).all():
        return _follow(score, column)
    try:
        made = recalibrate(score, outcome, column.correction)
    except RecalibrationError as error:
        fix = say("Add outcomes, or say that these are probabilities already.")
        raise refuse("few_outcomes", error.args[0], fix, column=column.column) from error
    how = say("a sigmoid (Platt)") if column.correction == "platt" else say("isotonic regression")
    origin = say(
        "The scores were turned into probabilities by {how}, cross-fitted: each row's probability comes from the {folds} of {all} parts "
        "of the {known} known outcomes that it is not in, so no money is measured on rows that the curve was fitted on.",
        how=how, folds=made.folds - 1, all=made.folds, known=f"{made.known:,}",
    )  # fmt: skip
    written = mark_written(np.array([at for at, _ in made.points]), column).tolist()
    return Made(made.probability, origin, tuple(sorted(zip(written, (value for _, value in made.points), strict=True))))


def _follow(score: Array, column: ScoreColumn) -> Made:
    """The curve that the terms bring from an earlier file; beyond its ends the nearest probability holds."""
    if not column.points:
        message = say("These scores cannot be turned into probabilities without outcomes.")
        fix = say("Use a file with outcomes first: its terms keep the curve fitted on it. Or say that these are probabilities already.")
        raise refuse("no_outcomes", message, fix, column=column.column)
    at, probability = np.array(column.points, dtype=float).T
    origin = say("A curve kept in the terms, fitted on an earlier file, turned the scores into probabilities.")
    return Made(np.interp(mark_written(score, column), at, probability), origin, column.points)


def _problems(found: Gathered, sheet: TermSheet) -> tuple[Problem, ...]:
    # Columns that nobody asked for are no news in a stranger's file.
    kept = tuple(problem for problem in found.ledger.problems if problem.kind != "extra_columns")
    if not sheet.outcome or sheet.outcome in found.table.column_names:
        return kept
    message = say("The file has no column {name}, so the money is expected and not measured.", name=repr(sheet.outcome))
    return (*kept, Problem("no_outcome", "note", message, say("Add it for a verdict."), sheet.outcome))


def _negative_costs(terms: OwnTerms, money: Mapping[str, Array]) -> tuple[Problem, ...]:
    """Columns of costs that hold gains: bookings of both signs, or losses written with a minus."""
    found = {}
    for amount in map(terms.amount, COSTS):
        if amount.column and (count := int(np.count_nonzero(money[amount.column] * amount.times < 0))):
            found[amount.column] = count
    fix = say("Costs are positive numbers: check the column, or turn its sign (times = -1).")
    said = {name: say("{column} makes a cost negative, which counts as a gain.", column=shorten(name)) for name in found}
    return tuple(Problem("negative_cost", "warning", said[name], fix, name, (), count) for name, count in found.items())


def _doubts(score: Array, outcome: Array | None, column: ScoreColumn) -> tuple[Problem, ...]:
    """What a reader should know before trusting the scores: that they are all alike, or run against the outcomes."""
    if np.ptp(score) == 0:
        message = say("Every row has the same score, so the scores cannot tell any row from another.")
        return (Problem("constant_score", "warning", message, say("Check that this is the right column."), column.column, (), len(score)),)
    known = None if outcome is None else ~np.isnan(outcome)
    if outcome is None or known is None or not known.any():
        return ()
    area = area_under_curve(score[known], outcome[known]).value
    events = float(outcome[known].sum())
    if area is None or 0.5 - area <= FAR * area_error(0.5, events=events, others=float(known.sum()) - events):
        return ()
    message = join([
        say("The event is rarer where these scores say that it is likelier (area under the curve {area}).", area=f"{area:.2f}"),
        say("They may run the other way."),
    ])  # fmt: skip
    return (Problem("runs_against", "warning", message, say("Say that lower scores are riskier, if that is so."), column.column),)
