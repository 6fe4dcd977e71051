"""Untidy files nobody has seen: rows, prevalence, area under the curve and money are those they were made from, both ways to a verdict."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from payoff.core.roc import area_under_curve
from payoff.domains.own_terms import Amount, OwnTerms, ScoreColumn
from payoff.intake.source import read_source
from payoff.intake.tidy import read_tidy
from payoff.workflow.decide import Question, decide, judge, prepare_case
from payoff.workflow.fit import FitRequest, prepare_fit
from payoff.workflow.guess_money import money_candidates, usual_factor
from payoff.workflow.guess_outcome import guess_event, guess_outcome, known_outcome, outcome_values
from payoff.workflow.guess_score import guess_score, score_candidates
from payoff.workflow.own_scores import score_own
from tests.workflow.stranger_files import AMOUNT, EVENT, RISK, ROWS, STRANGERS, nameless

TERMS = OwnTerms("Loans", "€", acting=Amount(50), miss=Amount(100))


@pytest.fixture(params=STRANGERS, ids=lambda make: make.__name__)
def stranger(request):
    return request.param()


def test_the_page_takes_every_column_for_what_it_is(stranger):
    tidy = read_tidy(read_source(stranger.content, stranger.name))
    assert (tidy.table.num_rows, tidy.rejects) == (ROWS, ())
    score = score_candidates(tidy)[0]
    assert score == stranger.score
    # Numbered columns say nothing of themselves: there, a person names the outcome.
    assert guess_outcome(tidy, score) == (None if stranger.name == nameless().name else stranger.outcome)
    assert guess_event(outcome_values(tidy, stranger.outcome)) == stranger.event
    assert next(name for name in money_candidates(tidy) if name != score) == stranger.money
    assert usual_factor(tidy, stranger.money) == stranger.factor


def test_its_own_scores_reach_a_verdict_with_the_area_and_the_money_they_were_made_with(stranger):
    source = read_source(stranger.content, stranger.name)
    tidy = read_tidy(source)
    guess = guess_score(tidy, stranger.score, known_outcome(tidy, stranger.outcome, stranger.event))
    terms = OwnTerms(
        "Loans", "€", outcome=stranger.outcome, event_value=stranger.event, acting=Amount(50),
        miss=Amount(column=stranger.money, times=0.5 * usual_factor(tidy, stranger.money)),
        score=ScoreColumn(stranger.score, guess.scale, guess.riskier, guess.correction),
    )  # fmt: skip
    scored = score_own(source, terms).scored
    assert (scored.rows_read, scored.rows_rejected, len(scored.probability)) == (ROWS, 0, ROWS)
    known = ~np.isnan(scored.outcome)
    assert np.array_equal(known, stranger.known)
    assert np.array_equal(scored.outcome[known], EVENT[stranger.known])
    assert next(iter(scored.money.values())) * stranger.factor == pytest.approx(AMOUNT, abs=0.01)
    area = roc_auc_score(EVENT[known], RISK[known])
    # Calibrated points are cross-fitted, which ranks a little otherwise.
    assert area_under_curve(scored.probability[known], scored.outcome[known]).value == pytest.approx(
        area, abs=1e-3 if guess.correction == "none" else 0.02
    )
    case = prepare_case(scored)
    assert decide(case, Question()).rows == known.sum()
    assert judge(case, Question(resamples=50)).verdict.call in {"deploy", "dont", "not_proven"}


def test_its_outcomes_are_all_there_to_learn_from(stranger):
    source = read_source(stranger.content, stranger.name)
    prepared = prepare_fit(read_tidy(source), FitRequest("own", stranger.outcome, stranger.event, TERMS), sha256=source.sha256)
    assert (len(prepared.own.outcome), prepared.own.outcome.sum()) == (stranger.known.sum(), EVENT[stranger.known].sum())
