"""The value per case kept with a scenario, so that the case can be opened where its data is not loaded."""

from __future__ import annotations

import hashlib
import json
import math
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, get_args

import numpy as np
import tomli_w

from payoff.core.message import say
from payoff.core.value import Array
from payoff.domains.keys import Keys
from payoff.domains.term_sheet import TermSheet
from payoff.mapping.mapping import ColumnMapping, MappingError
from payoff.workflow.case import Basis
from payoff.workflow.case_keys import CaseFileError
from payoff.workflow.mapping_file import read_mapping, write_mapping
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
    mapping: ColumnMapping | None = None
    """Which of the file's columns stood for each of ours; None where they had our names."""


def write_worth(worth: Worth, question: Question) -> dict[str, Any]:
    """`worth` as a table; `decision` ties it to the question it answers."""
    figures = {} if worth.figures is None else {"figures": worth.figures.tolist()}
    found = {"basis": worth.basis, "baseline": worth.baseline, "rows": worth.rows, "total": worth.total}
    return found | {"decision": question_digest(question, worth.sheet)} | figures


def write_origin(saved: SavedWorth) -> dict[str, Any]:
    """Names and digests as a table."""
    named = {name: str(part) if isinstance(part, str) else part for name, part in asdict(saved.provenance).items()}
    return named | ({} if saved.mapping is None else {"mapping": tomllib.loads(write_mapping(saved.mapping).decode())})


def read_saved(content: Mapping[str, Any], keys: Keys, question: Question, sheet: TermSheet) -> SavedWorth:
    """The tables [worth] and [origin] of `content`, which `keys` reads; CaseFileError names the key that is wrong."""
    worth, origin = keys.below("worth"), keys.below("origin")
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
    mapping = _read_mapping(origin, content["origin"]["mapping"]) if "mapping" in origin else None
    return SavedWorth(found, _read_provenance(origin, found), mapping)


def question_digest(question: Question, sheet: TermSheet) -> str:
    """The same for the same question about the same decision, however its settings are ordered."""
    asked = asdict(question) | {"domain": sheet.key}
    asked["settings"] = {name: float(value) for name, value in sorted(question.settings.items())}
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()[:_DIGEST_LENGTH]


def _read_mapping(origin: Keys, table: Any) -> ColumnMapping:
    origin.below("mapping")
    try:
        return read_mapping(tomli_w.dumps(table).encode(), "origin.mapping")
    except MappingError as error:
        raise CaseFileError(error.args[0]) from error


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
