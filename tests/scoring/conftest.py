"""A bundle of one's own to damage: a copy of the shipped challenger."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from payoff.paths import MODELS

SHIPPED = "credit-challenger"


@pytest.fixture
def models(tmp_path: Path) -> Path:
    shutil.copytree(MODELS / SHIPPED, tmp_path / "models" / SHIPPED)
    return tmp_path / "models"


@pytest.fixture
def folder(models: Path) -> Path:
    return models / SHIPPED
