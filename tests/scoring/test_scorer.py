"""Scoring: shared, equal from every thread, and true about its provider."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from payoff.scoring.bundle import find_bundle, list_bundles
from payoff.scoring.certificate import read_stored
from payoff.scoring.providers import ProviderError
from payoff.scoring.scorer import open_scorer


@pytest.mark.parametrize("bundle", list_bundles(), ids=lambda b: b.name)
def test_stored_rows_get_the_probability_of_scikit_learn(bundle):
    stored = read_stored(bundle)
    np.testing.assert_allclose(open_scorer(bundle).score(stored.features), stored.probability, atol=1e-5)


def test_one_session_serves_a_model_and_a_provider():
    bundle = find_bundle("credit")
    assert open_scorer(bundle, "cpu") is open_scorer(bundle, "cpu")
    assert open_scorer(bundle, "cpu") is not open_scorer(find_bundle("credit", "credit-challenger"), "cpu")


def test_threads_get_the_same_answers_as_one():
    scorer = open_scorer(find_bundle("credit"))
    features = np.tile(read_stored(find_bundle("credit")).features, (50, 1))
    blocks = np.array_split(features, 16)
    with ThreadPoolExecutor(4) as pool:
        together = np.concatenate(list(pool.map(scorer.score, blocks)))
    np.testing.assert_array_equal(together, np.concatenate([scorer.score(block) for block in blocks]))


@pytest.mark.parametrize("bundle", list_bundles(), ids=lambda b: b.name)
def test_no_rows_give_no_scores(bundle):
    inputs = len(bundle.manifest.inputs)
    assert open_scorer(bundle).score(np.empty((0, inputs), dtype=np.float32)).shape == (0,)


def test_a_provider_asked_for_by_name_is_not_replaced():
    with pytest.raises(ProviderError, match="directml provider cannot be used"):
        open_scorer(find_bundle("credit"), "directml")
