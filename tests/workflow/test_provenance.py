"""Provenance: digests, rows and split of the sample, and what is said where they cannot be known."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date

from payoff.__main__ import main
from payoff.paths import DATA, MODELS
from payoff.workflow.case import prepare_case
from payoff.workflow.case_answer import answer_case
from payoff.workflow.case_file import check_case
from payoff.workflow.provenance import GONE, NO_MODEL, OWN_FILE, read_provenance
from payoff.workflow.score import sample_source, score_upload

CASE = {"domain": "credit", "draws": 100}


def test_the_sample_names_its_digests_and_its_split() -> None:
    found = answer_case(check_case(CASE), DATA, made=date(2026, 11, 22)).provenance
    assert found.data == "credit.csv"
    assert found.data_digest == hashlib.sha256((DATA / "credit.csv").read_bytes()).hexdigest()
    assert found.model_digest == hashlib.sha256((MODELS / "credit" / "model.onnx").read_bytes()).hexdigest()
    assert (found.rows, found.left_out, found.basis, found.made) == (400, 0, "measured", "2026-11-22")
    assert found.split == "600 rows trained the model and 400 were held out; these are the rows held out."


def test_another_file_may_have_been_seen_by_the_model() -> None:
    scored = replace(score_upload(sample_source("credit"), "credit"), digest="f" * 64)
    assert read_provenance(scored, prepare_case(scored), made="2026-11-22").split == OWN_FILE


def test_a_model_changed_since_is_not_described() -> None:
    scored = replace(score_upload(sample_source("credit"), "credit"), model_sha256="0" * 64)
    found = read_provenance(scored, prepare_case(scored), made="2026-11-22")
    assert (found.family, found.split) == ("", GONE)


def test_a_file_that_came_scored_knows_no_model(tmp_path) -> None:
    scored = tmp_path / "scored.csv"
    assert main(["score", "credit", str(DATA / "credit.csv"), "-o", str(scored), "--quiet"]) == 0
    found = answer_case(check_case({**CASE, "data": "scored.csv"}), tmp_path).provenance
    assert (found.data, found.model, found.model_name, found.split) == ("scored.csv", "", NO_MODEL, NO_MODEL)
    assert found.data_digest == hashlib.sha256(scored.read_bytes()).hexdigest()
