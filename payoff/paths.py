"""Where the committed data and the shipped models lie."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
"""Held-out samples: one CSV per domain that no model was fitted on."""

TRAINING_DATA = DATA / "training"
MODELS = ROOT / "models"
