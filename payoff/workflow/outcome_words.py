"""What cells of an outcome say beside the event and its absence: that nothing is known, or a tick where an empty cell means no."""

from __future__ import annotations

from collections.abc import Collection

from payoff.intake.numbers import MISSING_WORDS
from payoff.intake.words import NOT_STATED

SAYS_NOTHING = (
    frozenset(word.lower() for word in MISSING_WORDS)
    | NOT_STATED
    | {"-", "--", "---", "–", "—", "?", "??", "unknown", "unbekannt", "inconnu", "inconnue", "desconocido", "desconocida", "ignoto",
       "desconhecido", "onbekend", "未知", "不详", "不詳", "不明"}
)  # fmt: skip
"""Words, in lower case, for an outcome that nobody knows."""

TICKS = frozenset({"x", "✓", "✔", "√", "☑", "*", "●", "■"})
"""What people put where something happened, leaving the cell empty where it did not."""


def are_ticks(words: Collection[str]) -> bool:
    """Whether the different words of a column are one tick and nothing else."""
    return len(words) == 1 and next(iter(words)).strip().lower() in TICKS
