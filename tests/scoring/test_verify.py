"""Verification names the check that failed and stops there."""

from __future__ import annotations

from payoff.domains.manifest import MODEL_FILE, PARITY_FILE
from payoff.scoring.verify import verify_bundle


def outcome(folder) -> list[tuple[str, bool]]:
    return [(check.name, check.passed) for check in verify_bundle(folder).checks]


def test_a_sound_bundle_passes_every_check(folder):
    assert outcome(folder) == [("hash", True), ("contract", True), ("parity", True)]


def test_a_tampered_graph_fails_by_hash(folder):
    (folder / MODEL_FILE).write_bytes((folder / MODEL_FILE).read_bytes() + b"\0")
    assert outcome(folder) == [("hash", False)]


def test_rows_that_disagree_fail_by_parity(folder):
    lines = (folder / PARITY_FILE).read_text(encoding="utf-8").splitlines()
    lines[5] = lines[5].rsplit(",", 1)[0] + ",0.99"
    (folder / PARITY_FILE).write_text("\n".join(lines), encoding="utf-8")
    assert outcome(folder)[-1] == ("parity", False)


def test_absent_rows_fail_by_parity(folder):
    (folder / PARITY_FILE).unlink()
    verification = verify_bundle(folder)
    assert not verification.passed
    assert "parity.csv" in verification.checks[-1].detail
