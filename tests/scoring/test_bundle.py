"""Bundles are read only when their files belong together; what does not is named."""

from __future__ import annotations

import re

import pytest

from payoff.domains.manifest import MANIFEST_FILE, MODEL_FILE
from payoff.scoring.bundle import BundleError, find_bundle, list_bundles, read_bundle


def change(path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_sound_bundle_is_read(folder):
    bundle = read_bundle(folder)
    assert bundle.name == "credit-challenger"
    assert bundle.card.startswith("# credit-challenger")


def test_a_tampered_graph_is_refused_by_name(folder):
    graph = bytearray((folder / MODEL_FILE).read_bytes())
    graph[-30] ^= 1
    (folder / MODEL_FILE).write_bytes(bytes(graph))
    with pytest.raises(BundleError, match=r"'credit-challenger' is refused: model\.onnx has the SHA-256"):
        read_bundle(folder)


@pytest.mark.parametrize("name", ["model.onnx", "manifest.toml", "card.md"])
def test_an_absent_file_is_named(folder, name):
    (folder / name).unlink()
    with pytest.raises(BundleError, match=re.escape(name)):
        read_bundle(folder)


def test_a_bundle_in_another_folder_is_refused(folder):
    moved = folder.rename(folder.parent / "other")
    with pytest.raises(BundleError, match="'other' holds the model 'credit-challenger'"):
        read_bundle(moved)


def test_a_bundle_of_an_unknown_domain_is_refused(folder):
    change(folder / MANIFEST_FILE, 'domain = "credit"', 'domain = "astrology"')
    with pytest.raises(BundleError, match="no domain called 'astrology'"):
        read_bundle(folder)


def test_an_input_the_term_sheet_does_not_have_is_named(folder):
    change(folder / MANIFEST_FILE, 'name = "telephone"', 'name = "fax"')
    with pytest.raises(BundleError, match="disagree on fax, telephone"):
        read_bundle(folder)


def test_the_champion_is_found_and_a_named_model_too():
    assert find_bundle("credit").name == "credit"
    assert find_bundle("credit", "credit-challenger").manifest.role == "challenger"


def test_another_model_never_stands_in(models):
    with pytest.raises(BundleError, match="no model called 'credit-2'; there are credit-challenger"):
        find_bundle("credit", "credit-2", models=models)
    with pytest.raises(BundleError, match="no champions"):
        find_bundle("credit", models=models)


def test_a_damaged_bundle_stops_the_list(models, folder):
    assert [b.name for b in list_bundles(models)] == ["credit-challenger"]
    (folder / MODEL_FILE).write_bytes(b"junk")
    with pytest.raises(BundleError, match="refused"):
        list_bundles(models)
