"""What a report rests on, as rows of a table: data, model, rows, split, dates and version."""

from __future__ import annotations

from payoff.core.message import Message, capital, say
from payoff.core.wording import count, day, say_basis
from payoff.workflow.case_answer import CaseAnswer

UNKNOWN = say("unknown")
BASES = {
    "measured": say("Measured: on rows whose outcome is known"),
    "attributed": say("Attributed: outcomes are credited to the action by an assumption"),
    "expected": say("Expected: from the model's probabilities, since outcomes are unknown"),
}  # fmt: skip


def origin_rows(answer: CaseAnswer) -> tuple[tuple[str, str], ...]:
    """(label, value) in reading order; names from a stranger's file stand as they are."""
    found, sheet = answer.provenance, answer.result.worth.sheet
    rows: str = count(found.rows)
    if found.left_out:
        rows = say("{rows} ({left} more without outcome)", rows=rows, left=count(found.left_out))
    model = found.model_name if not found.family else say("{name}, {family}", name=found.model_name, family=found.family)
    return (
        (say("Decision"), say("{title}: {question}", title=sheet.title, question=sheet.question)),
        (say("Data"), found.data), (say("SHA-256 of the data"), found.data_digest or UNKNOWN), (say("Rows"), rows),
        (say("Money is"), BASES[found.basis]), (say("Split"), found.split), (say("Model"), model),
        (say("SHA-256 of the model"), found.model_digest or UNKNOWN), (say("Trained"), day(found.trained) if found.trained else UNKNOWN),
        (say("Made on"), day(found.made)), (say("Payoff"), found.version),
    )  # fmt: skip


def say_origin(answer: CaseAnswer) -> Message:
    """The same in a line: how money is known, on which rows of which file, when and with which version."""
    found = answer.provenance
    return say(
        "{basis} on {rows} rows of {data} (SHA-256 {digest}…), model {model}; made on {made} with Payoff {version}.",
        basis=capital(say_basis(found.basis)), rows=count(found.rows), data=found.data, digest=found.data_digest[:12],
        model=_say_model(answer), made=day(found.made), version=found.version,
    )  # fmt: skip


def _say_model(answer: CaseAnswer) -> str:
    found = answer.provenance
    return say("{name} (SHA-256 {digest}…)", name=found.model, digest=found.model_digest[:12]) if found.model else UNKNOWN
