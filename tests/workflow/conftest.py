"""Credit files to score: the sample, and the sample with its rows spoilt one by one."""

from __future__ import annotations

from pathlib import Path

import pytest

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
