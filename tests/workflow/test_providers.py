"""What the provider report says of each model."""

from __future__ import annotations

import shutil

from payoff.paths import MODELS
from payoff.workflow.providers import report_providers


def test_providers_are_reported_per_model(tmp_path):
    shutil.copytree(MODELS / "credit-challenger", tmp_path / "credit-challenger")
    report = report_providers(tmp_path)
    assert [row.name for row in report.providers if not row.missing] == [*report.nodes["credit-challenger"]]
    assert report.nodes["credit-challenger"]["cpu"]["cpu"] > 5
