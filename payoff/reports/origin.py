"""What a report rests on, as rows of a table: data, model, rows, split, dates and version."""

from __future__ import annotations

from payoff.core.message import say
from payoff.domains import read_domain
from payoff.workflow.case_answer import CaseAnswer

UNKNOWN = say("unknown")
BASES = {
    "measured": say("Measured: on rows whose outcome is known"),
    "attributed": say("Attributed: outcomes are credited to the action by an assumption"),
    "expected": say("Expected: from the model's probabilities, since outcomes are unknown"),
}  # fmt: skip
BASIS = {"measured": say("Measured"), "attributed": say("Attributed"), "expected": say("Expected")}


def origin_rows(answer: CaseAnswer) -> tuple[tuple[str, str], ...]:
    """(label, value) in reading order; names from a stranger's file stand as they are."""
    found, sheet = answer.provenance, read_domain(answer.result.worth.domain)
    rows = (
        f"{found.rows:,}"
        if not found.left_out
        else say("{rows} ({left} more without outcome)", rows=f"{found.rows:,}", left=f"{found.left_out:,}")
    )
    model = found.model_name if not found.family else say("{name}, {family}", name=found.model_name, family=found.family)
    return (
        (say("Decision"), say("{title}: {question}", title=sheet.title, question=sheet.question)),
        (say("Data"), found.data), (say("SHA-256 of the data"), found.data_digest or UNKNOWN), (say("Rows"), rows),
        (say("Money is"), BASES[found.basis]), (say("Split"), found.split), (say("Model"), model),
        (say("SHA-256 of the model"), found.model_digest or UNKNOWN), (say("Trained"), found.trained or UNKNOWN),
        (say("Made on"), found.made), (say("Payoff"), found.version),
    )  # fmt: skip
