"""Scoring: one shared session per model and provider, and the truth about where it runs."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import onnxruntime as ort

from payoff.core.message import reason, say
from payoff.domains.manifest import Manifest
from payoff.scoring.bundle import Bundle
from payoff.scoring.certificate import compare_stored, run_graph
from payoff.scoring.providers import AUTO, CPU, ProviderError, ProviderUse, choose_provider
from payoff.scoring.session import count_nodes, open_session

__all__ = ["ProviderUse", "Scorer", "open_scorer"]


@dataclass(frozen=True)
class Scorer:
    """An open model. Safe to share between threads; the runtime releases the interpreter while it works."""

    manifest: Manifest
    session: ort.InferenceSession
    provider: ProviderUse
    nodes: Mapping[str, int]
    """How many of the graph's nodes each provider took."""

    def score(self, features: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """Probability of the event, (n,), of `features` (n, inputs) float32 as encode_table makes them."""
        return run_graph(self.session, self.manifest.output, features)


_OPEN: dict[tuple[str, str], Scorer] = {}
_LOCK = threading.Lock()


def open_scorer(bundle: Bundle, provider: str = AUTO) -> Scorer:
    """The scorer of `bundle` on `provider`, opened once per process.

    `auto` takes the best provider that works and says in `provider.reason` why it is not another. A provider asked for
    by name that does not work, or does not agree with scikit-learn, is a ProviderError.
    """
    key = (bundle.manifest.sha256, provider)
    with _LOCK:
        if key not in _OPEN:
            _OPEN[key] = _open(bundle, provider)
        return _OPEN[key]


def open_alone(bundle: Bundle) -> Scorer:
    """A scorer on the CPU that no one else is given: it goes with whoever holds it."""
    return _scorer(bundle, open_session(bundle, CPU), ProviderUse(CPU, CPU))


def _open(bundle: Bundle, requested: str) -> Scorer:
    use = choose_provider(requested)
    if use.used == CPU:
        return _scorer(bundle, open_session(bundle, CPU), use)
    try:
        return _open_accelerated(bundle, use)
    except ProviderError as error:
        if requested != AUTO:
            raise
        return _scorer(bundle, open_session(bundle, CPU), ProviderUse(requested, CPU, reason(error)))


def _open_accelerated(bundle: Bundle, use: ProviderUse) -> Scorer:
    """ProviderError when the provider does not open the model, takes none of it, or answers otherwise than scikit-learn."""
    session = open_session(bundle, use.used)
    nodes = count_nodes(session)
    if not nodes.get(use.used):
        raise ProviderError(say("The {used} provider takes none of the nodes of {name!r}.", used=use.used, name=bundle.name))
    agreement = compare_stored(session, bundle)
    if not agreement.holds:
        raise ProviderError(say("On the {used} provider {name!r} {words}.", used=use.used, name=bundle.name, words=agreement.words))
    return _scorer(bundle, session, use)


def _scorer(bundle: Bundle, session: ort.InferenceSession, use: ProviderUse) -> Scorer:
    return Scorer(bundle.manifest, session, use, count_nodes(session))
