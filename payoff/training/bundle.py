"""A fitted model becomes a bundle: graph, certificate, metrics, manifest and card, put in place only when all of them are there."""

from __future__ import annotations

import datetime
import hashlib
import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import pandas as pd

from payoff.core.message import join
from payoff.domains.manifest import CARD_FILE, MANIFEST_FILE, MODEL_FILE, PARITY_FILE, VERSION, Manifest, Role, Training, write_manifest
from payoff.domains.term_sheet import TermSheet
from payoff.training.card import say_split, write_card
from payoff.training.fit import BOOSTING, CALIBRATION, LINEAR, Fitted, name_criterion
from payoff.training.graph import OUTPUT
from payoff.training.labelled import Labelled
from payoff.training.linear_graph import export_linear
from payoff.training.metrics import measure
from payoff.training.parity import Certificate, certify, count_rows, perturb_rows
from payoff.training.tree_graph import export_boosting

EXPORTERS: Mapping[str, Callable[[Fitted], bytes]] = {LINEAR: export_linear, BOOSTING: export_boosting}
PARTIAL = ".partial"
"""Ends the name of a folder that is being written."""
LIBRARIES = ("scikit-learn", "skl2onnx", "onnx", "onnxruntime", "numpy", "pandas")


@dataclass(frozen=True)
class Exam:
    """What a model of `sheet` is fitted on and examined on."""

    sheet: TermSheet
    training: Labelled
    held_out: Labelled
    split: str = ""
    """How the two were told apart, where the sheet's notes do not say."""


@dataclass(frozen=True)
class Export:
    """A certified graph, ready to be written."""

    model: bytes
    certificate: Certificate


def export_fitted(fitted: Fitted, exam: Exam) -> Export:
    """The graph of `fitted` with its parity certificate; ParityError when scikit-learn disagrees with it."""
    model = EXPORTERS[fitted.family](fitted)
    both = pd.concat([exam.training.frame, exam.held_out.frame])
    rows = perturb_rows(both, fitted.inputs, model=model, count=count_rows(fitted.inputs))
    return Export(model, certify(model, fitted.predict, rows, inputs=fitted.inputs))


def name_bundle(domain: str, role: Role) -> str:
    """The folder a bundle lives in."""
    return domain if role == "champion" else f"{domain}-{role}"


def describe_fitted(fitted: Fitted, export: Export, exam: Exam, *, role: Role, losses: Mapping[str, float]) -> Manifest:
    """The manifest of `fitted`, measured on the held-out rows."""
    return Manifest(
        version=VERSION,
        name=name_bundle(exam.sheet.key, role),
        domain=exam.sheet.key,
        role=role,
        family=f"{fitted.family} ({fitted.settings})",
        event=exam.sheet.event,
        sha256=hashlib.sha256(export.model).hexdigest(),
        output=OUTPUT,
        calibration=CALIBRATION,
        inputs=fitted.inputs,
        training=_describe_training(exam),
        choice=name_criterion(exam.training),
        losses=losses,
        metrics=measure(fitted.predict(exam.held_out.frame), exam.held_out.outcome),
        parity=export.certificate.parity,
        libraries={name: version(name) for name in LIBRARIES},
    )


def _describe_training(exam: Exam) -> Training:
    training, held_out = exam.training, exam.held_out
    share = len(training.outcome) / (len(training.outcome) + len(held_out.outcome))
    return Training(
        file=_place(training.path),
        sha256=training.sha256,
        rows=len(training.outcome),
        event_rate=round(float(training.outcome.mean()), 6),
        date=datetime.date.today().isoformat(),
        split=join(
            [
                say_split(len(training.outcome), len(held_out.outcome), share),
                exam.split,
            ]
        ),
        held_out_file=_place(held_out.path),
        held_out_rows=len(held_out.outcome),
    )


def _place(path: Path) -> str:
    """The path below the data folder's parent, so that no manifest names a folder of one machine."""
    parts = path.parts
    return "/".join(parts[parts.index("data") :]) if "data" in parts else path.name


@dataclass(frozen=True)
class Extra:
    """What a bundle of a person's own file holds beside the four files: further files, and the command that fits it again."""

    files: Mapping[str, bytes]
    command: str


def write_bundle(folder: Path, manifest: Manifest, export: Export, *, sheet: TermSheet, extra: Extra | None = None) -> Path:
    """Write the four files, and `extra` ones, below `folder`/<name>, replacing what was there only once all of them are written."""
    return put_in_place([draft_bundle(folder, manifest, export, sheet=sheet, extra=extra)])[0]


def draft_bundle(folder: Path, manifest: Manifest, export: Export, *, sheet: TermSheet, extra: Extra | None = None) -> Path:
    """Write the same beside the place where it belongs, which stays as it is; the folder written, for `put_in_place`."""
    partial = folder / f"{manifest.name}{PARTIAL}"
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    (partial / MODEL_FILE).write_bytes(export.model)
    write_manifest(manifest, partial / MANIFEST_FILE)
    (partial / CARD_FILE).write_text(write_card(manifest, sheet, command=extra.command if extra else ""), encoding="utf-8")
    for name, content in extra.files.items() if extra else ():
        (partial / name).write_bytes(content)
    export.certificate.rows.to_csv(partial / PARITY_FILE, index=False, lineterminator="\n")
    return partial


def put_in_place(drafts: Sequence[Path]) -> tuple[Path, ...]:
    """Give drafted bundles their own names by renaming alone; whoever stops it finds all of the old ones, and none of the new."""
    places = tuple(draft.with_name(draft.name.removesuffix(PARTIAL)) for draft in drafts)
    for place in places:
        _clear_aside(place)
    with ExitStack() as undo:
        for draft, place in zip(drafts, places, strict=True):
            # Registered before it happens, so that no moment is left in which a stop would lose the old one.
            undo.callback(_put_back, place)
            if place.exists():
                place.rename(_aside(place))
            draft.rename(place)
        undo.pop_all()
    for place in places:
        _clear_aside(place)
    return places


def _aside(place: Path) -> Path:
    """Where the older bundle waits; no list of bundles shows a folder of this ending."""
    return place.with_name(f"{place.name}.old{PARTIAL}")


def _clear_aside(place: Path) -> None:
    """Nothing aside any more; an older bundle left there by a run that was killed between two renamings gets its place back first."""
    if _aside(place).exists() and not place.exists():
        _aside(place).rename(place)
    shutil.rmtree(_aside(place), ignore_errors=True)


def _put_back(place: Path) -> None:
    """The older bundle back in its place, or nothing where there was none."""
    if _aside(place).exists():
        shutil.rmtree(place, ignore_errors=True)
        _aside(place).rename(place)
    elif not place.with_name(f"{place.name}{PARTIAL}").exists():
        shutil.rmtree(place, ignore_errors=True)
