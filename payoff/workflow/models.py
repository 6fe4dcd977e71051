"""The models there are: what each is, how good, how fast here, and champion against challenger in money."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from payoff.core.bootstrap import resample_total
from payoff.core.message import say
from payoff.core.value import Array, ValueMatrix, bayes_threshold, realised_value
from payoff.core.verdict import summarise
from payoff.domains import read_domain
from payoff.domains.manifest import ROLE_NAMES, ROLES, Manifest, Metric
from payoff.domains.term_sheet import Settings
from payoff.paths import MODELS
from payoff.scoring.bundle import Bundle, BundleError, bundle_folders, list_bundles
from payoff.scoring.certificate import read_stored
from payoff.scoring.pool import map_in_order
from payoff.scoring.providers import AUTO, ProviderUse
from payoff.scoring.scorer import open_scorer
from payoff.scoring.verify import Verification, verify_bundle
from payoff.workflow.flow import Model
from payoff.workflow.score import has_sample, sample_source, score_upload

SPEED_BATCH = 20_000
SPEED_SECONDS = 0.3


@dataclass(frozen=True)
class ModelRow:
    """One shipped model as the Models page lists it; `nodes` counts the graph's nodes by provider."""

    bundle: Bundle
    title: str
    """The domain's."""
    provider: ProviderUse
    nodes: Mapping[str, int]

    @property
    def manifest(self) -> Manifest:
        """Family, role, training, inputs, metrics and certificate."""
        return self.bundle.manifest

    @property
    def auc(self) -> Metric:
        """Area under the curve on the held-out rows, with its interval."""
        return self.manifest.metrics["auc"]

    @property
    def brier(self) -> Metric:
        """Brier score on the held-out rows, with its interval."""
        return self.manifest.metrics["brier"]

    @property
    def bytes(self) -> int:
        """Size of the graph."""
        return len(self.bundle.model)


@dataclass(frozen=True)
class Speed:
    """Rows per second, graph alone, on all threads of the pool."""

    rows_per_second: float
    rows: int
    seconds: float


@dataclass(frozen=True)
class Standing:
    """What one model is worth on the sample when each row follows its own Bayes threshold; money of the sample."""

    model: str
    family: str
    value: float
    acted: int


@dataclass(frozen=True)
class Comparison:
    """Champion less challenger on the same rows: difference in money, its 90 % interval, share of resamples above 0."""

    champion: Standing
    challenger: Standing
    rows: int
    currency: str
    difference: float
    low: float
    high: float
    probability: float


def model_rows(domain: str | None = None, *, provider: str = AUTO, models: Path = MODELS) -> tuple[ModelRow, ...]:
    """The bundles of `domain` (or of all), champions first; BundleError when one is damaged, ProviderError as open_scorer."""
    bundles = [b for b in list_bundles(models) if domain in (None, b.manifest.domain)]
    ordered = sorted(bundles, key=lambda b: (b.manifest.domain, ROLES.index(b.manifest.role)))
    return tuple(describe_model(Model(read_domain(b.manifest.domain), b, open_scorer(b, provider))) for b in ordered)


def describe_model(model: Model) -> ModelRow:
    """The row of an open model."""
    return ModelRow(model.bundle, model.sheet.title, model.scorer.provider, model.scorer.nodes)


def measure_speed(bundle: Bundle, *, provider: str = AUTO, seconds: float = SPEED_SECONDS) -> Speed:
    """Score the bundle's own stored rows over and over for about `seconds`."""
    scorer = open_scorer(bundle, provider)
    stored = read_stored(bundle).features
    batch = np.tile(stored, (-(-SPEED_BATCH // len(stored)), 1))[:SPEED_BATCH]
    scorer.score(batch)
    begun = time.perf_counter()
    rows = sum(map_in_order(lambda features: len(scorer.score(features)), _until(begun + seconds, batch)))
    spent = time.perf_counter() - begun
    return Speed(rows / spent, rows, spent)


def _until(deadline: float, batch: npt.NDArray[np.float32]) -> Iterator[npt.NDArray[np.float32]]:
    yield batch
    while time.perf_counter() < deadline:
        yield batch


def compare_models(domain: str, settings: Settings | None = None, *, resamples: int = 1000, seed: int = 0) -> Comparison:
    """Champion against challenger on the domain's sample, which neither was fitted on, under `settings` (defaults where absent).

    Both act by the per-row Bayes threshold, so nothing is searched on the rows that judge. The bootstrap is paired:
    each resample draws rows, with both models' money on them. BundleError when the domain lacks one of the two.
    """
    sheet = read_domain(domain)
    if not has_sample(sheet):
        raise BundleError(say("No held-out sample ships with {title}, so its models cannot be compared in money.", title=sheet.title))
    bundles = {b.manifest.role: b for b in list_bundles() if b.manifest.domain == domain}
    if absent := [role for role in ROLES if role not in bundles]:
        raise BundleError(
            say(
                "{title} has no {absent} to compare; run `python -m payoff train {domain}`.",
                title=sheet.title,
                absent=ROLE_NAMES[absent[0]],
                domain=domain,
            )
        )
    source = sample_source(domain)
    scored = [score_upload(source, domain, model=bundles[role].name) for role in ROLES]
    if scored[0].outcome is None:
        raise BundleError(say("The sample of {title} has no outcomes, so its models cannot be compared in money.", title=sheet.title))
    values = sheet.values(scored[0].money, sheet.settings(settings))
    money = [_follow_bayes(values, s.probability, scored[0].outcome) for s in scored]
    standings = [_stand(bundles[role], *m) for role, m in zip(ROLES, money, strict=True)]
    difference = money[0][0] - money[1][0]
    drawn = summarise(resample_total(difference, resamples=resamples, seed=seed))
    return Comparison(
        champion=standings[0],
        challenger=standings[1],
        rows=len(difference),
        currency=sheet.currency,
        difference=float(difference.sum()),
        low=drawn.low,
        high=drawn.high,
        probability=drawn.probability,
    )


def _follow_bayes(values: ValueMatrix, probability: Array, outcome: Array) -> tuple[Array, int]:
    acts = probability >= bayes_threshold(values)
    return realised_value(values, outcome, acts), int(acts.sum())


def _stand(bundle: Bundle, money: Array, acted: int) -> Standing:
    return Standing(bundle.name, bundle.manifest.family, float(money.sum()), acted)


def verify_models(models: Path = MODELS) -> tuple[Verification, ...]:
    """The checks of every bundle; BundleError when there is none."""
    folders = bundle_folders(models)
    if not folders:
        raise BundleError(say("There is no model in {models}; run `python -m payoff train DOMAIN`.", models=models))
    return tuple(verify_bundle(folder) for folder in folders)
