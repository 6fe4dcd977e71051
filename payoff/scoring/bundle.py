"""A model as shipped: graph, manifest and card of one folder, read only when they belong together."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from payoff.domains import read_domain
from payoff.domains.manifest import CARD_FILE, MANIFEST_FILE, MODEL_FILE, PARITY_FILE, Manifest, ManifestError, read_manifest
from payoff.domains.term_sheet import TermSheetError
from payoff.paths import MODELS


class BundleError(ValueError):
    """A model cannot be used; the message names the bundle, what is wrong with it and what would put it right."""


@dataclass(frozen=True)
class Bundle:
    """A bundle whose graph is the one its manifest describes."""

    folder: Path
    manifest: Manifest
    model: bytes
    """model.onnx; always opened from these bytes, so that no file beside it is read."""
    card: str

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.manifest.name

    @property
    def parity_file(self) -> Path:
        """Raw rows with scikit-learn's probability."""
        return self.folder / PARITY_FILE


def bundle_folders(models: Path = MODELS) -> tuple[Path, ...]:
    """Folders below `models` that hold a manifest, by name."""
    return tuple(sorted(path.parent for path in models.glob(f"*/{MANIFEST_FILE}") if path.parent.suffix != ".partial"))


def list_bundles(models: Path = MODELS) -> tuple[Bundle, ...]:
    """Every bundle below `models`; BundleError at the first that is damaged."""
    return tuple(read_bundle(folder) for folder in bundle_folders(models))


def find_bundle(domain: str, name: str | None = None, *, models: Path = MODELS) -> Bundle:
    """The champion of `domain`, or the bundle called `name`; BundleError when there is none, never another one instead."""
    if name is not None:
        known = [folder.name for folder in bundle_folders(models)]
        if name not in known:
            raise BundleError(f"There is no model called {name!r}; there are {', '.join(known) or 'none'}.")
        bundle = read_bundle(models / name)
        if bundle.manifest.domain != domain:
            raise BundleError(f"The model {name!r} is for {bundle.manifest.domain}, not for {domain}.")
        return bundle
    champions = [b for b in list_bundles(models) if b.manifest.domain == domain and b.manifest.role == "champion"]
    if len(champions) != 1:
        raise BundleError(f"{domain} has {len(champions) or 'no'} champions in {models}; run `python -m payoff train {domain}`.")
    return champions[0]


def read_bundle(folder: Path) -> Bundle:
    """The bundle in `folder`; BundleError when a file is absent, altered, misnamed or at odds with its term sheet."""
    try:
        manifest = read_manifest(folder / MANIFEST_FILE)
        model = (folder / MODEL_FILE).read_bytes()
        card = (folder / CARD_FILE).read_text(encoding="utf-8")
    except ManifestError as error:
        raise BundleError(f"The model {folder.name!r} cannot be used: {error}") from error
    except OSError as error:
        raise BundleError(f"The model {folder.name!r} lacks {Path(error.filename).name}; train it again or restore the folder.") from error
    if manifest.name != folder.name:
        raise BundleError(f"The folder {folder.name!r} holds the model {manifest.name!r}; a bundle's folder carries its name.")
    _check_hash(manifest, model)
    _check_inputs(manifest, folder)
    return Bundle(folder, manifest, model, card)


def _check_hash(manifest: Manifest, model: bytes) -> None:
    found = hashlib.sha256(model).hexdigest()
    if found != manifest.sha256:
        raise BundleError(
            f"The model {manifest.name!r} is refused: {MODEL_FILE} has the SHA-256 {found[:12]}…, its manifest says "
            f"{manifest.sha256[:12]}…. It was changed after it was certified; restore it or train it again."
        )


def _check_inputs(manifest: Manifest, folder: Path) -> None:
    try:
        sheet = read_domain(manifest.domain, folder.parent)
    except TermSheetError as error:
        raise BundleError(f"The model {manifest.name!r} cannot be used: {error}") from error
    expected = [(c.name, c.kind) for c in sheet.features]
    found = [(i.name, i.kind) for i in manifest.inputs]
    if odd := [name for name, _ in set(expected) ^ set(found)]:
        raise BundleError(
            f"The model {manifest.name!r} and the term sheet {sheet.key!r} disagree on {', '.join(sorted(set(odd)))}; train it again."
        )
