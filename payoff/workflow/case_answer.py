"""A whole business case answered: the decision behind it, the case as planned, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from payoff.intake.source import read_source
from payoff.workflow.business_case import CaseResult, evaluate_case
from payoff.workflow.case import prepare_case
from payoff.workflow.case_file import SAMPLE, CaseFile
from payoff.workflow.case_risk import CaseRisk, weigh_case
from payoff.workflow.decide import Decision, Judgement, decide, judge
from payoff.workflow.own_scores import score_own
from payoff.workflow.provenance import Provenance, read_provenance
from payoff.workflow.saved_worth import SavedWorth
from payoff.workflow.score import Scored, sample_source, score_upload
from payoff.workflow.scored_file import ScoredFile, read_scored
from payoff.workflow.worth import read_worth


@dataclass(frozen=True, eq=False)
class CaseAnswer:
    """What a case file comes to; decision and judgement are None where only their value per case was saved."""

    file: CaseFile
    decision: Decision | None
    judgement: Judgement | None
    result: CaseResult
    risk: CaseRisk
    provenance: Provenance


def answer_case(file: CaseFile, folder: Path, *, made: date | None = None) -> CaseAnswer:
    """Decide, judge, plan and weigh `file`; its data is looked for in `folder`. Errors are those of the steps.

    A value per case saved with the file stands as it is. `made` dates the answer; today by default.
    """
    decision, judgement, saved = _find_worth(file, folder, made=(made or date.today()).isoformat())
    result, risk = evaluate_case(saved.worth, file.plan), weigh_case(saved.worth, file.plan, file.sheet)
    return CaseAnswer(file, decision, judgement, result, risk, saved.provenance)


def _find_worth(file: CaseFile, folder: Path, *, made: str) -> tuple[Decision | None, Judgement | None, SavedWorth]:
    """The decision and its worth; where the worth was saved, that one, and the decision if its very rows and model are at hand."""
    if file.saved is not None and file.data != SAMPLE:
        return None, None, file.saved
    scored, question = _read_data(file, folder), file.question
    case = prepare_case(scored)
    provenance = read_provenance(scored, case, made=made)
    if file.saved is not None and not _same_rows(provenance, file.saved.provenance):
        return None, None, file.saved
    decision, judgement = decide(case, question), judge(case, question)
    return decision, judgement, file.saved or SavedWorth(read_worth(case, question, decision, judgement), provenance)


def _same_rows(one: Provenance, other: Provenance) -> bool:
    return (one.data_digest, one.model_digest) == (other.data_digest, other.model_digest)


def _read_data(file: CaseFile, folder: Path) -> Scored | ScoredFile:
    if file.data == SAMPLE:
        return score_upload(sample_source(file.domain), file.term_sheet)
    if file.terms is not None and file.terms.score is not None:
        return score_own(read_source(folder / file.data, Path(file.data).name), file.terms).scored
    return read_scored(folder / file.data, file.term_sheet)
