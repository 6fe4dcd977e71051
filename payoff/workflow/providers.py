"""Where models can run here: the execution providers, what keeps one from being used, and which nodes each takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from payoff.core.message import reason
from payoff.paths import MODELS
from payoff.scoring.bundle import Bundle, list_bundles
from payoff.scoring.providers import AUTO, PROVIDERS, ProviderError, ProviderUse, choose_provider, installed_providers, missing_piece
from payoff.scoring.scorer import open_scorer


@dataclass(frozen=True)
class ProviderRow:
    """One provider as `payoff providers` lists it; `missing` is empty when it can be used."""

    name: str
    installed: bool
    missing: str


@dataclass(frozen=True)
class ProviderReport:
    """Every provider, which one `auto` uses, and per model and usable provider which nodes it takes (or why it takes none)."""

    providers: tuple[ProviderRow, ...]
    automatic: ProviderUse
    nodes: Mapping[str, Mapping[str, Mapping[str, int] | str]]


def report_providers(models: Path = MODELS) -> ProviderReport:
    """What is installed, what `auto` uses and which nodes of each model each usable provider takes."""
    installed = installed_providers()
    rows = tuple(ProviderRow(p.name, p.name in installed, missing_piece(p)) for p in PROVIDERS)
    usable = [row.name for row in rows if not row.missing]
    nodes = {b.name: {name: _take(b, name) for name in usable} for b in list_bundles(models)}
    return ProviderReport(rows, choose_provider(AUTO), nodes)


def _take(bundle: Bundle, provider: str) -> Mapping[str, int] | str:
    try:
        return open_scorer(bundle, provider).nodes
    except ProviderError as error:
        return reason(error)
