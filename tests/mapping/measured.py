"""The committed loans as a bank keeps them that measures what our model knows by ranges: balances, savings, months with an employer."""

from __future__ import annotations

import numpy as np

from tests.mapping.offices import LOANS, as_text, marked

MEASURES: dict[str, tuple[str, dict[str, tuple[int, int]]]] = {
    "checking_account": ("Kontostand", {"overdrawn": (-900, -1), "under 200 DM": (0, 199), "200 DM or more": (200, 9_000)}),
    "savings": (
        "Sparguthaben",
        {"under 100 DM": (0, 99), "100 to 500 DM": (100, 499), "500 to 1000 DM": (500, 999), "1000 DM or more": (1_000, 40_000)},
    ),
    "employment_since": (
        "Betriebszugehörigkeit (Monate)",
        {"under 1 year": (0, 11), "1 to 4 years": (12, 47), "4 to 7 years": (48, 83), "7 years or more": (84, 400)},
    ),
    "dependants": ("Dependants", {"0 to 2": (0, 2), "3 or more": (3, 7)}),
}  # fmt: skip
"""By our column: the bank's name, and the least and the most whole number of each category; other categories are unknown to it."""


def measured() -> bytes:
    """The bank's file: numbers drawn within each category's range, its ends among them."""
    rng = np.random.default_rng(5)
    header = [MEASURES[column][0] if column in MEASURES else column for column in LOANS[0]]
    rows = [[_write(column, _draw(column, loan[column], rng)) if column in MEASURES else loan[column] for column in loan] for loan in LOANS]
    return as_text([header, *rows], delimiter=";").encode("cp1252")


def known() -> bytes:
    """What the bank knows in our own terms: the loans as committed, categories that are no range left empty."""
    rows = [[cell if column not in MEASURES or cell in MEASURES[column][1] else "" for column, cell in loan.items()] for loan in LOANS]
    return as_text([list(LOANS[0]), *rows]).encode()


def _draw(column: str, category: str, rng: np.random.Generator) -> int | None:
    ends = MEASURES[column][1].get(category)
    if ends is None:
        return None
    return int(rng.choice([*ends, rng.integers(ends[0], ends[1] + 1)]))


def _write(column: str, number: int | None) -> str:
    if number is None:
        return ""
    return f"{marked(str(number), group='.')},00 €" if column in {"checking_account", "savings"} else str(number)
