"""Manifests are read strictly: what is missing, unknown or of the wrong type is named."""

from __future__ import annotations

import dataclasses

import pytest

from payoff.domains.manifest import Input, Manifest, ManifestError, Metric, Parity, Training, read_manifest, write_manifest

MANIFEST = Manifest(
    version=1,
    name="tiny",
    domain="credit",
    role="champion",
    family="logistic regression",
    event="default",
    sha256="0" * 64,
    output="probability",
    calibration="",
    inputs=(Input("age", "number", "years", 18, None, seen_low=19.0), Input("phone", "category", categories=("none", "registered"))),
    training=Training("data/training/tiny.csv", "1" * 64, 600, 0.3, "2026-11-01", "by outcome", "data/tiny.csv", 400),
    choice="log loss",
    losses={"logistic regression": 0.5},
    metrics={"auc": Metric(0.8, 0.75, 0.85)},
    parity=Parity(24_000, 1e-7, 9_000, 2_000),
    libraries={"numpy": "2.4.6"},
)


@pytest.fixture
def path(tmp_path):
    write_manifest(MANIFEST, tmp_path / "manifest.toml")
    return tmp_path / "manifest.toml"


def test_what_is_written_is_read_back(path):
    assert read_manifest(path) == MANIFEST


def test_a_whole_number_serves_as_a_number(path):
    low = read_manifest(path).inputs[0].low
    assert (type(low), low) == (float, 18.0)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('version = 1', "version = 2", "reads version 1"),
        ('role = "champion"', 'role = "boss"', "role is 'boss', which is not one of champion, challenger"),
        ("rows = 600", 'rows = "many"', r"rows is 'many', which is not a whole number"),
        ('output = "probability"\n', "", "incomplete"),
        ('name = "tiny"', 'name = "tiny"\nmood = "good"', "does not know: mood"),
        ('name = "tiny"', "name = tiny", "not TOML"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(path, old, new, message):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ManifestError, match=message):
        read_manifest(path)


def test_an_absent_manifest_is_named(tmp_path):
    with pytest.raises(ManifestError, match=r"no manifest\.toml"):
        read_manifest(tmp_path / "manifest.toml")


def test_manifests_cannot_be_changed_by_accident():
    with pytest.raises(dataclasses.FrozenInstanceError):
        MANIFEST.name = "other"  # type: ignore[misc]
