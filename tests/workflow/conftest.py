"""Credit files to score: the sample, and the sample with its rows spoilt one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from payoff.domains import read_domain
from payoff.domains.term_sheet import TermSheet
from payoff.paths import DATA

SAMPLE = DATA / "credit.csv"


@pytest.fixture(scope="session")
def lines() -> list[str]:
    """The sample's header and its first rows, without line ends."""
    return SAMPLE.read_text(encoding="utf-8").splitlines()[:61]


@pytest.fixture
def write_loans(tmp_path: Path, lines: list[str]):
    """Write the sample's rows to a CSV, with cells changed: {row: {column: text}}."""
    header = lines[0].split(",")

    def write(changes: dict[int, dict[str, str]] | None = None, *, name: str = "loans.csv") -> Path:
        rows = [line.split(",") for line in lines]
        for row, cells in (changes or {}).items():
            for column, text in cells.items():
                rows[row][header.index(column)] = text
        path = tmp_path / name
        path.write_text("".join(",".join(cells) + "\n" for cells in rows), encoding="utf-8")
        return path

    return write


@dataclass(frozen=True)
class Loans:
    """A scored file made by hand."""

    probability: np.ndarray
    outcome: np.ndarray | None
    money: Mapping[str, np.ndarray]
    table: pa.Table
    sheet: TermSheet = field(default_factory=lambda: read_domain("credit"))


@pytest.fixture(scope="session")
def loans():
    """Make a scored credit file from probabilities, and from outcomes where they are known; further columns by name."""

    def make(probability, outcome=None, *, amount=1200.0, months=12.0, **columns) -> Loans:
        p = np.asarray(probability, dtype=float)
        given = {"credit_amount": amount, "duration_months": months}
        money = {name: np.broadcast_to(values, p.shape).astype(float) for name, values in given.items()}
        known = None if outcome is None else np.asarray(outcome, dtype=float)
        return Loans(p, known, money, pa.table({"credit_amount": money["credit_amount"], **columns}))

    return make
