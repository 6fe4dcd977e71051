"""A whole business case answered: the decision behind it, the case as planned, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from payoff.workflow.business_case import CaseResult, evaluate_case
from payoff.workflow.case import Case, prepare_case
from payoff.workflow.case_file import SAMPLE, CaseFile
from payoff.workflow.case_risk import CaseRisk, weigh_case
from payoff.workflow.decide import Decision, Judgement, decide, judge
from payoff.workflow.score import sample_source, score_upload
from payoff.workflow.scored_file import read_scored
from payoff.workflow.worth import read_worth


@dataclass(frozen=True, eq=False)
class CaseAnswer:
    """What a case file comes to."""

    file: CaseFile
    decision: Decision
    judgement: Judgement
    result: CaseResult
    risk: CaseRisk


def answer_case(file: CaseFile, folder: Path) -> CaseAnswer:
    """Decide, judge, plan and weigh `file`; its data is looked for in `folder`. Errors are those of the steps."""
    case, question = _read_data(file, folder), file.question
    decision, judgement = decide(case, question), judge(case, question)
    worth = read_worth(case, question, decision, judgement)
    return CaseAnswer(file, decision, judgement, evaluate_case(worth, file.plan), weigh_case(worth, file.plan, file.sheet))


def _read_data(file: CaseFile, folder: Path) -> Case:
    if file.data == SAMPLE:
        return prepare_case(score_upload(sample_source(file.domain), file.domain))
    return prepare_case(read_scored(folder / file.data, file.domain))
