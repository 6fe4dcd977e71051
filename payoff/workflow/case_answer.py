"""A whole business case answered: the decision behind it, the case as planned, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from payoff.workflow.business_case import CaseResult, evaluate_case
from payoff.workflow.case import prepare_case
from payoff.workflow.case_file import SAMPLE, CaseFile
from payoff.workflow.case_risk import CaseRisk, weigh_case
from payoff.workflow.decide import Decision, Judgement, decide, judge
from payoff.workflow.provenance import Provenance, read_provenance
from payoff.workflow.score import Scored, sample_source, score_upload
from payoff.workflow.scored_file import ScoredFile, read_scored
from payoff.workflow.worth import read_worth


@dataclass(frozen=True, eq=False)
class CaseAnswer:
    """What a case file comes to."""

    file: CaseFile
    decision: Decision
    judgement: Judgement
    result: CaseResult
    risk: CaseRisk
    provenance: Provenance


def answer_case(file: CaseFile, folder: Path, *, made: date | None = None) -> CaseAnswer:
    """Decide, judge, plan and weigh `file`; its data is looked for in `folder`. Errors are those of the steps.

    `made` dates the answer; today by default.
    """
    scored, question = _read_data(file, folder), file.question
    case = prepare_case(scored)
    decision, judgement = decide(case, question), judge(case, question)
    worth = read_worth(case, question, decision, judgement)
    provenance = read_provenance(scored, case, made=(made or date.today()).isoformat())
    return CaseAnswer(file, decision, judgement, evaluate_case(worth, file.plan), weigh_case(worth, file.plan, file.sheet), provenance)


def _read_data(file: CaseFile, folder: Path) -> Scored | ScoredFile:
    if file.data == SAMPLE:
        return score_upload(sample_source(file.domain), file.domain)
    return read_scored(folder / file.data, file.domain)
