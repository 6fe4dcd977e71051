"""Lines that stand in quotation marks as a whole, as a spreadsheet saves a table that it took for one column."""

from __future__ import annotations

from collections.abc import Sequence

from payoff.intake.header import SEPARATORS
from payoff.intake.records import split_records

FEWEST = 3
"""Lines that must stand so, the names among them."""

ALIKE = 0.9
"""Share of the lines that must split into as many fields as the names do."""


def are_wrapped(lines: Sequence[str]) -> bool:
    """Whether each of `lines` stands in quotation marks as a whole, names too, and they split alike without them."""
    told = [line for line in lines if line.strip()]
    if len(told) < FEWEST or any(unwrap(line) is line for line in told):
        return False
    inner = "\n".join(map(unwrap, told)).encode()
    return any(_split_alike([len(fields or []) for fields in split_records(inner, separator)[1]]) for separator in SEPARATORS)


def unwrap(line: str) -> str:
    """A line without the quotation marks around it, those within written once again; the line itself where there are none."""
    bare = line.strip()
    return bare[1:-1].replace('""', '"') if len(bare) > 1 and bare[0] == bare[-1] == '"' else line


def _split_alike(widths: Sequence[int]) -> bool:
    return bool(widths) and widths[0] > 1 and widths.count(widths[0]) >= ALIKE * len(widths)
