"""A domain's calculators on its sample, and what they are given to work with."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from payoff.domains import shipped_domains
from payoff.domains.credit_rules import NEEDS_RULE
from payoff.domains.panel import Panel, Refusal
from payoff.workflow.calculate import TableColumns, calculate, read_reference
from payoff.workflow.decide import Question, QuestionError, Today, decide, prepare_case
from payoff.workflow.score import Scored, sample_source, score_upload


@pytest.fixture(scope="module")
def loans() -> Scored:
    return score_upload(sample_source("credit"), "credit")


def with_rule(loans: Scored, cells: list[str]) -> Scored:
    return replace(loans, table=loans.table.append_column("today", pa.array(cells)))


@pytest.mark.parametrize("domain", shipped_domains())
def test_every_calculator_answers_on_its_domains_sample(domain: str) -> None:
    scored = score_upload(sample_source(domain), domain)
    answers = calculate(scored, decide(prepare_case(scored), Question()))
    assert len(answers) == len(shipped_domains()[domain].calculators)
    assert all(isinstance(answer, Panel | Refusal) for answer in answers)


def test_a_column_with_todays_rule_reaches_the_swap_set(loans: Scored) -> None:
    n = len(loans.probability)
    ruled = with_rule(loans, ["decline", "lend"] * (n // 2))
    today = Today(column="today")
    decision = decide(prepare_case(ruled), Question(today=today))
    swap = next(answer for answer in calculate(ruled, decision, today) if answer.key == "swap")
    # The 200 that the model would approve beat every other loan by far.
    assert swap.figures[0].value > 0
    assert sum(row[1] for row in swap.table) == n


def test_a_share_of_rows_is_no_rule_to_swap(loans: Scored) -> None:
    decision = decide(prepare_case(loans), Question(today=Today(rate=0.3)))
    swap = next(answer for answer in calculate(loans, decision, Today(rate=0.3)) if answer.key == "swap")
    assert swap.reason == NEEDS_RULE


def test_an_unreadable_rule_is_refused_with_its_cells(loans: Scored) -> None:
    ruled = with_rule(loans, ["decline", "perhaps"] * (len(loans.probability) // 2))
    decision = decide(prepare_case(ruled), Question())
    with pytest.raises(QuestionError, match="perhaps"):
        calculate(ruled, decision, Today(column="today"))
    with pytest.raises(QuestionError, match="no column called 'tomorrow'"):
        calculate(ruled, decision, Today(column="tomorrow"))


def test_the_reference_is_the_models_own_scores_of_the_sample(loans: Scored) -> None:
    assert np.array_equal(read_reference("credit", loans.model, loans.model_sha256), loans.probability)


def test_columns_are_numbers_or_text_with_missing_marked() -> None:
    codes = pa.array(["a", None, "b"]).dictionary_encode()
    columns = TableColumns(pa.table({"whole": [1, None, 3], "text": codes}))
    assert list(columns) == ["whole", "text"]
    assert len(columns) == 2
    assert "whole" in columns
    assert "other" not in columns
    assert columns["whole"].tolist() == pytest.approx([1, np.nan, 3], nan_ok=True)
    assert columns["text"].tolist() == ["a", "", "b"]
    assert columns["text"] is columns["text"]
