"""Rows that a stranger's model scored reach a decision: under a domain's prices, or as a file with a probability of its own."""

import csv
import io

import numpy as np
import pytest

from payoff.domains import read_domain
from payoff.intake.source import read_source
from payoff.intake.tidy import Tidy, read_tidy
from payoff.mapping.mapping import Match
from payoff.paths import DATA
from payoff.scoring.foreign_model import ForeignModel
from payoff.scoring.foreign_scorer import AnswerColumn
from payoff.workflow.decide import Question, decide, prepare_case
from payoff.workflow.foreign_case import price_rows, propose_prices
from payoff.workflow.foreign_event import read_span
from payoff.workflow.foreign_file import Answer, add_answer, answer_column, choose_answer, name_answers
from payoff.workflow.foreign_score import ForeignScores
from payoff.workflow.wiring import WiringError

SHEET = read_domain("credit")


def loans(changes: dict[str, str] | None = None, rows: int = 60) -> Tidy:
    """The sample's first rows, under other column names."""
    with (DATA / "credit.csv").open(encoding="utf-8", newline="") as file:
        records = list(csv.DictReader(file))[:rows]
    names = {name: (changes or {}).get(name, name) for name in records[0]}
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(names.values())
    writer.writerows(record.values() for record in records)
    return read_tidy(read_source(text.getvalue().encode(), "loans.csv"), keep_lines=True)


def answered(rows: int, numbers: np.ndarray | None = None) -> tuple[ForeignScores, Answer]:
    model = ForeignModel("m.onnx", 9, "ab" * 32, "", 8, {}, {}, (), (), ("0", "1"), ())
    values = np.linspace(0.01, 0.99, rows) if numbers is None else numbers
    columns = (AnswerColumn("p", "0", whole=False), AnswerColumn("p", "1", whole=False))
    scores = ForeignScores(model, columns, np.column_stack([1 - values, values]), np.arange(rows), (), 0.1)
    return scores, choose_answer(scores, None)


def matches(tidy: Tidy) -> dict[str, Match]:
    return {p.column: p.match for p in propose_prices(SHEET, tidy).columns if p.match is not None}


def test_columns_under_other_names_are_proposed_and_priced():
    tidy = loans({"credit_amount": "Loan amount", "duration_months": "Duration (months)", "default": "Defaulted"})
    scores, answer = answered(60)
    scored = price_rows(scores, tidy, answer, sheet=SHEET, matches=matches(tidy), digest="d" * 64)
    plain = loans()
    truth = price_rows(scores, plain, answer, sheet=SHEET, matches=matches(plain), digest="d" * 64)
    for name, values in truth.money.items():
        np.testing.assert_allclose(scored.money[name], values)
    np.testing.assert_array_equal(scored.outcome, truth.outcome)
    assert decide(prepare_case(scored), Question()).basis == "measured"


def test_a_price_that_nothing_fills_is_named():
    tidy = loans()
    scores, answer = answered(60)
    with pytest.raises(WiringError, match="Nothing fills"):
        price_rows(scores, tidy, answer, sheet=SHEET, matches={}, digest="d" * 64)


def test_words_cannot_be_an_amount():
    tidy = loans()
    scores, answer = answered(60)
    wrong = matches(tidy) | {SHEET.money_columns[0].name: Match(SHEET.money_columns[0].name, "purpose")}
    with pytest.raises(WiringError, match="needs numbers"):
        price_rows(scores, tidy, answer, sheet=SHEET, matches=wrong, digest="d" * 64)


def test_a_score_is_not_priced_as_a_probability():
    tidy = loans()
    scores, answer = answered(60, np.linspace(-3, 3, 60))
    with pytest.raises(WiringError, match="turn them into probabilities first"):
        price_rows(scores, tidy, answer, sheet=SHEET, matches=matches(tidy), digest="d" * 64)


def test_a_row_without_its_amount_is_left_out_and_counted():
    text = ",".join(["amount", "duration_months", "default"]) + "\n" + "1000,12,yes\n,12,no\n2000,24,no\n3000,6,no\n"
    tidy = read_tidy(read_source(text.encode(), "loans.csv"), keep_lines=True)
    named = {"credit_amount": "amount", "duration_months": "duration_months", "default": "default"}
    scores, answer = answered(4)
    found = {ours: Match(ours, theirs) for ours, theirs in named.items() if ours in {*(c.name for c in SHEET.money_columns), "default"}}
    missing = [c.name for c in SHEET.money_columns if c.name not in found]
    if missing:
        found |= {name: Match(name, "duration_months") for name in missing}
    scored = price_rows(scores, tidy, answer, sheet=SHEET, matches=found, digest="d" * 64)
    assert len(scored.probability) == 3
    assert scored.rows_rejected == 1
    assert [p.kind for p in scored.problems] == ["no_amount"]


def test_the_answer_gets_a_free_name_and_yes_and_no_stay_the_files_words():
    tidy = read_tidy(read_source(b"probability,paid\n1,ja\n2,nein\n3,ja\n", "f.csv"))
    scores, answer = answered(3)
    assert answer_column(tidy, answer) == "payoff_probability"
    assert add_answer(scores, tidy, answer)["paid"].to_pylist() == ["ja", "nein", "ja"]
    assert name_answers(scores) == ["p[0]", "p[1]"]
    assert read_span(answer.numbers).kind == "probability"
