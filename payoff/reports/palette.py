"""Colours of the reports by role: those of the screen, told apart by lightness as well as by hue."""

from __future__ import annotations

ACT = "#1a5fb4"
"""What acting brings, and gains."""
LEAVE = "#8b95a5"
"""Not acting, costs and reference lines."""
UNCERTAIN = "#b86a00"
"""Losses, intervals and warnings."""
INK = "#1b2330"
MUTED = "#586375"
GRID = "#e6eaf0"
PAPER = "#ffffff"
PALE = "#f4f6f9"
INPUT = "#fff8e1"
"""Behind the cells that a reader may change."""
INPUT_INK = "#0b3d91"

CALLS = {"go": ACT, "dont": MUTED, "not_proven": UNCERTAIN}
"""A verdict's colour by its call."""
