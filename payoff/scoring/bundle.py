"""A model as shipped: graph, manifest and card of one folder, read only when they belong together."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from payoff.core.message import reason, say
from payoff.domains import read_domain
from payoff.domains.manifest import CARD_FILE, MANIFEST_FILE, MODEL_FILE, PARITY_FILE, Manifest, ManifestError, date_columns, read_manifest
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
            raise BundleError(
                say("There is no model called {name!r}; there are {names}.", name=name, names=", ".join(known) or say("none"))
            )
        bundle = read_bundle(models / name)
        if bundle.manifest.domain != domain:
            raise BundleError(
                say("The model {name!r} is for {its}, not for {domain}.", name=name, its=bundle.manifest.domain, domain=domain)
            )
        return bundle
    champions = [b for b in list_bundles(models) if b.manifest.domain == domain and b.manifest.role == "champion"]
    if len(champions) != 1:
        raise BundleError(
            say(
                "{domain} has {n} champions in {models}; run `python -m payoff train {domain}`.",
                domain=domain,
                n=len(champions) or say("no"),
                models=models,
            )
        )
    return champions[0]


def read_bundle(folder: Path) -> Bundle:
    """The bundle in `folder`; BundleError when a file is absent, altered, misnamed or at odds with its term sheet."""
    try:
        manifest = read_manifest(folder / MANIFEST_FILE)
        model = (folder / MODEL_FILE).read_bytes()
        card = (folder / CARD_FILE).read_text(encoding="utf-8")
    except ManifestError as error:
        raise BundleError(say("The model {name!r} cannot be used: {reason}", name=folder.name, reason=reason(error))) from error
    except OSError as error:
        raise BundleError(
            say(
                "The model {name!r} lacks {file}; train it again or restore the folder.",
                name=folder.name,
                file=Path(error.filename).name,
            )
        ) from error
    if manifest.name != folder.name:
        raise BundleError(
            say(
                "The folder {name!r} holds the model {model!r}; a bundle's folder carries its name.",
                name=folder.name,
                model=manifest.name,
            )
        )
    _check_hash(manifest, model)
    _check_inputs(manifest, folder)
    return Bundle(folder, manifest, model, card)


def _check_hash(manifest: Manifest, model: bytes) -> None:
    found = hashlib.sha256(model).hexdigest()
    if found != manifest.sha256:
        raise BundleError(
            say(
                "The model {name!r} is refused: {model_file} has the SHA-256 {found}…, its manifest says {sha256}…. It "
                "was changed after it was certified; restore it or train it again.",
                name=manifest.name,
                model_file=MODEL_FILE,
                found=found[:12],
                sha256=manifest.sha256[:12],
            )
        )


def _check_inputs(manifest: Manifest, folder: Path) -> None:
    try:
        sheet = read_domain(manifest.domain, folder.parent)
    except TermSheetError as error:
        raise BundleError(say("The model {name!r} cannot be used: {reason}", name=manifest.name, reason=reason(error))) from error
    expected = [(c.name, c.kind) for c in sheet.features]
    # A date is text to a term sheet; what the model takes from it is the manifest's business.
    found = [(i.name, i.kind) for i in manifest.inputs if not i.part] + [(name, "text") for name in date_columns(manifest.inputs)]
    if odd := [name for name, _ in set(expected) ^ set(found)]:
        raise BundleError(
            say(
                "The model {name!r} and the term sheet {key!r} disagree on {names}; train it again.",
                name=manifest.name,
                key=sheet.key,
                names=", ".join(sorted(set(odd))),
            )
        )
