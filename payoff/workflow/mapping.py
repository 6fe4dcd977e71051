"""Bringing a stranger's file to a domain's model: what is proposed, what is missing, and what the next file of that shape needs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from payoff.domains import as_sheet
from payoff.domains.manifest import Input
from payoff.domains.term_sheet import TermSheet
from payoff.intake.contract import build_contract
from payoff.intake.decisions import ReadOptions
from payoff.intake.head import read_head
from payoff.intake.problems import IntakeError
from payoff.intake.source import Source, read_source
from payoff.intake.tidy import Tidy
from payoff.mapping.mapping import ColumnMapping, header_digest
from payoff.mapping.propose import Proposals, Target, propose
from payoff.mapping.synonyms import read_synonyms
from payoff.scoring.bundle import find_bundle
from payoff.workflow.flow import Model

UNMAPPED = frozenset({"missing_column", "wrong_separator", "unmapped_column"})
"""Kinds of problems that a mapping may mend."""


def read_target(domain: str | TermSheet, *, model: str | None = None) -> Target:
    """What a file is mapped to when it is to be scored by the domain's model (or the one called `model`)."""
    sheet = as_sheet(domain)
    return _target(sheet, find_bundle(sheet.key, model).manifest.inputs)


def target_of(model: Model) -> Target:
    """The same for a model that is open already."""
    return _target(model.sheet, model.bundle.manifest.inputs)


def propose_mapping(source: Source, target: Target, options: ReadOptions | None = None) -> tuple[Proposals, Tidy]:
    """Proposals for each column of `target` from the beginning of `source`, and that beginning as it was read."""
    tidy = read_head(source, options)
    return propose(target, tidy), tidy


def needs_mapping(error: IntakeError) -> bool:
    """Whether a file was refused only because its columns are not called as ours are."""
    return any(problem.kind in UNMAPPED for problem in error.problems)


def _target(sheet: TermSheet, inputs: tuple[Input, ...]) -> Target:
    return Target(sheet.key, sheet.columns, build_contract(sheet.columns, inputs), read_synonyms(sheet.key))


def open_stranger(path: Path) -> Source:
    """The file at `path`, whatever its columns are called."""
    return read_source(path, path.name)


def recall_mapping(source: Source, saved: Mapping[str, ColumnMapping]) -> ColumnMapping | None:
    """The mapping among `saved` (by header digest) that was made for files of the same shape as `source`."""
    return saved.get(header_digest(read_head(source).table.column_names)) if saved else None
