"""Checking a bundle from end to end: hash, contract, parity rows; each check named."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from payoff.core.message import reason, say
from payoff.scoring.bundle import BundleError, read_bundle
from payoff.scoring.certificate import compare_stored
from payoff.scoring.providers import CPU
from payoff.scoring.session import open_session


@dataclass(frozen=True)
class Check:
    """One check and what it found."""

    name: str
    passed: bool
    detail: str


@dataclass(frozen=True)
class Verification:
    """The checks of one bundle, in order; those after a failure that they depend on are left out."""

    bundle: str
    checks: tuple[Check, ...]

    @property
    def passed(self) -> bool:
        """Whether every check passed."""
        return all(check.passed for check in self.checks)


def verify_bundle(folder: Path) -> Verification:
    """Check the bundle in `folder` on the CPU."""
    checks: list[Check] = []
    try:
        bundle = read_bundle(folder)
        checks.append(Check("hash", True, say("model.onnx is {sha256}…, as its manifest says", sha256=bundle.manifest.sha256[:12])))
        session = open_session(bundle, CPU)
        checks.append(
            Check(
                "contract", True, say("{inputs} inputs in, {output} out", inputs=len(bundle.manifest.inputs), output=bundle.manifest.output)
            )
        )
        agreement = compare_stored(session, bundle)
        checks.append(Check("parity", agreement.holds, agreement.words))
    except BundleError as error:
        pending = ("hash", "contract", "parity")[len(checks)]
        checks.append(Check(pending, False, reason(error)))
    return Verification(folder.name, tuple(checks))
