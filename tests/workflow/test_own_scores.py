"""A file that brings its own scores: money by hand, scores of every kind and direction, and calibration that sees no row it prices."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.special import expit

from payoff.core.roc import area_under_curve
from payoff.domains.own_terms import Amount, OwnTerms, OwnWords, ScoreColumn, read_terms, write_terms
from payoff.intake.decisions import ReadOptions
from payoff.intake.problems import IntakeError
from payoff.intake.source import read_source
from payoff.training.recalibrate import recalibrate
from payoff.workflow.decide import Question, decide, judge, prepare_case
from payoff.workflow.own_scores import score_own

TERMS = OwnTerms(
    "Ausfall", "€", OwnWords("Kredit", "Kredite", "Ausfall", "ablehnen", "auszahlen"), "Ausgefallen", "ja", "nein",
    acting=Amount(10.0), false_alarm=Amount(40.0), miss=Amount(column="Betrag", times=0.5), score=ScoreColumn("PD"),
)  # fmt: skip

OFFICE = (
    "Kreditliste Filiale Süd;;;\n;;;\nKunde;Betrag;PD;Ausgefallen\nA;1.000,00 €;90 %;ja\nB;200,00 €;60,5 %;nein\nC;400,00 €;20 %;ja\n"
    "D;100,00 €;5 %;nein\nSumme;1.700,00 €;;\n"
).encode("cp1252")


def read(text: str | bytes, name: str = "file.csv"):
    return read_source(text if isinstance(text, bytes) else text.encode(), name)


def table(score, outcome=None, amount=None) -> bytes:
    lines = ["PD,Ausgefallen,Betrag" if outcome is not None else "PD,Betrag"]
    for at, value in enumerate(score):
        cells = [f"{value}", *([] if outcome is None else [str(outcome[at])]), str(100 if amount is None else amount[at])]
        lines.append(",".join(cells))
    return "\n".join(lines).encode()


def drawn(rows: int = 3000, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Log odds and outcomes that keep their word."""
    random = np.random.default_rng(seed)
    odds = random.normal(-1, 1.5, rows)
    return odds, (random.random(rows) < expit(odds)).astype(int)


def test_an_office_file_by_hand():
    scored = score_own(read(OFFICE), TERMS).scored
    assert scored.probability.tolist() == [0.9, 0.605, 0.2, 0.05]
    assert scored.outcome.tolist() == [1, 0, 1, 0]
    decision = decide(prepare_case(scored), Question(threshold=0.5))
    # Acting on A and B: −10, −10 − 40; C is missed at 0.5 · 400, D passes.
    assert decision.confusion.value == -10 - 50 - 200
    assert decision.ladder.get("none").value == -500 - 200
    assert decision.ladder.get("all").value == -4 * 10 - 2 * 40
    assert decision.ladder.get("perfect").value == -20
    assert (decision.basis, decision.currency, decision.rows) == ("measured", "€", 4)


def test_without_outcomes_the_money_is_expected_by_hand():
    scored = score_own(read(b"PD,Betrag\n0.5,100\n0.1,100\n"), TERMS).scored
    decision = decide(prepare_case(scored), Question(threshold=0.5))
    # Acting on the first: −10 − 0.5 · 40; leaving the second: −0.1 · 50.
    assert decision.basis == "expected"
    assert decision.confusion.value == pytest.approx(-10 - 20 - 5)
    assert [p.kind for p in scored.problems] == ["no_outcome"]


@pytest.mark.parametrize(
    ("cells", "scale", "expected"),
    [
        (["0.25", "1"], "probability", [0.25, 1.0]),
        (["25 %", "100 %"], "probability", [0.25, 1.0]),
        (["25", "100"], "percent", [0.25, 1.0]),
        (["25 %", "100 %"], "percent", [0.25, 1.0]),
        (['"2,5"', '"50,5"'], "percent", [0.025, 0.505]),
        (["0", "-2"], "log odds", [0.5, 1 / (1 + np.exp(2))]),
    ],
)
def test_scores_are_read_on_their_scale(cells, scale, expected):
    scored = score_own(read(table(cells)), replace(TERMS, score=ScoreColumn("PD", scale))).scored
    assert scored.probability.tolist() == pytest.approx(expected)


@pytest.mark.parametrize(
    ("cell", "scale", "expected"), [("0.25", "probability", 0.75), ("25", "percent", 0.75), ("2", "log odds", expit(-2))]
)
def test_a_score_that_falls_with_risk_is_turned_around(cell, scale, expected):
    scored = score_own(read(table([cell])), replace(TERMS, score=ScoreColumn("PD", scale, "lower"))).scored
    assert scored.probability.tolist() == pytest.approx([expected])


def test_a_probability_out_of_range_is_refused_with_its_row_and_the_rest_is_used():
    scored = score_own(read(b"PD,Betrag\n0.5,100\n1.3,100\n-0.1,100\n,100\n0.2,oops\n0.4,100\n"), TERMS).scored
    assert scored.probability.tolist() == [0.5, 0.4]
    assert (scored.rows_read, scored.rows_rejected) == (6, 4)
    assert scored.rejects.column("row").to_pylist() == [2, 3, 4, 5]
    assert {p.kind for p in scored.problems} >= {"out_of_range", "text_in_number"}


def test_a_file_of_percentages_taken_for_fractions_says_so_and_is_not_valued():
    with pytest.raises(IntakeError, match=r"(?s)No row of the file could be used.*PD"):
        score_own(read(table([25, 80])), TERMS)


@pytest.mark.parametrize(
    ("event", "other", "words"),
    [("ja", "nein", ["ja", "NEIN ", "k.A."]), ("1", "0", ["1", "0", ""]), ("no", "yes", ["no", "yes", "NA"]), ("0", "1", ["0", "1", ""]),
     ("default", "", ["Default", "paid", ""]), ("违约", "正常", ["违约", "正常", "未知值"])],
)  # fmt: skip
def test_an_outcome_may_be_spelt_in_any_way(event, other, words):
    terms = replace(TERMS, event_value=event, other_value=other)
    outcome = score_own(read(table([0.9, 0.1, 0.2], words)), terms).scored.outcome
    assert outcome[:2].tolist() == [1.0, 0.0]
    assert np.isnan(outcome[2])


@pytest.mark.parametrize("correction", ["platt", "isotonic"])
@pytest.mark.parametrize("riskier", ["higher", "lower"])
def test_points_become_probabilities_that_keep_their_word(correction, riskier):
    odds, outcome = drawn()
    points = np.round(600 + (odds if riskier == "higher" else -odds) * 50)
    terms = replace(TERMS, event_value="1", other_value="0", score=ScoreColumn("PD", "score", riskier, correction))
    made = score_own(read(table(points, outcome)), terms)
    assert np.abs(made.scored.probability - expit(odds)).mean() < 0.04
    assert "cross-fitted" in made.scored.origin
    assert judge(prepare_case(made.scored), Question(resamples=50)).verdict.call in {"deploy", "not_proven"}


def test_no_row_is_priced_by_a_curve_that_has_seen_it():
    # Every score stands once and outcomes are pure chance: a curve fitted on the very rows it is judged on looks clever.
    score, seen, unseen = np.arange(300.0), [], []
    for seed in range(8):
        outcome = (np.random.default_rng(seed).random(300) < 0.5).astype(float)
        made = recalibrate(score, outcome, "isotonic")
        unseen.append(area_under_curve(made.probability, outcome).value)
        seen.append(area_under_curve(np.interp(score, *np.array(made.points).T), outcome).value)
    assert np.mean(seen) > 0.53
    assert np.mean(unseen) < 0.51


def test_the_curve_is_kept_in_the_terms_for_a_file_without_outcomes():
    odds, outcome = drawn()
    terms = replace(TERMS, event_value="1", other_value="0", score=ScoreColumn("PD", "score", "lower", "platt"))
    kept = read_terms(write_terms(score_own(read(table(np.round(-odds * 50), outcome)), terms).terms))
    later = score_own(read(table([-100, 0, 100])), kept).scored
    assert later.probability.tolist() == pytest.approx(expit([2, 0, -2]), abs=0.03)
    assert "earlier file" in later.origin
    assert later.sheet.key == score_own(read(table(np.round(-odds * 50), outcome)), terms).scored.sheet.key


def test_points_without_outcomes_or_curve_are_refused_with_the_way_on():
    terms = replace(TERMS, score=ScoreColumn("PD", "score", "higher", "platt"))
    with pytest.raises(IntakeError, match="without outcomes"):
        score_own(read(table([400, 700])), terms)
    with pytest.raises(IntakeError, match="at least 10 rows of each outcome; there are 1 with the event and 1 without"):
        score_own(read(table([400, 700], ["ja", "nein"])), terms)


@pytest.mark.parametrize("correction", ["none", "platt", "isotonic"])
def test_a_constant_score_is_valued_and_said_to_tell_nothing(correction):
    outcome = ["ja"] * 12 + ["nein"] * 28
    terms = replace(TERMS, score=ScoreColumn("PD", "probability", "higher", correction))
    scored = score_own(read(table([0.3] * 40, outcome)), terms).scored
    assert scored.probability.tolist() == pytest.approx([0.3] * 40, abs=1e-5)
    assert [p.kind for p in scored.problems] == ["constant_score"]
    decision = decide(prepare_case(scored), Question())
    assert decision.model_value == 0
    # One score acts on all or on nobody: never anything but what needs no model.
    verdict = judge(prepare_case(scored), Question(resamples=50)).verdict
    assert (verdict.call, verdict.difference.low, verdict.difference.high) == ("dont", 0, 0)


def test_scores_that_run_against_the_outcomes_are_doubted():
    odds, outcome = drawn(500)
    terms = replace(TERMS, event_value="1", other_value="0")
    assert "runs_against" in {p.kind for p in score_own(read(table(expit(-odds), outcome)), terms).scored.problems}
    assert score_own(read(table(expit(odds), outcome)), terms).scored.problems == ()


def test_a_column_of_costs_that_holds_gains_is_said():
    (said,) = score_own(read(table([0.1, 0.7, 0.9], ["nein", "ja", "ja"], [100, -50, -20])), TERMS).scored.problems
    assert (said.kind, said.column, said.count) == ("negative_cost", "Betrag", 2)
    turned = replace(TERMS, miss=Amount(column="Betrag", times=-0.5))
    assert score_own(read(table([0.1, 0.7], ["nein", "ja"], [-100, -50])), turned).scored.problems == ()


def test_another_reading_may_be_asked_for():
    text = b"PD;Betrag\n0,5;1.000\n0,25;2.000\n"
    assert score_own(read(text), TERMS, options=ReadOptions(decimal=",")).scored.money["Betrag"].tolist() == [1000.0, 2000.0]


def test_work_reports_its_progress_and_can_be_stopped():
    seen: list[float] = []
    score_own(read(table([0.1] * 10)), TERMS, progress=seen.append)
    assert (seen, seen[-1]) == (sorted(seen), 1.0)
