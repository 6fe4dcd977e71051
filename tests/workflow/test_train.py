"""Training from the committed data reproduces the shipped bundles."""

from __future__ import annotations

import numpy as np
import onnxruntime as ort
import pytest

from payoff.domains.manifest import FEATURES, MODEL_FILE
from payoff.paths import MODELS
from payoff.scoring.bundle import read_bundle
from payoff.scoring.certificate import read_stored
from payoff.training.card import HEADINGS
from payoff.training.labelled import TrainingError
from payoff.training.metrics import METRICS
from payoff.workflow.train import train_domain


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    return train_domain("credit", folder=tmp_path_factory.mktemp("models"))


def probabilities(folder, features: np.ndarray) -> np.ndarray:
    return ort.InferenceSession((folder / MODEL_FILE).read_bytes()).run(None, {FEATURES: features})[0]


def test_training_again_gives_the_probabilities_that_ship(trained):
    for bundle in trained:
        features = read_stored(read_bundle(MODELS / bundle.folder.name)).features
        shipped = probabilities(MODELS / bundle.folder.name, features)
        np.testing.assert_allclose(probabilities(bundle.folder, features), shipped, atol=1e-6)


def test_champion_and_challenger_are_of_different_families(trained):
    champion, challenger = (t.manifest for t in trained)
    assert (champion.role, challenger.role) == ("champion", "challenger")
    assert champion.family.split(" (")[0] != challenger.family.split(" (")[0]
    assert champion.losses[champion.family.split(" (")[0]] == min(champion.losses.values())


def test_what_was_written_is_a_bundle_with_a_certificate_and_intervals(trained):
    for bundle in trained:
        manifest = read_bundle(bundle.folder).manifest
        assert manifest == bundle.manifest
        assert manifest.parity.rows >= 20_000
        assert manifest.parity.worst <= 1e-5
        assert min(manifest.parity.missing_rows, manifest.parity.unseen_rows) > 1_000
        assert set(manifest.metrics) == set(METRICS)
        assert all(m.low < m.value < m.high for m in manifest.metrics.values())
        assert manifest.metrics["auc"].value > 0.75
        assert not list(bundle.folder.parent.glob("*.partial"))


def test_the_card_has_its_headings_in_order_and_the_left_out_columns(trained):
    for bundle in trained:
        card = read_bundle(bundle.folder).card
        assert [line[3:] for line in card.splitlines() if line.startswith("## ")] == list(HEADINGS)
        assert "foreign_worker stays out" in card


def test_data_that_is_not_there_is_named_and_nothing_is_written(tmp_path):
    with pytest.raises(TrainingError, match=r"no data at .*credit\.csv"):
        train_domain("credit", folder=tmp_path / "models", data=tmp_path / "data")
    assert not (tmp_path / "models").exists()
