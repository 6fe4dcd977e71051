"""How much room a text takes, so that nothing runs out of its box."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

NARROW, CAPITALS, WIDE = frozenset("iIjlt.,;:'|!()[]{}/ \u00a0·"), 0.70, frozenset("mwMW%@—…")
EAST_ASIAN = 0x2E7F
"""Code points above are as wide as high."""
LEADING = 1.22
"""Height of a line over the size of its letters."""
BETWEEN = 0.25
"""Room that programs leave between Chinese and Latin marks."""
CAREFUL = 1.04
"""Room left for a font a little wider than Arial."""


@dataclass(frozen=True)
class Box:
    """A box for text, in points."""

    width: float
    height: float


def width_of(text: str, size: float) -> float:
    """About how wide `text` runs in points, set in a sans serif of `size` points."""
    meetings = sum((ord(one) > EAST_ASIAN) != (ord(other) > EAST_ASIAN) for one, other in pairwise(text) if one.strip() and other.strip())
    return CAREFUL * size * (sum(_advance(mark) for mark in text) + BETWEEN * meetings)


def count_lines(text: str, size: float, width: float) -> int:
    """Lines that `text` takes in a column `width` points wide; words are kept together, Chinese breaks anywhere."""
    lines = 0
    for paragraph in text.split("\n"):
        lines, used = lines + 1, 0.0
        for piece in re.findall(r"[\u2e80-\uffff]|[^\s\u2e80-\uffff]+\s?|\s", paragraph):
            piece_width = width_of(piece.rstrip(" "), size)
            if used and used + piece_width > width:
                lines, used = lines + 1, 0.0
            # A word longer than a line is broken by every program.
            lines += int(piece_width // width) if piece_width > width else 0
            used += width_of(piece, size)
    return lines


def fits(text: str, size: float, box: Box) -> bool:
    """Whether `text` stays inside `box` at `size` points."""
    return count_lines(text, size, box.width) * size * LEADING <= box.height


def fit_text(text: str, box: Box, sizes: Sequence[float]) -> tuple[str, float]:
    """`text` and the largest of `sizes` (descending) at which it fits; at the smallest it is cut where it still does not."""
    for size in sizes:
        if fits(text, size, box):
            return text, size
    low, high, size = 0, len(text), sizes[-1]
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(text[:middle].rstrip() + "…", size, box) else (low, middle - 1)
    return text[:low].rstrip() + "…", size


def _advance(mark: str) -> float:
    if ord(mark) > EAST_ASIAN:
        return 1.0
    if mark in NARROW:
        return 0.30
    if mark in WIDE:
        return 0.90
    return CAPITALS if mark.isupper() else 0.555
