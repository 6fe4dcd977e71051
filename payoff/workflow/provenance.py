"""What a business case rests on: which file, which model, how many rows, how they were split, when, and with which version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from payoff import __version__
from payoff.core.message import Message, say
from payoff.intake.source import read_source
from payoff.paths import DATA, MODELS
from payoff.scoring.bundle import Bundle, BundleError, read_bundle
from payoff.workflow.case import Basis, Case

OWN_FILE = say("Whether the model saw these rows when it was fitted is not known: the file is not the held-out sample shipped with it.")
NO_MODEL = say("The file came scored, so the model behind its probabilities is not known here.")
GONE = say("The model that scored these rows is no longer among the shipped ones, so how its rows were split cannot be told.")


class Origin(Protocol):
    """A scored file that knows where it comes from; `model` and `model_sha256` are None where the file came scored."""

    @property
    def name(self) -> str: ...
    @property
    def digest(self) -> str: ...
    @property
    def model(self) -> str | None: ...
    @property
    def model_sha256(self) -> str | None: ...


@dataclass(frozen=True)
class Provenance:
    """Names, SHA-256 digests, rows and dates; texts of a stranger's file stand as they are. Empty where unknown."""

    data: str
    data_digest: str
    rows: int
    """Rows the money is counted on."""
    left_out: int
    basis: Basis
    model: str
    model_digest: str
    family: str
    trained: str
    split: str
    made: str
    """Day the figures were made, ISO 8601."""
    version: str = __version__

    @property
    def model_name(self) -> str:
        """The model as a reader may call it."""
        return self.model or NO_MODEL


def read_provenance(origin: Origin, case: Case, *, made: str) -> Provenance:
    """The provenance of figures made from `case`, which was prepared from `origin`, on the day `made`."""
    bundle = _find_model(origin)
    manifest = None if bundle is None else bundle.manifest
    return Provenance(
        data=origin.name, data_digest=origin.digest, rows=case.rows, left_out=case.left_out, basis=case.basis,
        model=origin.model or "", model_digest=origin.model_sha256 or "", family="" if manifest is None else manifest.family,
        trained="" if manifest is None else manifest.training.date, split=_say_split(origin, case.sheet.key, bundle), made=made,
    )  # fmt: skip


def _find_model(origin: Origin) -> Bundle | None:
    """The bundle that scored `origin`, only where it is still the very model."""
    if not origin.model:
        return None
    try:
        bundle = read_bundle(MODELS / origin.model)
    except BundleError:
        return None
    return bundle if bundle.manifest.sha256 == origin.model_sha256 else None


def _say_split(origin: Origin, domain: str, bundle: Bundle | None) -> Message:
    if bundle is None:
        return GONE if origin.model else NO_MODEL
    sample = DATA / f"{domain}.csv"
    if not sample.exists() or origin.digest != read_source(sample, sample.name).sha256:
        return OWN_FILE
    training = bundle.manifest.training
    return say(
        "{rows} rows trained the model and {held_out} were held out; these are the rows held out.",
        rows=f"{training.rows:,}", held_out=f"{training.held_out_rows:,}",
    )  # fmt: skip
