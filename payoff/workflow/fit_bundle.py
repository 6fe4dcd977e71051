"""What becomes of a fit: bundles in a folder, or in memory for one reader, and its held-out rows scored like any other file."""

from __future__ import annotations

import io
import re
import shutil
import tempfile
import zipfile
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from payoff.core.message import say
from payoff.domains import shipped_domains
from payoff.domains.manifest import HELD_OUT_FILE, MANIFEST_FILE, Manifest
from payoff.domains.own_terms import TERMS_FILE, OwnTerms, write_terms
from payoff.intake.source import read_source
from payoff.scoring.bundle import Bundle, read_bundle
from payoff.scoring.scorer import open_alone
from payoff.training.bundle import PARTIAL, Extra, draft_bundle, put_in_place
from payoff.training.labelled import TrainingError
from payoff.workflow.fit import Fit, FitRequest
from payoff.workflow.flow import Model
from payoff.workflow.score import Scored, score_with

NAME = re.compile(r"[^\W_][\w-]{0,59}")
"""What a folder on any system, and an argument on any command line, may be called."""

CHALLENGER = "-challenger"


@dataclass(frozen=True, eq=False)
class FittedModel:
    """A fit as a reader keeps it, without the rows it was fitted on: the champion open, everything as a zip, the held-out rows scored."""

    sha256: str
    """Of the file it was fitted on."""
    terms: OwnTerms
    manifests: tuple[Manifest, Manifest]
    model: Model
    zipped: bytes = field(repr=False)
    scored: Scored = field(repr=False)

    @property
    def card(self) -> str:
        """The champion's card in Markdown."""
        return self.model.bundle.card


def check_name(name: str, models: Path | None = None) -> str:
    """`name` itself; TrainingError when a bundle cannot be called so, or would replace in `models` what no fit has written."""
    if not NAME.fullmatch(name) or name.endswith(CHALLENGER):
        raise TrainingError(
            say("{name} cannot name a model: use letters, digits, - and _, up to 60, not ending in -challenger.", name=repr(name))
        )
    if name in shipped_domains():
        raise TrainingError(say("{name} is the name of a shipped model; choose another.", name=repr(name)))
    for folder in [] if models is None else [models / name, models / f"{name}{CHALLENGER}"]:
        if folder.exists() and not (folder / MANIFEST_FILE).is_file():
            raise TrainingError(say("{folder} exists and is no model; choose another name or move it away.", folder=repr(str(folder))))
        if folder.exists() and not (models is not None and (models / name / TERMS_FILE).is_file()):
            told = {"folder": repr(str(folder))}
            raise TrainingError(say("{folder} is a model that was not fitted on an own file; choose another name.", **told))
    return name


def write_fit(fit: Fit, models: Path) -> Path:
    """Write both bundles below `models`; the champion's folder, which holds the terms and the held-out rows too."""
    command = describe_command(fit.prepared.request, fit.prepared.source[0])
    champion = Extra({TERMS_FILE: write_terms(fit.terms), HELD_OUT_FILE: fit.held_out}, command)
    drafts: list[Path] = []
    with ExitStack() as undo:
        # Half a fit is none: whoever stops it before both are whole finds neither, and what was there before as it was.
        for manifest, export, extra in zip(fit.manifests, fit.exports, (champion, Extra({}, command)), strict=True):
            undo.callback(shutil.rmtree, models / f"{manifest.name}{PARTIAL}", ignore_errors=True)
            drafts.append(draft_bundle(models, manifest, export, sheet=fit.sheet, extra=extra))
        return put_in_place(drafts)[0]


def keep_fit(fit: Fit) -> FittedModel:
    """The fit in memory only: written to a folder that is gone on return, so that it passes every check a shipped bundle does."""
    with tempfile.TemporaryDirectory(prefix="payoff-fit-") as folder:
        champion = write_fit(fit, Path(folder))
        bundle = read_bundle(champion)
        zipped = _zip(Path(folder))
    model = Model(fit.sheet, bundle, open_alone(bundle))
    return FittedModel(fit.prepared.source[1], fit.terms, fit.manifests, model, zipped, score_held_out(fit, model))


def open_fit(fit: Fit, folder: Path) -> Model:
    """The champion as written to `folder`."""
    bundle: Bundle = read_bundle(folder)
    return Model(fit.sheet, bundle, open_alone(bundle))


def score_held_out(fit: Fit, model: Model) -> Scored:
    """The held-out rows through intake, model and outcomes, as any file goes."""
    return score_with(read_source(fit.held_out, HELD_OUT_FILE), model)


def describe_command(request: FitRequest, file: str) -> str:
    """The command that fits the same again; the costs are those of the terms file."""
    words = ["python -m payoff fit", file, "--target", request.target, "--event", request.event]
    if request.time is not None:
        words += ["--time", request.time or "none"]
    for option, names in (("--exclude", request.exclude), ("--keep", request.keep), ("--read", request.read)):
        words += [word for name in names for word in (option, name)]
    words += ["--seed", str(request.seed), "--terms", TERMS_FILE, "-o", request.name]
    return " ".join(words[:1] + [_quoted(word) for word in words[1:]])


def _quoted(word: str) -> str:
    # Stands in a card as code, on one line.
    plain = " ".join(word.replace("`", "'").split())
    return plain if re.fullmatch(r"[\w./-]+", plain) else '"' + plain.replace('"', '\\"') + '"'


def _zip(folder: Path) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.glob("*/*")):
            archive.write(path, path.relative_to(folder).as_posix())
    return file.getvalue()
