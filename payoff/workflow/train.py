"""Training: a domain's committed rows become a champion and a challenger, each certified against scikit-learn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from payoff.core.message import say
from payoff.domains import read_domain
from payoff.domains.manifest import ROLES, Manifest
from payoff.paths import DATA, MODELS
from payoff.training.bundle import Exam, describe_fitted, export_fitted, write_bundle
from payoff.training.fit import fit_families
from payoff.training.labelled import read_labelled
from payoff.training.vocabulary import read_inputs

Which = Literal["champion", "challenger", "both"]
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Trained:
    """One bundle written to `folder`."""

    folder: Path
    manifest: Manifest


def train_domain(
    domain: str, *, which: Which = "both", folder: Path = MODELS, data: Path = DATA, progress: Progress | None = None
) -> tuple[Trained, ...]:
    """Fit both families of `domain` on `data`/training, write the bundles of `which` below `folder`.

    The family with the lower cross-validated log loss is the champion, the other the challenger. TrainingError says
    what the data lacks; ParityError which rows the export gets wrong, and then nothing is written.
    """
    tell = progress or (lambda _: None)
    sheet = read_domain(domain)
    exam = Exam(sheet, read_labelled(data / "training" / f"{domain}.csv", sheet), read_labelled(data / f"{domain}.csv", sheet))
    inputs = read_inputs(sheet, exam.training.frame)
    tell(say("Fitting two families on {outcome:,} rows and {inputs} inputs", outcome=len(exam.training.outcome), inputs=len(inputs)))
    families = fit_families(exam.training, inputs)
    losses = {fitted.family: round(fitted.loss, 6) for fitted in families}
    wanted = [(role, fitted) for role, fitted in zip(ROLES, families, strict=True) if which in ("both", role)]
    tell(say("Exporting, and comparing the graph with scikit-learn"))
    exports = [export_fitted(fitted, exam) for _, fitted in wanted]
    trained = []
    for (role, fitted), export in zip(wanted, exports, strict=True):
        manifest = describe_fitted(fitted, export, exam, role=role, losses=losses)
        trained.append(Trained(write_bundle(folder, manifest, export, sheet=sheet), manifest))
    return tuple(trained)
