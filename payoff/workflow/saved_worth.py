"""The value per case kept with a scenario, so that the case can be opened where its data is not loaded."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, get_args

import numpy as np

from payoff.core.message import say
from payoff.core.value import Array
from payoff.domains.keys import Keys
from payoff.domains.term_sheet import TermSheet
from payoff.workflow.case import Basis
from payoff.workflow.case_keys import CaseFileError
from payoff.workflow.provenance import Provenance
from payoff.workflow.question import Question
from payoff.workflow.worth import Worth

BASELINES = ("none", "all", "today")
MOST_ROWS = 10**12
MOST_FIGURES = 100_000
_WORTH = {"basis", "baseline", "rows", "total", "figures", "decision"}
_ORIGIN = {part.name for part in fields(Provenance)} | {"mapping"}
_TEXTS = ("data", "data_digest", "model", "model_digest", "family", "trained", "split", "made", "version")
_DIGEST_LENGTH = 16


@dataclass(frozen=True, eq=False)
class SavedWorth:
    """The worth of the decision as it was saved, where its rows came from, and how their columns were mapped."""

    worth: Worth
    provenance: Provenance
    mapping: Mapping[str, str] = field(default_factory=dict)
    """Column of the term sheet to column of the file; empty where the names were the same."""


def write_worth(worth: Worth, question: Question) -> dict[str, Any]:
    """`worth` as a table; `decision` ties it to the question it answers."""
    figures = {} if worth.figures is None else {"figures": worth.figures.tolist()}
    found = {"basis": worth.basis, "baseline": worth.baseline, "rows": worth.rows, "total": worth.total}
    return found | {"decision": question_digest(question, worth.sheet)} | figures


def write_origin(saved: SavedWorth) -> dict[str, Any]:
    """Names and digests as a table."""
    named = {name: str(part) if isinstance(part, str) else part for name, part in asdict(saved.provenance).items()}
    return named | ({"mapping": dict(saved.mapping)} if saved.mapping else {})


def read_saved(worth: Keys, origin: Keys, question: Question, sheet: TermSheet) -> SavedWorth:
    """Both tables checked; CaseFileError names the key that is wrong."""
    for keys, known in ((worth, _WORTH), (origin, _ORIGIN)):
        keys.refuse_strange(known)
    if worth.text("decision") != question_digest(question, sheet):
        changed = say(
            "The decision was changed after its value per case was worked out: take [worth] and [origin] out of the file, so that "
            "the value is worked out from the data again."
        )
        raise CaseFileError(changed)
    basis = worth.choice("basis", get_args(Basis))
    found = Worth(
        sheet, basis, worth.choice("baseline", BASELINES), worth.whole("rows", 0, least=1, most=MOST_ROWS), worth.number("total"),
        _read_figures(worth),
    )  # fmt: skip
    mapping = origin.below("mapping")
    return SavedWorth(found, _read_provenance(origin, found), {name: mapping.text(name) for name in mapping.names()})


def question_digest(question: Question, sheet: TermSheet) -> str:
    """The same for the same question about the same decision, however its settings are ordered."""
    asked = asdict(question) | {"domain": sheet.key}
    asked["settings"] = {name: float(value) for name, value in sorted(question.settings.items())}
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()[:_DIGEST_LENGTH]


def _read_provenance(origin: Keys, worth: Worth) -> Provenance:
    texts = {name: origin.text(name, "") for name in _TEXTS}
    left_out = origin.whole("left_out", 0, least=0, most=MOST_ROWS)
    return Provenance(**texts, rows=worth.rows, left_out=left_out, basis=worth.basis)


def _read_figures(keys: Keys) -> Array | None:
    if "figures" not in keys:
        return None
    figures = keys.numbers("figures", most=MOST_FIGURES)
    if len(figures) < 2 or any(not math.isfinite(figure) for figure in figures) or (np.diff(figures) < 0).any():
        raise CaseFileError(say("{key} must be at least two numbers that never fall.", key=keys.key("figures")))
    return np.array(figures)
